"""axe-core finds nothing to complain of in the page, whatever it shows."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import (  # type: ignore[import-untyped]
    Axe,
    AxeResults,
)
from playwright.async_api import Page, expect

from bot.clock import MovableClock
from bot.simulator.server import Simulator
from tests.fakes import AMSTERDAM
from tests.simulator.browser import IN_THE_BROWSER, browsing
from tests.simulator.conftest import at_the_time_of, serving
from tests.waiting import until

pytestmark = IN_THE_BROWSER

WIDTHS = (390, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RUN = """async () => {
  const { violations, passes } = await axe.run({ resultTypes: ["violations"] });
  return { violations, passes: passes.length };
}"""
"""Every rule; of those that are kept only how many there are, for the rest takes longer to tell."""
ANNA, BRAM = 1, 2001
LONG = "Het wordt schoner, veiliger of gezelliger. " * 5
MENU = [{"command": "taak", "description": "Taak voorstellen"}]
COLOURS = [
    [{"text": "Versturen", "callback_data": "a", "style": "success"}],
    [{"text": "Afwijzen", "callback_data": "b", "style": "danger"}],
    [{"text": "Taak voorstellen", "callback_data": "c", "style": "primary"}],
    [{"text": "Terug", "callback_data": "d"}, {"text": "Nummer", "copy_text": {"text": "BB-1"}}],
]
NUMBER = {
    "keyboard": [[{"text": "Deel mijn nummer", "request_contact": True}], [{"text": "Terug"}]],
    "input_field_placeholder": "Typ hier uw nummer",
}


@pytest_asyncio.fixture(loop_scope="session")
async def simulator() -> AsyncIterator[Simulator]:
    """Anna and Bram have phones; neither has started."""
    clock = MovableClock(AMSTERDAM)
    world = at_the_time_of(clock)
    world.add_user(BRAM, "Bram")
    async with serving(world, clock) as simulator:
        yield simulator


@pytest.mark.parametrize("width", WIDTHS)
async def test_a_phone_has_nothing_that_shuts_people_out(simulator: Simulator, width: int) -> None:
    async with looked_at(simulator, width) as page:
        phone = page.locator(f'[data-phone="{ANNA}"]')
        await expect(phone.locator("[data-start]")).to_be_visible()
        await holds(page, "before the start")
        await phone.locator("[data-start]").click()
        await until(lambda: simulator.world.chat(ANNA).started)
        await talk(simulator)
        await expect(phone.locator(".keys button")).to_have_count(5)
        await holds(page, "a conversation")
        for opener, sheet in {
            "[data-menu]": "[data-commands]",
            "[data-attach]": "[data-attach-sheet]",
            "[data-more]": "[data-more-sheet]",
        }.items():
            await phone.locator(opener).click()
            await expect(phone.locator(f"{sheet} button").first).to_be_visible()
            await holds(page, f"{sheet} open")
            await page.keyboard.press("Escape")


@pytest.mark.parametrize("width", WIDTHS)
async def test_nor_has_what_comes_later(simulator: Simulator, width: int) -> None:
    world = simulator.world
    world.start(ANNA)
    async with looked_at(simulator, width) as page:
        phone = page.locator(f'[data-phone="{ANNA}"]')
        world.send_photos(ANNA, 3, caption="Het plein")
        world.type(ANNA, "Een eigen bericht")
        await ask(simulator, "Mag ik uw nummer?", NUMBER)
        await expect(phone.locator(".mine .words").last).to_have_text("Een eigen bericht")
        await expect(phone.locator("[data-reply]")).to_have_count(2)
        await expect(phone.locator(".album img")).to_have_count(3)
        await holds(page, "an album and a reply keyboard")
        await phone.locator('[data-reply="Deel mijn nummer"]').click()
        await expect(page.locator("dialog")).to_be_visible()
        await holds(page, "a dialog")
        await page.keyboard.press("Escape")
        await page.locator("[data-clock-open]").click()
        await expect(page.locator("[data-clock-sheet]")).to_be_visible()
        await holds(page, "the clock")
        await page.keyboard.press("Escape")
        await phone.locator("[data-edit]").last.focus()
        await page.keyboard.press("Enter")
        await expect(phone.locator("[data-editing]")).to_be_visible()
        await holds(page, "an own message being changed")
        await done(simulator, "sendChatAction", chat_id=ANNA, action="typing")
        world.block(ANNA)
        await expect(phone.locator("[data-restart]")).to_be_visible()
        await holds(page, "the bot is blocked")


async def talk(simulator: Simulator) -> None:
    """Everything that the bot may show in a message."""
    await done(simulator, "setMyCommands", commands=MENU)
    said = f"<b>Vraag</b> <code>BB-1</code> <blockquote expandable>{LONG}</blockquote>"
    await ask(simulator, f"{said} https://example.org <tg-spoiler>x</tg-spoiler>", None)
    await ask(simulator, "Klopt het zo?", {"inline_keyboard": COLOURS})


async def ask(simulator: Simulator, text: str, markup: Any) -> None:
    await done(
        simulator, "sendMessage", chat_id=ANNA, text=text, parse_mode="HTML", reply_markup=markup
    )


async def done(simulator: Simulator, method: str, **asked: Any) -> None:
    status, body = await simulator.api.call(method, asked)
    assert status == 200, body


@asynccontextmanager
async def looked_at(simulator: Simulator, width: int) -> AsyncIterator[Page]:
    """Has the page open meanwhile, with axe in it."""
    async with browsing(simulator.url, width) as page:
        await page.evaluate(Axe().axe_script)
        yield page


async def holds(page: Page, state: str) -> None:
    """Runs axe in light and in dark."""
    for scheme in SCHEMES:
        await page.emulate_media(color_scheme=scheme)
        found = AxeResults(await page.evaluate(RUN))
        assert found.response["passes"] > 8, "axe saw the page"
        assert not found.violations_count, f"{state}, {scheme}: {found.generate_report()}"
