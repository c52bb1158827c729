"""One person on a phone of 390 px: acts, waits for the reply, and takes a picture of it."""

from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from playwright.async_api import Locator, Page

from tests.acceptance.handset import Handset, later
from tests.walks.look import WITHIN, Eyes, Measures

WIDTH, HEIGHT = 390, 844

ANY = ""
"""Whatever is replied."""

SOON = 500
"""Milliseconds: the reply is there, only its words are to be looked at."""

ATTACHMENTS = {"photo": 'photos="1"', "album": 'photos="3"', "contact": "contact"}


@dataclass(frozen=True)
class Shot:
    """A picture of the phone, and what was done just before it."""

    file: Path
    caption: str


@dataclass
class Walker:
    """Someone on the way through the program, with what it took so far.

    Each act says what is to be seen after it. What does not come is noted and the walk goes on,
    as a person would; only a button that is not there ends it.
    """

    page: Page
    user_id: int
    folder: Path
    taps: int = 0
    typed: int = 0
    shots: list[Shot] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    misunderstood: int = 0
    _newest: int = 0
    _touched: int = 0

    @property
    def handset(self) -> Handset:
        return Handset(self.page, self.user_id)

    @property
    def frame(self) -> Locator:
        return self.handset.frame

    @property
    def _eyes(self) -> Eyes:
        return Eyes(self.page, self.user_id, self._newest, self._touched)

    async def begin(self, sees: str) -> None:
        self.taps += 1
        await self.handset.start()
        await self._after("taps START", sees)

    async def tap(self, label: str, sees: str, *, nth: int = -1) -> None:
        """Taps a button of the lowest message that has one like this; … stands for any words."""
        start, gap, end = label.partition("…")
        match = f'[data-inline^="{start}"]' if gap else f'[data-inline="{label}"]'
        button = self.page.locator(f"button{match}" + (f'[data-inline$="{end}"]' if end else ""))
        message = self.frame.locator(".theirs").filter(has=button).last
        self._touched = int(await message.get_attribute("data-message-id", timeout=WITHIN) or 0)
        self.taps += 1
        await message.locator(button).nth(nth).click()
        await self._after(f"taps [{label}]", sees)

    async def type(self, text: str, sees: str) -> None:
        self.typed += 1
        await self.handset.type(text)
        await self._after(f"types “{text}”", sees)

    async def mean(self, text: str, sees: str, *, instead: str) -> None:
        """Types what may not be understood; says it another way, or taps, if it is not."""
        await self.type(text, ANY)
        if await self._eyes.see(sees, SOON):
            return
        self.misunderstood += 1
        if instead.startswith("["):
            await self.tap(instead[1:-1], sees)
        else:
            await self.type(instead, sees)

    async def menu(self, command: str, sees: str) -> None:
        """Opens the menu of commands, looks at it, and taps one."""
        self.taps += 2
        await self.frame.locator("[data-menu]").click()
        await self.look("opens the menu")
        await self.frame.locator(f"[data-command={command}]").click()
        await self._after(f"taps /{command}", sees)

    async def attach(self, what: str, sees: str) -> None:
        """Sends a photo, an album of three, a voice message, a location, a sticker or a contact."""
        self.taps += 2
        await self.frame.locator("[data-attach]").click()
        chosen = ATTACHMENTS.get(what, f'kind="{what}"')
        await self.frame.locator(f"[data-{chosen}]").click()
        await self._after(f"sends: {what}", sees)

    async def edit(self, old: str, new: str, sees: str) -> None:
        """Edits a message that was sent before."""
        self.typed += 1
        mine = self.frame.locator(".mine", has_text=old).last
        await mine.locator(".bubble").click()
        await mine.locator("[data-edit]").click()
        await self.handset.type(new)
        await self._after(f"edits “{old}” to “{new}”", sees)

    async def key(self, label: str, sees: str) -> None:
        """Taps a key of the keyboard at the bottom, and agrees to share the number if asked."""
        self.taps += 1
        await self.frame.locator(f'[data-reply="{label}"]').click()
        share = self.page.get_by_role("button", name="Delen", exact=True)
        if await share.is_visible():
            await share.click()
        await self._after(f"taps the key [{label}]", sees)

    async def wait(self, *steps: str, sees: str = ANY) -> None:
        """Lets time go by, in the steps of the page's clock, as in "+1 dag"."""
        await later(self.page, *steps)
        await self._after(f"waits: {', '.join(steps)}", sees)

    async def look(self, caption: str, sees: str = ANY) -> None:
        """Only looks."""
        await self._after(caption, sees)

    async def _after(self, caption: str, sees: str) -> None:
        eyes = self._eyes
        number = len(self.shots) + 1
        if not await eyes.see(sees):
            self.missed.append(f"{number}: {caption}: no “{sees}”")
        found = await eyes.measure()
        self._remark(number, found)
        if found.too_tall:
            await eyes.scroll(top=True)
            await self._shoot(f"{caption} (its top)")
        await eyes.scroll(top=False)
        several = f" → {found.messages} messages" if found.messages > 1 else ""
        await self._shoot(caption + several)
        self._newest, self._touched = found.newest, 0

    def _remark(self, number: int, found: Measures) -> None:
        if found.wrapped:
            self.remarks.append(f"{number}: on two lines: {', '.join(found.wrapped)}")
        if found.too_tall:
            self.remarks.append(f"{number}: {found.too_tall} px taller than the phone")

    async def _shoot(self, caption: str) -> None:
        file = self.folder / f"{len(self.shots) + 1:02}.png"
        box = await self.frame.bounding_box()
        assert box
        await self.page.screenshot(
            path=file,
            animations="disabled",
            clip={"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]},
        )
        self.shots.append(Shot(file, caption))

    async def got(self) -> int:
        """How many messages the bot has sent to this person."""
        address = f"{self.page.url.rstrip('/')}/sim/calls"
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            calls = await answer.json()
        mine = [
            c for c in calls if str(c["params"].get("chat_id")) == str(self.user_id) and c["ok"]
        ]
        return sum(c["method"].startswith("send") and c["method"] != "sendChatAction" for c in mine)
