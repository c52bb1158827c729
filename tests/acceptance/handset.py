"""People who click and type in the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from playwright.async_api import Locator, Page, expect

from tests.acceptance.program import REPOSITORY
from tests.fakes import AMSTERDAM

PICTURES = REPOSITORY / "build/screenshots"


SHOWN = "now => Date.parse(document.querySelector('[data-now]').dateTime) >= (now - 60) * 1000"
"""Whether the page shows a time, in seconds, to the minute."""


async def later(page: Page, *steps: str) -> datetime:
    """Moves the clock forward with its buttons, as in "+1 dag"; what it says then."""
    opener, sheet = page.locator("[data-clock-open]"), page.locator("[data-clock-sheet]")
    if await sheet.is_hidden():
        await opener.click()
    for step in steps:
        async with page.expect_response("**/sim/clock") as moved:
            await sheet.get_by_role("button", name=step, exact=True).click()
        answer = await moved.value
        assert answer.ok
        now = (await answer.json())["clock"]["now"]
        await page.wait_for_function(SHOWN, arg=now)
    await opener.click()
    return await present(page)


async def present(page: Page) -> datetime:
    """What the clock of the page says, in Amsterdam."""
    told = await page.locator("[data-now][datetime]").get_attribute("datetime")
    return datetime.fromisoformat(told or "").astimezone(AMSTERDAM)


@dataclass
class Handset:
    """One of the phones in the page."""

    page: Page
    user_id: int
    taken: int = 0

    @property
    def frame(self) -> Locator:
        return self.page.locator(f'[data-phone="{self.user_id}"]')

    @property
    def newest(self) -> Locator:
        """The bot's newest message."""
        return self.frame.locator(".theirs").last

    async def show(self) -> None:
        """Brings this phone to the front where only one fits."""
        tab = self.page.get_by_role("tab").and_(
            self.page.locator(f'[aria-controls="phone-{self.user_id}"]')
        )
        await tab.click()

    async def start(self) -> None:
        await self.frame.locator("[data-start]").click()

    async def sees(self, words: str) -> Locator:
        await expect(self.newest).to_contain_text(words)
        return self.newest

    async def press(self, label: str, seeing: str = "") -> None:
        """Presses a button of the newest message."""
        if seeing:
            await self.sees(seeing)
        await self.newest.locator(f'button[data-inline="{label}"]').click()

    async def type(self, text: str, seeing: str = "") -> None:
        if seeing:
            await self.sees(seeing)
        await self.frame.locator("[data-input]").fill(text)
        await self.frame.locator("[data-send]").click()

    async def send_album(self) -> None:
        await self.frame.locator("[data-attach]").click()
        await self.frame.locator('[data-photos="3"]').click()

    async def play(self, script: Sequence[tuple[str, str]], name: str = "") -> None:
        """What is seen, and what is done then; a picture of each if there is a name for it."""
        for words, reply in script:
            await self.sees(words)
            if name:
                await self.picture(name)
            if reply.startswith("["):
                await self.press(reply[1:-1])
            else:
                await self.type(reply)

    async def picture(self, name: str) -> None:
        """Keeps what the screen shows, under the next number."""
        self.taken += 1
        PICTURES.mkdir(parents=True, exist_ok=True)
        file = PICTURES / f"{self.taken:02}_{name}.png"
        await self.page.screenshot(path=file, animations="disabled")
