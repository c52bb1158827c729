"""Tells Telegram where to post updates, and makes sure that it stays so and that it can."""

from __future__ import annotations

import logging
from asyncio import sleep
from datetime import datetime

from telegram import Bot, WebhookInfo
from telegram.error import TelegramError

from bot.clock import Codes
from bot.telegram.arrivals import WANTED
from bot.telegram.retry import LONGEST_WAIT, Again, Stop, decide, in_short
from bot.watching.watch import Watch

log = logging.getLogger(__name__)

AT_ONCE = 100
"""Posts that Telegram may have under way: as many as are handled together."""

LOOK_AGAIN = 60.0
"""Seconds until it is looked whether the registration still stands."""


class Registration:
    """The webhook as Telegram knows it."""

    def __init__(self, bot: Bot, address: str, secret: str, codes: Codes, watch: Watch) -> None:
        self._bot = bot
        self.address = address
        self._secret = secret
        self._codes = codes
        self._watch = watch
        self._registered = False
        self._seen: tuple[int, datetime | None] | None = None
        """At the last look: how many posts had come, and when one last failed."""
        self.refused: str | None = None
        """Why Telegram will never post here, such as a revoked token."""

    async def run(self) -> None:
        """Register, and again when another program took it over, until refused for good."""
        failures = 0
        while self.refused is None:
            try:
                await self._register()
            except TelegramError as error:
                failures += 1
                await self._wait(error, failures)
                continue
            failures = 0
            self._watch.heard()
            await sleep(LOOK_AGAIN)

    async def _register(self) -> None:
        if self._registered and await self._stands():
            return
        self._registered = await self._bot.set_webhook(
            self.address,
            secret_token=self._secret,
            allowed_updates=WANTED,
            max_connections=AT_ONCE,
            drop_pending_updates=False,
        )
        log.info("webhook registered")

    async def _stands(self) -> bool:
        """Tell whether Telegram posts here. If it cannot, to register anew mends a wrong secret."""
        found = await self._bot.get_webhook_info()
        self._watch.pending(found.pending_update_count)
        if found.url != self.address:
            log.error("another program took over the webhook, taking it back")
            return False
        self._watch.cannot_post = self._fails(found)
        if self._watch.cannot_post:
            said = (found.last_error_message or "")[:200]
            log.error(
                'Telegram cannot post updates pending=%d error="%s"',
                found.pending_update_count,
                said,
            )
        return not self._watch.cannot_post

    def _fails(self, found: WebhookInfo) -> bool:
        """Tell whether updates wait at Telegram, and since the last look it tried in vain only.

        Between two tries it may rest for longer than there is between two looks.
        """
        before, self._seen = self._seen, (self._watch.posts_taken, found.last_error_date)
        if before is None or self._watch.posts_taken != before[0] or not found.pending_update_count:
            return False
        tried = found.last_error_date is not None and found.last_error_date != before[1]
        return tried or self._watch.cannot_post

    async def _wait(self, error: TelegramError, failures: int) -> None:
        match decide(error, failures, self._codes.jitter()):
            case Stop(reason=reason):
                self.refused = reason
            case Again(after_seconds=seconds):
                said = 'webhook not registered error="%s" wait=%.0f'
                log.warning(said, in_short(error), seconds)
                await sleep(seconds)
            case _:
                # Its name may be new and not known everywhere yet, so this may pass as well.
                log.error("Telegram refuses WEBHOOK_URL wait=%.0f", LONGEST_WAIT)
                await sleep(LONGEST_WAIT)
