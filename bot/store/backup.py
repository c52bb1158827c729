"""Backs a database up while it is in use, and puts a backup in the place of a database."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.store.claiming import claim
from bot.store.copying import Contents, Progress, copy, replacing
from bot.store.database import Database, Transaction
from bot.store.failing import busy
from bot.store.files import UnfitError, begun, beside, folder, own, private, sync
from bot.store.ids import Ids

GAP = 1_000_000
"""How many numbers are skipped, so that no button of what was lost means something new."""

LOGS = ("-wal", "-journal")
"""What may hold changes that the file itself does not have yet."""

PATIENCE = 1.0
"""Seconds to wait for another program that uses the database which is replaced."""

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
    with replacing(into) as part:
        if into.is_dir() or (into.exists() and not replace):
            raise UnfitError(into, "exists already: choose another name, or add --replace")
        return copy(source, part, progress)


def restore(
    backup: Path, path: Path, name: str, progress: Progress, amends: Sequence[Amend] = ()
) -> Restored:
    """Put a backup in the place of a database, which is kept under another name.

    Whatever happens, one of the two stands there whole. InUseError while a bot runs on it; what
    back_up raises.
    """
    path = own(path)
    if backup.exists() and path.exists() and backup.samefile(path):
        raise UnfitError(backup, "is the database itself")
    folder(path)
    with claim(path), _put_back(path, _aside(path, name)) as aside, replacing(path) as part:
        contents = copy(backup, part, progress)
        asyncio.run(_amend(part, path, [skip_numbers, *amends]))
        for file in (part, beside(path, ".lock")):
            _give(file, path.parent)
        sync(part)
        _put_aside(path, aside)
    return Restored(contents, aside if aside.exists() else None)


async def _amend(part: Path, replaced: Path, amends: Sequence[Amend]) -> None:
    """Bring a copy up to date with the program and with what happened since."""
    database = Database(part)
    await database.open(claimed=True)  # nobody else knows of the copy
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


def _aside(path: Path, name: str) -> Path:
    """Return the name for what is replaced. UnfitError where that is taken."""
    aside = path.with_name(f"{path.stem}-{name}{path.suffix}")
    if any(beside(aside, ending).exists() for ending in ("", *LOGS)):
        raise UnfitError(aside, "is in the way")
    return aside


def _put_aside(path: Path, aside: Path) -> None:
    """Give the old database another name, with what SQLite left beside it.

    One that is a whole file keeps its own name as well, until the new one takes that.
    """
    if path.exists():
        private(path)
    if _one_file(path):
        _link(path, aside)
    elif begun(path):
        path.rename(aside)  # first: without its log it could be taken for whole
    for ending in LOGS:
        left = beside(path, ending)
        if left.exists():  # SQLite would take it for a part of the new file
            left.rename(beside(aside, ending))
    beside(path, "-shm").unlink(missing_ok=True)
    sync(path.parent)


def _one_file(path: Path) -> bool:
    """Have SQLite put all that it knows into the file. sqlite3.Error while somebody uses it."""
    if not begun(path):
        return False
    try:
        with closing(sqlite3.connect(path, timeout=PATIENCE)) as old:
            old.execute("SELECT count(*) FROM sqlite_master").fetchone()
            old.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        if busy(error):
            raise
    return not any(beside(path, ending).exists() for ending in LOGS)


def _link(path: Path, aside: Path) -> None:
    """Give a file another name beside its own, or instead where a disk cannot do that."""
    try:
        os.link(path, aside)
    except OSError:
        path.rename(aside)


@contextmanager
def _put_back(path: Path, aside: Path) -> Iterator[Path]:
    """Give the old database its name back if the new one does not come."""
    try:
        yield aside
    except BaseException:
        if not path.exists():
            for ending in (*LOGS, ""):  # the file itself last: it is never there without its log
                if beside(aside, ending).exists():
                    beside(aside, ending).rename(beside(path, ending))
        elif aside.exists() and aside.samefile(path):
            aside.unlink()
        raise


def _give(file: Path, folder: Path) -> None:
    """Let a file belong to whom its folder belongs to, where an administrator restores it."""
    if os.geteuid() == 0:
        owner = folder.stat()
        os.chown(file, owner.st_uid, owner.st_gid)
