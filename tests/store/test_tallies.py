"""Counts kept by month are what one counts by hand, whatever happens, and outlive their rows."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.changes import Changes, Judged, Transition
from bot.clock import parse_stamp, stamp
from bot.people import Person
from bot.records import Check, Conversation, Proposal, ProposalStatus, Status
from bot.staff import Because, Deleted, HandedOver, Override
from bot.store import figures, forgetting, tallies
from bot.store.database import Database
from bot.store.writing import write
from conversations.conditions.candidate import CANDIDATE
from conversations.conditions.task import TASK
from conversations.turn import State
from conversations.verdict import Advice, Outcome, Rules
from tests.fakes import AMSTERDAM, FakeClock
from tests.load import fill

APPROVED = ("approved", "rechecked", "closed")
START = datetime(2025, 11, 20, 12, tzinfo=UTC)

Tally = Counter[tuple[str, str, str, str]]
"""By figure, month, subject and outcome."""


def local_month(at: str) -> str:
    return f"{parse_stamp(at).astimezone(AMSTERDAM):%Y-%m}"


def by_hand(path: Path) -> Tally:
    """Count everything that is there, row by row."""
    with closing(sqlite3.connect(path)) as db:
        return _by_hand(db)


def _by_hand(db: sqlite3.Connection) -> Tally:
    found: Tally = Counter()
    verdicts, given = listed(db, "verdicts", 3), listed(db, "answers", 2)
    for talk, at, district, status in db.execute(
        "SELECT conversation_id, submitted_at, district, status FROM proposals"
    ):
        found["proposals", local_month(at), district or "", status] += 1
        figure = "tasks approved" if status in APPROVED else "tasks"
        for condition, outcome in verdicts.get(talk, ()):
            found[figure, local_month(at), condition, outcome] += outcome != "met"
    for id_, talk, at, overall in db.execute(
        "SELECT id, conversation_id, saved_at, overall FROM checks"
        " WHERE newest = 1 AND deleted_at IS NULL"
    ):
        month = local_month(at)
        found["checks", month, "", overall] += 1
        for condition, outcome in verdicts.get(talk, ()):
            found["candidates", month, condition, outcome] += outcome != "met"
        asked = db.execute("SELECT DISTINCT condition FROM overrides WHERE check_id = ?", (id_,))
        for (condition,) in asked:
            found["overridden", month, condition, ""] += 1
    for id_, at, status in db.execute(
        "SELECT id, started_at, status FROM conversations"
        " WHERE flow = 'propose_task' AND status <> 'open'"
    ):
        found["left" if status == "dropped" else "sent", local_month(at), "", ""] += 1
        for (question,) in given.get(id_, ()) if status == "dropped" else ():
            found["answered", local_month(at), question, ""] += 1
    return +found


def listed(db: sqlite3.Connection, table: str, columns: int) -> dict[int, list[Any]]:
    rows: dict[int, list[Any]] = {}
    for row in db.execute(f"SELECT * FROM {table}"):
        rows.setdefault(row[0], []).append(row[1:columns])
    return rows


def kept(path: Path) -> Tally:
    """Return the tallies as they are kept."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT figure, month, subject, outcome, n FROM tallies WHERE n <> 0")
        return Counter({(figure, *key): n for figure, *key, n in rows})


