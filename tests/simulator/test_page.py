"""The page in a real browser: what people tap reaches the world, what the bot does is seen."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright, expect

from bot.simulator.server import Simulator
from bot.simulator.world import World

CHROMIUM = Path("/usr/bin/chromium")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium"),
]


@pytest.fixture(params=[390, 1280])
async def page(request: pytest.FixtureRequest, simulator: Simulator) -> AsyncIterator[Page]:
    errors: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        page = await browser.new_page(viewport={"width": request.param, "height": 800})
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        await page.goto(simulator.url)
        yield page
        await browser.close()
    assert errors == []


async def send(simulator: Simulator, text: str, markup: Any = None) -> int:
    asked = {"chat_id": 1, "text": text, "parse_mode": "HTML", "reply_markup": markup}
    _, body = await simulator.api.call("sendMessage", asked)
    assert isinstance(body, dict)
    return int(body["result"]["message_id"])


async def test_a_conversation(page: Page, simulator: Simulator, world: World) -> None:
    phone = page.locator('[data-phone="1"]')
    key = {"text": "Ja", "callback_data": "y", "style": "success"}
    sent = await send(simulator, "Is het <b>schoon</b>?", {"inline_keyboard": [[key]]})
    bubble = phone.locator(f'[data-message-id="{sent}"]')
    await expect(bubble.locator("b")).to_have_text("schoon")
    await bubble.locator('button[data-inline="Ja"]').click()
    await expect(bubble.locator("[aria-busy]")).to_be_visible()
    query = world.queue.waiting[-1]["callback_query"]["id"]
    await simulator.api.call("answerCallbackQuery", {"callback_query_id": query, "text": "Dank u"})
    await expect(phone.locator("[data-toast]")).to_have_text("Dank u")
    await simulator.api.call("editMessageText", {"chat_id": 1, "message_id": sent, "text": "Ja"})
    await expect(bubble.locator(".words")).to_have_text("Ja")
    await expect(bubble.locator("button")).to_have_count(0)
    await simulator.api.call("deleteMessage", {"chat_id": 1, "message_id": sent})
    await expect(bubble).to_have_count(0)


async def test_what_is_typed_stays_text(page: Page, world: World) -> None:
    phone = page.locator('[data-phone="1"]')
    await phone.locator("textarea[data-input]").fill("<img src=x onerror=alert(1)>")
    await phone.locator("textarea[data-input]").press("Enter")
    own = phone.locator(".mine").last
    await expect(own.locator(".words")).to_have_text("<img src=x onerror=alert(1)>")
    await own.locator(".bubble").click()
    await own.get_by_role("button", name="Bewerken").click()
    await phone.locator("textarea[data-input]").fill("netjes")
    await phone.locator("button[data-send]").click()
    await expect(own.locator(".words")).to_have_text("netjes")
    assert world.chat(1).last.text == "netjes"


async def test_the_contact_keyboard(page: Page, simulator: Simulator, world: World) -> None:
    phone = page.locator('[data-phone="1"]')
    keyboard = [[{"text": "Deel mijn nummer", "request_contact": True}], ["Terug"]]
    await send(simulator, "Nummer?", {"keyboard": keyboard, "input_field_placeholder": "06"})
    await expect(phone.locator("[data-input]")).to_have_attribute("placeholder", "06")
    await phone.locator('button[data-reply="Deel mijn nummer"]').click()
    await page.get_by_role("button", name="Delen", exact=True).click()
    await expect(phone.locator(".mine").last).to_contain_text("+31600000001")
    await send(simulator, "Dank", {"remove_keyboard": True})
    await expect(phone.locator("[data-reply]")).to_have_count(0)


async def test_a_new_phone_starts(page: Page, world: World) -> None:
    await page.locator("[data-add]").click()
    added = max(world.chats)
    await page.locator(f'[data-phone="{added}"] [data-start]').click()
    await expect(page.locator(f'[data-phone="{added}"] .mine')).to_contain_text("/start")
    assert world.chat(added).started
