"""The composition root: the only place that wires the parts together."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import resources

from telegram import Bot, BotCommandScopeAllPrivateChats, MenuButtonCommands
from telegram.error import TelegramError
from telegram.request import BaseRequest

from bot.clock import Clock, Codes
from bot.intake.batches import Batches
from bot.intake.joining import invite, link
from bot.intake.moment import Setting
from bot.office.workshop import Maker, Workshop
from bot.people import Role
from bot.settings import Settings
from bot.store import outbox, people, updates
from bot.store.database import Database
from bot.store.ids import Ids
from bot.telegram.calls import commands
from bot.telegram.connection import RefusedError, telegram_bot
from bot.telegram.deliver import Deliver
from bot.telegram.pace import Pace
from bot.telegram.polling import Polling
from bot.translate import words
from bot.turns import Turns
from bot.views.menu import DESCRIPTION, Office
from conversations import flows
from conversations.places import Places
from conversations.text import text

log = logging.getLogger(__name__)

STOP_WITHIN = 4.0
"""Seconds for the calls under way to finish when the program is told to stop."""


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
    )


@dataclass(frozen=True)
class Parts:
    """What a running bot consists of."""

    database: Database
    clock: Clock
    codes: Codes
    bot: Bot
    bot_name: str
    language: str
    deliver: Deliver
    turns: Turns
    polling: Polling


@asynccontextmanager
async def opened(settings: Settings, token: str) -> AsyncIterator[Parts]:
    """Open database and connection, and wire the parts. Nothing runs yet. InUseError."""
    database = Database(settings.database_path)
    await database.open()
    try:
        async with telegram_bot(settings.bot_api_url, token) as (bot, request):
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
    deliver = Deliver(
        bot, clock, codes, Pace(settings.send_per_second), Workshop(makers(database, clock)).make
    )
    setting = Setting(
        flows(places()), office(settings), clock, codes, bot.username, settings.language
    )
    async with database.transaction() as tx:
        ids = await Ids.load(tx)
    turns = Turns(database, Batches(clock, setting, ids), deliver.put)
    deliver.marks = turns
    polling = Polling(bot, request, turns, deliver, codes)
    return Parts(
        database, clock, codes, bot, bot.username, settings.language, deliver, turns, polling
    )


def makers(database: Database, clock: Clock) -> Mapping[str, Maker]:
    """Return who makes which chart or export, by the name that deliveries use."""
    return {}


async def run(parts: Parts, stopping: asyncio.Event) -> None:
    """Receive and send until told to stop; then finish the batch and the calls under way."""
    writing = asyncio.create_task(parts.turns.run())
    await _go_on(parts)
    polling = asyncio.create_task(parts.polling.run())
    told = asyncio.create_task(stopping.wait())
    refused = asyncio.create_task(parts.deliver.stopped())
    tidying = asyncio.create_task(_tidy_up(parts))
    try:
        ends = {polling, told, refused, writing}
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (polling, told, refused, tidying):
            task.cancel()
        await asyncio.gather(polling, told, refused, tidying, return_exceptions=True)
        await parts.deliver.stop(STOP_WITHIN)
        parts.turns.stop()
        await writing
    if not polling.cancelled() and (fault := polling.exception()):
        raise fault
    if parts.polling.refused or parts.deliver.refused:
        raise RefusedError


async def _tidy_up(parts: Parts) -> None:
    """Forget what is long past, now and every hour."""
    while True:
        with contextlib.suppress(sqlite3.Error):  # the next hour does it
            async with parts.database.transaction() as tx:
                await updates.forget(tx, parts.clock.now())
        await asyncio.sleep(3600)


async def _go_on(parts: Parts) -> None:
    """Send what was left in the outbox, and set the menu that everyone sees."""
    async with parts.database.transaction() as tx:
        waiting = await outbox.waiting(tx)
    parts.deliver.put(waiting)
    with contextlib.suppress(TelegramError):
        await parts.bot.set_my_commands(
            commands(frozenset(), parts.language), scope=BotCommandScopeAllPrivateChats()
        )
        await parts.bot.set_my_description(words(text(DESCRIPTION), parts.language))
        await parts.bot.set_chat_menu_button(menu_button=MenuButtonCommands())


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
    async with opened(settings, settings.bot_token.get_secret_value()) as parts:
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
