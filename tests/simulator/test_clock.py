"""The simulator's clock: moved forward, it wakes who waits for a moment."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.simulator.server import Simulator
from tests.fakes import AMSTERDAM
from tests.simulator.conftest import at_the_time_of, moved, serving

SOON = 5.0
"""Seconds that something may take that is to happen at once."""

BEFORE_SUMMER, BEFORE_WINTER = (
    datetime(2227, 3, 24, 8, tzinfo=UTC),
    datetime(2227, 10, 27, 7, tzinfo=UTC),
)
"""Nine in the morning, the day before the clocks change; long after whatever it is now."""


@pytest.fixture
def movable() -> MovableClock:
    return MovableClock(AMSTERDAM)


@pytest.fixture
async def simulator(movable: MovableClock) -> AsyncIterator[Simulator]:
    async with serving(at_the_time_of(movable), movable) as simulator:
        yield simulator


def test_it_goes_on_and_only_forward(movable: MovableClock) -> None:
    before = movable.now()
    movable.move(timedelta(hours=1))
    assert timedelta(hours=1) <= movable.now() - before < timedelta(hours=1, seconds=SOON)
    movable.move(timedelta(hours=-3))
    movable.not_before(before)
    assert movable.now() - before >= timedelta(hours=1)


@pytest.mark.parametrize("moment", [BEFORE_SUMMER, BEFORE_WINTER])
@pytest.mark.parametrize("days", [1, 7])
def test_days_later_it_is_as_late(movable: MovableClock, moment: datetime, days: int) -> None:
    movable.not_before(moment)
    assert movable.local(movable.now()).hour == 9
    movable.move(timedelta(days=days))
    local = movable.local(movable.now())
    assert (local.date() - moment.date(), local.hour) == (timedelta(days=days), 9)


def test_an_hour_is_an_hour_when_winter_begins(movable: MovableClock) -> None:
    night = datetime(2227, 10, 27, 23, 30, tzinfo=UTC)
    movable.not_before(night)
    for hours in (1, 2, 3):
        movable.move(timedelta(hours=1))
        passed = movable.now() - night
        assert timedelta(hours=hours) <= passed < timedelta(hours=hours, seconds=SOON)


async def test_who_waits_for_a_moment_wakes_when_it_has_come(movable: MovableClock) -> None:
    start = movable.now()
    early = asyncio.create_task(movable.sleep_until(start + timedelta(minutes=1)))
    late = asyncio.create_task(movable.sleep_until(start + timedelta(days=2)))
    await asyncio.sleep(0)
    movable.move(timedelta(days=1))
    async with asyncio.timeout(SOON):
        await early
    assert not late.done()
    movable.move(timedelta(days=1))
    async with asyncio.timeout(SOON):
        await late
        await movable.sleep_until(start)


async def test_a_short_wait_ends_by_itself(movable: MovableClock) -> None:
    moment = movable.now() + timedelta(milliseconds=20)
    async with asyncio.timeout(SOON):
        await movable.sleep_until(moment)
    assert movable.now() >= moment


async def test_messages_bear_the_time_of_the_clock(
    simulator: Simulator, movable: MovableClock
) -> None:
    simulator.world.start(1)
    assert await moved(simulator, "week") == 200
    simulator.world.type(1, "een week later")
    first, second = (message.date for message in simulator.world.chat(1).messages)
    assert second - first >= 7 * 24 * 3600 - 3600
    assert abs(second - movable.now().timestamp()) < SOON


async def test_only_the_steps_of_the_page(simulator: Simulator, movable: MovableClock) -> None:
    before = movable.now()
    for step in ("year", "", "-1"):
        assert await moved(simulator, step) == 400
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{simulator.url}/sim/clock", data='{"step":"day"}') as answer,
    ):
        assert answer.status == 415
    assert movable.now() - before < timedelta(seconds=SOON)
