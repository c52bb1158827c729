"""Every kind of update that the Bot API has, and what is read from it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from bot.telegram.arrivals import parse
from bot.telegram.receive import read

RITA = {"id": 1001, "is_bot": False, "first_name": "Rita"}
BOT = {"id": 7, "is_bot": True, "first_name": "Basisbaan"}
PRIVATE = {"id": 1001, "type": "private", "first_name": "Rita"}
GROUP = {"id": -5, "type": "group", "title": "Straat"}
CHANNEL = {"id": -100, "type": "channel", "title": "Nieuws"}
SIZES = [
    {"file_id": "small", "file_unique_id": "s", "width": 9, "height": 9},
    {"file_id": "large", "file_unique_id": "l", "width": 900, "height": 900},
]
FILE = {"file_id": "f", "file_unique_id": "u"}
BASE: dict[str, Any] = {"message_id": 12, "date": 1, "chat": PRIVATE, "from": RITA}


def message(**what: Any) -> dict[str, Any]:
    return {"message": BASE | what}


def edited(**what: Any) -> dict[str, Any]:
    return {"edited_message": BASE | {"edit_date": 2} | what}


def pressed(**what: Any) -> dict[str, Any]:
    return {"callback_query": {"id": "q", "from": RITA, "chat_instance": "c"} | what}


def member(status: str, chat: dict[str, Any] = PRIVATE) -> dict[str, Any]:
    def of(state: str) -> dict[str, Any]:
        until = {"until_date": 0} if state == "kicked" else {}
        return {"user": BOT, "status": state} | until

    return {
        "my_chat_member": {
            "chat": chat,
            "from": RITA,
            "date": 1,
            "old_chat_member": of("member" if status == "kicked" else "kicked"),
            "new_chat_member": of(status),
        }
    }


FOR_US: dict[str, tuple[dict[str, Any], What, int]] = {
    "text": (message(text="hallo"), Said("hallo"), 12),
    "command": (message(text="/start"), Commanded("start"), 12),
    "command, shouted, with rest": (
        message(text="/START  a b "),
        Commanded("start", "a b", "Rita"),
        12,
    ),
    "command for this bot": (message(text="/taak@basisbaan_bot"), Commanded("taak"), 12),
    "command with a line under it": (message(text="/taak\nnu"), Commanded("taak", "nu"), 12),
    "only a slash": (message(text="/"), Commanded(""), 12),
    "forwarded": (
        message(
            text="doorgestuurd",
            forward_origin={"type": "hidden_user", "date": 1, "sender_user_name": "Iemand"},
        ),
        Said("doorgestuurd"),
        12,
    ),
    "reply": (message(text="ja", reply_to_message=BASE | {"text": "vraag"}), Said("ja"), 12),
    "photo": (message(photo=SIZES), Pictured(Photo("l", "large")), 12),
    "album with a caption": (
        message(photo=SIZES, media_group_id="g", caption="plein"),
        Pictured(Photo("l", "large", "g", "plein")),
        12,
    ),
    "own contact": (
        message(contact={"phone_number": "31612345678", "first_name": "R", "user_id": 1001}),
        SharedContact("31612345678", own=True),
        12,
    ),
    "another's contact": (
        message(contact={"phone_number": "31612345678", "first_name": "N", "user_id": 1002}),
        SharedContact("31612345678", own=False),
        12,
    ),
    "contact without an account": (
        message(contact={"phone_number": "050 1", "first_name": "N"}),
        SharedContact("050 1", own=False),
        12,
    ),
    "edited": (edited(text="anders"), Edited("anders"), 12),
    "edited caption": (edited(photo=SIZES, caption="anders"), Edited("anders"), 12),
    "voice": (message(voice=FILE | {"duration": 1}), Spoken(Voice("u", "f")), 12),
    "voice with words": (
        message(voice=FILE | {"duration": 1}, caption="ik"),
        Spoken(Voice("u", "f"), "ik"),
        12,
    ),
    "sticker": (
        message(
            sticker=FILE
            | {
                "type": "regular",
                "width": 1,
                "height": 1,
                "is_animated": False,
                "is_video": False,
            }
        ),
        Unreadable(),
        12,
    ),
    "animation": (
        message(animation=FILE | {"width": 1, "height": 1, "duration": 1}),
        Unreadable(),
        12,
    ),
    "video": (message(video=FILE | {"width": 1, "height": 1, "duration": 1}), Unreadable(), 12),
    "video note": (message(video_note=FILE | {"length": 1, "duration": 1}), Unreadable(), 12),
    "audio": (message(audio=FILE | {"duration": 1}), Unreadable(), 12),
    "document": (message(document=FILE), Unreadable(), 12),
    "location": (message(location={"latitude": 53.2, "longitude": 6.5}), Located(53.2, 6.5), 12),
    "dice": (message(dice={"emoji": "🎲", "value": 3}), Unreadable(), 12),
    "pressed": (
        pressed(message=BASE | {"from": BOT, "text": "?"}, data="menu:0:tasks"),
        Pressed("menu:0:tasks", "q"),
        12,
    ),
    "pressed under a message out of reach": (
        pressed(message={"chat": PRIVATE, "message_id": 3, "date": 0}, data="x"),
        Pressed("x", "q"),
        3,
    ),
    "pressed without data": (
        pressed(message=BASE | {"from": BOT}, game_short_name="g"),
        Pressed("", "q"),
        12,
    ),
    "blocked": (member("kicked"), Blocked(), 0),
    "left": (member("left"), Blocked(), 0),
    "returned": (member("member"), Returned(), 0),
}


@pytest.mark.parametrize("name", FOR_US)
def test_what_someone_did(name: str) -> None:
    raw, what, message_id = FOR_US[name]
    assert read({"update_id": 5, **raw}) == Incoming(5, 1001, what, message_id)


POST = {"message_id": 1, "date": 1, "chat": CHANNEL, "text": "x"}
SUPERGROUP = GROUP | {"type": "supergroup"}

IN_A_GROUP: dict[str, dict[str, Any]] = {
    "words": message(text="hoi", chat=GROUP),
    "command": message(text="/start", chat=SUPERGROUP),
    "anonymous admin": message(text="hoi", chat=SUPERGROUP, sender_chat=SUPERGROUP),
    "a bot's words": message(text="hoi", chat=GROUP, **{"from": BOT}),
    "joins": message(new_chat_members=[BOT], chat=GROUP),
    "added to it": member("member", GROUP),
    "pressed": pressed(message=BASE | {"chat": GROUP}, data="menu:0:tasks"),
}
IN_A_CHANNEL: dict[str, dict[str, Any]] = {
    "post": {"channel_post": POST},
    "edited post": {"edited_channel_post": POST},
    "added to it": member("member", CHANNEL),
}


@pytest.mark.parametrize("name", IN_A_GROUP)
def test_of_a_group_no_more_is_read_than_that_the_bot_is_there(name: str) -> None:
    raw = {"update_id": 5, **IN_A_GROUP[name]}
    assert read(raw) == Incoming(5, -5, Elsewhere())


@pytest.mark.parametrize("name", IN_A_CHANNEL)
def test_a_channel_is_left_without_a_word(name: str) -> None:
    raw = {"update_id": 5, **IN_A_CHANNEL[name]}
    assert read(raw) == Incoming(5, -100, Elsewhere(can_write=False))


def test_what_cannot_be_seen_is_not_read() -> None:
    for raw, what in (
        (message(text="b\u200blad\u202e\ud800"), Said("blad")),
        (message(text="/taak\u2066 nu\x00"), Commanded("taak", "nu")),
        (edited(text="cafe\u0301"), Edited("caf\u00e9")),
        (message(photo=SIZES, caption="\u200e"), Pictured(Photo("l", "large", None, ""))),
        (message(voice=FILE | {"duration": 1}, caption="\u2060x"), Spoken(Voice("u", "f"), "x")),
    ):
        assert read({"update_id": 5, **raw}) == Incoming(5, 1001, what, 12)


NOT_FOR_US: dict[str, dict[str, Any]] = {
    "another bot": message(text="hoi", **{"from": BOT}),
    "without a sender": {
        "message": {k: v for k, v in (BASE | {"text": "x"}).items() if k != "from"}
    },
    "put out of a group": member("kicked", GROUP),
    "has left a channel": member("left", CHANNEL),
    "pressed under an inline message": pressed(inline_message_id="i", data="menu:0:tasks"),
    "inline query": {"inline_query": {"id": "i", "from": RITA, "query": "x", "offset": ""}},
    "chosen inline result": {
        "chosen_inline_result": {"result_id": "r", "from": RITA, "query": "x"}
    },
    "shipping": {
        "shipping_query": {
            "id": "s",
            "from": RITA,
            "invoice_payload": "x",
            "shipping_address": {
                "country_code": "NL",
                "state": "",
                "city": "G",
                "street_line1": "x",
                "street_line2": "",
                "post_code": "x",
            },
        }
    },
    "pre-checkout": {
        "pre_checkout_query": {
            "id": "p",
            "from": RITA,
            "currency": "EUR",
            "total_amount": 1,
            "invoice_payload": "x",
        }
    },
    "paid": message(
        successful_payment={
            "currency": "EUR",
            "total_amount": 1,
            "invoice_payload": "x",
            "telegram_payment_charge_id": "1",
            "provider_payment_charge_id": "2",
        }
    ),
    "poll": {
        "poll": {
            "id": "1",
            "question": "?",
            "options": [],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    },
    "poll answer": {
        "poll_answer": {
            "poll_id": "1",
            "user": RITA,
            "option_ids": [0],
            "option_persistent_ids": ["0"],
        }
    },
    "joins": message(new_chat_members=[RITA]),
    "pinned": message(pinned_message=BASE | {"text": "x"}),
    "timer": message(message_auto_delete_timer_changed={"message_auto_delete_time": 60}),
    "write access": message(write_access_allowed={"web_app_name": "x"}),
    "edited without words": edited(photo=SIZES),
    "reaction": {
        "message_reaction": {
            "chat": PRIVATE,
            "message_id": 1,
            "date": 1,
            "user": RITA,
            "old_reaction": [],
            "new_reaction": [],
        }
    },
    "something of the future": {"mind_reading": {"from": RITA}},
    "a message of the future": message(hologram={"file_id": "f"}),
    "nothing": {},
}


@pytest.mark.parametrize("name", NOT_FOR_US)
def test_what_is_not_for_this_bot(name: str) -> None:
    assert read({"update_id": 5, **NOT_FOR_US[name]}) is None


def test_every_kind_of_update_in_the_bot_api_is_read_or_left(tmp_path: Path) -> None:
    """Whatever the contents: a kind that nobody here knows is nobody's fault."""
    api = json.loads((Path(__file__).parents[1] / "telegram-bot-api.json").read_text("utf-8"))
    kinds = [field["name"] for field in api["types"]["Update"]["fields"]]
    assert "callback_query" in kinds
    for kind in kinds:
        if kind != "update_id":
            parsed = parse({"update_id": 5, kind: {"broken": True}})
            assert parsed.id == 5
            assert parsed.incoming is None


