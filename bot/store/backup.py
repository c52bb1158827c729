"""Backs a database up while it is in use, and puts a backup in the place of a database."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.store.copying import Contents, Progress, UnfitError, copy, replacing, sync
from bot.store.database import Database, Transaction, claim
from bot.store.ids import Ids

GAP = 1_000_000
"""How many numbers are skipped, so that no button of what was lost means something new."""

BESIDE = ("-wal", "-journal")
"""What may hold changes that the file itself does not have yet."""

Amend = Callable[[Transaction, Path], Awaitable[None]]
"""Changes a restored database before a bot may use it.

It is given the database that is replaced: absent, of any version, or damaged.
"""


@dataclass(frozen=True)
class Restored:
    """What was restored, and where that is now which it replaces."""

    contents: Contents
    aside: Path | None


def back_up(source: Path, into: Path, progress: Progress, *, replace: bool = False) -> Contents:
    """Write a whole copy to a file, or nothing. UnfitError, NewerError, OSError, sqlite3.Error."""
    if into.exists() and source.exists() and into.samefile(source):
        raise UnfitError(into, "is the database itself")
    if into.is_dir() or (into.exists() and not replace):
        raise UnfitError(into, "exists already: choose another name, or add --replace")
    with replacing(into) as part:
        return copy(source, part, progress)


def restore(
    backup: Path, path: Path, name: str, progress: Progress, amends: Sequence[Amend] = ()
) -> Restored:
    """Put a backup in the place of a database, which is kept under another name.

    InUseError while a bot runs on it; what back_up raises.
    """
    if backup.exists() and path.exists() and backup.samefile(path):
        raise UnfitError(backup, "is the database itself")
    path.parent.mkdir(parents=True, exist_ok=True)
    with claim(path), replacing(path) as part:
        contents = copy(backup, part, progress)
        asyncio.run(_amend(part, path, [skip_numbers, *amends]))
        sync(part)
        aside = _put_aside(path, name)
        for file in (part, path.with_name(path.name + ".lock")):
            _give(file, path.parent)
    return Restored(contents, aside)


async def _amend(part: Path, replaced: Path, amends: Sequence[Amend]) -> None:
    """Bring a copy up to date with the program and with what happened since."""
    database = Database(part)
    await database.open()  # nobody else knows of the copy
    try:
        async with database.transaction() as tx:
            for amend in amends:
                await amend(tx, replaced)
    finally:
        await database.close()
    with closing(sqlite3.connect(part)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


async def skip_numbers(tx: Transaction, replaced: Path) -> None:
    """Go on far above the numbers that were given out after the backup was made."""
    await Ids.skip(tx, GAP)


def _put_aside(path: Path, name: str) -> Path | None:
    """Give the old database another name, with what SQLite left beside it."""
    aside = path.with_name(f"{path.stem}-{name}{path.suffix}")
    if aside.exists():
        raise UnfitError(aside, "is in the way")
    existed = path.exists()
    if existed:
        with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=1)) as old:
            old.execute("PRAGMA journal_mode = DELETE")  # so that it is one file, if it can
        path.rename(aside)
    for ending in BESIDE:
        left = path.with_name(path.name + ending)
        if left.exists():  # SQLite would take it for a part of the new file
            left.rename(aside.with_name(aside.name + ending))
    path.with_name(path.name + "-shm").unlink(missing_ok=True)
    sync(path.parent)
    return aside if existed else None


def _give(file: Path, folder: Path) -> None:
    """Let a file belong to whom its folder belongs to, where an administrator restores it."""
    if os.geteuid() == 0:
        owner = folder.stat()
        os.chown(file, owner.st_uid, owner.st_gid)
