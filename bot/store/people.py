"""People, their roles, and the invitations to a role."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime

from bot.changes import Invite, Joined
from bot.clock import parse_stamp, stamp
from bot.people import Person, Role, roles_of
from bot.store.database import Query, Row, Transaction

LOAD = """
SELECT p.id, p.language, p.accepts_number, p.unreachable_at IS NOT NULL, p.queue_district,
       p.asked_for_staff, p.album,
       (SELECT group_concat(r.role) FROM roles r
        WHERE r.person_id = p.id AND r.revoked_at IS NULL)
FROM people p WHERE p.id IN (SELECT value FROM json_each(?))
"""

SAVE = """
INSERT INTO people (id, language, accepts_number, unreachable_at, first_seen_at, queue_district,
                    asked_for_staff, album)
VALUES (?1, ?2, ?3, iif(?4, ?5, NULL), ?5, ?6, ?7, ?8)
ON CONFLICT (id) DO UPDATE SET
    language = excluded.language,
    queue_district = excluded.queue_district,
    asked_for_staff = excluded.asked_for_staff, album = excluded.album,
    accepts_number = excluded.accepts_number,
    unreachable_at = iif(?4, coalesce(unreachable_at, ?5), NULL)
"""

WITH_ROLE = """
SELECT r.person_id, p.language FROM roles r JOIN people p ON p.id = r.person_id
WHERE r.role = ? AND r.revoked_at IS NULL ORDER BY r.person_id
"""

PUT_INVITE = """
INSERT INTO invites (code_hash, role, created_at, expires_at, created_by) VALUES (?, ?, ?, ?, ?)
"""

OPEN_INVITE = """
SELECT role, expires_at FROM invites
WHERE code_hash = ? AND used_at IS NULL AND withdrawn_at IS NULL
"""

USE_INVITE = "UPDATE invites SET used_at = ?, used_by = ? WHERE code_hash = ? AND used_at IS NULL"

GRANT = """
INSERT INTO roles (person_id, role, granted_at) VALUES (?, ?, ?)
ON CONFLICT (person_id, role) DO UPDATE SET granted_at = excluded.granted_at, revoked_at = NULL
"""

UNREACHABLE = "UPDATE people SET unreachable_at = coalesce(unreachable_at, ?) WHERE id = ?"


async def load(tx: Transaction, json_ids: str) -> dict[int, Person]:
    """Return the people with these ids, given as a JSON list, as far as they are known."""
    return found(await tx.rows(*wanted(json_ids)))


def wanted(json_ids: str) -> Query:
    """Return the query for the people with these ids, a JSON list."""
    return LOAD, (json_ids,)


def found(rows: Iterable[Row]) -> dict[int, Person]:
    """Return the people in the rows of that query."""
    known = {}
    for row in rows:
        id_, language, accepts, unreachable, district, asked, album, roles = row
        held = roles_of(roles)
        day = date.fromisoformat(asked) if asked else None
        known[id_] = Person(
            id_, language, held, bool(accepts), bool(unreachable), district, day, album
        )
    return known


async def save(tx: Transaction, people: Iterable[Person], now: datetime) -> None:
    """Write people as they are now; their roles are written by joining and revoking."""
    await tx.many(SAVE, (_values(p, now) for p in people))


def _values(p: Person, now: datetime) -> tuple[object, ...]:
    asked = p.asked_for_staff.isoformat() if p.asked_for_staff else None
    return (
        p.id,
        p.language,
        p.accepts_number,
        p.unreachable,
        stamp(now),
        p.district,
        asked,
        p.album,
    )


async def with_role(tx: Transaction, role: Role) -> list[tuple[int, str]]:
    """Return id and language of everyone who has this role now."""
    return [(id_, language) for id_, language in await tx.rows(WITH_ROLE, (role.value,))]


async def unreachable(tx: Transaction, chats: Iterable[int], now: datetime) -> None:
    """Note that these people cannot be reached any more."""
    await tx.many(UNREACHABLE, ((stamp(now), chat) for chat in chats))


def hashed(code: str) -> str:
    """Return what is kept of an invitation's code, so that it cannot be read back."""
    return hashlib.sha256(code.encode()).hexdigest()


async def put_invites(tx: Transaction, invites: Iterable[Invite]) -> None:
    """Keep new invitations."""
    await tx.many(
        PUT_INVITE,
        (
            (i.code_hash, i.role.value, stamp(i.created_at), stamp(i.expires_at), i.created_by)
            for i in invites
        ),
    )


async def invited(tx: Transaction, code: str, now: datetime) -> Role | None:
    """Return the role that an unused, unexpired invitation gives.

    Known by its SHA-256: how long the look-up takes tells at most how far two hashes agree, and
    nobody can steer a hash towards one they do not know. The code itself is compared nowhere.
    """
    row = await tx.row(OPEN_INVITE, (hashed(code),))
    return Role(row[0]) if row and parse_stamp(row[1]) > now else None


async def join(tx: Transaction, joined: Iterable[Joined], now: datetime) -> None:
    """Use up the invitations and grant their roles."""
    listed = list(joined)
    await tx.many(USE_INVITE, ((stamp(now), j.person_id, j.code_hash) for j in listed))
    await tx.many(GRANT, ((j.person_id, j.role.value, stamp(now)) for j in listed))
