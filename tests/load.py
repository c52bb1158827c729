"""Fills a database with as many proposals and checks as are asked for, fast and the same each time.

Plain SQL: what years of use would leave behind, spread as in real life over months, places,
statuses, conditions and people, with drafts that were left at some question.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from bot.clock import READABLE, stamp
from bot.records import ProposalStatus
from bot.staff import Because
from bot.store.database import migrations
from conversations.conditions.candidate import CANDIDATE
from conversations.conditions.task import TASK
from conversations.flow import WHOLE_MUNICIPALITY
from conversations.verdict import Outcome, Rules, assess
from tests.conversations.test_places import PLACES as ALL_PLACES

COORDINATORS, COACHES = (3001, 3002, 3003), (2001, 2002, 2003, 2004)
FIRST_RESIDENT = 100_001
TODAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""The day on which the fakes' clock stands."""

STATUSES = {
    ProposalStatus.APPROVED: 52,
    ProposalStatus.DECLINED: 16,
    ProposalStatus.NEW: 8,
    ProposalStatus.ASKED: 5,
    ProposalStatus.RECHECKED: 4,
    ProposalStatus.WITHDRAWN: 6,
    ProposalStatus.MERGED: 4,
    ProposalStatus.CLOSED: 5,
}
ACTIONS = {
    ProposalStatus.APPROVED: "approve",
    ProposalStatus.DECLINED: "decline",
    ProposalStatus.ASKED: "ask",
    ProposalStatus.RECHECKED: "recheck",
    ProposalStatus.WITHDRAWN: "withdraw",
    ProposalStatus.MERGED: "merge",
    ProposalStatus.CLOSED: "close",
}
TASKS = (
    "blad opruimen",
    "zwerfvuil prikken",
    "koffie schenken",
    "boodschappen brengen",
    "bankjes schilderen",
    "moestuin bijhouden",
    "fietsen opknappen",
    "voorlezen op school",
    "speeltuin openhouden",
    "buurtkrant rondbrengen",
)
SPOTS = ("bij de speeltuin", "op het plein", "achter de school", "langs het water", "in de flat")
ASKED = (
    ("who", 4),
    ("description", 14),
    ("place", 5),
    ("hours", 11),
    ("season", 2),
    ("liveability", 4),
    ("not_done_now", 6),
    ("unfunded", 9),
    ("displaces_no_work", 12),
    ("suitable", 5),
    ("guidance", 7),
    ("contact", 10),
)
"""The counted questions in order, and how often a draft is left there."""

FAILING = {
    "liveability": (2, 4),
    "not_done_now": (5, 14),
    "unfunded": (4, 9),
    "displaces_no_work": (6, 18),
    "suitable": (1, 11),
    "on_benefit": (4, 2),
    "aged_27": (3, 0),
    "no_track": (6, 3),
    "no_prospect": (5, 14),
    "supported_before": (2, 6),
    "hours": (3, 17),
    "diverse_tasks": (1, 8),
}
"""Of a hundred answers, how many are not met and how many are unclear."""

DEADLINES = (ProposalStatus.ASKED, ProposalStatus.RECHECKED)
WITH_TALLIES = 4
"""The version of the database that has them."""

DRAFTS_KEPT = timedelta(days=30)
DISTRICT = {place.name: place.district for place in ALL_PLACES.places}
PLACES = tuple(DISTRICT)

Row = tuple[Any, ...]


INTO: dict[str, str] = {
    "people": "id, language, first_seen_at",
    "roles": "person_id, role, granted_at",
    "conversations": "id, person_id, flow, status, started_at, touched_at",
    "answers": "conversation_id, question, value, message_id, answered_at",
    "verdicts": "conversation_id, condition, outcome, rules_version",
    "proposals": "id, reference, conversation_id, person_id, status, version, overall, rules_version,"
    " district, submitted_at, changed_at, deadline, recheck_at",
    "transitions": "proposal_id, action, was, became, version, actor_id, reason, at",
    "questions": "proposal_id, question, old_value, asked_by, asked_at",
    "checks": "id, code, conversation_id, coach_id, overall, rules_version, saved_at",
    "overrides": "check_id, condition, outcome, reason, by_id, at",
    "at_work": "at, people, entered_by",
}


@dataclass
class Rows:
    """The rows to write, by table; the columns are in `INTO`."""

    residents: int
    tables: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in INTO})

    def resident(self, number: int) -> int:
        """Return one of them, spread over the years."""
        return FIRST_RESIDENT + number * 7919 % self.residents

    def add(self, table: str, *values: Any) -> None:
        self.tables[table].append(values)


