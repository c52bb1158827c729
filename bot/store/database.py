"""One SQLite file: one writer under one lock, readers beside it, and a lock on the file."""

from __future__ import annotations

import asyncio
import fcntl
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from importlib import resources
from pathlib import Path
from typing import IO

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

MAPPED = 1 << 30
"""Bytes of the file that a reader sees without copying them."""


class InUseError(Exception):
    """Another bot is running on this database."""


class NewerError(Exception):
    """The database was made by a newer version of the program."""


class BehindError(Exception):
    """The database was made by an older version, and may be in use: only a start changes it."""


class Database:
    """The file, with its one writing connection."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writer: Connection | None = None
        self._lock = asyncio.Lock()
        self._forgot = False
        self._commits = 0
        self._claim: IO[bytes] | None = None

    async def open(self, *, alone: bool = True) -> None:
        """Open the file, made if need be, and bring it up to date.

        `alone` claims it for one running bot. What works beside one makes a new file whole, and
        changes no other. InUseError, NewerError, BehindError, sqlite3.Error.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if alone:
            self._claim = claim(self.path)
        try:
            await self._connect(alone=alone)
        except BaseException:
            await self.close()  # its thread would keep the program from ending
            raise

    async def _connect(self, *, alone: bool) -> None:
        private(self.path)
        self._writer = await connected(self.path)
        for pragma in PRAGMAS:
            await self._writer.execute(pragma)
        behind = await missing(self._writer)
        made = not behind or behind[0][0] > 1
        if behind and made and not alone:
            raise BehindError(self.path.name)
        # A bot that starts right now would make a new file too.
        with nullcontext() if alone or made else claim(self.path):
            await migrate(self._writer)

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


def claim(path: Path) -> IO[bytes]:
    """Return an open lock file that says that a bot runs on this database."""
    lock = path.with_name(path.name + ".lock").open("wb")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise InUseError(path.name) from error
    return lock


def private(path: Path) -> None:
    """Make sure that the file is there and that only its owner can read it."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)


def migrations() -> list[tuple[int, str]]:
    """Return every migration with its number, in order."""
    folder = resources.files("bot.store") / "migrations"
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".sql"))
    return [(int(name[:4]), (folder / name).read_text("utf-8")) for name in files]


async def missing(connection: Connection) -> list[tuple[int, str]]:
    """Return the migrations that this file has not had. NewerError."""
    found = await connection.execute_fetchall("PRAGMA user_version")
    version: int = next(iter(found))[0]
    known = migrations()
    if version > known[-1][0]:
        raise NewerError(version)
    return [(number, script) for number, script in known if number > version]


async def migrate(connection: Connection) -> None:
    """Run the migrations that this file has not had, each with its record in one transaction."""
    for number, script in await missing(connection):
        await connection.executescript(
            f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;"
        )
