"""A whole copy of a database that may be in use, as it is at one moment."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bot.store.database import NewerError, migrations
from bot.store.failing import damaged

PAGES = 512
"""Pages that are copied in one step; after each it is told how far it is."""

PATIENCE = 30.0
"""Seconds to wait for another program that locks the file."""

Progress = Callable[[int, int], None]
"""Is told after each step how many bytes are done, and of how many."""


class UnfitError(Exception):
    """A file is not what it must be. The text says it in one line."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path} {what}.")


@dataclass(frozen=True)
class Contents:
    """What a database holds."""

    version: int
    proposals: int
    people: int


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a new file to fill, readable by its owner only, which then takes this name at once.

    If anything goes wrong nothing is left of it, and what had the name stays as it was.
    """
    part = path.with_name(path.name + ".part")
    _remove(part)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        yield part
        sync(part)
        part.rename(path)
    finally:
        _remove(part)
    sync(path.parent)


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal", ".lock"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Return once a file, or the names in a folder, would survive a power cut."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


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
        # One moment for all of it: otherwise each answer that comes meanwhile begins it anew.
        original.execute("BEGIN")
        original.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (size,) = original.execute("PRAGMA page_size").fetchone()

        def step(_status: int, remaining: int, total: int) -> None:
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
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > migrations()[-1][0]:
        raise NewerError(path.name)
    if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise UnfitError(path, "is damaged")
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        raise UnfitError(path, "lacks records that others refer to")
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if not version or not {"people", "proposals", "outbox"} <= tables:
        raise UnfitError(path, "is no database of this program")
    (proposals,) = connection.execute("SELECT count(*) FROM proposals").fetchone()
    (people,) = connection.execute("SELECT count(*) FROM people WHERE id > 0").fetchone()
    return Contents(version, proposals, people)


def _opened(path: Path) -> sqlite3.Connection:
    """Open a database only to read it. UnfitError where there is none."""
    if not path.is_file():
        raise UnfitError(path, "does not exist")
    address = f"file:{quote(str(path.absolute()))}?mode=rw"
    connection = sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)
    connection.execute("PRAGMA query_only = ON")
    return connection
