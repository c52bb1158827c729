"""What failed is tried again, soon after an operator asked for it beside the running bot."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from bot.logs import where, worth_a_line
from bot.store import failed
from bot.store.database import Database
from bot.telegram.arrivals import parse
from bot.turns import Turns

log = logging.getLogger(__name__)

EVERY = 2.0
"""Seconds between two looks."""

AT_ONCE = 100


async def run(database: Database, turns: Turns) -> None:
    """Try again what is asked for, as long as the bot runs."""
    failures = 0
    while True:
        try:
            await look(database, turns)
        except Exception as error:
            failures += 1
            if worth_a_line(failures):
                log.error('cannot try again what failed error="%s"', where(error))
        else:
            failures = 0
        await asyncio.sleep(EVERY)


async def look(database: Database, turns: Turns) -> None:
    """Try again what is asked for now; return when that is committed."""
    async with database.transaction() as tx:
        if not await failed.asked(tx):
            return
        again = await failed.updates(tx, AT_ONCE)
    if again:
        log.info("failed updates are handled again updates=%d", len(again))
        await turns.handle([replace(parse(one.content), failed_at=one.failed_at) for one in again])
    await turns.do_due()
