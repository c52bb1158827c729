"""A browser that has the page open. Without one the tests fail: nobody would miss them else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.async_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    async_playwright,
    expect,
)

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

WITHIN = 15_000
"""Milliseconds in which the page shows what is expected; a busy machine is no fault of ours."""
expect.set_options(timeout=WITHIN)

IN_THE_BROWSER = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.usefixtures("one_browser"),
]
"""What tests of the page are marked with. Their fixtures are of the session's loop as well."""


@dataclass
class Started:
    """A browser that is started when it is asked for, and once more if it has ended since."""

    _browser: Browser | None = None
    _ends: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def context(self, **look: Any) -> BrowserContext:
        """What shares nothing with what the browser showed before."""
        if self._browser and self._browser.is_connected():
            with suppress(Error):  # it may have ended unseen
                return await self._browser.new_context(**look)
        await self.end()
        playwright = await self._ends.enter_async_context(async_playwright())
        chromium = playwright.chromium
        self._browser = await chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        return await self._browser.new_context(**look)

    async def end(self) -> None:
        """Ends what started the browser, and that ends the browser."""
        await self._ends.aclose()


_shared: dict[asyncio.AbstractEventLoop, Started] = {}


@asynccontextmanager
async def sharing() -> AsyncIterator[None]:
    """Meanwhile all pages that are opened in this event loop are in one browser."""
    loop = asyncio.get_running_loop()
    async with _started() as _shared[loop]:
        try:
            yield
        finally:
            del _shared[loop]


@asynccontextmanager
async def _started() -> AsyncIterator[Started]:
    started = Started()
    try:
        yield started
    finally:
        await started.end()


@asynccontextmanager
async def _a_browser() -> AsyncIterator[Started]:
    """The one that is shared, or else one for this page alone."""
    if shared := _shared.get(asyncio.get_running_loop()):
        yield shared
    else:
        async with _started() as own:
            yield own


@asynccontextmanager
async def browsing(
    address: str,
    width: int,
    height: int = 844,
    *,
    scheme: Literal["light", "dark"] = "light",
    scale: float = 1,
) -> AsyncIterator[Page]:
    """Has the page open meanwhile; nothing in it may go wrong."""
    errors: list[str] = []
    async with _a_browser() as browser:
        context = await browser.context(
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
        )
        try:
            page = await context.new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on(
                "console", lambda said: errors.append(said.text) if said.type == "error" else None
            )
            await page.goto(address)
            yield page
        finally:
            await context.close()
    assert errors == [], errors
