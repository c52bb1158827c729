"""How coordinators want to hear about proposals, and what waits for them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.changes import Wished
from bot.clock import parse_stamp, stamp
from bot.office.digest import CAME_BACK, FETCHED, Row, Section
from bot.office.due import Rhythm, Wishes
from bot.people import Person
from bot.records import ProposalStatus
from bot.store.database import Row as Stored
from bot.store.database import Transaction

COLUMNS = """
SELECT p.id, p.language, d.rhythm, d.hour, d.districts, d.quiet_from, d.quiet_to, d.chosen_at,
       d.last_at
FROM roles r JOIN people p ON p.id = r.person_id LEFT JOIN digests d ON d.person_id = r.person_id
WHERE r.role = 'coordinator' AND r.revoked_at IS NULL
"""

CHOSEN = """
SELECT person_id, '', rhythm, hour, districts, quiet_from, quiet_to, chosen_at, last_at
FROM digests WHERE person_id = ?
"""

SAVE = """
INSERT INTO digests (person_id, rhythm, hour, districts, quiet_from, quiet_to, chosen_at, last_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (person_id) DO UPDATE SET
    rhythm = excluded.rhythm, hour = excluded.hour, districts = excluded.districts,
    quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
    chosen_at = excluded.chosen_at, last_at = excluded.last_at
"""

WAITS = """
SELECT p.id, p.reference,
       coalesce((SELECT value FROM answers
                 WHERE conversation_id = p.conversation_id AND question = 'description'), ''),
       p.district, p.status, p.submitted_at, t.action, t.was, t.at,
       (SELECT unreachable_at IS NOT NULL FROM people WHERE id = p.person_id)
FROM proposals p INDEXED BY {index} LEFT JOIN transitions t ON t.id = (
    SELECT max(id) FROM transitions WHERE proposal_id = p.id AND undone_at IS NULL)
WHERE p.status = 'new' AND {only}
  AND (?1 = '[]' OR p.district IS NULL OR p.district IN (SELECT value FROM json_each(?1)))
ORDER BY {order} LIMIT ?2
"""


def _never_decided(only: str) -> str:
    only = f"p.version = 1 AND {only}"
    return WAITS.format(index="proposals_by_status", only=only, order="p.submitted_at")


BACK = WAITS.format(index="proposals_back", only="p.version > 1", order="p.changed_at DESC")
"""What was in the queue before, the newest first; `digest.py` tells where each belongs."""

SECTIONS: Mapping[Section, str] = {
    Section.ANSWERED: BACK,
    Section.PAST_DEADLINE: BACK,
    Section.RECHECK: BACK,
    Section.NEW: _never_decided("p.submitted_at >= ?3"),
    Section.WAITING: _never_decided("p.submitted_at < ?3"),
}
"""How the rows of each section are found: ?1 the districts, ?2 at most, ?3 since when."""


@dataclass(frozen=True)
class Coordinator:
    """Someone who decides on proposals, and how he or she wants to hear of them."""

    person: Person
    wishes: Wishes


async def save(tx: Transaction, wished: Iterable[Wished]) -> None:
    """Keep how people want to hear about proposals, and when a digest was last due."""
    await tx.many(SAVE, (_stored(w.person_id, w.wishes) for w in wished))


async def coordinators(tx: Transaction) -> list[Coordinator]:
    """Return everyone who decides on proposals."""
    return [_coordinator(row) for row in await tx.rows(COLUMNS + "ORDER BY r.person_id")]


async def wishes_of(tx: Transaction, person: int) -> Wishes | None:
    """Return how this coordinator wants to hear about proposals; None for anyone else."""
    row = await tx.row(COLUMNS + "AND r.person_id = ?", (person,))
    return _coordinator(row).wishes if row else None


async def chosen(tx: Transaction, person: int) -> Wishes | None:
    """Return what someone chose as a coordinator, also who is none any more."""
    row = await tx.row(CHOSEN, (person,))
    return _coordinator(row).wishes if row else None


async def with_digest(tx: Transaction) -> list[Coordinator]:
    """Return the coordinators who get digests and can be reached."""
    only = "AND d.rhythm IN ('daily', 'weekly') AND p.unreachable_at IS NULL ORDER BY r.person_id"
    return [_coordinator(row) for row in await tx.rows(COLUMNS + only)]


async def waiting(
    tx: Transaction, section: Section, districts: Iterable[str], since: datetime
) -> list[Row]:
    """Return what may stand under one heading; `digest.py` decides."""
    chosen = json.dumps(sorted(districts))
    given = (chosen, CAME_BACK) if section.came_back else (chosen, FETCHED, stamp(since))
    return [_row(row) for row in await tx.rows(SECTIONS[section], given)]


def _row(stored: Stored) -> Row:
    id_, reference, title, district, status, submitted, action, was, at, gone = stored
    return Row(
        id_,
        reference,
        title,
        district,
        ProposalStatus(status),
        parse_stamp(submitted),
        action,
        was,
        parse_stamp(at) if at else None,
        bool(gone),
    )


def _coordinator(stored: Stored) -> Coordinator:
    id_, language, rhythm, hour, districts, quiet_from, quiet_to, chosen, last = stored
    person = Person(id_, language)
    if rhythm is None:
        return Coordinator(person, Wishes())
    wishes = Wishes(
        Rhythm(rhythm),
        hour,
        frozenset(json.loads(districts)),
        quiet_from,
        quiet_to,
        parse_stamp(chosen) if chosen else None,
        parse_stamp(last) if last else None,
    )
    return Coordinator(person, wishes)


def _stored(person: int, wishes: Wishes) -> tuple[object, ...]:
    return (
        person,
        wishes.rhythm.value,
        wishes.hour,
        json.dumps(sorted(wishes.districts)),
        wishes.quiet_from,
        wishes.quiet_to,
        stamp(wishes.chosen_at) if wishes.chosen_at else None,
        stamp(wishes.last_at) if wishes.last_at else None,
    )
