"""What the bot says, before it has a language or a markup: lines of words and a keyboard.

Pure. Every view makes a Message, the outbox keeps it as JSON, and `telegram/render.py` alone
turns it into what Telegram shows.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from conversations.text import Param, Text, Verbatim, Words


class Look(StrEnum):
    """How a line stands out."""

    PLAIN = "plain"
    BOLD = "bold"
    QUOTE = "quote"
    """Folded: shown in part, and in full after a tap."""


class Style(StrEnum):
    """The colour of a button, as Telegram names it."""

    SEND = "success"
    DECLINE = "danger"
    MAIN = "primary"


@dataclass(frozen=True)
class Line:
    """One line of a message."""

    words: Words
    look: Look = Look.PLAIN


GAP = Line(Verbatim(""))


@dataclass(frozen=True)
class Button:
    """A button under a message: it is pressed, or it copies a text."""

    label: Words
    press: str = ""
    copy: str = ""
    style: Style | None = None


@dataclass(frozen=True)
class Inline:
    """Rows of buttons that belong to one message."""

    rows: tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class ShareContact:
    """Telegram's own keyboard to share one's phone number, with a way back."""

    share: Words
    back: Words
    placeholder: Words


@dataclass(frozen=True)
class TakeAway:
    """The keyboard in place of the letters goes away."""


Keyboard = Inline | ShareContact | TakeAway


@dataclass(frozen=True)
class Message:
    """Lines and at most one keyboard."""

    lines: tuple[Line, ...]
    keyboard: Keyboard | None = None


def message(*lines: Line | Words, keyboard: Keyboard | None = None) -> Message:
    """Return a Message; bare words are plain lines."""
    return Message(tuple([x if isinstance(x, Line) else Line(x) for x in lines]), keyboard)


def rows(*buttons: Button | tuple[Button, ...] | None) -> Inline:
    """Return an inline keyboard: a bare button has a row of its own, None is left out."""
    return Inline(tuple([row if isinstance(row, tuple) else (row,) for row in buttons if row]))


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def dump(said: Message) -> str:
    """Return the stored form. Much is said: what never changes of it is encoded once."""
    lines = ",".join([f'[{_words(line.words)},"{line.look}"]' for line in said.lines])
    return f'{{"lines":[{lines}],"keyboard":{_keyboard(said.keyboard)}}}'


def load(stored: str) -> Message:
    """Return the Message of a stored form."""
    plain = json.loads(stored)
    lines = tuple(Line(_words_of(words), Look(look)) for words, look in plain["lines"])
    return Message(lines, _keyboard_of(plain.get("keyboard")))


def _words(words: Words) -> str:
    if isinstance(words, Verbatim):
        return _json(words.words)
    return _text(words) if words.params else _sentence(words.msgid, words.many)


@cache
def _sentence(msgid: str, many: str | None) -> str:
    return _text(Text(msgid, many=many))


def _text(said: Text) -> str:
    params = ",".join([f"{_json(name)}:{_param(value)}" for name, value in said.params.items()])
    many = "null" if said.many is None else _json(said.many)
    return f"[{_json(said.msgid)},{{{params}}},{many}]"


def _param(value: Param) -> str:
    if isinstance(value, str):
        return _json(value)
    if isinstance(value, Text):
        return f'{{"text":{_words(value)}}}'
    if isinstance(value, Decimal):
        return f'{{"number":"{value}"}}'
    return f'{{"date":"{value.isoformat()}"}}' if isinstance(value, date) else _json(value)


def _words_of(stored: Any) -> Words:
    return Verbatim(stored) if isinstance(stored, str) else _text_of(stored)


def _text_of(stored: Any) -> Text:
    msgid, params, many = stored
    return Text(msgid, {name: _param_of(value) for name, value in params.items()}, many)


def _param_of(stored: Any) -> Param:
    if isinstance(stored, str | int):
        return stored
    if "number" in stored:
        return Decimal(stored["number"])
    if "date" in stored:
        return date.fromisoformat(stored["date"])
    return _text_of(stored["text"])


def _keyboard(keyboard: Keyboard | None) -> str:
    if isinstance(keyboard, Inline):
        made = [f"[{','.join([_button(button) for button in row])}]" for row in keyboard.rows]
        return f'{{"inline":[{",".join(made)}]}}'
    if isinstance(keyboard, ShareContact):
        shown = map(_words, (keyboard.share, keyboard.back, keyboard.placeholder))
        return f'{{"share":[{",".join(shown)}]}}'
    return '{"take_away":true}' if keyboard else "null"


def _button(button: Button) -> str:
    label, press, copied = _words(button.label), _json(button.press), _json(button.copy)
    return f"[{label},{press},{copied},{_json(button.style) if button.style else 'null'}]"


def _keyboard_of(stored: Any) -> Keyboard | None:
    match stored:
        case {"inline": all_rows}:
            return Inline(tuple(tuple(_button_of(*button) for button in row) for row in all_rows))
        case {"share": [share, back, placeholder]}:
            return ShareContact(_words_of(share), _words_of(back), _words_of(placeholder))
        case {"take_away": True}:
            return TakeAway()
        case _:
            return None


def _button_of(label: Any, press: str, copy: str, style: str | None) -> Button:
    return Button(_words_of(label), press, copy, Style(style) if style else None)


def toast(msgid: str = "") -> str:
    """Return the stored form of the short words that answer a press; most answers have none."""
    return json.dumps([msgid, {}, None]) if msgid else ""


def load_toast(stored: str) -> Text | None:
    """Return the words of a stored toast."""
    return _text_of(json.loads(stored)) if stored else None
