"""A resident without a mouse or a touch screen, and the others' phones by keyboard."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import expect

from tests.acceptance.handset import Handset
from tests.acceptance.keys import Keys
from tests.acceptance.overheard import overheard
from tests.acceptance.phone import COACH, MENDED, PROPOSAL, RESIDENT
from tests.simulator.browser import IN_THE_BROWSER, browsing

pytestmark = IN_THE_BROWSER


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path) -> AsyncIterator[str]:
    async with overheard(tmp_path) as address:
        yield address


async def test_a_proposal_from_start_to_receipt(address: str) -> None:
    async with browsing(address, 390) as page:
        resident = Keys(Handset(page, RESIDENT))
        await expect(resident.handset.frame.locator("[data-start]")).to_be_visible()
        await resident.to("START")
        await resident.listen()
        await resident.press("Enter")
        for words, reply in PROPOSAL[:-1]:
            await resident.answer(words, reply)
        await shares_a_number(resident)
        for words, reply in MENDED:
            await resident.answer(words, reply)
        await resident.handset.sees("Uw voorstel is binnen.")
        await resident.heard("Uw voorstel is binnen.")
        await resident.to("Kopieer nummer")
        await resident.press("Enter")
        await expect(resident.handset.frame.locator("[data-toast]")).to_have_text("Gekopieerd")
        assert (await resident.focused())["label"] == "Kopieer nummer"
        print(f"a proposal by keyboard: {resident.presses} presses beside what is typed")


async def shares_a_number(resident: Keys) -> None:
    """Chooses to be called: the keyboard with one's own number, its dialog, and on."""
    await resident.answer("Vraag 12 van 12", "[Bel mij]")
    await resident.handset.sees("typ uw nummer")
    await resident.to("Deel mijn nummer")
    await resident.press("Enter")
    await resident.dialog("Annuleren")
    assert (await resident.focused())["label"] == "Deel mijn nummer"
    await resident.press("Enter")
    await resident.dialog("Delen")
    await expect(resident.handset.frame.locator("[data-reply]")).to_have_count(0)
    await resident.focused()


async def test_the_menu_and_a_check(address: str) -> None:
    async with browsing(address, 390) as page:
        coach = Keys(Handset(page, COACH))
        await expect(page.get_by_role("tab")).to_have_count(3)
        await page.get_by_role("tab", selected=True).focus()
        await coach.press("ArrowRight")
        assert (await coach.focused())["label"] == "Coach"
        await coach.listen()
        await coach.to("Menu")
        await coach.press("Enter")
        assert (await coach.focused())["label"] == "check"
        await coach.press("Escape")
        assert (await coach.focused())["label"] == "Menu"
        await coach.press("Enter")
        await coach.to("taak", "ArrowDown")
        await coach.to("check", "ArrowUp")
        await coach.press("Enter")
        await coach.heard("Nog te bepalen: 7 van 7")
        await coach.to("❓ 27 jaar of ouder", "Shift+Tab")
        for state in "✅❌❓":
            await coach.press("Enter")
            await expect(page.locator(":focus")).to_have_text(f"{state} 27 jaar of ouder")
        await coach.press("Enter")
        await coach.heard("Nog te bepalen: 6 van 7")
