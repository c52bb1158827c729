"""Runs the bot on Telegram."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import Callable

from bot import app
from bot.clock import Clock
from bot.intake.joining import link
from bot.people import Role
from bot.running import run, stop_on_signals
from bot.serving import serving
from bot.settings import Settings
from bot.telegram.connection import NoAnswerError


async def serve(settings: Settings, say: Callable[[str], None]) -> None:
    """Run on Telegram until SIGTERM or SIGINT. RefusedError, InUseError."""
    stopping = stop_on_signals()
    with contextlib.suppress(NoAnswerError):  # told to stop before Telegram ever answered
        await _serve(settings, stopping, say)


async def _serve(settings: Settings, stopping: asyncio.Event, say: Callable[[str], None]) -> None:
    """Be there to be watched before Telegram answers: it may not do so for long."""
    token = settings.bot_token.get_secret_value()
    async with app.stored(settings) as database:
        front = app.front(settings, database, Clock(settings.timezone))
        async with (
            serving(settings.listen_host, settings.listen_port, front.routes()) as at,
            app.opened(settings, token, database, front, stopping) as parts,
        ):
            say(f"The bot @{parts.bot_name} is running. How it does: {at}/health and {at}/metrics")
            if not await app.has(database, Role.COORDINATOR):
                code = parts.codes.invite_code()
                await app.make_invite(database, parts.clock, Role.COORDINATOR, code)
                say(f"Become the first coordinator: {link(parts.bot_name, code)}")
            stay()
            await run(parts, stopping)


def stay() -> None:
    """Look for garbage less often, and not in what was loaded at the start: that all stays."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
