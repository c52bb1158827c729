from typing import Any

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeChat,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from tests.botapi import violations

Json = dict[str, Any]


def key(**button: Any) -> Json:
    return {"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[button]]}}


KEYS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Ja", callback_data="y", style="success")],
        [InlineKeyboardButton("Kopieer", copy_text=CopyTextButton("BB-1"))],
        [InlineKeyboardButton("Lees", url="https://gemeente.groningen.nl")],
    ]
)
REPLIES = ReplyKeyboardMarkup(
    [[KeyboardButton("Deel", request_contact=True)], ["Terug"]], input_field_placeholder="06"
)

ALLOWED = [
    ("getMe", {}),
    ("sendMessage", {"chat_id": 1, "text": "x" * 4096}),
    ("sendMessage", {"chat_id": 1, "text": f"<b>{'x' * 4096}</b>", "parse_mode": "HTML"}),
    ("sendMessage", {"chat_id": "@kanaal", "text": "a", "reply_markup": KEYS.to_dict()}),
    ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": REPLIES.to_dict()}),
    ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": {"remove_keyboard": True}}),
    ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": {"force_reply": True}}),
    ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": {"keyboard": [["Ja"]]}}),
    ("sendPhoto", {"chat_id": 1, "photo": "attach://photo"}),
    ("sendPhoto", {"chat_id": 1, "photo": "AgAC", "caption": ""}),
    ("sendMediaGroup", {"chat_id": 1, "media": [InputMediaPhoto("AgAC").to_dict()]}),
    ("setMyCommands", {"commands": [BotCommand("taak", "Voorstellen").to_dict()]}),
    ("setMyCommands", {"commands": [], "scope": BotCommandScopeChat(1).to_dict()}),
    (
        "setMessageReaction",
        {"chat_id": 1, "message_id": 2, "reaction": [{"type": "emoji", "emoji": "👍"}]},
    ),
    ("setChatMenuButton", {"menu_button": {"type": "commands"}}),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 200}),
    ("getUpdates", {"offset": -1, "allowed_updates": ["message"]}),
]


@pytest.mark.parametrize(("method", "params"), ALLOWED)
def test_the_documentation_allows(method: str, params: Json) -> None:
    assert violations(method, params) == []


FORBIDDEN = [
    ("sendMesage", {}, "no such method"),
    ("sendMessage", {"chat_id": 1}, "text: required"),
    ("sendMessage", {"chat_id": 1, "text": "a", "texty": 1}, "texty: no such field"),
    ("sendMessage", {"chat_id": 1.5, "text": "a"}, "chat_id: 1.5 is no"),
    ("sendMessage", {"chat_id": True, "text": "a"}, "chat_id: True is no"),
    ("sendMessage", {"chat_id": 1, "text": 12}, "text: 12 is no String"),
    ("sendMessage", {"chat_id": 1, "text": ""}, "text: 0 characters"),
    ("sendMessage", {"chat_id": 1, "text": "🌳" * 2049}, "text: 4098 characters"),
    ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": "{}"}, "is no"),
    ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": {"inline": []}}, "reply_markup"),
    ("sendMessage", key(text="Ja"), "exactly one action"),
    ("sendMessage", key(text="Ja", callback_data="a", url="https://x.nl"), "exactly one action"),
    ("sendMessage", key(text="Ja", callback_data="é" * 33), "callback_data: 66 bytes"),
    ("sendMessage", key(text="Ja", callback_data=""), "callback_data: 0 bytes"),
    ("sendMessage", key(text="Ja", callback_data="a", style="green"), "style: 'green' is none of"),
    ("sendMessage", key(text="Ja", copy_text={"text": "x" * 257}), "257 characters"),
    ("sendMessage", key(callback_data="a"), "text: required"),
    ("sendMessage", key(text="Ja", callback_data="a", colour="red"), "colour: no such field"),
    ("sendPhoto", {"chat_id": 1, "photo": "x", "caption": "x" * 1025}, "1025 characters"),
    ("sendMediaGroup", {"chat_id": 1, "media": [{"type": "photo"}]}, "media: required"),
    ("sendMediaGroup", {"chat_id": 1, "media": {}}, "is no Array"),
    ("setMyCommands", {"commands": [{"command": "", "description": "x"}]}, "0 characters"),
    ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}, "scope.chat_id: required"),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "201 characters"),
    ("setMyDescription", {"description": "x" * 513}, "513 characters"),
]


@pytest.mark.parametrize(("method", "params", "said"), FORBIDDEN)
def test_the_documentation_forbids(method: str, params: Json, said: str) -> None:
    found = violations(method, params)
    assert any(said in violation for violation in found), found
