"""How fast it is beside others, and what is to be reached."""

from __future__ import annotations

import asyncio
import functools
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tests.benchmarks import people, running
from tests.benchmarks.contenders import AIOGRAM, AS_IT_IS, OTHERS, OURS, PICKLE
from tests.benchmarks.measuring import RUNS, Figure, fastest, in_turns
from tests.benchmarks.running import Conditions, Outcome
from tests.benchmarks.server import Server
from tests.benchmarks.staff import typical
from tests.load import COACHES, COORDINATORS, fill

REAL = 0.040
"""Seconds to Telegram and back, from a data centre in the same country."""


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
    for size in (50, 500):
        found = in_turns((OURS, PICKLE, AIOGRAM), Conditions(people=size, round_trip=REAL))
        ours, others = found[OURS].answers_per_second, found[PICKLE].answers_per_second
        what = f"the same with a round trip of 40 ms, {size} people, ours ÷ python-telegram-bot"
        yield Figure(what, f"{ours:.0f} ÷ {others:.0f}", ours / others, at_least=15)
        if size == 50:
            p99 = found[OURS].p99
            what = "p99 time to reply with a round trip of 40 ms, in ms"
            yield Figure(what, f"{p99:.0f}", p99, None, 150)


def slow_disk() -> Iterator[Figure]:
    """The same on a disk that takes 3 ms more to sync."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "slow_sync.so"
        source = Path(__file__).with_name("slow_sync.c")
        flags = ["-shared", "-fPIC", "-O2", "-o", str(library), str(source), "-ldl"]
        compiler = shutil.which("cc")
        if compiler is None:
            raise SystemExit("A slow disk cannot be played without a C compiler: install 'gcc'.")
        subprocess.run([compiler, *flags], check=True)
        for size in (50, 500):
            found = in_turns((OURS, *OTHERS), Conditions(people=size, preload=str(library)))
            ours, others = found[OURS].answers_per_second, fastest(found)
            what = f"the same with 3 ms more for each sync, {size} people"
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
        async with running.started(AS_IT_IS, server, Path(folder) / "bot.db") as process:
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
