"""Asks Telegram for updates, and acknowledges them only after their commit."""

from __future__ import annotations

import logging
from asyncio import sleep
from collections.abc import Sequence

from aiohttp import web
from telegram import Bot
from telegram.error import Conflict, TelegramError

from bot.clock import Codes
from bot.telegram.arrivals import AT_MOST, WANTED, Arrivals, Raw, is_update
from bot.telegram.posting import PlainRequest, post
from bot.telegram.retry import LONGEST_WAIT, Again, Stop, decide, in_short

log = logging.getLogger(__name__)

WAIT = 25
"""Seconds that Telegram may hold a request until there is an update."""


class Polling:
    """Long polling: one request at a time, raw."""

    def __init__(self, bot: Bot, request: PlainRequest, arrivals: Arrivals, codes: Codes) -> None:
        self._bot = bot
        self._ready = False
        self._address = f"{bot.base_url}/getUpdates"
        self._request = request
        self._arrivals = arrivals
        self._codes = codes
        self._offset = 0
        self.refused: str | None = None
        """Why Telegram gives no updates at all, such as a revoked token."""

    async def run(self) -> None:
        """Poll until cancelled, or until Telegram refuses for good."""
        failures = 0
        while self.refused is None:
            try:
                raw = await self._ask()
            except TelegramError as error:
                failures += 1
                await self._wait(error, failures)
                continue
            failures = 0
            self._arrivals.watch.heard()
            if raw:
                await self.handle(raw)
            else:  # all is confirmed; after an idle week the next numbers may be lower
                self._offset = 0

    async def _ask(self) -> Sequence[Raw]:
        if not self._ready:
            self._ready = await self._bot.delete_webhook()
        wanted = {
            "offset": self._offset,
            "limit": AT_MOST,
            "timeout": WAIT,
            "allowed_updates": WANTED,
        }
        found = await post(self._request, self._address, wanted, WAIT + 10)
        return found if isinstance(found, list) else []

    async def handle(self, raw: Sequence[Raw]) -> None:
        """Handle updates in one transaction; a stop in the middle leaves the writer to it."""
        batch = [update for update in raw if is_update(update)]
        if not batch:
            await sleep(1)  # a server that sends something else is not asked at once
            return
        await self._arrivals.handle(batch)
        self._offset = max(update["update_id"] for update in batch) + 1

    def routes(self) -> Sequence[web.RouteDef]:
        """Return none: nothing is posted here."""
        return ()

    async def _wait(self, error: TelegramError, failures: int) -> None:
        match decide(error, failures, self._codes.jitter()):
            case Stop(reason=reason):
                self.refused = reason
            case Again(after_seconds=seconds):
                if isinstance(error, Conflict):
                    self._ready = False  # a webhook may stand in the way again
                    log.error("another program takes the updates wait=%.0f", seconds)
                else:
                    log.warning('no updates error="%s" wait=%.0f', in_short(error), seconds)
                await sleep(seconds)
            case decision:
                log.error("getUpdates is refused decision=%s", type(decision).__name__)
                await sleep(LONGEST_WAIT)
