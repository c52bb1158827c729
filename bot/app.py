"""The composition root: the only place that wires the parts together."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib import resources

from telegram import Bot

from bot.clock import Clock, Codes
from bot.intake import late, own_data
from bot.intake.batch import Setting
from bot.intake.batches import Batches
from bot.intake.jobs import JOBS
from bot.intake.joining import invite, link
from bot.office.calling import Calling
from bot.office.drawing import Drawing
from bot.office.due import Calendar
from bot.office.export import Exporter
from bot.office.holidays import PublicHolidays
from bot.office.workshop import Maker, Workshop
from bot.people import Role
from bot.repeats import Repeats
from bot.running import Parts, run, stop_on_signals
from bot.serving import serving
from bot.settings import Settings
from bot.store import people, tallies
from bot.store.database import Database
from bot.store.ids import Ids
from bot.telegram.arrivals import Arrivals
from bot.telegram.attempts import Attempts
from bot.telegram.connection import NoAnswerError, telegram_bot
from bot.telegram.deliver import Deliver
from bot.telegram.pace import Pace
from bot.telegram.posting import PlainRequest
from bot.telegram.receiving import receiving
from bot.turns import Turns
from bot.views.menu import Office
from bot.watching.health import Health
from bot.watching.pages import Watched
from bot.watching.watch import Watch
from conversations import flows
from conversations.flow import Flow
from conversations.places import Places


def places() -> Places:
    """Return the wijken and dorpen that come with the program."""
    folder = resources.files("conversations")
    listed, centres = ((folder / name).read_text("utf-8") for name in ("places.csv", "centres.csv"))
    return Places.parse(listed, centres)


def office(settings: Settings) -> Office:
    """Return the municipality as people can reach it."""
    return Office(
        municipality=settings.municipality,
        mail=settings.contact_email,
        phone=settings.contact_phone,
        answer_within_days=settings.answer_within_days,
        keep_drafts_days=settings.keep_drafts_days,
        keep_checks_days=settings.keep_checks_days,
        keep_declined_days=settings.keep_declined_days,
        keep_decided_days=settings.keep_decided_days,
        keep_log_days=settings.keep_log_days,
        keep_staff_days=settings.keep_staff_days,
        question_deadline=timedelta(days=settings.question_deadline_days),
        recheck_after=timedelta(days=settings.recheck_after_days),
    )


@asynccontextmanager
async def opened(
    settings: Settings,
    token: str,
    stopping: asyncio.Event | None = None,
    clock: Clock | None = None,
    known: Mapping[str, Flow] | None = None,
) -> AsyncIterator[Parts]:
    """Open database and connection, and wire the parts. Nothing runs yet. InUseError."""
    clock = clock or Clock(settings.timezone)
    database = Database(settings.database_path)
    await database.open()
    try:
        async with telegram_bot(settings.bot_api_url, token, stopping) as (bot, request):
            yield await wire(settings, database, bot, request, clock, Codes(), known)
    finally:
        await database.close()


async def wire(
    settings: Settings,
    database: Database,
    bot: Bot,
    request: PlainRequest,
    clock: Clock,
    codes: Codes,
    known: Mapping[str, Flow] | None = None,
) -> Parts:
    """Make the parts know each other. `known`: other flows than those the bot comes with."""
    known = known or flows(places())
    setting = Setting(
        known,
        office(settings),
        clock,
        codes,
        bot.username,
        settings.language,
        Calendar(settings.timezone, PublicHolidays()),
    )
    made = {**makers(database, clock, known), **own_data.makers(database, clock, known)}
    workshop = Workshop({**made, **late.makers(database, setting)})
    watch = Watch(clock)
    attempts = Attempts(bot, clock, codes, Pace(settings.send_per_second), workshop.make, watch)
    deliver = Deliver(attempts, clock)
    async with database.transaction() as tx:
        ids = await Ids.load(tx)
        await tallies.begin(tx, clock.begins, clock.now())
    turns = Turns(database, Batches(clock, setting, ids), deliver.put)
    deliver.marks = turns
    arrivals = Arrivals(turns, deliver, watch, Repeats(database, clock).among)
    receives = receiving(settings, bot, request, arrivals, codes)
    calling = Calling(database, turns, setting, JOBS)
    name, language = bot.username, settings.language
    watched = Watched(watch, Health(database, watch))
    return Parts(
        database, clock, codes, bot, name, language, deliver, turns, receives, calling, watched
    )


def makers(database: Database, clock: Clock, known: Mapping[str, Flow]) -> Mapping[str, Maker]:
    """Return who makes which chart or export, by the name that deliveries use."""
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


async def serve(
    settings: Settings, say: Callable[[str], None], known: Mapping[str, Flow] | None = None
) -> None:
    """Run on Telegram until SIGTERM or SIGINT. RefusedError, InUseError."""
    stopping = stop_on_signals()
    token = settings.bot_token.get_secret_value()
    with contextlib.suppress(NoAnswerError):  # told to stop before Telegram ever answered
        await _serve(settings, token, stopping, say, known)


async def _serve(
    settings: Settings,
    token: str,
    stopping: asyncio.Event,
    say: Callable[[str], None],
    known: Mapping[str, Flow] | None,
) -> None:
    async with (
        opened(settings, token, stopping, known=known) as parts,
        serving(settings.listen_host, settings.listen_port, parts) as at,
    ):
        say(f"The bot @{parts.bot_name} is running. How it does: {at}/health and {at}/metrics")
        if not await has(parts.database, Role.COORDINATOR):
            code = parts.codes.invite_code()
            await make_invite(parts.database, parts.clock, Role.COORDINATOR, code)
            say(f"Become the first coordinator: {link(parts.bot_name, code)}")
        stay()
        await run(parts, stopping)


def stay() -> None:
    """Look for garbage less often, and not in what was loaded at the start: that all stays."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


async def own_name(settings: Settings) -> str:
    """Return the bot's username: Telegram's, or the simulator's."""
    if settings.simulated:
        return "basisbaan_bot"
    token = settings.bot_token.get_secret_value()
    async with telegram_bot(settings.bot_api_url, token) as (bot, _):
        return bot.username
