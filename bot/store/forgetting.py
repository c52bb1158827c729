"""Deletes records with all that belongs to them, in the order that their keys ask for."""

from __future__ import annotations

import json
from collections.abc import Iterable

from bot.store.database import Transaction

OF_CONVERSATIONS = (
    # A draft is counted as left where it stood, while it has its answers: bot/store/tallies.py.
    "UPDATE conversations SET status = 'dropped' "
    "WHERE status = 'open' AND id IN (SELECT value FROM json_each(?))",
    "DELETE FROM answers WHERE conversation_id IN (SELECT value FROM json_each(?))",
    "DELETE FROM photos WHERE conversation_id IN (SELECT value FROM json_each(?))",
    "DELETE FROM verdicts WHERE conversation_id IN (SELECT value FROM json_each(?))",
    "DELETE FROM conversations WHERE id IN (SELECT value FROM json_each(?))",
)

OF_PROPOSALS = (
    "DELETE FROM transitions WHERE proposal_id IN (SELECT value FROM json_each(?))",
    "DELETE FROM notes WHERE proposal_id IN (SELECT value FROM json_each(?))",
    "DELETE FROM questions WHERE proposal_id IN (SELECT value FROM json_each(?))",
    "UPDATE proposals SET merged_into = NULL WHERE merged_into IN (SELECT value FROM json_each(?))",
    "DELETE FROM proposals WHERE id IN (SELECT value FROM json_each(?))",
)

OF_CHECKS = (
    "DELETE FROM overrides WHERE check_id IN (SELECT value FROM json_each(?))",
    "DELETE FROM checks WHERE id IN (SELECT value FROM json_each(?))",
)

OF_COLLEAGUES = (
    # What they did stays, done by nobody; the log has a term of its own.
    "UPDATE transitions SET actor_id = 0 WHERE actor_id IN (SELECT value FROM json_each(?))",
    "UPDATE notes SET author_id = 0 WHERE author_id IN (SELECT value FROM json_each(?))",
    "UPDATE questions SET asked_by = 0 WHERE asked_by IN (SELECT value FROM json_each(?))",
    "UPDATE overrides SET by_id = 0 WHERE by_id IN (SELECT value FROM json_each(?))",
    "UPDATE at_work SET entered_by = 0 WHERE entered_by IN (SELECT value FROM json_each(?))",
    "UPDATE invites SET created_by = NULL WHERE created_by IN (SELECT value FROM json_each(?))",
    "UPDATE invites SET used_by = NULL WHERE used_by IN (SELECT value FROM json_each(?))",
    "UPDATE people SET name = NULL, queue_district = NULL "
    "WHERE id IN (SELECT value FROM json_each(?))",
    "DELETE FROM digests WHERE person_id IN (SELECT value FROM json_each(?))",
    "DELETE FROM roles WHERE person_id IN (SELECT value FROM json_each(?))",
)

CONVERSATIONS_OF = {
    "proposals": "SELECT conversation_id FROM proposals "
    "WHERE id IN (SELECT value FROM json_each(?))",
    "checks": "SELECT conversation_id FROM checks WHERE id IN (SELECT value FROM json_each(?))",
}


async def conversations(tx: Transaction, ids: Iterable[int]) -> None:
    """Delete conversations that became nothing, with their answers."""
    await _each(tx, OF_CONVERSATIONS, list(ids))


async def proposals(tx: Transaction, ids: Iterable[int]) -> None:
    """Delete proposals with their conversations, decisions, questions and notes."""
    await _with_conversations(tx, "proposals", OF_PROPOSALS, list(ids))


async def checks(tx: Transaction, ids: Iterable[int]) -> None:
    """Delete versions of checks with their conversations and what a coach set aside."""
    await _with_conversations(tx, "checks", OF_CHECKS, list(ids))


async def colleagues(tx: Transaction, ids: Iterable[int]) -> None:
    """Make people who left the team residents like any other; who has nothing else goes later."""
    await _each(tx, OF_COLLEAGUES, list(ids))


async def _with_conversations(
    tx: Transaction, table: str, statements: Iterable[str], ids: list[int]
) -> None:
    found = await tx.rows(CONVERSATIONS_OF[table], (json.dumps(ids),))
    await _each(tx, statements, ids)
    await conversations(tx, (row[0] for row in found))


async def _each(tx: Transaction, statements: Iterable[str], ids: list[int]) -> None:
    if ids:
        tx.forgets()
        for sql in statements:
            await tx.run(sql, (json.dumps(ids),))
