"""A bot that runs: it receives and sends until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from dataclasses import dataclass, field

from bot.clock import Clock, Codes
from bot.office.calling import Calling
from bot.store import outbox, updates
from bot.store.database import Database
from bot.telegram.connection import RefusedError
from bot.telegram.deliver import Deliver
from bot.telegram.menus import Bot, introduce
from bot.telegram.polling import Polling
from bot.turns import Turns

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
    polling: Polling
    calling: Calling
    running: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once it receives and sends."""


async def run(parts: Parts, stopping: asyncio.Event) -> None:
    """Receive and send until told to stop; then finish the batch and the calls under way."""
    async with parts.database.transaction() as tx:
        waiting = await outbox.waiting(tx)
    writing = asyncio.create_task(parts.turns.run())
    parts.deliver.put(waiting)
    polling = asyncio.create_task(parts.polling.run())
    told = asyncio.create_task(stopping.wait())
    refused = asyncio.create_task(parts.deliver.stopped())
    works = (
        _tidy_up(parts),
        introduce(parts.bot, parts.language, parts.codes),
        parts.calling.run(),
    )
    beside = [asyncio.create_task(work) for work in works]
    parts.running.set()
    try:
        ends = {polling, told, refused, writing}
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (polling, told, refused, *beside):
            task.cancel()
        await asyncio.gather(polling, told, refused, *beside, return_exceptions=True)
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
