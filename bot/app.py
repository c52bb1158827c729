"""The composition root: the only place that wires the parts together."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib import resources

from telegram import Bot
from telegram.request import BaseRequest

from bot.clock import Clock, Codes
from bot.intake import late
from bot.intake.batch import Setting
from bot.intake.batches import Batches
from bot.intake.jobs import JOBS
from bot.intake.joining import invite, link
from bot.office.calling import Calling
from bot.office.drawing import Drawing
from bot.office.due import Calendar
from bot.office.export import Exporter
from bot.office.holidays import public_holidays
from bot.office.workshop import Maker, Workshop
from bot.people import Role
from bot.running import Parts, run
from bot.settings import Settings
from bot.store import people
from bot.store.database import Database
from bot.store.ids import Ids
from bot.telegram.attempts import Attempts
from bot.telegram.connection import NoAnswerError, telegram_bot
from bot.telegram.deliver import Deliver
from bot.telegram.pace import Pace
from bot.telegram.polling import Polling
from bot.turns import Turns
from bot.views.menu import Office
from conversations import flows
from conversations.places import Places

log = logging.getLogger(__name__)


def places() -> Places:
    """Return the wijken and dorpen that come with the program."""
    file = resources.files("conversations") / "places.csv"
    return Places.parse(file.read_text("utf-8"))


def office(settings: Settings) -> Office:
    """Return the municipality as people can reach it."""
    return Office(
        municipality=settings.municipality,
        mail=settings.contact_email,
        phone=settings.contact_phone,
        answer_within_days=settings.answer_within_days,
        keep_drafts_days=settings.keep_drafts_days,
        question_deadline=timedelta(days=settings.question_deadline_days),
        recheck_after=timedelta(days=settings.recheck_after_days),
    )


@asynccontextmanager
async def opened(
    settings: Settings, token: str, stopping: asyncio.Event | None = None
) -> AsyncIterator[Parts]:
    """Open database and connection, and wire the parts. Nothing runs yet. InUseError."""
    database = Database(settings.database_path)
    await database.open()
    try:
        async with telegram_bot(settings.bot_api_url, token, stopping) as (bot, request):
            yield await wire(settings, database, bot, request, Clock(settings.timezone), Codes())
    finally:
        await database.close()


async def wire(
    settings: Settings,
    database: Database,
    bot: Bot,
    request: BaseRequest,
    clock: Clock,
    codes: Codes,
) -> Parts:
    """Make the parts know each other."""
    setting = Setting(
        flows(places()),
        office(settings),
        clock,
        codes,
        bot.username,
        settings.language,
        Calendar(settings.timezone, public_holidays()),
    )
    workshop = Workshop({**makers(database, clock), **late.makers(database, setting)})
    attempts = Attempts(bot, clock, codes, Pace(settings.send_per_second), workshop.make)
    deliver = Deliver(attempts, clock)
    async with database.transaction() as tx:
        ids = await Ids.load(tx)
    turns = Turns(database, Batches(clock, setting, ids), deliver.put)
    deliver.marks = turns
    polling = Polling(bot, request, turns, deliver, codes)
    calling = Calling(database, turns, setting, JOBS)
    name, language = bot.username, settings.language
    return Parts(database, clock, codes, bot, name, language, deliver, turns, polling, calling)


def makers(database: Database, clock: Clock) -> Mapping[str, Maker]:
    """Return who makes which chart or export, by the name that deliveries use."""
    known = flows(places())
    return {
        "export": Exporter(database.path, clock, known).make,
        "figures": Drawing(database, clock, known).make,
    }


async def make_invite(database: Database, clock: Clock, role: Role, code: str) -> None:
    """Keep a new invitation that was made outside a chat."""
    async with database.transaction() as tx:
        await people.put_invites(tx, [invite(role, code, clock.now(), None)])


async def has(database: Database, role: Role) -> bool:
    """Tell whether anyone has this role."""
    async with database.transaction() as tx:
        return bool(await people.with_role(tx, role))


async def serve(settings: Settings, say: Callable[[str], None]) -> None:
    """Run on Telegram until SIGTERM or SIGINT. RefusedError, InUseError."""
    stopping = stop_on_signals()
    token = settings.bot_token.get_secret_value()
    with contextlib.suppress(NoAnswerError):  # told to stop before Telegram ever answered
        await _serve(settings, token, stopping, say)


async def _serve(
    settings: Settings, token: str, stopping: asyncio.Event, say: Callable[[str], None]
) -> None:
    async with opened(settings, token, stopping) as parts:
        say(f"The bot @{parts.bot_name} is running.")
        if not await has(parts.database, Role.COORDINATOR):
            code = parts.codes.invite_code()
            await make_invite(parts.database, parts.clock, Role.COORDINATOR, code)
            say(f"Become the first coordinator: {link(parts.bot_name, code)}")
        await run(parts, stopping)


def stop_on_signals() -> asyncio.Event:
    """Return an event that SIGTERM and SIGINT set."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    return stopping


async def own_name(settings: Settings) -> str:
    """Return the bot's username: Telegram's, or the simulator's."""
    if settings.simulated:
        return "basisbaan_bot"
    token = settings.bot_token.get_secret_value()
    async with telegram_bot(settings.bot_api_url, token) as (bot, _):
        return bot.username
