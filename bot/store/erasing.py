"""Erases all that is held on a person, and remembers by a code that it did.

What stays stays without the person: that there was a proposal, where, how it was decided, and of
an approved task what the work is, since people may be doing it. A colleague stays known as long as
the role or the records of the work name them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from bot.changes import Erased
from bot.clock import stamp
from bot.store import erasure_codes, forgetting, team
from bot.store.database import Transaction

ALL = 2**63 - 1
"""Above the number of any delivery."""

KEPT = (
    "who",
    "place",
    "hours",
    "season",
    "liveability",
    "not_done_now",
    "unfunded",
    "displaces_no_work",
    "suitable",
    "guidance",
)
"""Chosen answers of a proposal that was sent in: they point to nobody."""

STANDING = ("approved", "rechecked", "closed")
"""Statuses in which the description stays too: it says what the work is."""

UNSENT = """
SELECT c.id FROM conversations c
WHERE c.person_id = ? AND NOT EXISTS (SELECT 1 FROM proposals p WHERE p.conversation_id = c.id)
  AND NOT EXISTS (SELECT 1 FROM checks k WHERE k.conversation_id = c.id)
"""

SENT = "SELECT id, conversation_id, status FROM proposals WHERE person_id = ?"

OF_SENT = (
    "DELETE FROM photos WHERE conversation_id IN (SELECT value FROM json_each(?))",
    "UPDATE answers SET message_id = NULL "
    "WHERE conversation_id IN (SELECT value FROM json_each(?))",
    "UPDATE conversations SET status = 'submitted', reopened = NULL "
    "WHERE status = 'asked' AND id IN (SELECT value FROM json_each(?))",
    "UPDATE conversations SET person_id = 0, prompt = NULL, showing = NULL, side = NULL, "
    "photo_reply = NULL, photo_album = NULL, offered = NULL, joining = NULL "
    "WHERE id IN (SELECT value FROM json_each(?))",
)

FREE_TEXT = """
DELETE FROM answers WHERE conversation_id IN (SELECT value FROM json_each(?1))
  AND question NOT IN (SELECT value FROM json_each(?2))
"""

WITHDRAWN = (
    "UPDATE questions SET answered_at = ?2 "
    "WHERE answered_at IS NULL AND proposal_id IN (SELECT value FROM json_each(?1))",
    "INSERT INTO transitions (proposal_id, action, was, became, version, at) "
    "SELECT id, 'withdraw', status, 'withdrawn', version + 1, ?2 FROM proposals "
    "WHERE status IN ('new', 'asked') AND id IN (SELECT value FROM json_each(?1))",
    "UPDATE proposals SET status = 'withdrawn', version = version + 1, deadline = NULL, "
    "changed_at = ?2 "
    "WHERE status IN ('new', 'asked') AND id IN (SELECT value FROM json_each(?1))",
)
"""What a restored backup brings back undecided; someone who asks has withdrawn it already."""

OF_PROPOSALS = (
    # Without its message a decision cannot be taken back: nobody would hear of the next one.
    "UPDATE transitions SET note = NULL, delivery = NULL "
    "WHERE proposal_id IN (SELECT value FROM json_each(?))",
    "UPDATE questions SET words = NULL, old_value = NULL "
    "WHERE proposal_id IN (SELECT value FROM json_each(?))",
    "DELETE FROM notes WHERE proposal_id IN (SELECT value FROM json_each(?))",
    "UPDATE proposals SET person_id = 0 WHERE id IN (SELECT value FROM json_each(?))",
)

OF_PERSON = (
    "UPDATE transitions SET actor_id = 0 WHERE actor_id = ?1 "
    "AND ?1 NOT IN (SELECT person_id FROM roles)",
    "DELETE FROM expecting WHERE person_id = ?1",
    team.FORGET_NAME,
    "UPDATE people SET asked_for_staff = NULL, album = NULL WHERE id = ?1",
    "DELETE FROM people WHERE id = ?1 AND id NOT IN (SELECT person_id FROM roles)",
)

WORK = """
status = 'waiting' AND (kind = 'list' OR coalesce(about, ?1) <> ?1)
AND EXISTS (SELECT 1 FROM roles WHERE person_id = ?1 AND revoked_at IS NULL)
"""
"""What waits for a colleague and is about others: who asks to be called is not to be forgotten."""

OWN_MESSAGES = f"""
DELETE FROM outbox WHERE chat_id = ?1 AND id < ?2 AND NOT ({WORK})
  AND id NOT IN (SELECT prompt FROM conversations WHERE person_id = ?1 AND prompt IS NOT NULL)
