"""The simulator's clock in the page: people move it, and see that it has moved."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from bot.clock import MovableClock
from bot.simulator.server import Simulator
from tests.fakes import AMSTERDAM
from tests.simulator.browser import IN_THE_BROWSER, browsing
from tests.simulator.conftest import at_the_time_of, moved, serving

pytestmark = IN_THE_BROWSER

ONE_WIDTH = pytest.mark.parametrize("page", [390], indirect=True)
"""For what the width cannot change: the page's script does not know of it."""


@pytest.fixture
def movable() -> MovableClock:
    return MovableClock(AMSTERDAM)


@pytest_asyncio.fixture(loop_scope="session")
async def simulator(movable: MovableClock) -> AsyncIterator[Simulator]:
    async with serving(at_the_time_of(movable), movable) as simulator:
        yield simulator


@pytest_asyncio.fixture(params=[320, 390, 1280], loop_scope="session")
async def page(request: pytest.FixtureRequest, simulator: Simulator) -> AsyncIterator[Page]:
    async with browsing(simulator.url, request.param, 700) as page:
        yield page


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


@ONE_WIDTH
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


@ONE_WIDTH
async def test_two_pages_show_one_time(page: Page, simulator: Simulator) -> None:
    before = await page.locator("[data-now]").get_attribute("datetime")
    assert await moved(simulator, "week") == 200
    await expect(page.locator("[data-now]")).not_to_have_attribute("datetime", before or "")