def fill(
    path: Path,
    proposals: int,
    checks: int,
    *,
    drafts: int | None = None,
    months: int = 36,
    until: datetime = TODAY,
    seed: int = 1,
    version: int | None = None,
) -> None:
    """Add so many to the database, made if need be; a quarter as many drafts are left behind.

    Each person has five proposals or so. Nobody may have the file open. `version`: of the program
    that made it, if not this one.
    """
    rows = Rows(residents=max(1, proposals // 5))
    chance = Random(seed)
    since = until - timedelta(days=30.44 * months)
    _people(rows, since)
    drafts = proposals // 4 if drafts is None else drafts
    kinds = ["proposal"] * proposals + ["draft"] * drafts + ["check"] * checks
    chance.shuffle(kinds)
    moments = _moments(chance, since, until, len(kinds))
    proposal_ids, check_ids = count(1), count(1)
    for conversation, (kind, at) in enumerate(zip(kinds, moments, strict=True), 1):
        if kind == "proposal":
            _proposal(rows, chance, next(proposal_ids), conversation, at, until)
        elif kind == "draft":
            _draft(rows, chance, conversation, at, proposals, until)
        else:
            _check(rows, chance, next(check_ids), conversation, at)
    _at_work(rows, since, months)
    _write(path, rows.tables, version or migrations()[-1][0])


def _moments(chance: Random, since: datetime, until: datetime, number: int) -> list[datetime]:
    """So many moments in their order, more of them lately."""
    span = (until - since).total_seconds()
    drawn = sorted(chance.random() ** 0.7 for _ in range(number))
    return [since + timedelta(seconds=span * part) for part in drawn]


def _people(rows: Rows, since: datetime) -> None:
    for id_ in (*COORDINATORS, *COACHES, *range(FIRST_RESIDENT, FIRST_RESIDENT + rows.residents)):
        rows.add("people", id_, "nl", stamp(since))
    for ids, role in ((COORDINATORS, "coordinator"), (COACHES, "coach")):
        for id_ in ids:
            rows.add("roles", id_, role, stamp(since))


def _answer(chance: Random, condition: str, met: str, not_met: str, unclear: str) -> str:
    fails, open_ = FAILING[condition]
    drawn = chance.random() * 100
    return not_met if drawn < fails else unclear if drawn < fails + open_ else met


def _task(chance: Random) -> dict[str, str]:
    place = chance.choice(PLACES)
    met = {"liveability": "yes", "suitable": "yes"}
    answers = {
        "who": chance.choices(("resident", "organisation", "company"), (70, 25, 5))[0],
        "description": f"{chance.choice(TASKS)} {chance.choice(SPOTS)}, {chance.randrange(1, 40)}",
        "place": place if chance.random() < 0.95 else WHOLE_MUNICIPALITY,
        "hours": chance.choice(("1-4", "5-8", "9-16", "17+", "6", "unsure")),
        "season": chance.choice(("whole_year", "whole_year", "part_of_year", "once")),
    }
    for c in TASK.conditions:
        yes = met.get(c.key, "no")
        answers[c.key] = _answer(chance, c.key, yes, "no" if yes == "yes" else "yes", "unsure")
    return answers | {
        "guidance": chance.choice(("proposer", "other", "unsure")),
        "contact": chance.choice(("chat", "phone", "mail")),
    }


def _proposal(
    rows: Rows, chance: Random, id_: int, conversation: int, at: datetime, until: datetime
) -> None:
    person = rows.resident(id_)
    answers = _task(chance)
    _handed_in(rows, conversation, (person, "propose_task"), at, answers)
    overall = _judged(rows, TASK, conversation, answers)
    status = chance.choices(list(STATUSES), list(STATUSES.values()))[0]
    decided = min(at + timedelta(days=chance.expovariate(1 / 9)), until)
    new = status is ProposalStatus.NEW
    rows.add(
        "proposals",
        id_,
        f"BB-{_code(id_, 5)}",
        conversation,
        person,
        status.value,
        1 if new else 2,
        overall,
        TASK.version,
        DISTRICT.get(answers["place"]),
        stamp(at),
        stamp(at if new else decided),
        stamp(decided + timedelta(days=14)) if status in DEADLINES else None,
        stamp(decided + timedelta(days=182)) if status is ProposalStatus.APPROVED else None,
    )
    if not new:
        _moved(rows, chance, id_, status, decided)


def _moved(rows: Rows, chance: Random, id_: int, status: ProposalStatus, at: datetime) -> None:
    was = "new"
    if status in (ProposalStatus.RECHECKED, ProposalStatus.CLOSED):
        before = stamp(at - timedelta(days=1))
        rows.add("transitions", id_, "approve", was, "approved", 2, COORDINATORS[0], None, before)
        was = "approved"
    actor: int | None = chance.choice(COORDINATORS)
    if status is ProposalStatus.RECHECKED:
        actor = None
    elif status is ProposalStatus.WITHDRAWN:
        actor = rows.resident(id_)
    reason = "done" if status is ProposalStatus.DECLINED else None
    rows.add("transitions", id_, ACTIONS[status], was, status.value, 2, actor, reason, stamp(at))
    if status is ProposalStatus.ASKED:
        rows.add("questions", id_, "hours", "unsure", chance.choice(COORDINATORS), stamp(at))


def _draft(
    rows: Rows, chance: Random, conversation: int, at: datetime, proposals: int, until: datetime
) -> None:
    left_at = chance.choices(range(len(ASKED)), [often for _, often in ASKED])[0]
    given = _task(chance)
    person = rows.resident(chance.randrange(proposals + 1))
    status = chance.choice(("open", "dropped")) if until - at < DRAFTS_KEPT else "dropped"
    began = (person, "propose_task")
    _handed_in(
        rows, conversation, began, at, {key: given[key] for key, _ in ASKED[:left_at]}, status
    )


def _check(rows: Rows, chance: Random, id_: int, conversation: int, at: datetime) -> None:
    coach = chance.choice(COACHES)
    answers = {
        c.key: _answer(chance, c.key, "met", "none" if c.key == "hours" else "not_met", "")
        for c in CANDIDATE.conditions
    }
    answers = {key: value for key, value in answers.items() if value}
    _handed_in(rows, conversation, (coach, "check_candidate"), at, answers)
    overall = _judged(rows, CANDIDATE, conversation, answers)
    rows.add(
        "checks",
        id_,
        f"K-{_code(id_, 5)}",
        conversation,
        coach,
        overall,
        CANDIDATE.version,
        stamp(at),
    )
    if overall != Outcome.MET and chance.random() < 0.12:
        verdicts = assess(CANDIDATE, answers).verdicts
        condition = next(key for key, found in verdicts.items() if found is not Outcome.MET)
        rows.add("overrides", id_, condition, "met", Because.NEWS.value, coach, stamp(at))


def _handed_in(
    rows: Rows,
    conversation: int,
    begun: tuple[int, str],
    at: datetime,
    answers: dict[str, str],
    status: str = "submitted",
) -> None:
    started = at - timedelta(minutes=6)
    rows.add("conversations", conversation, *begun, status, stamp(started), stamp(at))
    for key, value in answers.items():
        rows.add("answers", conversation, key, value, None, stamp(at))


def _judged(rows: Rows, rules: Rules, conversation: int, answers: dict[str, str]) -> str:
    advice = assess(rules, answers)
    for condition, outcome in advice.verdicts.items():
        rows.add("verdicts", conversation, condition, outcome.value, rules.version)
    return advice.overall.value


def _at_work(rows: Rows, since: datetime, months: int) -> None:
    for month in range(0, months + 1, 3):
        at = since + timedelta(days=30.44 * month)
        rows.add("at_work", stamp(at), 56 + round(month * 2.4), COORDINATORS[0])


def _code(number: int, length: int) -> str:
    letters = []
    for _ in range(length):
        number, place = divmod(number, len(READABLE))
        letters.append(READABLE[place])
    return "".join(reversed(letters))


def _write(path: Path, tables: dict[str, list[Row]], version: int) -> None:
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        made_by = database.execute("PRAGMA user_version").fetchone()[0]
        for number, script in migrations():
            if made_by < number <= version:
                database.executescript(f"BEGIN; {script}; PRAGMA user_version = {number}; COMMIT;")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        for table, columns in INTO.items():
            _insert(database, table, columns, tables[table])
        if version >= WITH_TALLIES:  # as if not started yet: when it is, it counts what is there
            database.execute("DELETE FROM tallies")
            database.execute("DELETE FROM months")
        database.execute("COMMIT")
        database.execute("ANALYZE")
    finally:
        database.close()


def _insert(database: sqlite3.Connection, table: str, columns: str, rows: Iterable[Row]) -> None:
    holes = ", ".join("?" for _ in columns.split(","))
    or_ignore = "OR IGNORE " if table in ("people", "roles") else ""
    database.executemany(f"INSERT {or_ignore}INTO {table} ({columns}) VALUES ({holes})", rows)