"""  # noqa: S608 - nothing of it comes from outside  # nosec B608

TO_OTHERS = (
    "DELETE FROM outbox WHERE about = ?1 AND id < ?2",
    # A card that a colleague could not get may hold anybody's words, and could be sent again.
    "UPDATE outbox SET content = NULL, about = NULL WHERE status = 'failed' "
    "AND content IS NOT NULL AND id < ?2 AND chat_id <> ?1 "
    "AND chat_id IN (SELECT person_id FROM roles)",
)

RESTING = f"""
SELECT id FROM outbox WHERE status = 'waiting'
  AND (about = ?1 OR (chat_id = ?1 AND not_before IS NOT NULL AND NOT ({WORK})))
"""  # noqa: S608 - nothing of it comes from outside  # nosec B608


async def resting(tx: Transaction, person: int) -> list[int]:
    """Return the messages to a person that wait for their time, and all about them that wait."""
    return [row[0] for row in await tx.rows(RESTING, (person,))]


async def was_staff(tx: Transaction, person: int) -> bool:
    """Tell whether someone is or was a colleague, whose work stays."""
    return bool(await tx.row("SELECT 1 FROM roles WHERE person_id = ?", (person,)))


async def erase(tx: Transaction, erased: Iterable[Erased], now: datetime) -> None:
    """Erase people, and note by a code that a restored backup has to do so again."""
    for one in erased:
        await forget(tx, one.person_id, now, one.before)
        await erasure_codes.remember(tx, "person", one.person_id, now)


async def forget(tx: Transaction, person: int, now: datetime, before: int = ALL) -> None:
    """Erase what is held on a person; of the messages to them those with a lower number."""
    tx.forgets()
    await forgetting.conversations(tx, (r[0] for r in await tx.rows(UNSENT, (person,))))
    await _sent(tx, person, now)
    for sql in (OWN_MESSAGES, *TO_OTHERS):
        await tx.run(sql, (person, before))
    await _failed_updates(tx, person)
    for sql in OF_PERSON:
        await tx.run(sql, (person,))


async def _sent(tx: Transaction, person: int, now: datetime) -> None:
    rows = await tx.rows(SENT, (person,))
    if not rows:
        return
    talks = json.dumps([talk for _, talk, _ in rows])
    standing = json.dumps([talk for _, talk, status in rows if status in STANDING])
    ended = json.dumps([talk for _, talk, status in rows if status not in STANDING])
    for sql in OF_SENT:
        await tx.run(sql, (talks,))
    await tx.run(FREE_TEXT, (standing, json.dumps([*KEPT, "description"])))
    await tx.run(FREE_TEXT, (ended, json.dumps(KEPT)))
    ids = json.dumps([id_ for id_, _, _ in rows])
    for sql in WITHDRAWN:
        await tx.run(sql, (ids, stamp(now)))
    for sql in OF_PROPOSALS:
        await tx.run(sql, (ids,))


async def _failed_updates(tx: Transaction, person: int) -> None:
    """Delete updates that were kept aside and come from or are about this person."""
    found = await tx.rows("SELECT update_id, content FROM failed_updates WHERE content IS NOT NULL")
    gone = [id_ for id_, content in found if person in _numbers(json.loads(content))]
    await tx.many("DELETE FROM failed_updates WHERE update_id = ?", ((id_,) for id_ in gone))


def _numbers(raw: object) -> set[int]:
    if isinstance(raw, dict):
        return set().union(*(_numbers(value) for value in raw.values()))
    if isinstance(raw, list):
        return set().union(*(_numbers(value) for value in raw))
    return {raw} if isinstance(raw, int) else set()
