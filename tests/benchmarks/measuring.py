"""A figure, and bots measured in turns: medians of some runs."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from statistics import median

from tests.benchmarks import running
from tests.benchmarks.contenders import OURS
from tests.benchmarks.running import Conditions, Outcome

RUNS = int(os.environ.get("BENCH_RUNS", "3"))


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    what: str
    found: str
    value: float
    at_least: float | None = None
    at_most: float | None = None

    @property
    def reached(self) -> bool:
        low, high = self.at_least, self.at_most
        return (low is None or self.value >= low) and (high is None or self.value <= high)


def in_turns(names: Sequence[str], conditions: Conditions) -> Mapping[str, Outcome]:
    """Measure each bot some times, in turns; return the medians."""
    runs: dict[str, list[Outcome]] = {name: [] for name in names}
    for _ in range(RUNS):
        for name in names:
            runs[name].append(asyncio.run(running.run(name, conditions)))
            say(name, conditions, runs[name][-1])
    return {name: middle(outcomes) for name, outcomes in runs.items()}


def middle(outcomes: Sequence[Outcome]) -> Outcome:
    """Return the median of each thing that was measured."""
    fields = Outcome.__dataclass_fields__
    return Outcome(**{name: median(map(attrgetter(name), outcomes)) for name in fields})


def say(name: str, conditions: Conditions, found: Outcome) -> None:
    print(
        f"  {name:<11} {conditions.people:>3} people {found.answers_per_second:>7.0f}/s"
        f"  p50 {found.p50:>7.1f} ms  p99 {found.p99:>7.1f} ms"
        f"  {found.cpu_per_answer * 1000:>5.0f} µs of processor"
        f"  {found.calls_per_answer:.2f} calls an answer",
        flush=True,
    )


def fastest(found: Mapping[str, Outcome]) -> float:
    return max(outcome.answers_per_second for name, outcome in found.items() if name != OURS)
