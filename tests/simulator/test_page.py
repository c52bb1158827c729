"""The page in a real browser: what people tap reaches the world, what the bot does is seen."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from bot.simulator.server import Simulator
from bot.simulator.world import World
from tests.simulator.browser import IN_THE_BROWSER, browsing
from tests.simulator.conftest import serving

pytestmark = IN_THE_BROWSER

ONE_WIDTH = pytest.mark.parametrize("page", [390], indirect=True)
"""For what the width cannot change: the page's script does not know of it."""


@pytest_asyncio.fixture(loop_scope="session")
async def simulator(world: World) -> AsyncIterator[Simulator]:
    async with serving(world) as simulator:
        yield simulator


@pytest_asyncio.fixture(params=[390, 1280], loop_scope="session")
async def page(request: pytest.FixtureRequest, simulator: Simulator) -> AsyncIterator[Page]:
    async with browsing(simulator.url, request.param, 800) as page:
        yield page


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


@ONE_WIDTH
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


async def test_an_album_is_one_grid(page: Page, world: World) -> None:
    phone = page.locator('[data-phone="1"]')
    await expect(phone.locator(".mine")).to_have_count(1)
    world.send_photos(1, 3, caption="Het plein")
    world.send_photos(1, 2)
    await expect(phone.locator(".album")).to_have_count(2)
    boxes = [await picture.bounding_box() for picture in await phone.locator(".album img").all()]
    first, second, third, *_ = [box for box in boxes if box]
    assert second["y"] == third["y"] > first["y"]
    assert first["width"] > 1.8 * second["width"]
    await expect(phone.locator(".album").first).to_contain_text("Het plein")


async def test_only_the_messages_scroll(page: Page, world: World) -> None:
    """The head of a phone stays where it is, whatever is focused or brought into view."""
    phone = page.locator('[data-phone="1"]')
    for number in range(30):
        world.type(1, f"bericht {number}")
    await expect(phone.locator(".mine").last).to_contain_text("bericht 29")
    await phone.locator("[data-edit]").first.focus()
    await phone.locator("[data-edit]").last.focus()
    assert await phone.evaluate("phone => { phone.scrollTop = 99; return phone.scrollTop; }") == 0
    await expect(phone.locator(".top")).to_be_in_viewport(ratio=1)


async def test_a_coloured_button_can_be_read_under_the_mouse(
    page: Page, simulator: Simulator
) -> None:
    key = {"text": "Weg ermee", "callback_data": "x", "style": "danger"}
    await send(simulator, "Zeker?", {"inline_keyboard": [[key]]})
    button = page.locator('[data-phone="1"] [data-inline="Weg ermee"]')
    still = await button.evaluate("button => getComputedStyle(button).backgroundColor")
    await button.hover()
    hovered = await button.evaluate("button => getComputedStyle(button).backgroundColor")
    assert hovered == still


@ONE_WIDTH
async def test_the_code_of_an_invitation_is_not_shown(page: Page, world: World) -> None:
    world.start(1, "geheim-123")
    phone = page.locator('[data-phone="1"]')
    await expect(phone.locator(".mine")).to_have_count(2)
    await expect(phone.locator(".mine .words").last).to_have_text("/start")


async def test_everything_fits_on_the_smallest_phone(simulator: Simulator) -> None:
    async with browsing(simulator.url, 320, 568) as page:
        for selector in ("[data-add]", "[data-tabs] > :last-child", "[data-send]"):
            await expect(page.locator(selector).first).to_be_in_viewport(ratio=1)


async def test_a_clock_that_cannot_be_moved_is_not_shown(page: Page) -> None:
    await expect(page.locator('[data-phone="1"] .mine')).to_have_count(1)
    await expect(page.locator("[data-clock]")).to_be_hidden()
