"""The simulator's clock: moved forward, it wakes who waits for a moment, in the bot and the page."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from playwright.async_api import Page, expect

from bot.clock import MovableClock
from bot.simulator.server import Simulator
from bot.simulator.world import World
from tests.fakes import AMSTERDAM
from tests.simulator.browser import browsing

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
    world = World(now=lambda: movable.now().timestamp())
    world.add_user(1, "Anna")
    simulator = Simulator(world, clock=movable)
    await simulator.start()
    yield simulator
    await simulator.stop()


async def moved(simulator: Simulator, step: str) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{simulator.url}/sim/clock", json={"step": step}) as answer,
    ):
        return answer.status


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


@pytest.fixture(params=[320, 390, 1280])
async def page(request: pytest.FixtureRequest, simulator: Simulator) -> AsyncIterator[Page]:
    async with browsing(simulator.url, request.param, 700) as page:
        yield page


@pytest.mark.browser
async def test_the_clock_is_moved_with_the_keyboard(page: Page, movable: MovableClock) -> None:
    opener = page.get_by_role("button", name="Klok van de bot")
    await opener.focus()
    await page.keyboard.press("Enter")
    steps = page.get_by_role("group", name="Klok vooruitzetten")
    for name in ("+1 minuut", "+1 uur", "+1 dag", "+1 week"):
        await expect(steps.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    before = movable.local(movable.now())
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-clock-said]")).to_contain_text("Het is nu ")
    day = before.date() + timedelta(days=1)
    assert movable.local(movable.now()).date() == day
    await expect(page.locator("[data-now]")).to_contain_text(f" {day.day} ")
    await expect(page.locator("[data-clock-said]")).to_contain_text(str(day.year))
    await page.keyboard.press("Escape")
    await expect(steps).to_be_hidden()
    await expect(opener).to_be_focused()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
async def test_each_day_has_a_sign_above_it(page: Page, simulator: Simulator) -> None:
    signs = page.locator('[data-phone="1"] .day')
    simulator.world.start(1)
    await expect(signs).to_have_count(1)
    assert await moved(simulator, "day") == 200
    simulator.world.send_photos(1, 2)
    simulator.world.type(1, "dezelfde dag")
    await expect(page.locator('[data-phone="1"] .mine').last).to_contain_text("dezelfde dag")
    await expect(signs).to_have_count(2)
    after = "sign => sign.nextElementSibling.className"
    assert await signs.last.evaluate(after) == "album"


@pytest.mark.browser
async def test_two_pages_show_one_time(page: Page, simulator: Simulator) -> None:
    before = await page.locator("[data-now]").get_attribute("datetime")
    assert await moved(simulator, "week") == 200
    await expect(page.locator("[data-now]")).not_to_have_attribute("datetime", before or "")
