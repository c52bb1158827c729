"""A whole copy of a database that may be in use, as it is at one moment."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bot.store.claiming import locked
from bot.store.database import version_of
from bot.store.failing import damaged, full
from bot.store.files import BESIDE, PART, UnfitError, beside, only_read, private, sync

PAGES = 512
"""Pages that are copied in one step; after each it is told how far it is."""

PATIENCE = 30.0
"""Seconds to wait for another program that locks the file."""

Progress = Callable[[int, int], None]
"""Is told after each step how many bytes are done, and of how many."""


@dataclass(frozen=True)
class Contents:
    """What a database holds."""

    version: int
    proposals: int
    people: int


@contextmanager
def replacing(path: Path, *, wait: bool = False) -> Iterator[Path]:
    """Give a new file to fill, readable by its owner only, which then takes this name at once.

    If anything goes wrong nothing is left of it, and what had the name stays as it was. Where
    another program is just filling one: UnfitError, or `wait` for it.
    """
    part = beside(path, PART)
    with _filling(part, path, wait=wait), _naming(path):
        try:
            yield part
            sync(part)
            part.rename(path)
        except BaseException:
            _remove(part)
            raise
    sync(path.parent)


@contextmanager
def _filling(part: Path, path: Path, *, wait: bool) -> Iterator[None]:
    """Have a new file to oneself; what a killed program left of one goes."""
    try:
        file = locked(part, wait=wait)
    except BlockingIOError:
        raise UnfitError(path, "is just being written by another program") from None
    try:
        for ending in BESIDE:
            beside(part, ending).unlink(missing_ok=True)
        os.truncate(part, 0)
        private(part)
        yield
    finally:
        os.close(file)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Name the file that is written where there is no room for it; SQLite does not."""
    try:
        yield
    except sqlite3.Error as error:
        if full(error):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path)) from None
        raise


def _remove(path: Path) -> None:
    for ending in (*BESIDE, ""):
        beside(path, ending).unlink(missing_ok=True)


def copy(source: Path, into: Path, progress: Progress) -> Contents:
    """Copy a database that may be in use into an empty file, and make sure it is whole.

    UnfitError, NewerError, sqlite3.Error.
    """
    with (
        _blaming(source),
        closing(_opened(source)) as original,
        closing(sqlite3.connect(into)) as made,
    ):
        made.execute("PRAGMA synchronous = OFF")  # it is synced when it is whole
        made.execute("PRAGMA journal_mode = OFF")  # and thrown away if it does not come to that
        # One moment for all of it: otherwise each answer that comes meanwhile begins it anew.
        original.execute("BEGIN")
        original.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (size,) = original.execute("PRAGMA page_size").fetchone()

        def step(status: int, remaining: int, total: int) -> None:
            if status in {sqlite3.SQLITE_OK, sqlite3.SQLITE_DONE}:  # else it did not get there
                progress((total - remaining) * size, total * size)

        original.backup(made, pages=PAGES, progress=step)
        made.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
    return examined(into, source)


def examined(path: Path, blamed: Path | None = None) -> Contents:
    """Make sure that a file is a whole database of this program. UnfitError, NewerError.

    `blamed` is the file of which this is a copy.
    """
    with _blaming(blamed or path), closing(_opened(path)) as connection:
        return _examined(connection, blamed or path)


@contextmanager
def _blaming(path: Path) -> Iterator[None]:
    """Name the file where SQLite says that it is no database, or not a whole one."""
    try:
        yield
    except sqlite3.Error as error:
        if damaged(error):
            raise UnfitError(path, "is damaged, or no database at all") from None
        raise


def _examined(connection: sqlite3.Connection, path: Path) -> Contents:
    version = version_of(connection, path)
    if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise UnfitError(path, "is damaged")
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        raise UnfitError(path, "lacks records that others refer to")
    if not version:
        raise UnfitError(path, "is empty")
    (proposals,) = connection.execute("SELECT count(*) FROM proposals").fetchone()
    (people,) = connection.execute("SELECT count(*) FROM people WHERE id > 0").fetchone()
    return Contents(version, proposals, people)


def _opened(path: Path) -> sqlite3.Connection:
    """Open a database only to read it. UnfitError where there is none."""
    if not path.is_file():
        raise UnfitError(path, "does not exist")
    how = _unchanging(path) if only_read(path) else "mode=rw"
    address = f"file:{quote(str(path.absolute()))}?{how}"
    connection = sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _unchanging(path: Path) -> str:
    """Return how to open a database on a disk that can only be read, with its log if it has one."""
    in_use = any(beside(path, ending).exists() for ending in BESIDE)
    return "mode=ro" if in_use else "mode=ro&immutable=1"  # else SQLite would make a log
