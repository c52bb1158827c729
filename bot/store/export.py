"""All that an export needs, read beside the writer, as it stood at one moment."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from bot.store.counting import COUNTED
from bot.store.database import Row, Transaction

ANSWERS = """
(SELECT json_group_object(a.question, a.value) FROM answers a
 WHERE a.conversation_id = {0}.conversation_id)
"""
VERDICTS = """
(SELECT json_group_object(v.condition, v.outcome) FROM verdicts v
 WHERE v.conversation_id = {0}.conversation_id)
"""

PROPOSALS = f"""
SELECT p.reference, p.submitted_at, p.status, p.changed_at, p.district, p.overall,
       p.rules_version, p.deadline, p.recheck_at, m.reference,
       (SELECT count(*) FROM photos f
        WHERE f.conversation_id = p.conversation_id AND f.kind = 'photo'),
       {ANSWERS.format("p")}, {VERDICTS.format("p")}
FROM proposals p LEFT JOIN proposals m ON m.id = p.merged_into
WHERE p.submitted_at >= ? AND p.submitted_at < ? ORDER BY p.submitted_at, p.id
"""  # noqa: S608 - no part of it comes from outside  # nosec B608

CHECKS = f"""
SELECT c.code, c.version, c.newest, c.saved_at, c.coach_id, c.overall, c.rules_version,
       {VERDICTS.format("c")},
       (SELECT json_group_array(json_array(o.condition, o.outcome, o.reason)) FROM
        (SELECT * FROM overrides WHERE check_id = c.id ORDER BY id) o)
FROM checks c
WHERE c.saved_at >= ? AND c.saved_at < ? AND c.deleted_at IS NULL ORDER BY c.saved_at, c.id
"""  # noqa: S608 - no part of it comes from outside  # nosec B608

TRANSITIONS = """
SELECT p.reference, t.at, t.action, t.was, t.became, t.actor_id IS NULL, t.reason, t.note,
       t.undone_at
FROM transitions t JOIN proposals p ON p.id = t.proposal_id
WHERE t.at >= ? AND t.at < ? ORDER BY t.at, t.id
"""

COACHES = """
SELECT person_id, row_number() OVER (ORDER BY granted_at, person_id) FROM roles
WHERE role = 'coach'
"""

BEING_MADE = """
SELECT 1 FROM outbox
WHERE status = 'waiting' AND chat_id = ? AND kind = 'file' AND content ->> '$.what' = 'export'
"""


class Between(NamedTuple):
    """From one stamp up to another."""

    since: str
    until: str


class ProposalRow(NamedTuple):
    """A proposal with all that was said about it."""

    reference: str
    submitted_at: str
    status: str
    changed_at: str
    district: str | None
    overall: str
    rules_version: str
    deadline: str | None
    recheck_at: str | None
    merged_into: str | None
    photos: int
    answers: Mapping[str, str]
    verdicts: Mapping[str, str]


class CheckRow(NamedTuple):
    """A check, with the overrides of its conditions in the order in which they were made."""

    code: str
    version: int
    newest: int
    saved_at: str
    coach_id: int
    overall: str
    rules_version: str
    verdicts: Mapping[str, str]
    overrides: list[tuple[str, str, str]]


class TransitionRow(NamedTuple):
    """A change of a proposal's status."""

    reference: str
    at: str
    action: str
    was: str
    became: str
    by_bot: int
    reason: str | None
    note: str | None
    undone_at: str | None


class Snapshot:
    """The database as it stood when the snapshot was taken, whatever is written since."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def proposals(self, between: Between) -> Iterator[ProposalRow]:
        """Yield the proposals that were sent in then, oldest first."""
        for *row, answers, verdicts in self._connection.execute(PROPOSALS, between):
            yield ProposalRow._make((*row, json.loads(answers), json.loads(verdicts)))

    def checks(self, between: Between) -> Iterator[CheckRow]:
        """Yield the checks that were saved then and not deleted since, oldest first."""
        for *row, verdicts, overrides in self._connection.execute(CHECKS, between):
            yield CheckRow._make((*row, json.loads(verdicts), json.loads(overrides)))

    def transitions(self, between: Between) -> Iterator[TransitionRow]:
        """Yield the changes of status that were made then, oldest first."""
        return map(TransitionRow._make, self._connection.execute(TRANSITIONS, between))

    def coaches(self) -> dict[int, int]:
        """Return a number for each coach that tells nothing, by id."""
        return dict(self._connection.execute(COACHES).fetchall())

    def counted(
        self,
        what: str,
        between: Between,
        month: Callable[[str], str],
        chosen: Callable[[str, str], str],
    ) -> list[Row]:
        """Return how many records and people there are of each kind (COUNTED).

        `month` shortens a stamp; `chosen` tells which answer counts as what, "" for none.
        """
        self._connection.create_function("month", 1, month, deterministic=True)
        self._connection.create_function("chosen", 2, chosen, deterministic=True)
        return self._connection.execute(COUNTED[what], between).fetchall()


@contextmanager
def snapshot(path: Path) -> Iterator[Snapshot]:
    """Open the file for reading beside the writer, which need not wait. Blocks: in a thread."""
    address = f"{path.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        yield Snapshot(connection)


async def is_being_made(tx: Transaction, person: int) -> bool:
    """Tell whether a file is being made for someone."""
    return await tx.row(BEING_MADE, (person,)) is not None
