"""The menu of commands, for everyone and for a role, and what the bot says of itself."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, MenuButtonCommands
from telegram.error import TelegramError

from bot.clock import Codes
from bot.people import Role
from bot.telegram.retry import Again, decide
from bot.translate import LANGUAGES, words
from bot.views.commands import DESCRIPTION, SHORT_DESCRIPTION, commands_of
from conversations.text import text

__all__ = ["Bot", "commands", "introduce"]

log = logging.getLogger(__name__)


def commands(roles: frozenset[Role], language: str) -> list[BotCommand]:
    """Return the commands of the menu for these roles."""
    return [BotCommand(name, words(text(what), language)) for name, what in commands_of(roles)]


async def introduce(bot: Bot, language: str, codes: Codes) -> None:
    """Set the menu that everyone sees and what the bot says of itself; until it is done."""
    failures = 0
    while True:
        try:
            await _speak(bot, language, None)
            for other in LANGUAGES:
                if other != language:
                    await _speak(bot, other, other)
            await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
        except TelegramError as error:
            failures += 1
            decision = decide(error, failures, codes.jitter())
            if not isinstance(decision, Again):
                log.error("the menu is refused error=%s", type(error).__name__)
                return
            await asyncio.sleep(decision.after_seconds)
        else:
            return


async def _speak(bot: Bot, language: str, code: str | None) -> None:
    """Say it in a language, to whose Telegram is in the one with this code; None: to all others."""
    everyone = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands(commands(frozenset(), language), scope=everyone, language_code=code)
    await bot.set_my_description(words(text(DESCRIPTION), language), language_code=code)
    await bot.set_my_short_description(words(text(SHORT_DESCRIPTION), language), language_code=code)
