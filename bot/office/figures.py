"""Rows become figures: what is counted together, over which time, and what is too few to show.

Pure. Counts of people from 1 to 4 are not shown: such a count could point to somebody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from bot.office.stretches import Stretch
from bot.records import ProposalStatus
from conversations.verdict import Outcome

TOO_FEW = 5
"""Counts of people below this are not shown, but for 0."""

GOAL = 250
"""Basisbanen that the municipality works towards."""


class Group(StrEnum):
    """Statuses that are one to somebody who looks from far."""

    APPROVED = "approved"
    OPEN = "open"
    DECLINED = "declined"
    ENDED = "ended"


GROUP: Mapping[ProposalStatus, Group] = {
    ProposalStatus.NEW: Group.OPEN,
    ProposalStatus.ASKED: Group.OPEN,
    ProposalStatus.APPROVED: Group.APPROVED,
    # What was approved stays counted so while it is looked at again, and when it is finished.
    ProposalStatus.RECHECKED: Group.APPROVED,
    ProposalStatus.CLOSED: Group.APPROVED,
    ProposalStatus.DECLINED: Group.DECLINED,
    ProposalStatus.WITHDRAWN: Group.ENDED,
    ProposalStatus.MERGED: Group.ENDED,
}


@dataclass(frozen=True)
class Count:
    """A number of people; None where it is too small to be shown."""

    shown: int | None

    @classmethod
    def of(cls, number: int) -> Count:
        """Return a number, or that it is too small."""
        return cls(None if 0 < number < TOO_FEW else number)


@dataclass(frozen=True)
class Months:
    """Proposals by when they were sent in and by where they stand."""

    stretches: tuple[tuple[Stretch, Mapping[Group, int]], ...]

    @property
    def totals(self) -> Mapping[Group, int]:
        """The number in each group, over the whole time."""
        return {g: sum(counts.get(g, 0) for _, counts in self.stretches) for g in Group}

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.totals.values())


def months(cut: Sequence[Stretch], rows: Iterable[tuple[int, str, int]]) -> Months:
    """Return the figures for these stretches; the rows name them by their place."""
    found: list[Counter[Group]] = [Counter() for _ in cut]
    for at, status, n in rows:
        found[at][GROUP[ProposalStatus(status)]] += n
    return Months(tuple(zip(cut, found, strict=True)))


@dataclass(frozen=True)
class District:
    """The proposals for one district; without a name: for the whole municipality."""

    name: str | None
    total: int
    approved: int


def districts(known: Iterable[str], rows: Iterable[tuple[str | None, str, int]]) -> list[District]:
    """Return every district, most proposals first, the whole municipality at the end."""
    total: Counter[str | None] = Counter()
    approved: Counter[str | None] = Counter()
    for name, status, n in rows:
        total[name] += n
        if GROUP[ProposalStatus(status)] is Group.APPROVED:
            approved[name] += n
    names = {*known, *total} - {None}
    ordered = sorted(names, key=lambda name: (-total[name], name or ""))
    return [District(name, total[name], approved[name]) for name in (*ordered, None)]


@dataclass(frozen=True)
class Failing:
    """One condition: how often it is not met, unclear, and set aside by a person."""

    condition: str
    not_met: Count
    unclear: Count
    aside: Count


def failing_tasks(
    conditions: Iterable[str], rows: Iterable[tuple[str, str, bool, int]]
) -> list[Failing]:
    """Return the conditions of a task, worst first; set aside: not met, and approved all the same.

    These are counts of proposals, not of people: none is too small.
    """
    found: Counter[tuple[str, Outcome]] = Counter()
    aside: Counter[str] = Counter()
    for condition, outcome, approved, n in rows:
        found[condition, Outcome(outcome)] += n
        if approved and outcome == Outcome.NOT_MET:
            aside[condition] += n
    return [
        Failing(key, Count(not_met), Count(unclear), Count(aside[key]))
        for key, not_met, unclear in _worst_first(conditions, found)
    ]


def failing_candidates(
    conditions: Iterable[str],
    rows: Iterable[tuple[str, str, int]],
    overridden: Iterable[tuple[str, int]],
) -> list[Failing]:
    """Return the conditions of a candidate, worst first; set aside: a coach decided otherwise."""
    found = Counter({(condition, Outcome(outcome)): n for condition, outcome, n in rows})
    aside = dict(overridden)
    return [
        Failing(key, Count.of(not_met), Count.of(unclear), Count.of(aside.get(key, 0)))
        for key, not_met, unclear in _worst_first(conditions, found)
    ]


def _worst_first(
    conditions: Iterable[str], found: Mapping[tuple[str, Outcome], int]
) -> list[tuple[str, int, int]]:
    counts = [
        (key, found.get((key, Outcome.NOT_MET), 0), found.get((key, Outcome.UNCLEAR), 0))
        for key in conditions
    ]
    return sorted(counts, key=lambda count: -(count[1] + count[2]))


@dataclass(frozen=True)
class Step:
    """How many come to a question; without one: how many send the proposal."""

    question: str | None
    reached: Count
    stopped: int = 0
    """How many come here and not to the next step; never from 1 to 4."""


def funnel(
    questions: Sequence[str], sent: int, left: int, answered: Iterable[tuple[str, int]]
) -> tuple[Step, ...]:
    """Return the way through a proposal, from who begins it to who sends it.

    `answered` counts the answers of those who left. Where fewer than 5 stop at a question, they
    are counted with those who stop at the next.
    """
    begun, given = sent + left, dict(answered)
    if begun < TOO_FEW:
        return ()
    reached = [begun, *(sent + given.get(key, 0) for key in questions[:-1]), sent]
    shown = [begun]
    for at in range(1, len(reached)):
        further = max(reached[at:])
        shown.append(further if shown[-1] - further >= TOO_FEW else shown[-1])
    # Beside a number that is too small to show, what stopped would tell it.
    stops = [0 if 0 < next_ < TOO_FEW else here - next_ for here, next_ in pairwise(shown)]
    return tuple(
        Step(key, Count.of(n), stop)
        for key, n, stop in zip((*questions, None), shown, (*stops, 0), strict=True)
    )


def checks(rows: Iterable[tuple[str, int]]) -> Mapping[Outcome, Count]:
    """Return the number of checks by the advice that was given."""
    found = dict(rows)
    return {outcome: Count.of(found.get(outcome.value, 0)) for outcome in Outcome}
