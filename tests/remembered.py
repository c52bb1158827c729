"""What the bot remembers of people must be what it would read: looked at after each transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps

import pytest

from bot.intake.batches import Batches
from bot.intake.lately import Known, Lately
from bot.records import Delivery
from bot.store import conversations, expecting, people
from bot.store.database import Database
from bot.turns import Turns

PutOut = Callable[[Iterable[Delivery]], None]


class Beside:
    """One connection to each open database: to open one costs more than to look."""

    def __init__(self) -> None:
        self._open: dict[Database, sqlite3.Connection] = {}

    def to(self, database: Database) -> sqlite3.Connection:
        if database not in self._open:
            self._open[database] = sqlite3.connect(database.path)
        return self._open[database]

    def close(self, database: Database) -> None:
        """Before the database is: one that stays open would keep the log of a stopped bot."""
        if file := self._open.pop(database, None):
            file.close()

    def close_all(self) -> None:
        for database in tuple(self._open):
            self.close(database)


@contextmanager
def watched() -> Iterator[None]:
    """Look at it after each transaction of each writer, meanwhile."""
    begin, end, beside = Turns.__init__, Database.close, Beside()

    def look(turns: Turns, database: Database, batches: Batches, put_out: PutOut) -> None:
        def once_written(deliveries: Iterable[Delivery]) -> None:
            if batches.lately._known:
                check(batches.lately, beside.to(database))
            put_out(deliveries)

        begin(turns, database, batches, once_written)

    @wraps(end)
    async def close(database: Database) -> None:
        beside.close(database)
        await end(database)

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(Turns, "__init__", look)
        monkeypatch.setattr(Database, "close", close)
        try:
            yield
        finally:
            beside.close_all()


def check(lately: Lately, file: sqlite3.Connection) -> None:
    """Read anew all that is remembered, and compare."""
    remembered = lately._known
    assert {id_: _by_number(known) for id_, known in remembered.items()} == {
        id_: _by_number(known) for id_, known in read(file, set(remembered)).items()
    }


def _by_number(known: Known) -> object:
    """Return it without the order of conversations: the file does not tell that of one moment."""
    return known.person, {c.id: c for c in known.conversations}, known.expected


def read(file: sqlite3.Connection, whose: set[int]) -> dict[int, Known]:
    """Return what the database holds on these people."""
    listed = json.dumps(list(whose))
    known = people.found(file.execute(*people.wanted(listed)).fetchall())
    queries = conversations.wanted(listed, "[]")
    talks = conversations.found(*(file.execute(*q).fetchall() for q in queries))
    expected = expecting.found(file.execute(*expecting.wanted(listed)).fetchall())
    return {
        id_: Known(
            person, tuple(c for c in talks.values() if c.person_id == id_), expected.get(id_)
        )
        for id_, person in known.items()
    }
