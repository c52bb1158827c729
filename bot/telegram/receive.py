"""From Telegram's update to what someone did. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from telegram import Chat, ChatMember, Message, Update

from bot.incoming import (
    Blocked,
    Commanded,
    Edited,
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


def read(raw: Mapping[str, Any]) -> Incoming | None:
    """Return what someone did; None for what is not for this bot (groups, channels, other bots).

    Raises what python-telegram-bot raises for an update that is not one.
    """
    return _usual(raw) or _any(raw)


def _usual(raw: Mapping[str, Any]) -> Incoming | None:
    """Read typed words, which is what comes most, without making objects of all around them."""
    match raw:
        case {
            "update_id": int(id_),
            "message": {
                "message_id": int(number),
                "date": int(),
                "from": {"id": int(person), "is_bot": False, "first_name": str(name)},
                "chat": {"id": int(), "type": Chat.PRIVATE},
                "text": str(text),
            },
        } if text:
            return Incoming(id_, person, _invited(_words(text), name), number)
        case _:
            return None


def _any(raw: Mapping[str, Any]) -> Incoming | None:
    update = Update.de_json(dict(raw))
    user, chat = update.effective_user, update.effective_chat
    if user is None or user.is_bot or chat is None or chat.type != Chat.PRIVATE:
        return None
    what, message_id = _what(update)
    return Incoming(update.update_id, user.id, what, message_id) if what else None


def sender(raw: Mapping[str, Any]) -> Incoming | None:
    """Return who sent an update that could not be read, so that they hear of it."""
    match raw:
        case {
            "update_id": int(id_),
            "message": {"from": {"id": int(person), "is_bot": False}, "chat": {"type": "private"}},
        }:
            return Incoming(id_, person, Unreadable())
        case _:
            return None


def _what(update: Update) -> tuple[What | None, int]:
    if query := update.callback_query:
        message_id = query.message.message_id if query.message else 0
        return Pressed(query.data or "", query.id), message_id
    if message := update.message:
        return _said(message), message.message_id
    if message := update.edited_message:
        words = message.text or message.caption
        return (Edited(words) if words else None), message.message_id
    if member := update.my_chat_member:
        return (Blocked() if member.new_chat_member.status in GONE else Returned()), 0
    return None, 0


def _said(message: Message) -> What | None:
    if message.text:
        name = message.from_user.first_name if message.from_user else ""
        return _invited(_words(message.text), name)
    if message.photo:
        largest = message.photo[-1]
        photo = Photo(
            largest.file_unique_id, largest.file_id, message.media_group_id, message.caption
        )
        return Pictured(photo)
    if voice := message.voice:
        return Spoken(Voice(voice.file_unique_id, voice.file_id), message.caption or "")
    if location := message.location:  # a venue and a live location have one too
        return Located(location.latitude, location.longitude)
    if contact := message.contact:
        own = message.from_user is not None and contact.user_id == message.from_user.id
        return SharedContact(contact.phone_number, own)
    unreadable = any(getattr(message, kind) for kind in UNREADABLE)
    picture = bool(message.document and (message.document.mime_type or "").startswith("image/"))
    return Unreadable(message.caption or "", picture) if unreadable else None


def _invited(what: What, name: str) -> What:
    """Add the first name of who may come with an invitation: colleagues see it in their list."""
    if isinstance(what, Commanded) and what.command == "start" and what.rest:
        return replace(what, first_name=name)
    return what


def _words(text: str) -> What:
    if not text.startswith("/"):
        return Said(text)
    first, *rest = text[1:].split(maxsplit=1) or [""]
    command, _, _bot = first.partition("@")
    return Commanded(command.lower(), *(part.strip() for part in rest))
