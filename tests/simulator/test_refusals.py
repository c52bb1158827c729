"""What Telegram refuses, in its words: one row each."""

from typing import Any

import pytest

from bot.simulator.api import Api
from bot.simulator.refusals import NOT_MODIFIED, TOO_OLD
from bot.simulator.world import World

Json = dict[str, Any]
BAD = "Bad Request: "
PARSE = BAD + "can't parse entities: "


def html(text: str) -> Json:
    return {"chat_id": 1, "text": text, "parse_mode": "HTML"}


def key(**action: Any) -> Json:
    keyboard = {"inline_keyboard": [[{"text": "Knop", **action}]]}
    return {"chat_id": 1, "text": "dag", "reply_markup": keyboard}


def reply(**more: Any) -> Json:
    return {"chat_id": 1, "text": "dag", "reply_markup": {"keyboard": [["Ja"]], **more}}


SENDING = [
    (html("<b>dag"), PARSE + 'Can\'t find end tag corresponding to start tag "b"'),
    (html("één <p>dag</p>"), PARSE + 'Unsupported start tag "p" at byte offset 6'),
    (html("a < b"), PARSE + 'Unsupported start tag "" at byte offset 2'),
    (html("<b>a</i>"), PARSE + 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    (html("a</b>"), PARSE + "Unexpected end tag at byte offset 1"),
    (html("<b"), PARSE + "Unclosed start tag at byte offset 0"),
    (html("<b>a</b"), PARSE + "Unclosed end tag at byte offset 4"),
    ({"chat_id": 1, "text": ""}, BAD + "message text is empty"),
    ({"chat_id": 1, "text": " \n "}, BAD + "text must be non-empty"),
    (html("<b></b>"), BAD + "text must be non-empty"),
    ({"chat_id": 1, "text": "x" * 4097}, BAD + "message is too long"),
    ({"chat_id": 1, "text": "🌳" * 2049}, BAD + "message is too long"),
    ({"chat_id": 2, "text": "dag"}, BAD + "chat not found"),
    ({"chat_id": 99, "text": "dag"}, BAD + "chat not found"),
    ({"text": "dag"}, BAD + "chat_id is empty"),
    (key(callback_data=""), BAD + "BUTTON_DATA_INVALID"),
    (key(callback_data="é" * 33), BAD + "BUTTON_DATA_INVALID"),
    (key(copy_text={"text": ""}), BAD + "BUTTON_COPY_TEXT_INVALID"),
    (key(copy_text={"text": "x" * 257}), BAD + "BUTTON_COPY_TEXT_INVALID"),
    (key(callback_data="a", url="https://example.org"), BAD + "BUTTON_TYPE_INVALID"),
    (
        key(),
        BAD + "can't parse inline keyboard button: "
        "Text buttons are unallowed in the inline keyboard",
    ),
    (
        key(url="http://localhost:8080/"),
        BAD + "inline keyboard button URL 'http://localhost:8080/' is invalid: Wrong HTTP URL",
    ),
    (key(url="http://127.0.0.1/"), BAD + "BUTTON_URL_INVALID"),
    (
        reply(input_field_placeholder="x" * 65),
        BAD + "reply keyboard placeholder must be at most 64 characters",
    ),
    (
        {"chat_id": 1, "text": "dag", "reply_markup": "{"},
        BAD + "can't parse reply markup JSON object",
    ),
    (
        {"chat_id": 1, "text": "dag", "reply_parameters": {"message_id": 999}},
        BAD + "message to be replied not found",
    ),
]


@pytest.mark.parametrize(("params", "description"), SENDING)
async def test_a_message_is_refused(api: Api, params: Json, description: str) -> None:
    status, body = await api.call("sendMessage", params)
    assert body == {"ok": False, "error_code": 400, "description": description}
    assert status == 400


@pytest.mark.parametrize(
    "params",
    [
        {"chat_id": 1, "text": "x" * 4096},
        html("<b>" + "x" * 4096 + "</b>"),
        key(callback_data="x" * 64),
        key(copy_text={"text": "x" * 256}),
        key(url="https://gemeente.groningen.nl/basisbaan"),
        key(url="t.me/basisbaan_bot?start=abc"),
        reply(input_field_placeholder="x" * 64),
        html("1 &lt; 2 &amp; 3 > 2 &eacute; &#233;"),
        html("<blockquote expandable>a</blockquote> <a href='https://x.nl'>x</a>"),
    ],
)
async def test_a_message_at_the_limit_is_sent(api: Api, params: Json) -> None:
    status, _ = await api.call("sendMessage", params)
    assert status == 200


OTHER = [
    ("editMessageText", {"message_id": 5, "text": "dag"}, NOT_MODIFIED),
    ("editMessageText", {"message_id": 99, "text": "dag"}, BAD + "message to edit not found"),
    ("editMessageText", {"message_id": 1, "text": "dag"}, BAD + "message can't be edited"),
    ("editMessageText", {"message_id": 2, "text": "dag"}, BAD + "message can't be edited"),
    ("editMessageText", {"message_id": 3, "text": "dag"}, BAD + "message can't be edited"),
    ("editMessageText", {"message_id": 4, "text": "dag"}, BAD + "message can't be edited"),
    ("editMessageText", {"text": "dag"}, BAD + "message identifier is not specified"),
    (
        "editMessageText",
        {"message_id": 6, "text": "dag"},
        BAD + "there is no text in the message to edit",
    ),
    (
        "editMessageCaption",
        {"message_id": 5, "caption": "dag"},
        BAD + "there is no caption in the message to edit",
    ),
    ("editMessageReplyMarkup", {"message_id": 5}, NOT_MODIFIED),
    ("deleteMessage", {"message_id": 99}, BAD + "message to delete not found"),
    ("deleteMessages", {"message_ids": []}, BAD + "message identifiers are not specified"),
    ("answerCallbackQuery", {"callback_query_id": "1"}, TOO_OLD),
    ("sendPhoto", {"photo": "no-such-id"}, BAD + "wrong file identifier/HTTP URL specified"),
    ("sendPhoto", {}, BAD + "there is no photo in the request"),
    ("sendMediaGroup", {"media": []}, BAD + "there are no messages to send"),
    (
        "sendMediaGroup",
        {"media": [{"type": "photo", "media": "x"}] * 11},
        BAD + "too many messages to send as an album",
    ),
    ("getFile", {"file_id": "nothing"}, BAD + "invalid file_id"),
    (
        "setMyCommands",
        {"commands": [{"command": "Taak", "description": "x"}]},
        BAD + "BOT_COMMAND_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "taak", "description": ""}]},
        BAD + "BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [], "scope": {"type": "chat", "chat_id": 2}},
        BAD + "chat not found",
    ),
    (
        "setWebhook",
        {"url": "http://x.nl"},
        BAD + "bad webhook: An HTTPS URL must be provided for webhook",
    ),
    ("setMessageReaction", {"message_id": 99}, BAD + "message to react not found"),
]


@pytest.mark.parametrize(("method", "params", "description"), OTHER)
async def test_a_request_is_refused(
    api: Api, world: World, method: str, params: Json, description: str
) -> None:
    """Message 1 is /start; 2, 3, 4 came with other keyboards; 5 is a text; 6 a photo."""
    photo = world.files.put("photo", b"x").file_id
    for markup in ({"keyboard": [["Ja"]]}, {"remove_keyboard": True}, {"force_reply": True}, None):
        await api.call("sendMessage", {"chat_id": 1, "text": "dag", "reply_markup": markup})
    await api.call("sendPhoto", {"chat_id": 1, "photo": photo})
    status, body = await api.call(method, {"chat_id": 1, **params})
    assert body == {"ok": False, "error_code": 400, "description": description}
    assert status == 400


async def test_a_long_caption_is_refused(api: Api, world: World) -> None:
    photo = world.files.put("photo", b"x").file_id
    for length, expected in ((1024, 200), (1025, 400)):
        asked = {"chat_id": 1, "photo": photo, "caption": "x" * length}
        status, _ = await api.call("sendPhoto", asked)
        assert status == expected


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText", "sendChatAction"])
async def test_a_blocked_chat_is_closed(api: Api, world: World, method: str) -> None:
    await api.call("sendMessage", {"chat_id": 1, "text": "dag"})
    world.block(1)
    asked = {"chat_id": 1, "text": "dag!", "message_id": 2, "action": "typing"}
    status, body = await api.call(method, asked)
    assert isinstance(body, dict)
    assert (status, body["description"]) == (403, "Forbidden: bot was blocked by the user")


async def test_an_unknown_method_is_loud(api: Api, world: World) -> None:
    status, body = await api.call("sendMesage", {"chat_id": 1})
    assert (status, body) == (404, {"ok": False, "error_code": 404, "description": "Not Found"})
    assert world.violations == ["unknown method sendMesage"]


async def test_what_a_hook_objects_to_is_loud(api: Api, world: World) -> None:
    def hook(method: str, params: Json) -> None:
        assert "chat_id" in params, "no chat_id"

    world.on_call.append(hook)
    status, _ = await api.call("sendMessage", {"text": "dag"})
    assert status == 500
    assert "no chat_id" in world.violations[0]


async def test_an_edit_without_a_keyboard_takes_it_away(api: Api, world: World) -> None:
    _, body = await api.call("sendMessage", key(callback_data="a"))
    assert isinstance(body, dict)
    message_id = body["result"]["message_id"]
    await api.call("editMessageText", {"chat_id": 1, "message_id": message_id, "text": "dag"})
    assert world.chat(1).last.inline == []


async def test_a_press_gets_too_old(api: Api, world: World) -> None:
    query = world.press_data(1, 1, "a")
    world.expire_queries()
    _, body = await api.call("answerCallbackQuery", {"callback_query_id": query})
    assert isinstance(body, dict)
    assert body["description"] == TOO_OLD
