"""The methods that change, delete or react to what stands in a chat, and answer presses."""

from bot.simulator.chats import CAPTIONED, Chat, Message, message_json
from bot.simulator.formatting import Formatted, as_html
from bot.simulator.markup import Rows, parse_inline
from bot.simulator.refusals import (
    CANNOT_EDIT,
    NOT_MODIFIED,
    TO_DELETE_NOT_FOUND,
    TO_EDIT_NOT_FOUND,
    TO_REACT_NOT_FOUND,
    TOO_OLD,
    Json,
    bad_request,
)
from bot.simulator.request import Request
from bot.simulator.sending import checked_caption, checked_text
from bot.simulator.state import Toast


async def edit_message_text(request: Request) -> Json:
    """Another text, and the inline keyboard given or none."""
    text = checked_text(request)
    chat, message = _to_edit(request)
    if message.carries:
        raise bad_request("there is no text in the message to edit")
    return _changed(request, chat, message, text, "text")


async def edit_message_caption(request: Request) -> Json:
    """Another caption, and the inline keyboard given or none."""
    caption = checked_caption(request)
    chat, message = _to_edit(request)
    if not any(kind in message.carries for kind in CAPTIONED):
        raise bad_request("there is no caption in the message to edit")
    return _changed(request, chat, message, caption, "caption")


async def edit_message_reply_markup(request: Request) -> Json:
    """Another inline keyboard, or none."""
    chat, message = _to_edit(request)
    return _changed(request, chat, message, Formatted(message.text, message.entities), None)


async def delete_message(request: Request) -> bool:
    """Takes one message away, the bot's or the person's."""
    chat = request.chat()
    message = chat.find(_message_id(request))
    if message is None:
        raise bad_request(TO_DELETE_NOT_FOUND)
    _delete(chat, message)
    request.world.changed(chat.user.user_id)
    return True


async def delete_messages(request: Request) -> bool:
    """Takes messages away; those that are gone already are skipped."""
    chat = request.chat()
    wanted = request.params.get("message_ids")
    if not isinstance(wanted, list) or not 1 <= len(wanted) <= 100:
        raise bad_request("message identifiers are not specified")
    for message in [found for number in wanted if (found := chat.find(number))]:
        _delete(chat, message)
    request.world.changed(chat.user.user_id)
    return True


async def answer_callback_query(request: Request) -> bool:
    """Ends the waiting after a press, with a notice if there is a text."""
    world, params = request.world, request.params
    query = world.queries.get(str(params.get("callback_query_id")))
    if query is None or world.time() - query.date > world.query_lifetime:
        raise bad_request(TOO_OLD)
    text = str(params.get("text") or "")
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    if not query.answered and (text or params.get("url")):
        toast = Toast(text, bool(params.get("show_alert")), str(params.get("url") or ""))
        world.notices.setdefault(query.user_id, []).append(toast)
    query.answered = True
    world.changed(query.user_id)
    return True


async def set_message_reaction(request: Request) -> bool:
    """Puts the bot's emoji under a message, or takes it away."""
    chat = request.open_chat()
    message = chat.find(_message_id(request))
    if message is None:
        raise bad_request(TO_REACT_NOT_FOUND)
    reactions = request.params.get("reaction") or []
    message.reaction = str(reactions[0].get("emoji", "")) if reactions else ""
    request.world.changed(chat.user.user_id)
    return True


def _message_id(request: Request) -> int:
    message_id = request.params.get("message_id")
    if not isinstance(message_id, int) or not message_id:
        raise bad_request("message identifier is not specified")
    return message_id


def _to_edit(request: Request) -> tuple[Chat, Message]:
    parse_inline(request.params.get("reply_markup"))
    message_id = _message_id(request)
    chat = request.open_chat()
    message = chat.find(message_id)
    if message is None:
        raise bad_request(TO_EDIT_NOT_FOUND)
    if not message.by_bot or not message.editable:
        raise bad_request(CANNOT_EDIT)
    return chat, message


def _changed(
    request: Request, chat: Chat, message: Message, text: Formatted, name: str | None
) -> Json:
    rows: Rows = parse_inline(request.params.get("reply_markup"))
    if (text.text, text.entities, rows) == (message.text, message.entities, message.inline):
        raise bad_request(NOT_MODIFIED)
    message.text, message.entities, message.inline = text.text, text.entities, rows
    if name:
        source = str(request.params.get(name) or "")
        message.html = source if request.params.get("parse_mode") else as_html(source)
        # Other buttons alone do not mark a message as edited.
        message.edit_date = request.world.time()
    request.world.changed(chat.user.user_id)
    return message_json(chat, message, request.world.bot_json())


def _delete(chat: Chat, message: Message) -> None:
    chat.messages.remove(message)
    if chat.reply_keyboard_from == message.message_id:
        chat.reply_keyboard = None


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback_query,
    "setMessageReaction": set_message_reaction,
}
