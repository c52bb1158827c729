"""One SQLite file: one writer under one lock, readers beside it, and a lock on the file."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from importlib import resources
from pathlib import Path
from typing import IO, Any

import aiosqlite

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA secure_delete = ON",
)

MAPPED = 1 << 30
"""Bytes of the file that a reader sees without copying them."""

Row = Sequence[Any]


class InUseError(Exception):
    """Another bot is running on this database."""


class NewerError(Exception):
    """The database was made by a newer version of the program."""


class Transaction:
    """What is read and written between a BEGIN and its COMMIT."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def rows(self, sql: str, params: Sequence[object] = ()) -> list[Row]:
        """Return all rows of a query."""
        return list(await self._connection.execute_fetchall(sql, params))

    async def row(self, sql: str, params: Sequence[object] = ()) -> Row | None:
        """Return the first row of a query, or None."""
        found = await self.rows(sql, params)
        return found[0] if found else None

    async def run(self, sql: str, params: Sequence[object] = ()) -> int:
        """Run one statement; return how many rows it changed."""
        async with self._connection.execute(sql, params) as cursor:
            return cursor.rowcount

    async def many(self, sql: str, params: Iterable[Sequence[object]]) -> None:
        """Run one statement for each of these parameters; nothing when there are none."""
        listed = list(params)
        if listed:
            await self._connection.executemany(sql, listed)

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """Undo what was written inside, and only that, when it raises."""
        await self._connection.execute("SAVEPOINT one")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:  # a full disk undoes it all by itself
                await self._connection.execute("ROLLBACK TO one")
                await self._connection.execute("RELEASE one")
            raise
        await self._connection.execute("RELEASE one")


class Database:
    """The file, with its one writing connection."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writer: aiosqlite.Connection | None = None
        self._lock = asyncio.Lock()
        self._claim: IO[bytes] | None = None

    async def open(self, *, alone: bool = True) -> None:
        """Open the file, made if need be, and bring it up to date.

        `alone` claims it for one running bot. InUseError, NewerError, sqlite3.Error.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if alone:
            self._claim = claim(self.path)
        try:
            await self._connect()
        except BaseException:
            await self.close()  # its thread would keep the program from ending
            raise

    async def _connect(self) -> None:
        private(self.path)
        self._writer = await aiosqlite.connect(self.path, isolation_level=None)
        for pragma in PRAGMAS:
            await self._writer.execute(pragma)
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
                await connection.execute("BEGIN IMMEDIATE")
                yield Transaction(connection)
                await connection.execute("COMMIT")
            except BaseException:
                # After whatever the thread was asked for before, a cancelled BEGIN included.
                await connection.rollback()
                raise

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """Read beside the writer, all of it as it is at one moment, for as long as it takes."""
        async with aiosqlite.connect(self.path, isolation_level=None) as connection:
            await connection.execute("PRAGMA query_only = ON")
            await connection.execute(f"PRAGMA mmap_size = {MAPPED}")
            await connection.execute("BEGIN")
            yield Transaction(connection)


async def intact(tx: Transaction) -> bool:
    """Tell whether the file is whole, as far as SQLite can see."""
    return await tx.row("PRAGMA integrity_check") == ("ok",)


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


async def migrate(connection: aiosqlite.Connection) -> None:
    """Run the migrations that this file has not had, each with its record in one transaction."""
    found = await connection.execute_fetchall("PRAGMA user_version")
    version: int = next(iter(found))[0]
    known = migrations()
    if version > known[-1][0]:
        raise NewerError(version)
    for number, script in known:
        if number > version:
            await connection.executescript(
                f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;"
            )
