"""One delivery becomes one call to Telegram."""

from __future__ import annotations

from telegram import Bot, BotCommand, BotCommandScopeChat, LinkPreviewOptions
from telegram.constants import ParseMode

from bot.message import load, load_toast
from bot.people import Role
from bot.records import Delivery, Kind
from bot.telegram import render
from bot.translate import words
from bot.views.menu import COMMANDS
from conversations.text import text

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def call(bot: Bot, delivery: Delivery) -> int | None:
    """Make the call; return the number of the message that was sent. Raises TelegramError."""
    match delivery.kind:
        case Kind.SEND:
            return await _send(bot, delivery)
        case Kind.EDIT:
            await _edit(bot, delivery)
        case Kind.STRIP:
            await bot.edit_message_reply_markup(delivery.chat_id, delivery.message_id)
        case Kind.DELETE:
            await bot.delete_message(delivery.chat_id, delivery.message_id or 0)
        case Kind.ANSWER:
            await _answer(bot, delivery)
        case Kind.MENU:
            await _menu(bot, delivery)
    return None


async def _send(bot: Bot, delivery: Delivery) -> int:
    said = load(delivery.content)
    sent = await bot.send_message(
        delivery.chat_id,
        render.text(said, delivery.language),
        parse_mode=ParseMode.HTML,
        reply_markup=render.markup(said.keyboard, delivery.language),
        link_preview_options=NO_PREVIEW,
    )
    return sent.message_id


async def _edit(bot: Bot, delivery: Delivery) -> None:
    said = load(delivery.content)
    markup = render.inline(said.keyboard, delivery.language)
    await bot.edit_message_text(
        render.text(said, delivery.language),
        delivery.chat_id,
        delivery.message_id,
        parse_mode=ParseMode.HTML,
        reply_markup=markup,
        link_preview_options=NO_PREVIEW,
    )


async def _answer(bot: Bot, delivery: Delivery) -> None:
    query, _, stored = delivery.content.partition(" ")
    toast = load_toast(stored)
    await bot.answer_callback_query(
        query, text=render.plain(toast, delivery.language) if toast else None
    )


async def _menu(bot: Bot, delivery: Delivery) -> None:
    roles = frozenset(Role(role) for role in delivery.content.split(",") if role)
    await bot.set_my_commands(
        commands(roles, delivery.language), scope=BotCommandScopeChat(delivery.chat_id)
    )


def commands(roles: frozenset[Role], language: str) -> list[BotCommand]:
    """Return the commands of the menu for these roles."""
    return [
        BotCommand(name, words(text(what), language))
        for name, what, role in COMMANDS
        if role is None or role in roles
    ]
