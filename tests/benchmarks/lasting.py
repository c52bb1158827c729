"""What years of use do to speed and memory."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tests.benchmarks import people, running
from tests.benchmarks.contenders import OURS
from tests.benchmarks.measuring import RUNS, Figure, say
from tests.benchmarks.running import Conditions, Outcome
from tests.benchmarks.server import Server
from tests.load import fill


def memory(updates: int = 100_000) -> Iterator[Figure]:
    """What so many updates leave in memory, and three times as many."""
    early, late = asyncio.run(_memory(updates))
    what = f"memory after {3 * updates:,} updates ÷ after {updates:,}"
    yield Figure(what, f"{late:.0f} MB ÷ {early:.0f} MB", late / early, None, 1.05)
    yield Figure(f"memory after {3 * updates:,} updates, in MB", f"{late:.0f}", late, None, 90)


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
                    if process.returncode is not None:
                        msg = f"{OURS} ended by itself: {process.returncode}"
                        raise SystemExit(msg)
                found.append(running.memory(process.pid))
            return found[0], found[1]


def large() -> Iterator[Figure]:
    """With a million proposals of 200,000 people in the database. It takes half an hour."""
    with tempfile.TemporaryDirectory() as folder:
        filled = Path(folder) / "large.db"
        print("  filling a database with 1,000,000 proposals")
        fill(filled, 1_000_000, 50_000, until=datetime.now(UTC))
        asyncio.run(_begun(filled))
        runs: dict[Path | None, list[Outcome]] = {None: [], filled: []}
        for _ in range(RUNS):
            for path, outcomes in runs.items():
                conditions = Conditions(filled=path)
                outcomes.append(asyncio.run(running.run(OURS, conditions)))
                say("large" if path else "empty", conditions, outcomes[-1])
    empty, full = (median(o.answers_per_second for o in found) for found in runs.values())
    what = "answers/s with 1,000,000 proposals ÷ with an empty database"
    yield Figure(what, f"{full:.0f} ÷ {empty:.0f}", full / empty, at_least=0.85)


async def _begun(path: Path) -> None:
    """Start the bot once: it counts what a file of before its tallies holds."""
    async with running.started(OURS, Server(lambda *_: None), path):
        pass


def long() -> Iterator[Figure]:
    """Memory over a million updates."""
    yield from memory(333_333)
