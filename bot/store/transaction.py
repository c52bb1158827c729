"""What is read and written between a BEGIN and its COMMIT, in few hops to SQLite's thread.

A hop there and back costs more than most statements, and much more while the program is busy. So
what is written waits for what is read next, or for the commit, and goes with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

Row = Sequence[Any]

Query = tuple[str, Sequence[object]]
"""A query and its parameters."""

Done = TypeVar("Done")

READ_AT_ONCE = 64
"""Rows; of no matter here, where a result is read whole."""


class Connection(aiosqlite.Connection):
    """A connection whose thread can be given several statements at once."""

    async def hop(self, work: Callable[[sqlite3.Connection], Done]) -> Done:
        """Have this done in the thread; return what comes of it."""
        done: Done = await self._execute(work, self._conn)  # type: ignore[no-untyped-call]
        return done


async def connected(path: Path) -> Connection:
    """Open a file."""
    connection = Connection(lambda: sqlite3.connect(path, isolation_level=None), READ_AT_ONCE)
    await connection
    return connection


class Transaction:
    """What is read and written between a BEGIN and its COMMIT. It begins with the first hop."""

    def __init__(self, connection: Connection, begin: str = "BEGIN IMMEDIATE") -> None:
        self._connection = connection
        self._begin = begin
        self._begun = False
        self._waiting: list[tuple[str, Sequence[Sequence[object]]]] = []
        self.forgot = False

    def forgets(self) -> None:
        """Have what is deleted here gone from the write-ahead log too, right after the commit."""
        self.forgot = True

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
        await self._hop(lambda connection: connection.execute("COMMIT"))

    async def _hop(self, work: Callable[[sqlite3.Connection], Done]) -> Done:
        waiting, self._waiting = self._waiting, []

        def whole(connection: sqlite3.Connection) -> Done:
            if not self._begun:
                connection.execute(self._begin)
                self._begun = True
            for statement in waiting:
                connection.executemany(*statement)
            return work(connection)

        return await self._connection.hop(whole)

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
