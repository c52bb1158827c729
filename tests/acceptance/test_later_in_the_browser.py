"""What happens when the clock is moved on, in the real program, as seen and tapped."""

import re
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.acceptance.handset import Handset, later, present
from tests.acceptance.overheard import overheard
from tests.acceptance.phone import COACH, COORDINATOR, PROPOSAL, RESIDENT, TASK, phones
from tests.simulator.browser import IN_THE_BROWSER, browsing

NARROW = 390
UNSURE = {"Vraag 8 van 12": "[Weet ik niet]"}
CLEAR = {"Vraag 8 van 12": "[Nee]"}
SEND = ("Uw taak voldoet aan alle voorwaarden.", "[Versturen]")
NEIGHBOUR = 1002
MONTHS = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
BEFORE_THE_HOUR = 56
"""The last minute at which a test begins that would suffer from the clock striking meanwhile."""
HALF_A_YEAR = 26
"""Weeks."""
EARLY = 9
"""The hour of a digest, for who chose none."""

pytestmark = IN_THE_BROWSER


@pytest_asyncio.fixture(loop_scope="session")
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    async with overheard(tmp_path) as address, browsing(address, NARROW) as page:
        yield page


async def proposes(resident: Handset, answers: dict[str, str], *after: tuple[str, str]) -> str:
    """Sends a proposal in, from the first START on; its reference."""
    await resident.show()
    await resident.start()
    script = [(seen, answers.get(seen, reply)) for seen, reply in PROPOSAL]
    await resident.play([*script, *after])
    return found(await (await resident.sees("Uw voorstel is binnen.")).inner_text())


async def asks_about_money(coordinator: Handset) -> None:
    """Asks back without words of their own, until the message waits its minute."""
    await coordinator.press("Vraag stellen", TASK)
    await coordinator.press("Geld")
    await coordinator.press("Zonder toelichting", "Typ uw vraag.")
    await coordinator.sees("Uw antwoord was: Weet ik niet.")
    await coordinator.press("Versturen", "Dit bericht krijgt de indiener:")
    await coordinator.sees("Tot dan kunt u het ongedaan maken.")


async def approves(coordinator: Handset, reference: str) -> None:
    """Approves what is first in the queue."""
    await coordinator.type("/beoordelen")
    await coordinator.press("Goedkeuren", reference)
    await coordinator.press("Versturen", "Dit bericht krijgt de indiener:")
    await coordinator.sees(f"{reference}: goedgekeurd.")


async def a_neighbour_proposes(page: Page) -> str:
    """Sends a proposal in from a phone that is added; its reference."""
    await page.locator("[data-add]").click()
    async with phones(page.url.rstrip("/"), NEIGHBOUR) as (neighbour,):
        await neighbour.start()
        await neighbour.play([(seen, CLEAR.get(seen, reply)) for seen, reply in (*PROPOSAL, SEND)])
        return found((await neighbour.sees("Uw voorstel is binnen."))["text"])


def found(receipt: str) -> str:
    """The reference in a receipt."""
    reference = re.search(r"BB-\w{5}", receipt)
    assert reference
    return reference.group()


async def declines(coordinator: Handset, reference: str) -> None:
    """Declines with the preview, until the message waits its minute."""
    await coordinator.type("/beoordelen")
    await coordinator.press("Afwijzen", reference)
    await coordinator.press("Wij weten: het wordt al gedaan", "Waarom wijst u het af?")
    await coordinator.press("Zonder toelichting", "Wilt u er iets bij schrijven?")
    preview = await coordinator.sees("Dit bericht krijgt de indiener:")
    await expect(preview).to_contain_text("dit werk al")
    await coordinator.press("Versturen")
    await coordinator.sees(f"{reference}: afgewezen.")


async def until_the_digest(page: Page, told: str) -> None:
    """Moves the clock to the hour of the work list on the day that the settings told of."""
    number, month, year = told.split()
    coming = date(int(year), MONTHS.index(month[:3]) + 1, int(number))
    now = await present(page)
    while now.date() < coming - timedelta(days=1):
        now = await later(page, "+1 dag")
    while (now.date(), now.hour) < (coming, EARLY):
        now = await later(page, "+1 uur")


def heard(phone: Handset, words: str) -> Locator:
    """The bot's messages that hold these words."""
    return phone.frame.locator(".theirs", has_text=words)