@dataclass
class Office:
    """Writes what happens, the way the bot writes it."""

    database: Database
    chance: Random
    clock: FakeClock = field(default_factory=lambda: FakeClock(START))
    talks: dict[int, Conversation] = field(default_factory=dict)
    proposals: dict[int, Proposal] = field(default_factory=dict)
    checks: dict[int, Check] = field(default_factory=dict)
    gone: Tally = field(default_factory=Counter)
    """What is counted and no longer there."""
    number: int = 0

    async def keep(self, **changed: Any) -> None:
        changes = Changes(**changed)
        changes.people = {id_: Person(id_, "nl") for id_ in (1, 2)}
        before = {id_: self.talks[id_] for id_ in changes.conversations if id_ in self.talks}
        async with self.database.transaction() as tx:
            await write(tx, changes, before, self.clock.now())
        self.talks.update(changes.conversations)

    async def forget(self, kind: Callable[..., Awaitable[None]], id_: int) -> None:
        """Delete a record as retention does; what was counted stays, and is remembered here."""
        before = by_hand(self.database.path)
        async with self.database.transaction() as tx:
            await kind(tx, [id_])
        self.gone += before - by_hand(self.database.path)

    def next(self) -> int:
        self.number += 1
        return self.number

    def advice(self, rules: Rules) -> Advice:
        outcomes = self.chance.choices(list(Outcome), (6, 2, 2), k=len(rules.conditions))
        keys = [condition.key for condition in rules.conditions]
        return Advice(rules.version, dict(zip(keys, outcomes, strict=True)))

    async def begin(self, flow: str = "propose_task") -> Conversation:
        answers = dict.fromkeys(("who", "description", "place")[: self.chance.randrange(4)], "x")
        now = self.clock.now()
        talk = Conversation(self.next(), 1, flow, Status.OPEN, State(answers), now)
        await self.keep(conversations={talk.id: talk})
        return talk

    async def begin_and_stop(self) -> None:
        """Both in one batch: it is never seen open."""
        talk = Conversation(
            self.next(), 1, "propose_task", Status.DROPPED, State(closed=True), self.clock.now()
        )
        await self.keep(conversations={talk.id: talk})

    def talk(self, *statuses: Status) -> Conversation | None:
        found = [
            t for t in self.talks.values() if t.status in statuses and t.flow == "propose_task"
        ]
        return self.chance.choice(found) if found else None

    async def submit(self) -> None:
        talk = self.talk(Status.OPEN) or await self.begin()
        district = self.chance.choice(("West", "Zuid", None))
        new, now = ProposalStatus.NEW, self.clock.now()
        sent = Proposal(self.next(), f"BB-{talk.id}", talk.id, 1, new, district, now)
        self.proposals[sent.id] = sent
        await self.keep(
            conversations={talk.id: replace(talk, status=Status.SUBMITTED)},
            proposals=[sent],
            judged=[Judged(talk.id, self.advice(TASK))],
        )

    async def decide(self) -> None:
        """Any status after any other: an undone decision too."""
        if not self.proposals:
            return
        was = self.chance.choice(list(self.proposals.values()))
        status = self.chance.choice(list(ProposalStatus))
        now = replace(was, status=status, version=was.version + 1)
        self.proposals[now.id] = now
        judged = (
            [Judged(now.conversation_id, self.advice(TASK))] if self.chance.random() < 0.4 else []
        )
        asked = Status.ASKED if status is ProposalStatus.ASKED else Status.SUBMITTED
        talk = replace(self.talks[now.conversation_id], status=asked)
        moved = Transition(self.next(), now, "any", was.status, 1)
        await self.keep(transitions=[moved], judged=judged, conversations={talk.id: talk})

    def count_left(self, talk: Conversation) -> None:
        month = local_month(stamp(talk.started_at))
        self.gone.update(("answered", month, question, "") for question in talk.state.answers)

    async def drop(self) -> None:
        """Its answers go at once, as when someone throws a draft away."""
        talk = self.talk(Status.OPEN)
        if talk:
            self.count_left(talk)
            closed = replace(talk, status=Status.DROPPED, state=State(closed=True))
            await self.keep(conversations={talk.id: closed})

    async def check(self) -> None:
        talk = await self.begin("check_candidate")
        again = self.chance.choice([None, *self.checks.values()])
        code, version, coach = f"K-{talk.id}", 1, self.chance.choice((1, 2))
        if again:
            code, coach = again.code, again.coach_id
            version = 1 + max(c.version for c in self.checks.values() if c.code == code)
        saved = Check(self.next(), code, talk.id, coach, self.clock.now(), version)
        self.checks[saved.id] = saved
        await self.keep(
            conversations={talk.id: replace(talk, status=Status.SUBMITTED)},
            checks=[saved],
            judged=[Judged(talk.id, self.advice(CANDIDATE))],
        )

    async def override(self) -> None:
        if self.checks:
            check = self.chance.choice(list(self.checks.values()))
            condition = self.chance.choice(CANDIDATE.conditions).key
            outcome = self.chance.choice(list(Outcome))
            decided = Override(check.id, condition, outcome, Because.NEWS, None, check.coach_id)
            await self.keep(overridden=[decided])

    async def delete_check(self) -> None:
        if self.checks:
            check = self.chance.choice(list(self.checks.values()))
            await self.keep(deleted_checks=[Deleted(check.code, check.coach_id)])
            self.checks = {id_: c for id_, c in self.checks.items() if c.code != check.code}

    async def hand_over(self) -> None:
        coach = self.chance.choice((1, 2))
        await self.keep(handed_over=[HandedOver(coach, 3 - coach)])
        self.checks = {
            id_: replace(c, coach_id=3 - coach) if c.coach_id == coach else c
            for id_, c in self.checks.items()
        }

    async def purge_proposal(self) -> None:
        if self.proposals:
            old = self.proposals.pop(self.chance.choice(list(self.proposals)))
            del self.talks[old.conversation_id]
            await self.forget(forgetting.proposals, old.id)

    async def purge_check(self) -> None:
        if self.checks:
            old = self.checks.pop(self.chance.choice(list(self.checks)))
            await self.forget(forgetting.checks, old.id)

    async def purge_draft(self) -> None:
        talk = self.talk(Status.OPEN)
        if talk:
            del self.talks[talk.id]
            self.count_left(talk)
            self.gone["left", local_month(stamp(talk.started_at)), "", ""] += 1
            await self.forget(forgetting.conversations, talk.id)

    async def forget_thrown_away(self) -> None:
        talk = self.talk(Status.DROPPED)
        if talk:
            del self.talks[talk.id]
            await self.forget(forgetting.conversations, talk.id)

    async def wait(self) -> None:
        """Often until just before or after a month begins here, which is not when it does in UTC."""
        self.clock.advance(
            timedelta(days=self.chance.randrange(9), minutes=self.chance.randrange(1440))
        )
        if self.chance.random() < 0.5:
            day = (
                self.clock.local(self.clock.now()).date().replace(day=1) + timedelta(32)
            ).replace(day=1)
            near = self.clock.begins(day) + timedelta(minutes=self.chance.randrange(-180, 180))
            self.clock.advance(max(timedelta(), near - self.clock.now()))


