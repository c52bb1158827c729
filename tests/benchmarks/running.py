"""One bot, one crowd, so many seconds: what came of it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from tests.benchmarks.contenders import CONTENDERS, ROOT
from tests.benchmarks.people import Crowd
from tests.benchmarks.server import Server

START_WITHIN = 60.0
STOP_WITHIN = 15.0
TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Outcome:
    """What one run shows. Times are in milliseconds."""

    answers_per_second: float
    p50: float
    p99: float
    cpu_per_answer: float
    """Of the bot's processor time."""
    calls_per_answer: float


@dataclass(frozen=True)
class Conditions:
    """Under which circumstances a bot is measured."""

    people: int = 50
    round_trip: float = 0.0
    warm_up: float = 2.0
    seconds: float = 8.0
    preload: str = ""
    filled: Path | None = None
    """A database to begin with."""


@asynccontextmanager
async def started(
    name: str, server: Server, path: Path, preload: str = ""
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start a bot; it polls. At the end it is stopped."""
    address = await server.start()
    contender = CONTENDERS[name]
    variables: Mapping[str, str] = contender.variables(address, path)
    if preload:
        variables = {**variables, "LD_PRELOAD": preload}
    with path.with_suffix(".log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *contender.command(address, path),
            cwd=ROOT,
            env=variables,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=log,
        )
    try:
        try:
            async with asyncio.timeout(START_WITHIN):
                await server.polled.wait()
        except TimeoutError:
            msg = f"{name} does not start:\n{path.with_suffix('.log').read_text()}"
            raise SystemExit(msg) from None
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            try:
                async with asyncio.timeout(STOP_WITHIN):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()
        await server.stop()


async def run(name: str, conditions: Conditions) -> Outcome:
    """Let a crowd talk to a bot, and measure once it is warm."""
    crowd = Crowd(conditions.people)
    server = crowd.server = Server(crowd.replied, conditions.round_trip)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder) / "bot.db"
        if conditions.filled:
            copy(conditions.filled, path)
        async with started(name, server, path, conditions.preload) as process:
            crowd.begin()
            await asyncio.sleep(conditions.warm_up)
            crowd.waits.clear()
            server.calls.clear()
            cpu, began = cpu_seconds(process.pid), time.perf_counter()
            await asyncio.sleep(conditions.seconds)
            took = time.perf_counter() - began
            return outcome(crowd, server, took, cpu_seconds(process.pid) - cpu)


def copy(source: Path, target: Path) -> None:
    """Copy a file without reading it where the file system can."""
    subprocess.run(["cp", "--reflink=auto", source, target], check=True)


def outcome(crowd: Crowd, server: Server, took: float, cpu: float) -> Outcome:
    waits = [wait * 1000 for wait in crowd.waits]
    if len(waits) < 2:
        return Outcome(len(waits) / took, took * 1000, took * 1000, 0, 0)
    cuts = quantiles(waits, n=100)
    calls = sum(n for method, n in server.calls.items() if method != b"getUpdates")
    each = cpu * 1000 / len(waits)
    return Outcome(len(waits) / took, cuts[49], cuts[98], each, calls / len(waits))


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def memory(pid: int) -> float:
    """Return the megabytes of a process that are in memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 1e6
