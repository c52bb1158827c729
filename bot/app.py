"""The composition root: the only place that wires the parts together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib import resources

from telegram import Bot

from bot.clock import Clock, Codes
from bot.intake import late, own_data
from bot.intake.batch import Setting
from bot.intake.batches import Batches
from bot.intake.jobs import JOBS
from bot.intake.joining import invite
from bot.office.calling import Calling
from bot.office.drawing import Drawing
from bot.office.due import Calendar
from bot.office.export import Exporter
from bot.office.holidays import PublicHolidays
from bot.office.workshop import Maker, Workshop
from bot.people import Role
from bot.repeats import Repeats
from bot.running import Parts
from bot.serving import Front
from bot.settings import Settings
from bot.store import people, tallies
from bot.store.database import Database
from bot.store.ids import Ids
from bot.telegram.arrivals import Arrivals
from bot.telegram.attempts import Attempts
from bot.telegram.connection import telegram_bot
from bot.telegram.deliver import Deliver
from bot.telegram.pace import Pace
from bot.telegram.posting import PlainRequest
from bot.telegram.receiving import Entrance, receiving
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
async def stored(settings: Settings) -> AsyncIterator[Database]:
    """Open the database. InUseError."""
    database = Database(settings.database_path)
    await database.open()
    try:
        yield database
    finally:
        await database.close()


def front(settings: Settings, database: Database, clock: Clock) -> Front:
    """Return what is there before the bot is: who watches it has to see why it is not."""
    watch = Watch(clock)
    return Front(Watched(watch, Health(database, watch)), Entrance(settings.webhook_url))


@asynccontextmanager
async def opened(
    settings: Settings,
    token: str,
    database: Database,
    before: Front,
    stopping: asyncio.Event | None = None,
) -> AsyncIterator[Parts]:
    """Open the connection, and wire the parts. Nothing runs yet. RefusedError, NoAnswerError."""
    async with telegram_bot(settings.bot_api_url, token, stopping) as (bot, request):
        clock = before.watched.watch.clock
        yield await wire(settings, database, bot, request, clock, Codes(), before)


async def wire(
    settings: Settings,
    database: Database,
    bot: Bot,
    request: PlainRequest,
    clock: Clock,
    codes: Codes,
    before: Front | None = None,
) -> Parts:
    """Make the parts know each other."""
    known = flows(places())
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
    before = before or front(settings, database, clock)
    watch = before.watched.watch
    watch.heard()  # or the bot would not know its own name
    attempts = Attempts(bot, clock, codes, Pace(settings.send_per_second), workshop.make, watch)
    deliver = Deliver(attempts, clock)
    async with database.transaction() as tx:
        ids = await Ids.load(tx)
        await tallies.begin(tx, clock.begins, clock.now())
    turns = Turns(database, Batches(clock, setting, ids), deliver.put)
    deliver.marks = turns
    arrivals = Arrivals(turns, deliver, watch, Repeats(database, clock).among)
    receives = receiving(settings, bot, request, arrivals, codes, before.entrance)
    calling = Calling(database, turns, setting, JOBS)
    name, language = bot.username, settings.language
    watched = before.watched
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


async def own_name(settings: Settings) -> str:
    """Return the bot's username: Telegram's, or the simulator's."""
    if settings.simulated:
        return "basisbaan_bot"
    token = settings.bot_token.get_secret_value()
    async with telegram_bot(settings.bot_api_url, token) as (bot, _):
        return bot.username
