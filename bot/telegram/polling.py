"""Asks Telegram for updates, and acknowledges them only after their commit."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from telegram import Bot
from telegram.error import Conflict, TelegramError
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.clock import Codes
from bot.incoming import Said
from bot.intake.batches import Update
from bot.telegram.deliver import Deliver
from bot.telegram.receive import read, sender
from bot.telegram.retry import LONGEST_WAIT, Again, Stop, decide
from bot.turns import Turns

log = logging.getLogger(__name__)

WAIT = 25
"""Seconds that Telegram may hold a request until there is an update."""

AT_MOST = 100
WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]


class Polling:
    """Long polling: one request at a time, raw, each update parsed on its own."""

    def __init__(
        self, bot: Bot, request: BaseRequest, turns: Turns, deliver: Deliver, codes: Codes
    ) -> None:
        self._bot = bot
        self._ready = False
        self._address = f"{bot.base_url}/getUpdates"
        self._request = request
        self._turns = turns
        self._deliver = deliver
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
            if raw:
                await self.handle(raw)
            else:  # all is confirmed; after an idle week the next numbers may be lower
                self._offset = 0

    async def _ask(self) -> Sequence[Mapping[str, Any]]:
        if not self._ready:
            self._ready = await self._bot.delete_webhook()
        wanted = {
            "offset": self._offset,
            "limit": AT_MOST,
            "timeout": WAIT,
            "allowed_updates": WANTED,
        }
        data = RequestData([RequestParameter.from_input(k, v) for k, v in wanted.items()])
        found = await self._request.post(self._address, data, read_timeout=WAIT + 10)
        return found if isinstance(found, list) else []

    async def handle(self, raw: Sequence[Mapping[str, Any]]) -> None:
        """Handle updates in one transaction; a stop in the middle waits for its end."""
        batch = [parse(update) for update in raw if isinstance(update.get("update_id"), int)]
        if not batch:
            await asyncio.sleep(1)  # a server that sends something else is not asked at once
            return
        typing = [u.incoming.person_id for u in batch if u.incoming and _typed(u)]
        await self._deliver.settled(typing)
        await asyncio.shield(asyncio.ensure_future(self._turns.handle(batch)))
        self._offset = max(update.id for update in batch) + 1

    async def _wait(self, error: TelegramError, failures: int) -> None:
        match decide(error, failures, self._codes.jitter()):
            case Stop(reason=reason):
                self.refused = reason
            case Again(after_seconds=seconds):
                if isinstance(error, Conflict):
                    log.error("another program polls with the same token")
                else:
                    log.warning("no updates, trying again: %s", type(error).__name__)
                await asyncio.sleep(seconds)
            case decision:
                log.error("getUpdates is refused (%s), trying again", type(decision).__name__)
                await asyncio.sleep(LONGEST_WAIT)


def _typed(update: Update) -> bool:
    return update.incoming is not None and isinstance(update.incoming.what, Said)


def parse(raw: Mapping[str, Any]) -> Update:
    """Return the update with what was read from it; a bad one never stops the others."""
    id_ = int(raw["update_id"])
    try:
        return Update(id_, raw, read(raw))
    except Exception as error:
        return Update(id_, raw, sender(raw), error=f"unreadable: {type(error).__name__}")
