"""The commands `failed` and `retry`: what could not be handled or sent."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.clock import Clock
from bot.store import failed
from bot.store.database import Database, Transaction
from bot.store.failed import Failed, Sort
from bot.store.files import UnfitError

log = logging.getLogger(__name__)

LETTERS = {Sort.UPDATE: "u", Sort.DELIVERY: "m"}
"""What the ids begin with: an update from Telegram, or a message of the bot's."""

COLUMNS = "{:<14}{:<18}{:<10}{}"
UNKNOWN = " is not in the list of: python -m bot failed."
NOT_KEPT = " cannot be tried again: its text was not kept."


class NotListedError(Exception):
    """What is to be tried again or dropped is not there, or can never be tried."""


async def listed(path: Path, clock: Clock) -> list[str]:
    """Return a line for each that failed, without a word of what anybody said."""
    async with _transaction(path) as tx:
        found = await failed.listed(tx, clock.now())
    if not found:
        return ["Nothing failed."]
    kept = sum(one.kept for one in found)
    lines = [COLUMNS.format("ID", "SINCE", "WHAT", "WHY")]
    lines += [_line(one, f"{clock.local(one.at):%Y-%m-%d %H:%M}") for one in found]
    again = f"{kept} can be tried again: python -m bot retry [ID…]"
    forget = "python -m bot failed --drop ID…"
    return [*lines, f"{len(found)} failed; {again}; to forget some: {forget}"]


async def retry(path: Path, clock: Clock, ids: Sequence[str] = ()) -> str:
    """Have these tried again, or all that can be; also beside a running bot. NotListedError."""
    now = clock.now()
    async with _transaction(path) as tx:
        by_id = await _by_id(tx, now, ids)
        if lost := [id_ for id_ in ids if not by_id[id_].kept]:
            raise NotListedError(lost[0] + NOT_KEPT)
        wanted = [by_id[id_] for id_ in ids] if ids else [o for o in by_id.values() if o.kept]
        await failed.ask(tx, ((one.sort, one.id) for one in wanted), now)
    if not wanted:
        return "Nothing can be tried again."
    when = "a running bot does so within seconds, a stopped one when it starts"
    return f"{len(wanted)} to be tried again: {when}."


async def drop(path: Path, clock: Clock, ids: Sequence[str]) -> str:
    """Forget these; also beside a running bot. NotListedError."""
    async with _transaction(path) as tx:
        by_id = await _by_id(tx, clock.now(), ids)
        unwanted = [by_id[id_] for id_ in dict.fromkeys(ids)]
        await failed.drop(tx, [(one.sort, one.id) for one in unwanted])
    for one in unwanted:
        log.info('what failed is dropped id=%s what=%s why="%s"', _id(one), one.what, one.error)
    return f"{len(unwanted)} dropped."


async def _by_id(tx: Transaction, now: datetime, ids: Sequence[str]) -> Mapping[str, Failed]:
    """Return all that is listed. NotListedError where one of these is not."""
    by_id = {_id(one): one for one in await failed.listed(tx, now)}
    if unknown := [id_ for id_ in ids if id_ not in by_id]:
        raise NotListedError(unknown[0] + UNKNOWN)
    return by_id


@asynccontextmanager
async def _transaction(path: Path) -> AsyncIterator[Transaction]:
    database = existing(path)
    await database.open(alone=False)
    try:
        async with database.transaction() as tx:
            yield tx
    finally:
        await database.close()


def existing(path: Path) -> Database:
    """Return a database that must be there already. UnfitError."""
    if not path.is_file():
        raise UnfitError(path, "does not exist")
    return Database(path)


def _id(one: Failed) -> str:
    return f"{LETTERS[one.sort]}{one.id}"


def _line(one: Failed, since: str) -> str:
    aside = "" if one.kept else " (its text was not kept)"
    aside = " (waits to be tried again)" if one.asked else aside
    return COLUMNS.format(_id(one), since, one.what, one.error + aside)
