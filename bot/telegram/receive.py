"""From Telegram's update to what someone did. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from telegram import Chat, ChatMember, Message, PhotoSize, Update
from telegram import Voice as TelegramVoice

from bot.buttons import MOST
from bot.incoming import (
    Blocked,
    Commanded,
    Edited,
    Elsewhere,
    Incoming,
    Located,
    Pictured,
    Pressed,
    Returned,
    Said,
    SharedContact,
    Spoken,
    Unreadable,
    What,
)
from bot.records import Photo, Voice
from bot.unseen import without_unseen

UNREADABLE = (
    "sticker",
    "animation",
    "video",
    "video_note",
    "audio",
    "document",
    "poll",
    "dice",
    "game",
    "story",
    "paid_media",
    "checklist",
)

GONE = {ChatMember.BANNED, ChatMember.LEFT}

SHARED = {Chat.GROUP, Chat.SUPERGROUP, Chat.CHANNEL}
"""Chats of several people."""


def read(raw: Mapping[str, Any]) -> Incoming | None:
    """Return what someone did; None for what is not for this bot, such as other bots.

    Raises what python-telegram-bot raises for an update that is not one, or ValueError.
    """
    found = _usual(raw) or _any(raw)
    if found and not _whole(found):
        raise ValueError
    return found


def _whole(found: Incoming) -> bool:
    """Tell whether it can be kept: who sent it is a person, or it is not read at all."""
    somebody = isinstance(found.what, Elsewhere) or found.person_id > 0
    numbered = _is_id(found.update_id) and _is_id(found.person_id) and _is_id(found.message_id)
    return somebody and numbered


def _is_id(number: object) -> bool:
    """Tell whether it is a number that can be kept; python-telegram-bot takes whatever comes."""
    return type(number) is int and abs(number) <= MOST


def _usual(raw: Mapping[str, Any]) -> Incoming | None:
    """Read typed words, which is what comes most, without making objects of all around them."""
    message: Any = raw.get("message")
    if not isinstance(message, dict):
        return None
    sender, chat, text = message.get("from"), message.get("chat"), message.get("text")
    if not (text and isinstance(sender, dict) and isinstance(chat, dict)):
        return None
    id_: Any = raw.get("update_id")
    person: Any = sender.get("id")
    number: Any = message.get("message_id")
    name = sender.get("first_name")
    private = chat.get("type") == Chat.PRIVATE and sender.get("is_bot") is False
    numbered = type(id_) is type(person) is type(number) is int
    made = type(chat.get("id")) is type(message.get("date")) is int
    if not (private and numbered and made and type(text) is type(name) is str):
        return None
    what, language = _invited(_words(text), name), _language(sender.get("language_code"))
    return Incoming(id_, person, what, number, language=language)


def _any(raw: Mapping[str, Any]) -> Incoming | None:
    update = Update.de_json(dict(raw))
    user, chat = update.effective_user, update.effective_chat
    if chat is not None and chat.type in SHARED:
        return _elsewhere(update, chat)
    if user is None or user.is_bot or chat is None or chat.type != Chat.PRIVATE:
        return None
    what, message_id = _what(update)
    language = _language(user.language_code)
    return (
        Incoming(update.update_id, user.id, what, message_id, language=language) if what else None
    )


def _language(code: object) -> str:
    """Return the language of someone's Telegram; python-telegram-bot takes whatever comes."""
    return code if isinstance(code, str) else ""


def _elsewhere(update: Update, chat: Chat) -> Incoming | None:
    """Read no more of a group or a channel than that the bot is there."""
    member = update.my_chat_member
    if member and member.new_chat_member.status in GONE:
        return None
    return Incoming(update.update_id, chat.id, Elsewhere(chat.type != Chat.CHANNEL))


def sender(raw: Mapping[str, Any]) -> Incoming | None:
    """Return who sent an update that could not be read, so that they hear of it."""
    match raw:
        case {
            "update_id": int(id_),
            "message": {"from": {"id": int(person), "is_bot": False}, "chat": {"type": "private"}},
        } if _is_id(person) and person > 0:
            return Incoming(id_, person, Unreadable())
        case _:
            return None


def _what(update: Update) -> tuple[What | None, int]:
    if query := update.callback_query:
        message_id = query.message.message_id if query.message else 0
        number = "".join(without_unseen(query.id).split())  # in the outbox a space ends it
        return Pressed(without_unseen(query.data or ""), number), message_id
    if message := update.message:
        return _said(message), message.message_id
    if message := update.edited_message:
        words = message.text or message.caption
        return (Edited(without_unseen(words)) if words else None), message.message_id
    if member := update.my_chat_member:
        return (Blocked() if member.new_chat_member.status in GONE else Returned()), 0
    return None, 0


def _said(message: Message) -> What | None:
    if message.text:
        name = message.from_user.first_name if message.from_user else ""
        return _invited(_words(message.text), name)
    caption = None if message.caption is None else without_unseen(message.caption)
    if message.photo:
        largest = message.photo[-1]
        group = message.media_group_id
        album = None if group is None else without_unseen(group)
        return Pictured(Photo(*_file(largest), album, caption))
    if voice := message.voice:
        return Spoken(Voice(*_file(voice)), caption or "")
    if location := message.location:  # a venue and a live location have one too
        return Located(location.latitude, location.longitude)
    if contact := message.contact:
        own = message.from_user is not None and contact.user_id == message.from_user.id
        return SharedContact(without_unseen(contact.phone_number), own)
    unreadable = any(getattr(message, kind) for kind in UNREADABLE)
    picture = bool(message.document and (message.document.mime_type or "").startswith("image/"))
    return Unreadable(caption or "", picture) if unreadable else None


def _file(sent: PhotoSize | TelegramVoice) -> tuple[str, str]:
    return without_unseen(sent.file_unique_id), without_unseen(sent.file_id)


def _invited(what: What, name: str) -> What:
    """Add the first name of who may come with an invitation: colleagues see it in their list."""
    if isinstance(what, Commanded) and what.command == "start" and what.rest:
        return replace(what, first_name=without_unseen(name))
    return what


def _words(text: str) -> What:
    text = without_unseen(text)
    if not text.startswith("/"):
        return Said(text)
    first, *rest = text[1:].split(maxsplit=1) or [""]
    command, _, _bot = first.partition("@")
    return Commanded(command.lower(), *(part.strip() for part in rest))
