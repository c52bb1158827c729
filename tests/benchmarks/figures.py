"""What is measured, and what is to be reached."""

from __future__ import annotations

import asyncio
import functools
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path
from statistics import median

from tests.benchmarks import people, running
from tests.benchmarks.contenders import AIOGRAM, AS_IT_IS, OTHERS, OURS, PICKLE
from tests.benchmarks.running import Conditions, Outcome
from tests.benchmarks.server import Server
from tests.benchmarks.staff import typical
from tests.load import COACHES, COORDINATORS, fill

RUNS = int(os.environ.get("BENCH_RUNS", "3"))
REAL = 0.040
"""Seconds to Telegram and back, from a data centre in the same country."""


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


@functools.cache
def at_once(size: int) -> Mapping[str, Outcome]:
    return in_turns((OURS, *OTHERS), Conditions(people=size))


def crowds() -> Iterator[Figure]:
    """Answers a second with many people at once, and how long the unlucky ones wait."""
    for size in (50, 500):
        found = at_once(size)
        ours, others = found[OURS].answers_per_second, fastest(found)
        what = f"answers/s, {size} people at once, ours ÷ the fastest other"
        yield Figure(what, f"{ours:.0f} ÷ {others:.0f}", ours / others, at_least=5)
    found = at_once(50)
    ours, others = found[OURS].p99, min(found[name].p99 for name in OTHERS)
    what = "p99 time to reply, 50 people, ours ÷ the best other"
    yield Figure(what, f"{ours:.1f} ms ÷ {others:.1f} ms", ours / others, at_most=0.5)


def far_away() -> Iterator[Figure]:
    """The same with a round trip as in real life."""
    found = in_turns((OURS, PICKLE, AIOGRAM), Conditions(round_trip=REAL))
    ours, others = found[OURS].answers_per_second, found[PICKLE].answers_per_second
    what = "the same with a round trip of 40 ms, ours ÷ python-telegram-bot"
    yield Figure(what, f"{ours:.0f} ÷ {others:.0f}", ours / others, at_least=15)
    p99 = found[OURS].p99
    yield Figure(
        "p99 time to reply with a round trip of 40 ms, in ms", f"{p99:.0f}", p99, None, 150
    )


def slow_disk() -> Iterator[Figure]:
    """The same on a disk that takes 3 ms more to sync."""
    compiler = shutil.which("cc")
    if compiler is None:
        print("  no C compiler: a slow disk cannot be played")
        return
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "slow_sync.so"
        source = Path(__file__).with_name("slow_sync.c")
        flags = ["-shared", "-fPIC", "-O2", "-o", str(library), str(source), "-ldl"]
        subprocess.run([compiler, *flags], check=True)
        found = in_turns((OURS, *OTHERS), Conditions(preload=str(library)))
    ours, others = found[OURS].answers_per_second, fastest(found)
    what = "the same with 3 ms more for each sync"
    yield Figure(what, f"{ours:.0f} ÷ {others:.0f}", ours / others, at_least=2.5)


def alone() -> Iterator[Figure]:
    """One person, nobody else."""
    found = in_turns((OURS, PICKLE), Conditions(people=1, seconds=4))
    ours, others = found[OURS].p50, found[PICKLE].p50
    what = "time to reply, one person alone, ours ÷ python-telegram-bot"
    yield Figure(what, f"{ours:.2f} ms ÷ {others:.2f} ms", ours / others, at_most=1.3)


def start() -> Iterator[Figure]:
    """From starting the program to the first answer, and its memory when it then does nothing."""
    found = [asyncio.run(_start()) for _ in range(RUNS)]
    took, rests = (median(values) for values in zip(*found, strict=True))
    yield Figure("start to first answer, in s", f"{took:.2f}", took, None, 1.0)
    yield Figure("memory at rest, in MB", f"{rests:.0f}", rests, None, 90)


async def _start() -> tuple[float, float]:
    answered = asyncio.Event()
    server = Server(lambda *_: answered.set())
    server.put(people.update(people.FIRST, server.next_message(), "/start"))
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        async with running.started(OURS, server, Path(folder) / "bot.db") as process:
            async with asyncio.timeout(running.START_WITHIN):
                await answered.wait()
            took = time.perf_counter() - began
            await asyncio.sleep(2)  # at rest
            return took, running.memory(process.pid)


def colleagues() -> Iterator[Figure]:
    """A coach's tap on the card, and a coordinator's next card."""
    tap, card = asyncio.run(_colleagues())
    yield Figure("a coach's tap on the card, median, in ms", f"{tap:.1f}", tap)
    yield Figure("a coordinator's next card, median, in ms", f"{card:.1f}", card)


async def _colleagues() -> tuple[float, float]:
    server = Server(lambda *_: None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bot.db"
        fill(path, 5000, 1000, until=datetime.now(UTC))
        async with running.started(AS_IT_IS, server, path):
            await asyncio.sleep(2)  # what is due is done
            tap = await typical(server, COACHES[0], "/check", "step")
            card = await typical(server, COORDINATORS[0], "/beoordelen", "review")
    return tap, card


def memory(updates: int = 100_000) -> Iterator[Figure]:
    """What so many updates leave in memory, and three times as many."""
    early, late = asyncio.run(_memory(updates))
    what = f"memory after {3 * updates:,} updates ÷ after {updates:,}"
    yield Figure(what, f"{late:.0f} MB ÷ {early:.0f} MB", late / early, None, 1.05)


async def _memory(updates: int) -> tuple[float, float]:
    crowd = people.Crowd(50, fresh=True)
    server = crowd.server = Server(crowd.replied)
    with tempfile.TemporaryDirectory() as folder:
        async with running.started(OURS, server, Path(folder) / "bot.db") as process:
            crowd.begin()
            found = []
            for wanted in (updates, 3 * updates):
                while len(crowd.waits) < wanted:
                    await asyncio.sleep(0.2)
                found.append(running.memory(process.pid))
            return found[0], found[1]


def large() -> Iterator[Figure]:
    """With a million proposals of 200,000 people in the database. It takes half an hour."""
    with tempfile.TemporaryDirectory() as folder:
        filled = Path(folder) / "large.db"
        print("  filling a database with 1,000,000 proposals")
        fill(filled, 1_000_000, 50_000, until=datetime.now(UTC))
        runs: dict[Path | None, list[Outcome]] = {None: [], filled: []}
        for _ in range(RUNS):
            for path, outcomes in runs.items():
                conditions = Conditions(filled=path)
                outcomes.append(asyncio.run(running.run(OURS, conditions)))
                say("large" if path else "empty", conditions, outcomes[-1])
    empty, full = (median(o.answers_per_second for o in found) for found in runs.values())
    what = "answers/s with 1,000,000 proposals ÷ with an empty database"
    yield Figure(what, f"{full:.0f} ÷ {empty:.0f}", full / empty, at_least=0.85)


def long() -> Iterator[Figure]:
    """Memory over a million updates."""
    yield from memory(333_333)


MEASURES: Mapping[str, Callable[[], Iterable[Figure]]] = {
    measure.__name__: measure
    for measure in (start, colleagues, alone, crowds, far_away, slow_disk, memory, large, long)
}
SELDOM = {"large", "long"}
