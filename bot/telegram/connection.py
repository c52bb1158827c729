"""The connection to Telegram, or to any Bot API server."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.telegram.http import AiohttpRequest
from bot.telegram.retry import Again, decide, in_short

log = logging.getLogger(__name__)


class RefusedError(Exception):
    """Telegram refuses this bot: the token is wrong or was revoked."""


class NoAnswerError(Exception):
    """The Bot API server does not answer."""


@asynccontextmanager
async def telegram_bot(
    address: str, token: str, stopping: asyncio.Event | None = None
) -> AsyncIterator[tuple[Bot, AiohttpRequest]]:
    """Open a connection to the Bot API server; the bot knows its own name. RefusedError.

    Where the server does not answer it is asked until told to stop, or once when nobody can
    tell; then NoAnswerError.
    """
    request, polling = AiohttpRequest(), AiohttpRequest(connections=2)
    bot = Bot(
        token, f"{address}/bot", f"{address}/file/bot", request=request, get_updates_request=polling
    )
    try:
        await _introduced(bot, stopping)
        yield bot, polling
    finally:
        await bot.shutdown()
        await request.shutdown()
        await polling.shutdown()


async def _introduced(bot: Bot, stopping: asyncio.Event | None) -> None:
    """Ask Telegram who this bot is, until it answers."""
    failures = 0
    while True:
        try:
            await _unless_told(stopping, bot.initialize())
        except TelegramError as error:
            failures += 1
            decision = decide(error, failures, 0.5)
            if not isinstance(decision, Again):
                raise RefusedError from None
            log.warning('Telegram does not answer error="%s"', in_short(error))
            await _rest(decision.after_seconds, stopping)
        else:
            return


async def _unless_told(stopping: asyncio.Event | None, asking: Coroutine[Any, Any, None]) -> None:
    """Wait for an answer; NoAnswerError as soon as it is told to stop."""
    if stopping is None:
        return await asking
    answer, told = asyncio.create_task(asking), asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({answer, told}, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            raise NoAnswerError
        answer.result()
    finally:
        answer.cancel()
        told.cancel()
        await asyncio.gather(answer, told, return_exceptions=True)


async def _rest(seconds: float, stopping: asyncio.Event | None) -> None:
    """Wait before trying again; NoAnswerError when there is to be no next time."""
    if stopping is None:
        raise NoAnswerError
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stopping.wait()
        raise NoAnswerError
