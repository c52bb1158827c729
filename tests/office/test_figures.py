"""Rows become figures: what is counted together, and numbers of people too small to be shown."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import stamp
from bot.office.figures import (
    GROUP,
    TOO_FEW,
    Count,
    Failing,
    Group,
    checks,
    districts,
    failing_candidates,
    failing_tasks,
    funnel,
    months,
)
from bot.office.stretches import Period, Stretch, later, since, stretches
from bot.records import ProposalStatus
from bot.store import figures as store
from bot.store import tallies
from bot.store.database import Database
from conversations.verdict import Outcome
from tests.load import fill

QUESTIONS = ("who", "description", "place")
SINCE = datetime(2025, 4, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("period", "today", "first", "start"),
    [
        (Period.YEAR, date(2026, 3, 2), None, date(2026, 1, 1)),
        (Period.YEAR, date(2026, 1, 1), None, date(2026, 1, 1)),
        (Period.TWELVE, date(2026, 3, 2), None, date(2025, 4, 1)),
        (Period.TWELVE, date(2026, 12, 31), None, date(2026, 1, 1)),
        (Period.TWELVE, date(2024, 2, 29), None, date(2023, 3, 1)),
        (Period.ALL, date(2026, 3, 2), date(2023, 3, 13), date(2023, 3, 1)),
        (Period.ALL, date(2026, 3, 2), None, date(2026, 3, 1)),
        (Period.ALL, date(2026, 3, 2), date(2027, 1, 1), date(2026, 3, 1)),
    ],
)
def test_a_period_begins_with_a_month(
    period: Period, today: date, first: date | None, start: date
) -> None:
    assert since(period, today, first) == start


@pytest.mark.parametrize(
    ("start", "rows", "months_each"),
    [
        (date(2026, 3, 1), 1, 1),
        (date(2026, 1, 1), 3, 1),
        (date(2025, 4, 1), 12, 1),
        (date(2025, 3, 1), 13, 1),
        (date(2025, 2, 1), 5, 3),
        (date(2023, 3, 1), 13, 3),
        (date(2022, 12, 1), 5, 12),
    ],
)
def test_many_months_become_quarters_and_then_years(
    start: date, rows: int, months_each: int
) -> None:
    cut = stretches(start, date(2026, 3, 2))
    assert (len(cut), cut[0].months) == (rows, months_each)


@given(st.dates(date(2015, 1, 1), date(2035, 1, 1)), st.integers(0, 120))
def test_stretches_leave_nothing_out_and_count_nothing_twice(today: date, back: int) -> None:
    start = later(today, -back)
    cut = stretches(start, today)
    assert cut[0].start <= start
    assert cut[-1].start <= today < cut[-1].end
    assert all(one.end == next_.start for one, next_ in zip(cut, cut[1:], strict=False))


def test_every_status_belongs_to_a_group() -> None:
    assert set(GROUP) == set(ProposalStatus)


def test_months_and_statuses() -> None:
    cut = (Stretch(date(2026, 1, 1), 1), Stretch(date(2026, 2, 1), 1))
    found = months(cut, [(0, "new", 2), (0, "asked", 1), (1, "closed", 4), (1, "merged", 1)])
    assert found.stretches[0][1] == {Group.OPEN: 3}
    assert found.totals == {
        Group.APPROVED: 4,
        Group.OPEN: 3,
        Group.DECLINED: 0,
        Group.ENDED: 1,
    }
    assert found.total == 8


def test_districts_most_first_and_none_forgotten() -> None:
    rows = [("West", "new", 2), ("West", "approved", 3), (None, "declined", 9), ("Zuid", "new", 7)]
    found = districts(("Centrum", "West", "Zuid"), rows)
    assert [(d.name, d.total, d.approved) for d in found] == [
        ("Zuid", 7, 0),
        ("West", 5, 3),
        ("Centrum", 0, 0),
        (None, 9, 0),
    ]


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (250, 250)])
def test_few_people_are_not_shown(number: int, shown: int | None) -> None:
    assert Count.of(number).shown == shown


def test_tasks_that_fail_a_condition_and_are_approved_all_the_same() -> None:
    rows = [
        ("unfunded", "not_met", False, 2),
        ("unfunded", "not_met", True, 1),
        ("unfunded", "unclear", True, 4),
        ("suitable", "unclear", False, 9),
    ]
    assert failing_tasks(("liveability", "unfunded", "suitable"), rows) == [
        Failing("suitable", Count(0), Count(9), Count(0)),
        Failing("unfunded", Count(3), Count(4), Count(1)),
        Failing("liveability", Count(0), Count(0), Count(0)),
    ]


def test_candidates_are_people_so_small_numbers_are_not_shown() -> None:
    rows = [("hours", "unclear", 12), ("hours", "not_met", 4), ("no_track", "not_met", 5)]
    assert failing_candidates(("no_track", "hours"), rows, [("hours", 6), ("no_track", 1)]) == [
        Failing("hours", Count(None), Count(12), Count(6)),
        Failing("no_track", Count(5), Count(0), Count(None)),
    ]
    assert checks([("met", 30), ("unclear", 3)]) == {
        Outcome.MET: Count(30),
        Outcome.NOT_MET: Count(0),
        Outcome.UNCLEAR: Count(None),
    }


@pytest.mark.parametrize(
    ("sent", "left", "answered", "reached", "stopped"),
    [
        (40, 0, {}, [40, 40, 40, 40], [0, 0, 0, 0]),
        (40, 20, {"who": 20, "description": 10}, [60, 60, 50, 40], [0, 10, 10, 0]),
        # three stop at the first question: they are counted with the six at the second
        (40, 9, {"who": 6}, [49, 49, 40, 40], [0, 9, 0, 0]),
        (40, 4, {"who": 4, "description": 2}, [44, 44, 44, 44], [0, 0, 0, 0]),
        (0, 30, {}, [30, 0, 0, 0], [30, 0, 0, 0]),
        (2, 30, {"who": 10}, [32, 12, None, None], [20, 0, 0, 0]),
    ],
)
def test_where_people_stop(
    sent: int,
    left: int,
    answered: dict[str, int],
    reached: list[int | None],
    stopped: list[int],
) -> None:
    steps = funnel(QUESTIONS, sent, left, answered.items())
    assert [step.reached.shown for step in steps] == reached
    assert [step.stopped for step in steps] == stopped
    assert [step.question for step in steps] == [*QUESTIONS, None]


def test_of_few_people_no_way_is_shown() -> None:
    assert funnel(QUESTIONS, 2, 2, {}.items()) == ()


@given(st.integers(0, 50), st.lists(st.integers(0, 50), min_size=4, max_size=4))
def test_nothing_shown_of_the_way_tells_of_few_people(sent: int, stops: list[int]) -> None:
    left = sum(stops)
    still = [left - sum(stops[: at + 1]) for at in range(3)]
    steps = funnel(QUESTIONS, sent, left, zip(QUESTIONS, still, strict=True))
    shown = [step.reached.shown for step in steps]
    assert all(n is None or n == 0 or n >= TOO_FEW for n in shown)
    assert all(step.stopped == 0 or step.stopped >= TOO_FEW for step in steps)
    known = [n for n in shown if n is not None]
    assert all(a == b or a - b >= TOO_FEW for a, b in zip(known, known[1:], strict=False))


def in_utc(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


@pytest.fixture
async def filled(tmp_path: Path) -> Path:
    path = tmp_path / "bot.db"
    fill(path, 300, 120)
    database = Database(path)
    await database.open()
    async with database.transaction() as tx:
        await tallies.begin(tx, in_utc, SINCE)
    await database.close()
    return path


@pytest.fixture
def plainly(filled: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(filled)) as connection:
        yield connection


async def test_counts_are_what_one_counts_by_hand(
    filled: Path, plainly: sqlite3.Connection
) -> None:
    """The counts are kept by month; here every row is looked at."""
    bounds = [(date(2025, m, 1), date(2025, m + 1, 1)) for m in (4, 5)]
    database = Database(filled)
    async with database.reading() as tx:
        by_month = await store.by_stretch(tx, bounds)
        districts_ = await store.by_district(tx, SINCE.date())
        tasks = await store.of_tasks(tx, SINCE.date())
        sent, left, answered = await store.sent_and_left(tx, SINCE.date())
        advice = await store.checks(tx, SINCE.date())
    rows = plainly.execute("SELECT submitted_at, status, district FROM proposals").fetchall()
    assert sum(n for at, _, n in by_month if at == 0) == sum(r[0][:7] == "2025-04" for r in rows)
    late = [row for row in rows if row[0] >= stamp(SINCE)]
    for district in ("West", "Zuid", None):
        own = sum(row[2] == district for row in late)
        assert sum(n for name, _, n in districts_ if name == district) == own
    failing = plainly.execute(
        "SELECT count(*) FROM verdicts v JOIN proposals p USING (conversation_id) "
        "WHERE outcome <> 'met' AND submitted_at >= ?",
        (stamp(SINCE),),
    ).fetchone()[0]
    assert sum(n for *_, n in tasks) == failing > 0
    begun = plainly.execute(
        "SELECT count(*) FROM conversations WHERE flow = 'propose_task' AND started_at >= ?",
        (stamp(SINCE),),
    ).fetchone()[0]
    assert sent + left == begun
    assert 0 < dict(answered)["contact" if "contact" in dict(answered) else "who"] <= left
    assert sum(n for _, n in advice) > 0


def test_counts_are_read_from_tallies_and_from_open_drafts(plainly: sqlite3.Connection) -> None:
    """So to look at them takes as long when there are a hundred times as many proposals."""
    queries = {
        store.BY_STRETCH: ("[]",),
        store.TALLIED: ("proposals", "2026-01"),
        store.OPEN: ("2026-01",),
        store.ANSWERED: ("2026-01",),
        store.FIRST: (),
    }
    drafts = re.compile(
        "conversations USING (COVERING )?INDEX conversations_begun "
        r"\(flow=\? AND status=\?( AND started_at>\?)?\)"
    )
    for sql, params in queries.items():
        plan = [row[3] for row in plainly.execute(f"EXPLAIN QUERY PLAN {sql}", params)]
        assert not [s for s in plan if re.search("proposals|verdicts|checks|overrides", s)], plan
        scans = [s for s in plan if s.startswith("SCAN")]
        assert not [s for s in scans if not re.search("VIRTUAL TABLE|subquery|CONSTANT", s)], plan
        reads = [s for s in plan if re.search(r"\bc\b|conversations", s) and "answers" not in s]
        for step in reads:
            assert drafts.search(re.sub(r"\bc USING", "conversations USING", step)), plan
