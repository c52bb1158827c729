"""What the page shows of a chat, as JSON."""

from bot.simulator.chats import Message
from bot.simulator.files import Files
from bot.simulator.refusals import Json
from bot.simulator.world import World

NAMES = {
    "sticker": "Sticker",
    "animation": "GIF",
    "poll": "Peiling",
    "dice": "Dobbelsteen",
    "voice": "Spraakbericht",
    "location": "Locatie",
    "video": "Video",
    "audio": "Muziek",
}


def phone(world: World, user_id: int) -> Json:
    """Everything on one phone."""
    chat = world.chat(user_id)
    keyboard = chat.reply_keyboard
    return {
        "user_id": user_id,
        "name": chat.user.first_name,
        "started": chat.started,
        "blocked": chat.blocked,
        "menu": world.menu(user_id),
        "description": _description(world, chat.user.language_code),
        "placeholder": chat.placeholder,
        "keyboard": keyboard.rows if keyboard else None,
        "toasts": [{"text": t.text, "alert": t.alert} for t in world.toasts(user_id)],
        "typing": chat.typing if chat.action else 0,
        "action": chat.action,
        "pending": [
            [query.message_id, query.data]
            for query in world.queries.values()
            if query.user_id == user_id and not query.answered
        ],
        "messages": [_message(message) for message in chat.messages],
    }


def _description(world: World, language: str) -> str:
    """What the bot says of itself to whose phone is in this language."""
    told = world.descriptions
    return told.get(("description", language)) or told.get(("description", ""), "")


def _message(message: Message) -> Json:
    return {
        "id": message.message_id,
        "mine": not message.by_bot,
        "date": message.date,
        "edited": message.edit_date,
        "text": message.text,
        "entities": message.entities,
        "photos": message.photos,
        "album": message.carries.get("media_group_id"),
        "what": _what(message.carries),
        "file": _file(message.carries),
        "inline": message.inline,
        "reaction": message.reaction,
    }


def _what(carries: Json) -> str:
    """The name of what cannot be shown."""
    if contact := carries.get("contact"):
        return f"Contact: {contact['first_name']}, {contact['phone_number']}"
    named = (name for kind, name in NAMES.items() if kind in carries)
    return next(named, "")


def _file(carries: Json) -> Json | None:
    document = carries.get("document")
    if not document or "animation" in carries:
        return None
    return {"id": document["file_id"], "name": document["file_name"]}


def picture(files: Files, file_id: str) -> tuple[bytes, str]:
    """The content of a file, and its type as far as a page may trust it."""
    stored = files.get(file_id)
    shown = stored.mime if stored.mime in {"image/png", "image/jpeg"} else ""
    return stored.content, shown or "application/octet-stream"
