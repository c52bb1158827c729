"""The coordinators' side in the real program, as seen and tapped; pictures in build/screenshots."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import expect

from tests.acceptance.handset import Handset
from tests.acceptance.overheard import overheard
from tests.acceptance.phone import COACH, COORDINATOR, PROPOSAL, RESIDENT, phones
from tests.simulator.browser import IN_THE_BROWSER, browsing

NARROW, WIDE = 390, 1280
ASKED = "Is dat geld van de buurtvereniging?"
NOTE = "De wijkploeg ruimt hier elke week op."

pytestmark = IN_THE_BROWSER


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Where the page is, once a resident has sent in a task that there is money for."""
    async with overheard(tmp_path) as address:
        async with phones(address, RESIDENT) as (resident,):
            await resident.start()
            await resident.play([*PROPOSAL, ("Nog niet goed: 1", "[Toch versturen]")])
            await resident.sees("Uw voorstel is binnen.")
        yield address


async def asks_about_money(coordinator: Handset) -> None:
    """Asks back in words, up to the preview of what the proposer gets."""
    await coordinator.press("Vraag stellen", "Te beoordelen: 1 van 1")
    await coordinator.press("Geld")
    await coordinator.type(ASKED, "Typ uw vraag")
    preview = await coordinator.sees("Dit bericht krijgt de indiener:")
    await expect(preview).to_contain_text(ASKED)
    await expect(preview).to_contain_text("Uw antwoord was: Ja.")


async def test_a_coordinator_asks_back_undoes_it_and_asks_again(address: str) -> None:
    async with browsing(address, WIDE, 860) as page:
        resident, coordinator = Handset(page, RESIDENT), Handset(page, COORDINATOR)
        coach = Handset(page, COACH)
        for phone in (resident, coach, coordinator):
            await expect(phone.frame).to_be_in_viewport(ratio=1)
        await coordinator.type("/beoordelen", "Nieuw voorstel BB-")
        await asks_about_money(coordinator)
        await coordinator.picture("review")
        await coordinator.press("Versturen")
        await coordinator.sees("Tot dan kunt u het ongedaan maken.")
        await coordinator.picture("review")
        await coordinator.press("Ongedaan maken")
        await coordinator.sees("Ongedaan gemaakt.")
        await coordinator.picture("review")

        await coordinator.type("/beoordelen")
        await asks_about_money(coordinator)
        await coordinator.press("Versturen")
        await coordinator.sees("Tot dan kunt u het ongedaan maken.")
        await expect(resident.frame).not_to_contain_text(ASKED)
        await resident.type("/mijntaken")
        await resident.sees("Uw taken")

        await coach.type("/taken", "Wat wilt u doen?")
        await coach.sees("geen goedgekeurde taken")
        await coordinator.picture("review")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_a_coordinator_declines_with_a_reason_and_a_note(address: str) -> None:
    async with browsing(address, NARROW) as page:
        coordinator = Handset(page, COORDINATOR)
        await coordinator.show()
        await coordinator.sees("Nieuw voorstel BB-")
        await coordinator.picture("decline")
        await coordinator.type("/beoordelen")
        await coordinator.sees("Te beoordelen: 1 van 1")
        await coordinator.picture("decline")
        await coordinator.press("Afwijzen")
        await coordinator.sees("Waarom wijst u het af?")
        await coordinator.picture("decline")
        await coordinator.press("Wij weten: het wordt al gedaan")
        await coordinator.sees("Wilt u er iets bij schrijven?")
        await coordinator.picture("decline")
        await coordinator.type(NOTE)
        preview = await coordinator.sees("Dit bericht krijgt de indiener:")
        await expect(preview).to_contain_text("dit werk al")
        await expect(preview).to_contain_text(NOTE)
        await coordinator.picture("decline")
        await coordinator.press("Versturen")
        await coordinator.sees(": afgewezen.")
        await coordinator.sees("Tot dan kunt u het ongedaan maken.")
        await coordinator.picture("decline")
        await coordinator.press("Volgende voorstel")
        await coordinator.sees("niets te beoordelen")
        await coordinator.picture("decline")


async def test_a_coordinator_opens_everything_else(address: str) -> None:
    async with browsing(address, NARROW) as page:
        coordinator, coach = Handset(page, COORDINATOR), Handset(page, COACH)
        await coordinator.show()
        await coordinator.type("/cijfers", "Nieuw voorstel BB-")
        drawn = (await coordinator.sees("1 voorstel")).locator("img")
        await expect(drawn).to_be_visible()
        await expect(drawn).to_have_js_property("complete", value=True)
        shape = "image => image.naturalWidth / image.naturalHeight - image.width / image.height"
        assert abs(await drawn.evaluate(shape)) < 0.02, "nothing of the picture is cut off"
        await coordinator.picture("office")
        async with page.expect_popup() as opening:
            await drawn.click()
        whole = await opening.value
        await expect(whole.locator("img")).to_be_visible()
        await whole.close()
        await coordinator.press("Voorwaarden")
        await coordinator.sees("Het vaakst")
        await coordinator.picture("office")

        await coordinator.type("/export")
        await coordinator.sees("Bestand: Excel")
        await coordinator.picture("office")
        await coordinator.press("Bestand maken")
        file = (await coordinator.sees(".xlsx")).locator("a[download]")
        async with page.expect_download() as downloading:
            await file.click()
        kept = await downloading.value
        assert re.fullmatch(r"basisbaan-export-[0-9-]+\.xlsx", kept.suggested_filename)
        assert (await kept.path()).stat().st_size > 1000
        await coordinator.picture("office")

        await coordinator.type("/meldingen")
        await coordinator.sees("U krijgt elk voorstel direct.")
        await coordinator.picture("office")
        await coordinator.press("Elke dag")
        await coordinator.sees("Volgende werklijst:")
        await coordinator.picture("office")
        await coordinator.type("/team")
        await coordinator.sees("Kies een collega.")
        await coordinator.picture("office")

        await coach.show()
        await coach.type("/taken", "Wat wilt u doen?")
        await coach.sees("geen goedgekeurde taken")
        await coach.picture("approved")
