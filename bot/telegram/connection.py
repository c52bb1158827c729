"""The connection to Telegram, or to any Bot API server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot
from telegram.error import TelegramError

from bot.telegram.http import AiohttpRequest
from bot.telegram.retry import Again, decide

log = logging.getLogger(__name__)


class RefusedError(Exception):
    """Telegram refuses this bot: the token is wrong or was revoked."""


@asynccontextmanager
async def telegram_bot(address: str, token: str) -> AsyncIterator[tuple[Bot, AiohttpRequest]]:
    """Open a connection to the Bot API server; known by its own name. RefusedError."""
    request, polling = AiohttpRequest(), AiohttpRequest(connections=2)
    bot = Bot(
        token, f"{address}/bot", f"{address}/file/bot", request=request, get_updates_request=polling
    )
    try:
        await _introduced(bot)
        yield bot, polling
    finally:
        await bot.shutdown()
        await request.shutdown()
        await polling.shutdown()


async def _introduced(bot: Bot) -> None:
    """Ask Telegram who this bot is, until it answers."""
    failures = 0
    while True:
        try:
            await bot.initialize()
        except TelegramError as error:
            failures += 1
            decision = decide(error, failures, 0.5)
            if not isinstance(decision, Again):
                raise RefusedError from None
            log.warning("Telegram does not answer, trying again: %s", type(error).__name__)
            await asyncio.sleep(decision.after_seconds)
        else:
            return
