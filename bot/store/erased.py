"""Applies to a restored backup the erasures that were made since.

They are read from the database that the backup replaces and from the list beside the backup, by
codes that hold no data.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from bot.store import erasing, erasure_codes
from bot.store.checks import forget_code
from bot.store.database import Transaction

MADE = "SELECT at, kind, code FROM erasures ORDER BY id"

ADOPT = "UPDATE keys SET value = ? WHERE name = 'erasures'"


@dataclass(frozen=True)
class Erasure:
    """Something that was erased, by a code that holds no data."""

    at: str
    kind: str
    code: str


@dataclass(frozen=True)
class Left:
    """The erasures that a file remembers."""

    erasures: tuple[Erasure, ...] = ()
    key: str | None = None
    """What the codes are made with, if the file has it."""
    until: datetime | None = None
    """Up to when it has them, of a list."""


def left_by(database: Path) -> Left | None:
    """Return the erasures that a database file remembers; None where it cannot be read."""
    try:
        return _read(database)
    except sqlite3.Error:
        return None


def _read(database: Path) -> Left:
    address = f"file:{quote(str(database.absolute()))}?mode=rw"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        connection.execute("PRAGMA query_only = ON")
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'erasures'").fetchone():
            return Left()
        made_ = tuple(Erasure(*row) for row in connection.execute(MADE))
        (key,) = connection.execute(erasure_codes.KEY).fetchone()
        return Left(made_, key)


async def made(tx: Transaction) -> list[Erasure]:
    """Return the erasures that a database remembers, oldest first."""
    return [Erasure(*row) for row in await tx.rows(MADE)]


async def apply(tx: Transaction, erasures: Iterable[Erasure], now: datetime) -> int:
    """Erase again what a backup brought back; return how many people and checks that were."""
    known = set(await made(tx))
    missing = [erasure for erasure in dict.fromkeys(erasures) if erasure not in known]
    key, done = await erasure_codes.key(tx), 0
    people = await _by_code(tx, key, "person", "SELECT id FROM people WHERE id <> 0")
    checks = await _by_code(tx, key, "check", "SELECT DISTINCT code FROM checks")
    for erasure in missing:
        if erasure.kind == "person" and (person := people.get(erasure.code)):
            await erasing.forget(tx, int(person), now)
            done += 1
        elif erasure.kind == "check" and (check := checks.get(erasure.code)):
            await forget_code(tx, check, now)
            done += 1
    await tx.many(erasure_codes.REMEMBER, ((e.at, e.kind, e.code) for e in missing))
    return done


async def adopt(tx: Transaction, key: str) -> None:
    """Go on with the key of what is replaced, in a backup from before there was one."""
    await tx.run(ADOPT, (key,))


async def _by_code(tx: Transaction, key: str, kind: str, ids: str) -> dict[str, str]:
    return {erasure_codes.code(key, kind, row[0]): str(row[0]) for row in await tx.rows(ids)}
