"""Reads all that a batch of updates needs, in one go."""

from __future__ import annotations

import json
from collections.abc import Collection, Set
from dataclasses import dataclass
from datetime import datetime

from bot.changes import Expected
from bot.people import Person
from bot.records import Conversation
from bot.store import conversations, expecting, people, updates
from bot.store.database import Transaction
from bot.store.transaction import Version


@dataclass(frozen=True)
class Wanted:
    """What a batch is about."""

    updates: Collection[int]
    people: Set[int]
    conversations: Set[int]
    """Those that are named, beside all that these people can still answer."""


@dataclass(frozen=True)
class Loaded:
    """What is known of the updates and the people of a batch."""

    seen: set[int]
    """Which updates were handled before."""
    people: dict[int, Person]
    conversations: dict[int, Conversation]
    expected: dict[int, Expected | None]


async def load(tx: Transaction, wanted: Wanted, now: datetime) -> Loaded:
    """Read which updates were handled, these people, and their or these conversations."""
    whose, which = json.dumps(list(wanted.people)), json.dumps(list(wanted.conversations))
    seen, known, *talks, expected = await tx.all(
        updates.seen(json.dumps(list(wanted.updates)), now),
        people.wanted(whose),
        *conversations.wanted(whose, which),
        expecting.wanted(whose),
    )
    return Loaded(
        {row[0] for row in seen},
        people.found(known),
        conversations.found(*talks),
        expecting.found(expected),
    )


def suppose(tx: Transaction, wanted: Wanted, version: Version, now: datetime) -> None:
    """Read nothing: go on as if these updates were new, and the database at this version."""
    tx.suppose(version, updates.seen(json.dumps(list(wanted.updates)), now))