@pytest.mark.parametrize(
    "raw",
    [
        {"message": "text"},
        {"message": {"message_id": "x"}},
        message(chat=None),
        message(photo=[]),
        message(photo="x"),
        message(contact={}),
        message(text=5),
        pressed(message=5),
        message(message_id=True, text="x"),
        message(message_id=2**70, text="x"),
        {"my_chat_member": {}},
        {"callback_query": []},
    ],
)
def test_a_bad_update_is_never_more_than_one_bad_update(raw: dict[str, Any]) -> None:
    parsed = parse({"update_id": 5, **raw})
    assert parsed.id == 5
    assert parsed.incoming in (None, Incoming(5, 1001, Unreadable()))


def test_who_sent_what_cannot_be_read_is_known() -> None:
    parsed = parse({"update_id": 5, **message(poll={"question": "of another version"})})
    assert parsed.incoming == Incoming(5, 1001, Unreadable())
    assert parsed.error
    group = parse({"update_id": 5, **message(poll={}, chat=GROUP)})
    assert group.incoming is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(sorted(BASE | FOR_US["photo"][0]["message"])), JSON))
def test_no_message_however_odd_raises(odd: dict[str, Any]) -> None:
    assert parse({"update_id": 5, "message": {**BASE, **odd}}).id == 5
