"""The methods that put a new message in a chat."""

from typing import Any

from bot.simulator.chats import Chat, Message, message_json
from bot.simulator.files import Stored
from bot.simulator.formatting import Formatted, as_html
from bot.simulator.markup import Force, Inline, Markup, Remove, Reply, parse_markup
from bot.simulator.media import described
from bot.simulator.refusals import Json, bad_request
from bot.simulator.request import Request

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
ALBUM = 10


async def send_message(request: Request) -> Json:
    """A text."""
    text = checked_text(request)
    chat = _addressed(request)
    return _placed(request, chat, _new(request, text, "text"))


async def send_photo(request: Request) -> Json:
    """A picture, uploaded or by its id."""
    return _send_file(request, "photo")


async def send_document(request: Request) -> Json:
    """A file, uploaded or by its id."""
    return _send_file(request, "document")


async def send_voice(request: Request) -> Json:
    """A voice message, uploaded or by its id."""
    return _send_file(request, "voice")


async def send_media_group(request: Request) -> list[Json]:
    """An album."""
    media = request.params.get("media")
    if not isinstance(media, list) or not media:
        raise bad_request("there are no messages to send")
    if len(media) > ALBUM:
        raise bad_request("too many messages to send as an album")
    chat = _addressed(request)
    group = str(13_000_000_000_000_000 + request.world.next_number())
    messages = [_member(request, item, group) for item in media]
    return [_placed(request, chat, message) for message in messages]


async def send_chat_action(request: Request) -> bool:
    """Shows that the bot is busy."""
    chat = request.open_chat()
    action = request.params.get("action")
    if not action:
        raise bad_request("wrong parameter action in request")
    chat.action = str(action)
    chat.typing += 1
    request.world.changed(chat.user.user_id)
    return True


def checked_text(request: Request) -> Formatted:
    """The text of a message, neither empty nor too long."""
    if not request.params.get("text"):
        raise bad_request("message text is empty")
    text = request.formatted("text")
    if not text.text:
        raise bad_request("text must be non-empty")
    if text.length > LONGEST_TEXT:
        raise bad_request("message is too long")
    return text


def checked_caption(request: Request, params: Json | None = None) -> Formatted:
    """The caption of a file, not too long."""
    caption = request.formatted("caption", params)
    if caption.length > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return caption


def _send_file(request: Request, kind: str) -> Json:
    caption = checked_caption(request)
    chat = _addressed(request)
    message = _new(request, caption, "caption")
    message.carries = described(kind, _file(request, kind, request.params.get(kind)))
    return _placed(request, chat, message)


def _member(request: Request, item: Json, group: str) -> Message:
    message = _new(request, checked_caption(request, item), "caption", item)
    kind = str(item.get("type"))
    message.carries = described(kind, _file(request, kind, item.get("media")))
    message.carries["media_group_id"] = group
    return message


def _file(request: Request, kind: str, reference: Any) -> Stored:
    """The file that is meant: an upload, or one that was sent before."""
    if not isinstance(reference, str) or not reference:
        said = f"there is no {kind} in the request"
        raise bad_request(said)
    upload = request.upload(reference)
    if upload is None:
        return request.world.files.get(reference)
    if not upload.content:
        raise bad_request("file must be non-empty")
    return request.world.files.put(kind, upload.content, upload.name, upload.mime)


def _new(request: Request, text: Formatted, name: str, params: Json | None = None) -> Message:
    given = request.params if params is None else params
    source = str(given.get(name) or "")
    html = source if given.get("parse_mode") else as_html(source)
    return Message(0, True, request.world.time(), text.text, html, text.entities)


def _addressed(request: Request) -> Chat:
    """The chat to send to; what the keyboard and a quoted message must be is checked too."""
    parse_markup(request.params.get("reply_markup"))
    chat = request.open_chat()
    quoted = request.params.get("reply_parameters") or {}
    missing = quoted and chat.find(quoted.get("message_id", 0)) is None
    if missing and not quoted.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return chat


def _placed(request: Request, chat: Chat, message: Message) -> Json:
    """Puts the message in the chat with its keyboard; the Bot API's Message."""
    markup = parse_markup(request.params.get("reply_markup"))
    message.message_id = chat.next_id()
    message.inline = markup.rows if isinstance(markup, Inline) else []
    # Telegram cannot edit a message that came with any other keyboard.
    message.editable = markup is None or isinstance(markup, Inline)
    chat.messages.append(message)
    _show_keyboard(chat, message, markup)
    chat.action = ""
    request.world.changed(chat.user.user_id)
    return message_json(chat, message, request.world.bot_json())


def _show_keyboard(chat: Chat, message: Message, markup: Markup) -> None:
    match markup:
        case Reply():
            chat.reply_keyboard, chat.reply_keyboard_from = markup, message.message_id
        case Remove():
            chat.reply_keyboard = None
        case Force(placeholder):
            chat.forced_placeholder = placeholder
        case _:
            pass


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendVoice": send_voice,
    "sendMediaGroup": send_media_group,
    "sendChatAction": send_chat_action,
}
