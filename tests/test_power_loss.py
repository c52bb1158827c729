"""The power fails: the disk has forgotten what was not synced, and still nothing is lost.

The bot runs on a watched disk (tests/disk.py). Where it dies, its files are put back to what the
last sync of each made sure of; or to that with any part of what came after it, in any order. What
Telegram had been told by then must be there when it starts again.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store import database
from tests.disk import Disk, watched
from tests.life import FAIR, FOUL, MODULES, Failing, Rehearsal, hurry, lived, never
from tests.mortal import Moment
from tests.steps import AFTER, BEFORE, steps_of

REHEARSAL = Rehearsal()
EVERY = [
    (step, when) for module in MODULES for step in steps_of(module) for when in (BEFORE, AFTER)
]
WHERE_IT_COUNTS = {"Turns.handle", "Turns._until_written", "Database.transaction", "Deliver._send"}
LESS_SAFE = {"NORMAL", "OFF"}


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Failing:
    hurry(monkeypatch)
    return Failing(monkeypatch)


@pytest.fixture
def disk() -> Iterator[Disk]:
    with watched() as disk:
        yield disk


async def fails_at(
    moment: Moment, weather: str, tmp_path: Path, failing: Failing, disk: Disk
) -> int:
    """The power fails at a moment, once without what was not synced and twice with parts of it."""
    count = (await REHEARSAL.passed(tmp_path, failing, weather))[moment]
    if not count:
        return 0
    for seed in (None, 1, 2):
        chance = None if seed is None else random.Random(f"{seed} {moment}")

        def keep(path: Path, image: Path, chance: random.Random | None = chance) -> None:
            disk.fail(path, image, chance)

        path = (
            tmp_path
            / f"{moment[0].function}-{moment[0].line}-{moment[1]}-{weather}-{seed}-{hash(moment)}"
        )
        outcome = await lived(path, failing, weather, moment, (count + 2) // 3, keep)
        assert outcome.died, moment
    return 3


@pytest.mark.long
async def test_the_power_fails_where_something_is_kept(
    tmp_path: Path, failing: Failing, disk: Disk
) -> None:
    losses = [
        await fails_at(moment, FAIR, tmp_path, failing, disk)
        for moment in EVERY
        if moment[0].function in WHERE_IT_COUNTS
    ]
    print(f"\npower failures {sum(losses)}, syncs {disk.syncs}, lost 0")
    assert sum(losses) > 30


@pytest.mark.soak
async def test_the_power_fails_at_every_step(tmp_path: Path, failing: Failing, disk: Disk) -> None:
    losses = [
        await fails_at(moment, weather, tmp_path, failing, disk)
        for moment in EVERY
        for weather in (FAIR, FOUL)
        if not never(moment[0])
    ]
    print(f"\npower failures {sum(losses)}, syncs {disk.syncs}, lost 0")
    assert sum(losses) > 600


@pytest.mark.parametrize("synchronous", sorted(LESS_SAFE))
async def test_to_sync_less_would_be_noticed(
    synchronous: str, tmp_path: Path, failing: Failing, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    pragmas = (
        p.replace("synchronous = FULL", f"synchronous = {synchronous}") for p in database.PRAGMAS
    )
    monkeypatch.setattr(database, "PRAGMAS", tuple(pragmas))
    handled = next(m for m in EVERY if m[0].function == "Turns.handle" and m[1] == AFTER)
    with pytest.raises((AssertionError, sqlite3.Error), match=r"not kept|no such table|malformed"):
        await lived(tmp_path / "life", failing, FAIR, handled, 12, disk.fail)