async def test_asked_answered_approved_and_asked_again_after_half_a_year(page: Page) -> None:
    resident, coordinator = Handset(page, RESIDENT), Handset(page, COORDINATOR)
    coach = Handset(page, COACH)
    reference = await proposes(resident, UNSURE, ("Nog uit te zoeken: 1", "[Toch versturen]"))

    await coordinator.show()
    await coordinator.press(f"{reference} openen", f"Nieuw voorstel {reference}")
    await asks_about_money(coordinator)
    await resident.show()
    await resident.sees("Uw voorstel is binnen.")
    await later(page, "+1 minuut")
    await resident.sees("Een medewerker heeft een vraag")
    await resident.picture("later_resident")
    await resident.press("Nee", "Uw antwoord was: Weet ik niet.")
    await resident.sees("Dank u")

    await coordinator.show()
    await coordinator.press(f"{reference} openen", f"Antwoord op de vraag over {reference}")
    await coordinator.sees("Advies: voldoet")
    await coordinator.press("Goedkeuren")
    preview = await coordinator.sees("Dit bericht krijgt de indiener:")
    await expect(preview).to_contain_text("Goed nieuws")
    await coordinator.press("Versturen")
    await coordinator.sees(f"{reference}: goedgekeurd.")
    await resident.show()
    await expect(resident.frame).not_to_contain_text("Goed nieuws")
    await later(page, "+1 minuut")
    await resident.sees(f"Goed nieuws over {reference}")
    await resident.picture("later_resident")

    await coach.show()
    await coach.type("/taken", "Wat wilt u doen?")
    await coach.sees("Selwerd: blad en rommel opruimen")

    await later(page, *["+1 week"] * HALF_A_YEAR, "+1 dag")
    await resident.show()
    await resident.sees(f"Een tijd geleden keurden wij uw taak {reference} goed")
    await resident.picture("later_resident")
    await resident.press("Ja, dit klopt nog")
    await resident.sees("Uw taak blijft op onze lijst.")
    for phone, name in ((resident, "resident"), (coach, "coach"), (coordinator, "coordinator")):
        await phone.show()
        await phone.picture(f"later_{name}")


async def test_declined_undone_and_declined_for_good(page: Page) -> None:
    resident, coordinator = Handset(page, RESIDENT), Handset(page, COORDINATOR)
    reference = await proposes(resident, CLEAR, SEND)
    await coordinator.show()
    await coordinator.sees(f"Nieuw voorstel {reference}")
    await declines(coordinator, reference)
    await coordinator.press("Ongedaan maken")
    await coordinator.sees("De indiener krijgt geen bericht.")
    await later(page, "+1 minuut")
    await resident.show()
    await expect(resident.frame).not_to_contain_text("dit werk al")

    await coordinator.show()
    await declines(coordinator, reference)
    await later(page, "+1 minuut")
    await resident.show()
    told = await resident.sees("Deze taak kunnen wij helaas niet oppakken.")
    await expect(told).to_contain_text("dit werk al")
    await expect(heard(resident, "dit werk al")).to_have_count(1)
    await resident.picture("later_declined_resident")
    await coordinator.show()
    await coordinator.press("Ongedaan maken")
    await coordinator.sees("Ongedaan maken kan niet meer.")
    await coordinator.picture("later_declined_coordinator")


async def test_a_digest_comes_at_its_hour_and_leaves_out_what_was_handled(page: Page) -> None:
    resident, coordinator = Handset(page, RESIDENT), Handset(page, COORDINATOR)
    while (await present(page)).minute > BEFORE_THE_HOUR:
        await later(page, "+1 minuut")
    await coordinator.show()
    await coordinator.type("/meldingen", "Wat wilt u doen?")
    await coordinator.press("Elke dag", "U krijgt elk voorstel direct.")
    settings = await coordinator.sees("Volgende werklijst:")
    told = re.search(r"Volgende werklijst: (.+)", await settings.inner_text())
    assert told
    handled = await a_neighbour_proposes(page)
    reference = await proposes(resident, CLEAR, SEND)
    await coordinator.show()
    await coordinator.sees("Volgende werklijst:")  # no word of each by itself
    await approves(coordinator, handled)

    await until_the_digest(page, told.group(1))
    digest = await coordinator.sees(f"{reference} · West")
    await expect(digest).to_contain_text(f"Werklijst van {told.group(1)}")
    await expect(digest).not_to_contain_text(handled)
    await expect(heard(coordinator, "Werklijst van")).to_have_count(1)
    await coordinator.picture("later_digest")
    await digest.locator(f'button[data-inline^="{reference}"]').click()
    await coordinator.press("Goedkeuren", TASK)
    await coordinator.press("Versturen", "Dit bericht krijgt de indiener:")
    await coordinator.sees(f"{reference}: goedgekeurd.")

    await later(page, "+1 week")
    await resident.show()
    await resident.sees(f"Goed nieuws over {reference}")
    await resident.picture("later_digest_resident")
    await coordinator.show()
    await coordinator.type("/meldingen")
    await coordinator.sees("Volgende werklijst:")
    await expect(heard(coordinator, "Werklijst van")).to_have_count(1)  # nothing new to list
    await coordinator.picture("later_digest")
