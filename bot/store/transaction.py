"""What is read and written between a BEGIN and its COMMIT, in few hops to SQLite's thread.

A hop there and back costs more than most statements, and much more while the program is busy. So
what is written waits for what is read next, or for the commit, and goes with it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import aiosqlite

from bot.store.failing import StaleError

Row = Sequence[Any]

Query = tuple[str, Sequence[object]]
"""A query and its parameters."""

Done = TypeVar("Done")

READ_AT_ONCE = 64
"""Rows; of no matter here, where a result is read whole."""

STATEMENTS_KEPT = 512
"""Statements that are not compiled again at each run: those below are one for each size."""

ROW = re.compile(r"VALUES (\(\?(?:, \?)*\))")
"""One row of plain parameters, where several may stand."""

ROWS_AT_ONCE = 64
"""A power of two; of sixteen columns at most, since SQLite knows limits too."""


class Connection(aiosqlite.Connection):
    """A connection whose thread can be given several statements at once."""

    async def hop(self, work: Callable[[sqlite3.Connection], Done]) -> Done:
        """Have this done in the thread; return what comes of it."""
        done: Done = await self._execute(work, self._conn)  # type: ignore[no-untyped-call]
        return done


async def connected(path: Path) -> Connection:
    """Open a file."""
    connection = Connection(lambda: _opened(path), READ_AT_ONCE)
    await connection
    return connection


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, cached_statements=STATEMENTS_KEPT)


def _run(connection: sqlite3.Connection, sql: str, listed: Sequence[Sequence[object]]) -> None:
    """Run a statement for each of these parameters, of an INSERT for many rows at once.

    Each run of a statement costs as much as a few rows do, and in the middle of it the rest of
    the program takes the interpreter, which is not given back soon.
    """
    at, size = 0, ROWS_AT_ONCE if ROW.search(sql) else 1
    while size > 1 and at < len(listed) - 1:
        size = min(size, 1 << (len(listed) - at).bit_length() - 1)
        rows = listed[at : at + size]
        connection.execute(_of_many(sql, size), tuple(chain.from_iterable(rows)))
        at += size
    connection.executemany(sql, listed[at:])


@cache
def _of_many(sql: str, size: int) -> str:
    """Return an INSERT of one row as one of so many."""
    return ROW.sub(lambda found: f"VALUES {', '.join([found[1]] * size)}", sql)


class Version(NamedTuple):
    """By what one sees that somebody has written to the database."""

    others: int
    """Goes up when another connection has."""
    own: int
    """Rows that this connection has changed."""


UNKNOWN = Version(-1, -1)


def _version(connection: sqlite3.Connection) -> Version:
    ((others,),) = connection.execute("PRAGMA data_version").fetchall()
    return Version(others, connection.total_changes)


class Transaction:
    """What is read and written between a BEGIN and its COMMIT. It begins with the first hop."""

    def __init__(self, connection: Connection, begin: str = "BEGIN IMMEDIATE") -> None:
        self._connection = connection
        self._begin = begin
        self._waiting: list[tuple[str, Sequence[Sequence[object]]]] = []
        self._supposed: tuple[Version, Query] | None = None
        self.found = self.left = UNKNOWN
        """The database before it, once it has begun, and after its commit."""
        self.forgot = False

    def forgets(self) -> None:
        """Have what is deleted here gone from the write-ahead log too, right after the commit."""
        self.forgot = True

    def suppose(self, version: Version, nothing: Query) -> None:
        """Go on as if the database were at this version, and a query had no rows.

        Where it is not so, what comes next raises StaleError, before anything is run or read.
        """
        self._supposed = version, nothing

    async def all(self, *queries: Query) -> list[list[Row]]:
        """Return all rows of each of these queries."""
        return await self._hop(
            lambda connection: [connection.execute(*query).fetchall() for query in queries]
        )

    async def rows(self, sql: str, params: Sequence[object] = ()) -> list[Row]:
        """Return all rows of a query."""
        (found,) = await self.all((sql, params))
        return found

    async def row(self, sql: str, params: Sequence[object] = ()) -> Row | None:
        """Return the first row of a query, or None."""
        found = await self.rows(sql, params)
        return found[0] if found else None

    async def run(self, sql: str, params: Sequence[object] = ()) -> int:
        """Run one statement; return how many rows it changed."""
        return await self._hop(lambda connection: connection.execute(sql, params).rowcount)

    async def many(self, sql: str, params: Iterable[Sequence[object]]) -> None:
        """Run one statement for each of these parameters, before anything else is run or read."""
        listed = list(params)
        if listed:
            self._waiting.append((sql, listed))

    async def flush(self) -> None:
        """Run now what waits to be run, so that its errors are raised here."""
        if self._waiting:
            await self._hop(lambda _: None)

    async def commit(self) -> None:
        """Keep it all."""

        def commit(connection: sqlite3.Connection) -> None:
            connection.execute("COMMIT")
            self.left = Version(self.found.others, connection.total_changes)

        await self._hop(commit)

    async def _hop(self, work: Callable[[sqlite3.Connection], Done]) -> Done:
        waiting, self._waiting = self._waiting, []
        supposed, self._supposed = self._supposed, None

        def whole(connection: sqlite3.Connection) -> Done:
            if self.found is UNKNOWN:
                connection.execute(self._begin)
                self.found = _version(connection)
            if supposed and not self._holds(connection, *supposed):
                raise StaleError
            for sql, listed in waiting:
                _run(connection, sql, listed)
            return work(connection)

        return await self._connection.hop(whole)

    def _holds(self, connection: sqlite3.Connection, version: Version, nothing: Query) -> bool:
        return self.found == version and not connection.execute(*nothing).fetchall()

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """Undo what was written inside, and only that, when it raises."""
        await self.run("SAVEPOINT one")
        try:
            yield
            await self.flush()
        except BaseException:
            self._waiting.clear()
            if self._connection.in_transaction:  # a full disk undoes it all by itself
                await self.run("ROLLBACK TO one")
                await self.run("RELEASE one")
            raise
        await self.run("RELEASE one")
