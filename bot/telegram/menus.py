"""The menu of commands, for everyone and for a role, and the screen before START."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, MenuButtonCommands
from telegram.error import TelegramError

from bot.clock import Codes
from bot.people import Role
from bot.telegram.retry import Again, decide
from bot.translate import words
from bot.views.menu import DESCRIPTION, commands_of
from conversations.text import text

__all__ = ["Bot", "commands", "introduce"]

log = logging.getLogger(__name__)


def commands(roles: frozenset[Role], language: str) -> list[BotCommand]:
    """Return the commands of the menu for these roles."""
    return [BotCommand(name, words(text(what), language)) for name, what in commands_of(roles)]


async def introduce(bot: Bot, language: str, codes: Codes) -> None:
    """Set the menu that everyone sees, and what stands on the empty screen; until it is done."""
    everyone = commands(frozenset(), language)
    description = words(text(DESCRIPTION), language)
    failures = 0
    while True:
        try:
            await bot.set_my_commands(everyone, scope=BotCommandScopeAllPrivateChats())
            await bot.set_my_description(description)
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