DEEDS: dict[Callable[[Office], Any], int] = {
    Office.begin: 3,
    Office.begin_and_stop: 1,
    Office.submit: 6,
    Office.decide: 9,
    Office.drop: 2,
    Office.check: 6,
    Office.override: 5,
    Office.delete_check: 1,
    Office.hand_over: 1,
    Office.purge_proposal: 1,
    Office.purge_check: 1,
    Office.purge_draft: 1,
    Office.forget_thrown_away: 1,
    Office.wait: 5,
}


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    found = Database(tmp_path / "bot.db")
    await found.open()
    yield found
    await found.close()


async def begun(database: Database, zone: ZoneInfo = AMSTERDAM, now: datetime = START) -> None:
    async with database.transaction() as tx:
        await tallies.begin(tx, FakeClock(now, zone).begins, now)


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_happens_tallies_are_what_one_counts_by_hand(
    database: Database, seed: int
) -> None:
    await begun(database)
    office = Office(database, Random(seed))
    deeds = [*DEEDS, *office.chance.choices(list(DEEDS), list(DEEDS.values()), k=200)]
    office.chance.shuffle(deeds)
    for deed in deeds:
        await deed(office)
        found = kept(database.path)
        assert found == by_hand(database.path) + office.gone, deed.__name__
    assert len({month for _, month, _, _ in found}) > 3
    assert office.gone


