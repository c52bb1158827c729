"""The team: who has which role, open invitations, and handing checks over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.clock import parse_stamp, stamp
from bot.people import Role, roles_of
from bot.staff import HandedOver, Member, Named, OpenInvite, Revoked
from bot.store.database import Row, Transaction

KEY_LENGTH = 16
"""Of the hash of an invitation's code, so much fits in a button and is its own."""

STAFF = """
SELECT p.id, p.name, p.language,
       (SELECT group_concat(r.role) FROM roles r
        WHERE r.person_id = p.id AND r.revoked_at IS NULL) AS held,
       (SELECT count(*) FROM checks c
        WHERE c.coach_id = p.id AND c.newest AND c.deleted_at IS NULL) AS checks
FROM people p
WHERE p.id IN (SELECT person_id FROM roles) AND (held IS NOT NULL OR checks > 0)
"""

REVOKE = """
UPDATE roles SET revoked_at = ?1
WHERE person_id = ?2 AND role = ?3 AND revoked_at IS NULL
  AND (role <> 'coordinator' OR EXISTS (
      SELECT 1 FROM roles other
      WHERE other.role = 'coordinator' AND other.revoked_at IS NULL AND other.person_id <> ?2))
"""
"""The last coordinator stays, whatever was read before."""

TAKE_BACK_THEIRS = """
UPDATE invites SET withdrawn_at = ?
WHERE created_by = ? AND ? = 'coordinator' AND used_at IS NULL AND withdrawn_at IS NULL
"""
"""Who is no coordinator any more must not come back by a link made before."""

FORGET_NAME = """
UPDATE people SET name = NULL
WHERE id = ?1
  AND NOT EXISTS (SELECT 1 FROM roles WHERE person_id = ?1 AND revoked_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM checks WHERE coach_id = ?1 AND deleted_at IS NULL)
"""

NAME = """
UPDATE people SET name = ?1
WHERE id = ?2 AND EXISTS (SELECT 1 FROM roles WHERE person_id = ?2 AND revoked_at IS NULL)
"""

HAND_OVER = (
    "UPDATE conversations SET person_id = ?2 "
    "WHERE id IN (SELECT conversation_id FROM checks WHERE coach_id = ?1)",
    "UPDATE checks SET coach_id = ?2 WHERE coach_id = ?1",
)

OPEN_INVITES = """
SELECT substr(i.code_hash, 1, ?), i.role, i.expires_at, p.name
FROM invites i LEFT JOIN people p ON p.id = i.created_by
WHERE i.used_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > ?
ORDER BY i.expires_at, i.code_hash
"""

UNINVITE = """
UPDATE invites SET withdrawn_at = ?
WHERE substr(code_hash, 1, ?) = ? AND used_at IS NULL AND withdrawn_at IS NULL
"""


async def staff(tx: Transaction) -> list[Member]:
    """Return everyone with a role, and who has none any more but still has checks."""
    return [_member(row) for row in await tx.rows(STAFF)]


async def member(tx: Transaction, id_: int) -> Member | None:
    """Return one colleague."""
    row = await tx.row(STAFF + "AND p.id = ?", (id_,))
    return _member(row) if row else None


async def open_invites(tx: Transaction, now: datetime) -> list[OpenInvite]:
    """Return the invitations that can still be taken up, the first to expire first."""
    rows = await tx.rows(OPEN_INVITES, (KEY_LENGTH, stamp(now)))
    return [OpenInvite(key, Role(role), parse_stamp(end), by) for key, role, end, by in rows]


async def revoke(tx: Transaction, revoked: Iterable[Revoked], now: datetime) -> None:
    """Take roles away, with the invitations that a former coordinator still had out."""
    listed = list(revoked)
    at = stamp(now)
    await tx.many(REVOKE, ((at, r.person_id, r.role.value) for r in listed))
    await tx.many(TAKE_BACK_THEIRS, ((at, r.person_id, r.role.value) for r in listed))
    await tx.many(FORGET_NAME, ((r.person_id,) for r in listed))


async def hand_over(tx: Transaction, handed: Iterable[HandedOver]) -> None:
    """Make one coach's checks another's."""
    listed = list(handed)
    for sql in HAND_OVER:
        await tx.many(sql, ((h.coach_id, h.to) for h in listed))
    await tx.many(FORGET_NAME, ((h.coach_id,) for h in listed))


async def uninvite(tx: Transaction, keys: Iterable[str], now: datetime) -> None:
    """Take invitations back."""
    await tx.many(UNINVITE, ((stamp(now), KEY_LENGTH, key) for key in keys))


async def name(tx: Transaction, named: Iterable[Named]) -> None:
    """Keep what colleagues are called."""
    await tx.many(NAME, ((n.name, n.person_id) for n in named))


def _member(row: Row) -> Member:
    id_, called, language, roles, checks = row
    return Member(id_, called, language, roles_of(roles), checks)
