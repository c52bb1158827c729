"""Killed at random moments while a town is at work: nothing is lost, and nothing is doubled."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle
from pathlib import Path

import pytest

from tests.acceptance.counting import calls
from tests.acceptance.kept import rows
from tests.acceptance.posted import hooked
from tests.acceptance.program import Program, running
from tests.counted import Counted
from tests.people import promises
from tests.people.town import FINISH_WITHIN, Town, appoint, town
from tests.waiting import until

DATABASE = Path("data/basisbaan.db")
QUEUE = 10
SHORT, LONG = (3, 30, 100, 200), (300, 500)
"""Calls after which the bot dies: while it starts, while it catches up, in the middle of work."""
How = Callable[[Mapping[str, str]], Mapping[str, str]]
"""What the settings become, for a way to get updates."""

POLLING: How = dict
WEBHOOK: How = hooked


async def proposed(town: Town, many: int) -> None:
    """Waits until so many proposals are in, so that the coordinators have something to do."""
    async with asyncio.timeout(FINISH_WITHIN):
        while sum(bool(p.reference) for r in town.residents for p in r.proposals) < many:
            await asyncio.sleep(0.05)


async def killed(
    town: Town, folder: Path, program: Program, after: int, chance: random.Random
) -> None:
    """Lets it do some work, then pulls the plug."""
    async with asyncio.timeout(30):
        await calls(town.world, after)
        await asyncio.sleep(chance.random() * 0.02)
    await program.end(signal.SIGKILL)
    await until(lambda: not town.simulator.connections)  # what it had sent is read
    town.died(folder / DATABASE)


async def all_sent(path: Path) -> None:
    """Waits until nothing is to be sent, but for what waits for its time."""
    waiting = "SELECT count(*) FROM outbox WHERE status = 'waiting' AND not_before IS NULL"
    async with asyncio.timeout(FINISH_WITHIN):
        while rows(path, waiting) != [(0,)]:
            await asyncio.sleep(0.05)


async def many_kills(
    folder: Path, kills: int, seed: int, *ways: How, lives: Sequence[int] = SHORT
) -> str:
    """Kills so often, getting updates in each of these ways in turn."""
    chance = random.Random(seed)
    path = folder / DATABASE
    async with town(seed) as people:
        settings = (way(people.settings) for way in cycle(ways))
        async with running(folder, **next(settings)) as program:
            await program.line("is running.")
            await appoint(people, path)
            people.wake()
            await proposed(people, QUEUE)
            await killed(people, folder, program, chance.choice(lives), chance)
        for _ in range(kills - 1):
            async with running(folder, **next(settings)) as program:
                await killed(people, folder, program, chance.choice(lives), chance)
        async with running(folder, **next(settings)) as program:
            await people.finish()
            await all_sent(path)
            assert await program.end() == 0
            assert [line for line in program.errors if "ERROR" in line] == []
        return people.check(path)


@pytest.mark.long
async def test_stopped_in_order_under_load(tmp_path: Path, counted: Counted) -> None:
    """Within the seconds that a service manager gives; then not one message comes twice."""
    path = tmp_path / DATABASE
    async with town(7) as people:
        for way in (POLLING, WEBHOOK, POLLING, WEBHOOK, POLLING):
            async with running(tmp_path, **way(people.settings)) as program:
                await program.line("is running.")
                if not people.awake:
                    await appoint(people, path)
                    people.wake()
                await calls(people.world, 300)
                assert await program.end() == 0
            promises.acknowledged(path, people.world)
            promises.confirmed(path, people.residents)
        async with running(tmp_path, **POLLING(people.settings)) as program:
            await people.finish()
            await all_sent(path)
            assert await program.end() == 0
        counted(people.check(path))


@pytest.mark.long
async def test_twenty_kills(tmp_path: Path, counted: Counted) -> None:
    """By long polling and by webhook in turn: it may also be moved from one to the other."""
    counted(await many_kills(tmp_path, 20, 2026, POLLING, WEBHOOK))


@pytest.mark.soak
@pytest.mark.parametrize("way", [POLLING, WEBHOOK], ids=["polling", "webhook"])
async def test_two_hundred_kills(tmp_path: Path, counted: Counted, way: How) -> None:
    counted(await many_kills(tmp_path, 200, 2027, way, lives=SHORT + LONG))
