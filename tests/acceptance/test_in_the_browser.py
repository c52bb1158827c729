"""What people see and tap, in the real program: each step leaves a picture in build/screenshots."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.acceptance.handset import Handset
from tests.acceptance.overheard import overheard
from tests.acceptance.phone import COACH, COORDINATOR, MENDED, PROPOSAL, RESIDENT, phones
from tests.simulator.browser import IN_THE_BROWSER, browsing

NARROW, WIDE = 390, 1280

pytestmark = IN_THE_BROWSER


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path) -> AsyncIterator[str]:
    async with overheard(tmp_path) as address:
        yield address


async def test_a_resident_proposes_a_task(address: str) -> None:
    async with browsing(address, NARROW) as page:
        resident = Handset(page, RESIDENT)
        await expect(resident.frame.locator("[data-start]")).to_be_visible()
        await resident.picture("resident")
        await resident.start()
        await resident.play(PROPOSAL[:7], "resident")

        await resident.press("Wat bedoelen we?", "Vraag 6 van 12")
        await resident.sees("Bijvoorbeeld: het wordt schoner, veiliger of gezelliger.")
        await expect(resident.newest.locator('[data-inline="Wat bedoelen we?"]')).to_have_count(0)
        await resident.play([*PROPOSAL[7:], *MENDED[:2]], "resident")

        await resident.sees("Uw taak voldoet aan alle voorwaarden.")
        await resident.picture("resident")
        await resident.press("Foto's")
        await resident.sees("Stuur hier uw foto's.")
        await resident.picture("resident")
        await resident.send_album()
        await resident.sees("3 foto's erbij")
        await resident.picture("resident")
        await resident.press("Klaar")
        await resident.sees("Foto's: 3")
        await resident.press("Versturen")
        await resident.sees("Uw voorstel is binnen.")
        await expect(resident.frame.locator('[data-inline="Versturen"]')).to_have_count(0)
        await resident.picture("resident")
        await resident.press("Kopieer nummer")
        await expect(resident.frame.locator("[data-toast]")).to_have_text("Gekopieerd")

        coordinator = Handset(page, COORDINATOR)
        await coordinator.show()
        await coordinator.sees("Nieuw voorstel BB-")
        await coordinator.sees("Foto's: 3")
        await coordinator.picture("notice")

        await resident.show()
        await resident.type("/mijntaken")
        listed = await resident.sees("Uw taken")
        await resident.picture("withdraw")
        await listed.locator("[data-inline^=blad]").click()
        await resident.press("Intrekken", "Status: wordt gelezen")
        await resident.sees("intrekken?")
        await resident.picture("withdraw")
        await resident.press("Ja, intrekken")
        await resident.sees("is ingetrokken.")
        await resident.picture("withdraw")
        await coordinator.show()
        await coordinator.sees("ingetrokken: blad en rommel opruimen")


async def test_a_coach_checks_a_candidate(address: str) -> None:
    """One message on the screen, from the card to the result."""
    async with browsing(address, NARROW) as page:
        coach = Handset(page, COACH)
        await coach.show()
        await coach.press("Kandidaat toetsen", "Wat wilt u doen?")
        await coach.sees("Nog te bepalen: 7 van 7")
        messages = await coach.frame.locator(".message").count()
        await coach.picture("coach")
        await coach.press("❓ 27 jaar of ouder")
        await coach.sees("Nog te bepalen: 6 van 7")
        await coach.press("✅ 27 jaar of ouder")
        await coach.sees("Advies: voldoet niet")
        await coach.press("❌ 27 jaar of ouder")
        await coach.sees("Nog te bepalen: 7 van 7")
        await coach.press("❓ 32 tot 36 uur")
        await coach.press("✅ 32 tot 36 uur")
        await expect(
            coach.newest.locator('[data-inline="🕐 Minder uren (bespreken)"]')
        ).to_be_visible()
        await coach.picture("coach")
        await coach.press("Uitleg")
        await coach.sees("moet een bijstandsuitkering ontvangen")
        await coach.picture("coach")
        await coach.press("Alles voldoet")
        await coach.sees("Advies: bespreken")
        await coach.picture("coach")
        await coach.press("✅ Geen lopend traject")
        await coach.sees("Wat helpt: toets opnieuw als het traject klaar is.")
        await coach.picture("coach")
        await coach.press("Opslaan")
        await coach.sees("Dit is een advies. U beslist.")
        await coach.picture("coach")
        await expect(coach.frame.locator(".message")).to_have_count(messages)
        await coach.press("Openen")
        await coach.sees("Regels: versie ")
        await coach.picture("coach")
        await coach.press("Alle toetsen")
        await coach.sees("Uw toetsen")
        await coach.picture("coach")


async def test_a_coordinator_invites_a_coach(address: str) -> None:
    async with browsing(address, NARROW) as page:
        coordinator, invited = Handset(page, COORDINATOR), Handset(page, RESIDENT)
        await coordinator.show()
        await coordinator.sees("Wat wilt u doen?")
        await coordinator.frame.locator("[data-menu]").click()
        await expect(coordinator.frame.locator("[data-command=uitnodigen]")).to_be_visible()
        await coordinator.picture("invite")
        await coordinator.frame.locator("[data-command=uitnodigen]").click()
        await coordinator.sees("Voor welke rol is de uitnodiging?")
        await coordinator.picture("invite")
        await coordinator.press("Coach")
        link = (await coordinator.sees("De link werkt één keer")).locator("a")
        await expect(link).to_have_attribute("href", re.compile("^https://t.me/basisbaan_bot"))
        await coordinator.picture("invite")
        await link.click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        await coordinator.picture("invite")
        await page.get_by_role("dialog").get_by_role("button", name="Bewoner").click()
        await invited.sees("Wat wilt u doen?")
        await expect(invited.frame).to_contain_text("U bent nu coach.")
        await expect(invited.newest.locator('[data-inline="Kandidaat toetsen"]')).to_be_visible()
        await invited.picture("invited")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_three_phones_side_by_side(address: str, scheme: Literal["light", "dark"]) -> None:
    async with phones(address, RESIDENT) as (at_home,):
        await at_home.start()
        await at_home.play([*PROPOSAL, *MENDED])
        await at_home.sees("Uw voorstel is binnen.")
    async with browsing(address, WIDE, 860, scheme=scheme) as page:
        resident, coach = Handset(page, RESIDENT), Handset(page, COACH)
        coordinator = Handset(page, COORDINATOR)
        for phone in (resident, coach, coordinator):
            await expect(phone.frame).to_be_in_viewport(ratio=1)
        await coach.press("Kandidaat toetsen", "Wat wilt u doen?")
        await coach.press("Alles voldoet", "Nog te bepalen: 7 van 7")
        await coach.sees("Advies: voldoet")
        await resident.sees("Uw voorstel is binnen.")
        await coordinator.sees("Nieuw voorstel BB-")
        await resident.picture(f"three_{scheme}")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_a_number_is_shared_with_a_button(address: str) -> None:
    async with browsing(address, NARROW) as page:
        resident = Handset(page, RESIDENT)
        await resident.start()
        await resident.play([*PROPOSAL[:13], ("Vraag 12 van 12", "[Bel mij]")])
        await resident.sees("Deel uw nummer met de knop.")
        await resident.picture("contact")
        await resident.frame.locator('[data-reply="Deel mijn nummer"]').click()
        await page.get_by_role("button", name="Delen", exact=True).click()
        await resident.sees("Klopt het zo?")
        await expect(resident.frame.locator("[data-reply]")).to_have_count(0)
        await resident.picture("contact")
