"""One delivery becomes one call to Telegram."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Mapping
from typing import Any, cast

from telegram import (
    Bot,
    BotCommandScopeChat,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaPhoto,
)
from telegram._utils.types import ODVInput
from telegram.constants import ParseMode
from telegram.request import BaseRequest

from bot.made import Make
from bot.message import Message, load, load_toast
from bot.people import roles_of
from bot.records import Delivery, Kind
from bot.telegram import render
from bot.telegram.making import making
from bot.telegram.menus import commands
from bot.telegram.posting import PlainRequest, post
from bot.telegram.retry import ANSWERS_WITHIN

UPLOAD_WITHIN = 120.0
"""Seconds for a file of tens of megabytes to reach Telegram."""

AS_USUAL = BaseRequest.DEFAULT_NONE
HTML = ParseMode.HTML
NO_PREVIEW = {"is_disabled": True}


async def call(
    bot: Bot, delivery: Delivery, make: Make, within: float = ANSWERS_WITHIN
) -> int | None:
    """Make the call; return the number of the message that was sent. Raises TelegramError.

    `within`: seconds that Telegram has to answer where a second try would send a second message.
    """
    match delivery.kind:
        case Kind.SEND:
            return await _say(bot, delivery, delivery.said or load(delivery.content), within)
        case Kind.STRIP:
            await _post(bot, "editMessageReplyMarkup", _which(delivery))
        case Kind.EDIT:
            await _edit(bot, delivery)
        case Kind.ANSWER:
            await _answer(bot, delivery)
        case Kind.DELETE:
            await _post(bot, "deleteMessage", _which(delivery))
        case Kind.PHOTOS:
            return await _photos(bot, delivery, within)
        case Kind.VOICE:
            chat, voice = delivery.chat_id, delivery.content
            return (await bot.send_voice(chat, voice, read_timeout=within)).message_id
        case Kind.PICTURE | Kind.FILE:
            return await _made(bot, delivery, make, within)
        case Kind.LIST:
            said = await make(delivery)
            return await _say(bot, delivery, said, within) if isinstance(said, Message) else None
        case Kind.MENU:
            await _menu(bot, delivery)
        case Kind.LEAVE:
            await _post(bot, "leaveChat", {"chat_id": delivery.chat_id})
        case Kind.CANCEL:
            pass
    return None


def _post(
    bot: Bot, method: str, params: Mapping[str, Any], within: ODVInput[float] = AS_USUAL
) -> Awaitable[Any]:
    return post(cast("PlainRequest", bot.request), f"{bot.base_url}/{method}", params, within)


async def _say(bot: Bot, delivery: Delivery, said: Message, within: float) -> int:
    keyboard = render.markup(said.keyboard, delivery.language)
    params = {"chat_id": delivery.chat_id, **_words(said, keyboard, delivery.language)}
    return int((await _post(bot, "sendMessage", params, within))["message_id"])


def _words(said: Message, keyboard: render.Markup | None, language: str) -> dict[str, Any]:
    shown = {
        "text": render.text(said, language),
        "parse_mode": HTML,
        "link_preview_options": NO_PREVIEW,
    }
    return {**shown, "reply_markup": keyboard} if keyboard else shown


def _which(delivery: Delivery) -> dict[str, Any]:
    """Return which message it is about."""
    return {"chat_id": delivery.chat_id, "message_id": delivery.message_id or 0}


async def _photos(bot: Bot, delivery: Delivery, within: float) -> int:
    """Send photos that Telegram has already: one alone, several as an album."""
    files = json.loads(delivery.content)
    if len(files) == 1:
        return (await bot.send_photo(delivery.chat_id, files[0], read_timeout=within)).message_id
    photos = [InputMediaPhoto(file) for file in files]
    album = await bot.send_media_group(delivery.chat_id, photos, read_timeout=within)
    return album[0].message_id


async def _made(bot: Bot, delivery: Delivery, make: Make, within: float) -> int | None:
    """Make a picture or a file, and send it; or why there is none. Nothing left: nothing sent."""
    made = await making(bot, delivery, make)
    if made is None:
        return None
    if isinstance(made, Message):
        return await _say(bot, delivery, made, within)
    caption = render.text(made.caption, delivery.language) if made.caption else None
    keyboard = render.inline(made.caption.keyboard, delivery.language) if made.caption else None
    file = InputFile(made.content, made.name)
    send = bot.send_photo if delivery.kind is Kind.PICTURE else bot.send_document
    sent = await send(
        delivery.chat_id,
        file,
        caption=caption,
        parse_mode=HTML,
        reply_markup=InlineKeyboardMarkup.de_json(keyboard) if keyboard else None,
        read_timeout=UPLOAD_WITHIN,
        write_timeout=UPLOAD_WITHIN,
    )
    return sent.message_id


async def _edit(bot: Bot, delivery: Delivery) -> None:
    said = delivery.said or load(delivery.content)
    keyboard = render.inline(said.keyboard, delivery.language)
    params = {**_which(delivery), **_words(said, keyboard, delivery.language)}
    await _post(bot, "editMessageText", params)


async def _answer(bot: Bot, delivery: Delivery) -> None:
    query, _, stored = delivery.content.partition(" ")
    toast = load_toast(stored)
    params = {"callback_query_id": query}
    if toast:
        params["text"] = render.plain(toast, delivery.language)
    await _post(bot, "answerCallbackQuery", params)


async def _menu(bot: Bot, delivery: Delivery) -> None:
    shown = commands(roles_of(delivery.content), delivery.language)
    await bot.set_my_commands(shown, scope=BotCommandScopeChat(delivery.chat_id))