async def test_a_month_begins_when_it_does_here(database: Database) -> None:
    await begun(database)
    office = Office(database, Random(1))
    for at in ("2026-03-31T21:59:59.999Z", "2026-03-31T22:00:00.000Z", "2026-10-31T23:00:00.000Z"):
        office.clock.advance(parse_stamp(at) - office.clock.now())
        await office.submit()
    assert {key[1] for key in kept(database.path) if key[0] == "proposals"} == {
        "2026-03",
        "2026-04",
        "2026-11",
    }


async def test_in_another_time_zone_months_that_have_begun_keep_their_counts(
    database: Database,
) -> None:
    await begun(database)
    office = Office(database, Random(1))
    await office.submit()
    before = kept(database.path)
    await begun(database, ZoneInfo("Pacific/Auckland"))
    async with database.transaction() as tx:
        rows = await tx.rows(
            "SELECT month, begins FROM months WHERE month IN ('2025-11', '2025-12') ORDER BY 1"
        )
    assert rows == [
        ("2025-11", "2025-10-31T23:00:00.000Z"),
        ("2025-12", "2025-11-30T11:00:00.000Z"),
    ]
    assert kept(database.path) == before


async def test_what_an_earlier_version_left_is_counted_at_the_first_start(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    fill(path, 400, 150, version=3)
    database = Database(path)
    await database.open()
    assert not kept(path)
    for _ in range(2):
        await begun(database)
        assert kept(path) == by_hand(path)
    await database.close()
    assert {key[0] for key in kept(path)} == {
        *("proposals", "tasks", "tasks approved"),
        *("checks", "candidates", "overridden"),
        *("sent", "left", "answered"),
    }


async def test_figures_stay_when_all_that_was_counted_is_purged(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    fill(path, 200, 80)
    database = Database(path)
    await database.open()
    await begun(database, now=datetime(2026, 3, 2, tzinfo=UTC))
    before = await shown(database)
    async with database.transaction() as tx:
        for table, forget in (
            ("proposals", forgetting.proposals),
            ("checks", forgetting.checks),
            ("conversations", forgetting.conversations),
        ):
            await forget(tx, [row[0] for row in await tx.rows(f"SELECT id FROM {table}")])
            assert not await tx.rows(f"SELECT 1 FROM {table}")
    assert await shown(database) == before
    await begun(database, now=datetime(2026, 3, 3, tzinfo=UTC))
    assert await shown(database) == before
    await database.close()
    sent, left, answered = before[-1]
    assert sent == 200
    assert left == 50
    assert answered


async def shown(database: Database) -> list[Any]:
    """Return all that the figures are made of."""
    since = date(2023, 1, 1)
    async with database.reading() as tx:
        found: list[Any] = [
            await figures.first(tx),
            await figures.by_stretch(
                tx, [(since, date(2025, 1, 1)), (date(2025, 1, 1), date(2027, 1, 1))]
            ),
        ]
        for count in (
            figures.by_district,
            figures.of_tasks,
            figures.of_candidates,
            figures.overridden,
            figures.checks,
        ):
            found.append(await count(tx, since))
        sent, left, answered = await figures.sent_and_left(tx, since)
        return [*found, (sent, left, sorted(answered))]


async def test_an_answer_costs_no_counting_and_a_change_reads_only_its_own_rows(
    database: Database,
) -> None:
    async with database.transaction() as tx:
        on = {
            row[0]
            for row in await tx.rows("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'")
        }
        plans = {
            view: [
                row[3]
                for row in await tx.rows(
                    f"EXPLAIN QUERY PLAN SELECT * FROM {view} WHERE conversation_id = 1"
                )
            ]
            for view in ("proposal_counts", "check_counts", "talk_counts")
        }
    assert "proposals" in on
    assert "answers" not in on
    for plan in plans.values():
        assert len(plan) > 3
        assert not [s for s in plan if s.startswith("SCAN") and not s.endswith("_counts")], plan
