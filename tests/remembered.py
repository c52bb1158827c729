"""What the bot remembers of people must be what it would read: looked at after each transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import pytest

from bot.intake.batches import Batches
from bot.intake.lately import Known, Lately
from bot.records import Delivery
from bot.store import conversations, expecting, people
from bot.store.database import Database
from bot.turns import Turns

PutOut = Callable[[Iterable[Delivery]], None]


def watch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at it after each transaction of each writer."""
    begin = Turns.__init__

    def watched(turns: Turns, database: Database, batches: Batches, put_out: PutOut) -> None:
        def once_written(deliveries: Iterable[Delivery]) -> None:
            check(batches.lately, database.path)
            put_out(deliveries)

        begin(turns, database, batches, once_written)

    monkeypatch.setattr(Turns, "__init__", watched)


def check(lately: Lately, path: Path) -> None:
    """Read anew all that is remembered, and compare."""
    remembered = lately._known
    if remembered and path.exists():
        assert {id_: _by_number(known) for id_, known in remembered.items()} == {
            id_: _by_number(known) for id_, known in read(path, set(remembered)).items()
        }


def _by_number(known: Known) -> object:
    """Return it without the order of conversations: the file does not tell that of one moment."""
    return known.person, {c.id: c for c in known.conversations}, known.expected


def read(path: Path, whose: set[int]) -> dict[int, Known]:
    """Return what the database holds on these people."""
    listed = json.dumps(list(whose))
    with closing(sqlite3.connect(path)) as connection:
        known = people.found(connection.execute(*people.wanted(listed)).fetchall())
        queries = conversations.wanted(listed, "[]")
        talks = conversations.found(*(connection.execute(*q).fetchall() for q in queries))
        expected = expecting.found(connection.execute(*expecting.wanted(listed)).fetchall())
    return {
        id_: Known(
            person, tuple(c for c in talks.values() if c.person_id == id_), expected.get(id_)
        )
        for id_, person in known.items()
    }
