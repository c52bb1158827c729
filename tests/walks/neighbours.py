"""Others who have sent in a proposal before someone begins to walk."""

from collections.abc import Mapping

from playwright.async_api import Page, expect

from tests.acceptance.phone import PROPOSAL, Phone, phones

FIRST = 1002
"""Whose phone the page adds first."""

FOUR: tuple[Mapping[int, str], ...] = (
    {2: "bankjes schilderen in het park", 3: "Selwerd"},
    {2: "koffie schenken in het buurthuis voor ouderen", 3: "Paddepoel", 8: "[Weet ik niet]"},
    {
        2: "zwerfvuil rapen langs het Reitdiep met de hele straat",
        3: "Paddepoel",
        7: "[Ja]",
        8: "[Ja]",
    },
    {2: "de bankjes verven in het Selwerderpark", 3: "Selwerd", 10: "[Weet ik niet]"},
)
"""What differs in each, by the number of the question."""


async def propose(page: Page, *proposals: Mapping[int, str]) -> None:
    """Has a new neighbour send in each of these."""
    address = page.url.rstrip("/")
    for user_id, answers in enumerate(proposals, FIRST):
        await page.locator("[data-add]").click()
        await expect(page.locator(f'[data-phone="{user_id}"]')).to_be_visible()
        async with phones(address, user_id) as (neighbour,):
            await neighbour.start()
            await _answer(neighbour, answers)


async def _answer(neighbour: Phone, answers: Mapping[int, str]) -> None:
    for seen, reply in PROPOSAL:
        if seen.startswith("Bedoelt u"):
            continue
        number = int(seen.split()[1]) if seen.startswith("Vraag") else 0
        usual = "[Nee]" if number == 8 else reply
        await neighbour.reply(await neighbour.sees(seen), answers.get(number, usual))
    summary = await neighbour.sees("Klopt het zo?")
    label = next(
        b["text"] for row in summary["inline"] for b in row if b["text"].endswith("ersturen")
    )
    await neighbour.reply(summary, f"[{label}]")
    await neighbour.sees("Uw voorstel is binnen.")
