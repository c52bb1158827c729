"""One SQLite file: one writer under one lock, readers beside it, and a lock on the file."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, nullcontext
from importlib import resources
from pathlib import Path

from bot.store.claiming import InUseError, claim
from bot.store.files import UnfitError, clear, folder, not_lost, opened, own, private
from bot.store.transaction import Connection, Query, Row, Transaction, connected

__all__ = ["BehindError", "Database", "InUseError", "NewerError", "Query", "Row", "Transaction"]

PATIENT = "PRAGMA busy_timeout = 2000"
"""Shorter than the time to stop in; what could not be written is tried again anyway."""

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    PATIENT,
    "PRAGMA secure_delete = ON",
)

EACH = 200
"""Commits between two attempts to empty the log: Litestream reads from it nearly all the time."""

OURS = {"people", "proposals", "outbox"}
"""Tables that every version of our databases has."""

MAPPED = 1 << 30
"""Bytes of the file that a reader sees without copying them."""


class NewerError(Exception):
    """The database was made by a newer version of the program."""


class BehindError(Exception):
    """The database was made by an older version, and may be in use: only a start changes it."""


class Database:
    """The file, with its one writing connection."""

    def __init__(self, path: Path) -> None:
        self.path = own(path)
        self._writer: Connection | None = None
        self._lock = asyncio.Lock()
        self._forgot = False
        self._commits = 0
        self._claim: ExitStack | None = None

    async def open(self, *, alone: bool = True, claimed: bool = False) -> None:
        """Open the file, made if need be, and bring it up to date.

        `alone` claims it for one running bot, unless it is `claimed`. What works beside one makes a
        new file whole, and changes no other. What another program made is left as it is.
        InUseError, UnfitError, NewerError, BehindError, OSError, sqlite3.Error.
        """
        folder(self.path)
        if alone and not claimed:
            self._claim = claim(self.path, make=True)
        try:
            await self._connect(alone=alone)
        except BaseException:
            await self.close()  # its thread would keep the program from ending
            raise

    async def _connect(self, *, alone: bool) -> None:
        if self._claim:
            clear(self.path)
        elif not alone:
            not_lost(self.path)
            os.close(opened(self.path))
        self._writer = await connected(self.path)
        await self._writer.execute(PATIENT)
        behind = await missing(self._writer, self.path)
        made = not behind or behind[0][0] > 1
        private(self.path)
        for pragma in PRAGMAS:
            await self._writer.execute(pragma)
        if behind and made and not alone:
            raise BehindError(self.path.name)
        # A bot that starts right now would make a new file too.
        with nullcontext() if alone or made else claim(self.path):
            await migrate(self._writer, self.path)

    async def close(self) -> None:
        """Close the file and give up the claim on it."""
        if self._writer:
            await self._writer.close()
            self._writer = None
        if self._claim:
            self._claim.close()
            self._claim = None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Begin, and commit at the end; an error undoes everything."""
        async with self._lock:
            connection = self._writer
            if connection is None:
                raise ConnectionError(self.path.name)
            try:
                tx = Transaction(connection)
                yield tx
                await tx.commit()
                await self._forget(connection, tx)
            except BaseException:
                # After whatever the thread was asked for before, a cancelled BEGIN included.
                await connection.rollback()
                raise

    async def _forget(self, connection: Connection, tx: Transaction) -> None:
        """Empty the log where there is reason to; not at each commit, if somebody always reads."""
        if tx.forgot:
            self._forgot, self._commits = True, 0
        if self._forgot:
            if self._commits % EACH == 0:
                self._forgot = not await _log_emptied(connection)
            self._commits += 1

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """Read beside the writer, all of it as it is at one moment, for as long as it takes."""
        connection = await connected(self.path)
        try:
            await connection.execute("PRAGMA query_only = ON")
            await connection.execute(f"PRAGMA mmap_size = {MAPPED}")
            yield Transaction(connection, "BEGIN")
        finally:
            await connection.close()


async def _log_emptied(connection: Connection) -> bool:
    """Empty the write-ahead log, unless somebody still reads from it: then the next write does.

    Nor is a full disk an error here: what was committed must not be written twice.
    """
    await connection.execute("PRAGMA busy_timeout = 50")
    try:
        ((busy, _, _),) = await connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        return False
    finally:
        await connection.execute(PATIENT)
    return not busy


def migrations() -> list[tuple[int, str]]:
    """Return every migration with its number, in order."""
    folder = resources.files("bot.store") / "migrations"
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".sql"))
    return [(int(name[:4]), (folder / name).read_text("utf-8")) for name in files]


def version_of(file: sqlite3.Connection, path: Path) -> int:
    """Return how far a file has come: 0 for an empty one.

    NewerError; UnfitError where it is another program's.
    """
    version: int
    ((version,),) = file.execute("PRAGMA user_version").fetchall()
    if version > migrations()[-1][0]:
        raise NewerError(path.name)
    tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master")}
    if (version or tables) and not (version and tables >= OURS):
        raise UnfitError(path, "is no database of this program")
    return version


async def missing(connection: Connection, path: Path) -> list[tuple[int, str]]:
    """Return the migrations that this file has not had. NewerError, UnfitError."""
    version = await connection.hop(lambda file: version_of(file, path))
    known = migrations()
    return [(number, script) for number, script in known if number > version]


async def migrate(connection: Connection, path: Path) -> None:
    """Run the migrations that this file has not had, each with its record in one transaction."""
    for number, script in await missing(connection, path):
        await connection.executescript(
            f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;"
        )
