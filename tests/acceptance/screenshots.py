"""Makes the README's pictures again: `make screenshots`."""

import asyncio
import tempfile
from pathlib import Path

from tests.acceptance.handset import Handset
from tests.acceptance.phone import COACH, COORDINATOR, PROPOSAL, RESIDENT, Phone, phones
from tests.acceptance.program import REPOSITORY, running
from tests.simulator.browser import browsing

FOLDER = REPOSITORY / "docs/screenshots"

EARLIER = {
    "Vraag 2 van 12": "onkruid wieden in de buurttuin",
    "Vraag 3 van 12": "Vinkhuizen",
    "Vraag 4 van 12": "[9-16]",
    "Vraag 9 van 12": "[Weet ik niet]",
}
"""What differs in the proposal that the coordinator has just got."""


async def sent_before(resident: Phone) -> None:
    """Has the resident send a proposal that leaves something to find out."""
    await resident.start()
    await resident.play(
        [(seen, EARLIER.get(seen, reply)) for seen, reply in PROPOSAL if "Selwerd" not in seen]
    )
    await resident.reply(await resident.sees("Nog niet goed: 1"), "[Toch versturen]")
    await resident.sees("Uw voorstel is binnen.")


async def proposal(address: str) -> None:
    """Three phones, in the middle of things."""
    async with phones(address, RESIDENT, COACH) as (resident, coach):
        await sent_before(resident)
        await resident.start()
        await resident.play(PROPOSAL[:9])
        await coach.act("type", text="/check")
        card = await coach.sees("Nog te bepalen: 7 van 7")
        for number, line in enumerate(card["inline"][:3], 1):
            await coach.reply(card, f"[{line[0]['text']}]")
            await coach.sees(f"Nog te bepalen: {7 - number} van 7")
    async with browsing(address, 1280, 800) as page:
        await Handset(page, RESIDENT).sees("Vraag 8 van 12")
        await Handset(page, COACH).sees("Nog te bepalen: 4 van 7")
        await Handset(page, COORDINATOR).sees("Nieuw voorstel")
        await page.screenshot(path=FOLDER / "proposal.png", animations="disabled")


async def check(address: str) -> None:
    """The coach's card on a phone, with the advice live above its lines."""
    async with browsing(address, 390, scale=1.5) as page:
        coach = Handset(page, COACH)
        await coach.show()
        await coach.press("Kandidaat toetsen", "Wat wilt u doen?")
        await coach.press("❓ 32 tot 36 uur", "Nog te bepalen: 7 van 7")
        await coach.press("Alles voldoet", "Nog te bepalen: 6 van 7")
        await coach.press("✅ Geen lopend traject", "Advies: voldoet")
        await coach.sees("Advies: voldoet niet")
        await page.mouse.move(0, 0)
        await page.screenshot(path=FOLDER / "check.png", animations="disabled")


async def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for picture in (proposal, check):
        with tempfile.TemporaryDirectory() as folder:
            async with running(Path(folder)) as program:
                await picture(await program.address())
                await program.end()


if __name__ == "__main__":
    asyncio.run(main())
