"""A bot that runs: it receives and sends until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sqlite3
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot import retrying
from bot.clock import Clock, Codes
from bot.logs import where
from bot.office.calling import Calling
from bot.store import failed, outbox, updates
from bot.store.database import Database
from bot.telegram.connection import RefusedError
from bot.telegram.deliver import Deliver
from bot.telegram.menus import Bot, introduce
from bot.telegram.receiving import Receiving
from bot.turns import Turns
from bot.watching.pages import Watched

log = logging.getLogger(__name__)

STOP_WITHIN = 4.0
"""Seconds for the calls under way to finish when the program is told to stop."""


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
    receiving: Receiving
    calling: Calling
    watched: Watched
    running: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once it receives and sends."""


async def run(parts: Parts, stopping: asyncio.Event) -> None:
    """Receive and send until told to stop; then finish the batch and the calls under way.

    What goes on for ever ends it all by a fault: it is started again whole, and never goes on lame.
    """
    async with parts.database.transaction() as tx:
        await outbox.join_no_more(tx)
        waiting = await outbox.waiting(tx, parts.language)
    writing = asyncio.create_task(parts.turns.run())
    parts.deliver.put(waiting)
    receiving = asyncio.create_task(parts.receiving.run())
    told = asyncio.create_task(stopping.wait())
    refused = asyncio.create_task(parts.deliver.stopped())
    beside = [
        _beside("due", parts.calling.run()),
        _beside("again", retrying.run(parts.database, parts.turns)),
        _beside("tidying", _tidy_up(parts)),
    ]
    introducing = _beside("introducing", introduce(parts.bot, parts.language, parts.codes))
    parts.running.set()
    try:
        ends = {receiving, told, refused, writing, *beside}
        ended, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    finally:
        parts.turns.end_soon()
        ending = (receiving, told, refused, *beside, introducing)
        for task in ending:
            task.cancel()
        sending = parts.deliver.stop(STOP_WITHIN)
        await asyncio.gather(*ending, sending, return_exceptions=True)
        parts.turns.stop()
        await writing
    for task in (receiving, *ended):
        if not task.cancelled() and (fault := task.exception()):
            raise fault
    if parts.receiving.refused or parts.deliver.refused:
        raise RefusedError


def _beside(name: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """Start something that goes on beside the rest."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_ended)
    return task


def _ended(task: asyncio.Task[None]) -> None:
    """Say so when something that goes on beside the rest has ended by a fault."""
    if not task.cancelled() and (fault := task.exception()):
        log.error('work ended task=%s error="%s"', task.get_name(), where(fault))


async def _tidy_up(parts: Parts) -> None:
    """Forget what is long past, now and every hour."""
    while True:
        now = parts.clock.now()
        with contextlib.suppress(sqlite3.Error):  # the next hour does it
            async with parts.database.transaction() as tx:
                await updates.forget(tx, now)
                await failed.forget(tx, now)
        await parts.clock.sleep_until(now + timedelta(hours=1))


def stop_on_signals() -> asyncio.Event:
    """Return an event that SIGTERM and SIGINT set."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    return stopping
