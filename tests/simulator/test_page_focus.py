"""Whatever goes away from the page, the focus is never lost with it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from bot.simulator.server import Simulator
from bot.simulator.world import World
from tests.simulator.browser import IN_THE_BROWSER, browsing
from tests.simulator.conftest import serving

pytestmark = IN_THE_BROWSER

HELP = {"inline_keyboard": [[{"text": "Uitleg", "callback_data": "help"}]]}
OTHERS = {"inline_keyboard": [[{"text": "Terug", "callback_data": "back"}]]}


@pytest_asyncio.fixture(loop_scope="session")
async def simulator(world: World) -> AsyncIterator[Simulator]:
    async with serving(world) as simulator:
        yield simulator


async def sent(simulator: Simulator, text: str, markup: Any = None) -> int:
    _, body = await simulator.api.call(
        "sendMessage", {"chat_id": 1, "text": text, "reply_markup": markup}
    )
    assert isinstance(body, dict)
    return int(body["result"]["message_id"])


def message(page: Page, number: int) -> Locator:
    return page.locator(f'[data-message-id="{number}"]')


async def test_when_a_message_is_edited_or_deleted(simulator: Simulator) -> None:
    async with browsing(simulator.url, 390) as page:
        first = await sent(simulator, "Eerste", HELP)
        await message(page, first).get_by_role("button").focus()
        changed = {"chat_id": 1, "message_id": first, "text": "Met uitleg", "reply_markup": OTHERS}
        await simulator.api.call("editMessageText", changed)
        await expect(message(page, first)).to_be_focused()  # and not the button to go back
        second = await sent(simulator, "Tweede", HELP)
        await expect(message(page, second)).to_be_visible()
        await page.keyboard.press("Tab")
        await page.keyboard.press("Tab")
        await expect(message(page, second).get_by_role("button")).to_be_focused()
        await simulator.api.call("deleteMessage", {"chat_id": 1, "message_id": second})
        await expect(message(page, second)).to_have_count(0)
        await expect(message(page, first)).to_be_focused()


async def test_when_a_sheet_a_dialog_or_a_bar_closes(simulator: Simulator, world: World) -> None:
    async with browsing(simulator.url, 390) as page:
        await sent(simulator, "Hallo")
        field = page.locator('[data-phone="1"] [data-input]')
        more = page.locator('[data-phone="1"] [data-more]')
        await more.focus()
        for key in ("Enter", "Enter"):
            await page.keyboard.press(key)
        await expect(page.locator("dialog input")).to_be_focused()
        await page.keyboard.type("uitnodiging-1")
        await page.keyboard.press("Enter")
        await expect(page.locator("dialog")).to_be_hidden()
        await expect(more).to_be_focused()
        await expect(page.locator(".mine .words").last).to_have_text("/start")
        assert world.chat(1).last.text == "/start uitnodiging-1"

        own = page.locator("[data-edit]").last
        await own.focus()
        await page.keyboard.press("Enter")
        await expect(field).to_be_focused()
        await page.get_by_role("button", name="Niet bewerken").focus()
        await page.keyboard.press("Enter")
        await expect(field).to_be_focused()


async def test_commands_while_one_is_typed(simulator: Simulator) -> None:
    async with browsing(simulator.url, 390) as page:
        commands = [{"command": name, "description": name} for name in ("taak", "taal", "help")]
        await simulator.api.call("setMyCommands", {"commands": commands})
        phone = page.locator('[data-phone="1"]')
        await expect(phone.locator("[data-menu]")).to_be_visible()
        await phone.locator("[data-input]").focus()
        await page.keyboard.type("/ta")
        await expect(phone.locator("[data-command]")).to_have_count(2)
        await page.keyboard.press("Escape")
        await expect(phone.locator("[data-commands]")).to_be_hidden()
        await expect(phone.locator("[data-input]")).to_be_focused()
        await page.keyboard.type("a")
        for key in ("ArrowDown", "ArrowDown", "ArrowUp", "Enter"):
            await page.keyboard.press(key)
        await expect(phone.locator(".mine .words").last).to_have_text("/taak")
        await expect(phone.locator("[data-menu]")).to_be_focused()
