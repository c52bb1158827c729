"""A Message becomes what Telegram shows: HTML and a keyboard. The one place that escapes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from bot.message import Button, Inline, Keyboard, Line, Look, Message, ShareContact, TakeAway
from bot.translate import words
from bot.views.fitting import units
from conversations.text import Text, Words

BOLD = re.compile(r"\*\*(.+?)\*\*")
TAG = re.compile("<[^>]*>")
LONGEST = 4096
"""UTF-16 units that Telegram takes, without the markup."""

UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of the text around them."""

Markup = dict[str, Any]
"""A keyboard as the Bot API has it; objects of it cost more than all the rest of a message."""


def text(said: Message, language: str) -> str:
    """Return the lines as Telegram's HTML.

    A message that Telegram would refuse for its length arrives without its last lines.
    """
    lines = said.lines
    shown = _html(lines, language)
    while len(shown) > LONGEST // 2 and _units(shown) > LONGEST and len(lines) > 1:
        lines = lines[:-1]
        shown = f"{_html(lines, language)}\n…"
    return shown


def _units(shown: str) -> int:
    return units(html.unescape(TAG.sub("", shown)))


def _html(lines: Sequence[Line], language: str) -> str:
    if Look.QUOTE in [line.look for line in lines]:
        return "\n".join(_folded(lines, language))
    return "\n".join([_line(line, language) for line in lines])


def _folded(lines: Iterable[Line], language: str) -> Iterator[str]:
    """Yield lines as they are; folded ones that follow each other are one quote."""
    for look, group in groupby(lines, key=lambda line: line.look):
        together = "\n".join(_line(line, language) for line in group)
        quoted = look is Look.QUOTE
        yield f"<blockquote expandable>{together}</blockquote>" if quoted else together


def _line(line: Line, language: str) -> str:
    shown = words(line.words, language, escape=escape, mark=_bold)
    return f"<b>{shown}</b>" if line.look is Look.BOLD and shown else shown


def escape(typed: str) -> str:
    """Return text that Telegram shows as it is."""
    seen = typed if typed.isascii() and typed.isprintable() else UNSAFE.sub("", typed)
    return html.escape(seen, quote=False)


def _bold(sentence: str) -> str:
    return BOLD.sub(r"<b>\1</b>", sentence)


def plain(said: Words, language: str) -> str:
    """Return words where Telegram takes no markup: on a button, in a toast."""
    if isinstance(said, Text) and not said.params:
        return _plainly(said.msgid, said.many, language)
    return _unmarked(words(said, language))


@lru_cache(maxsize=1024)
def _plainly(msgid: str, many: str | None, language: str) -> str:
    """Return a sentence of ours, as nearly all buttons have; made once."""
    return _unmarked(words(Text(msgid, many=many), language))


def _unmarked(shown: str) -> str:
    return UNSAFE.sub("", shown).replace("**", "")


def markup(keyboard: Keyboard | None, language: str) -> Markup | None:
    """Return the keyboard under a message."""
    match keyboard:
        case None:
            return None
        case Inline(rows=rows):
            return {"inline_keyboard": [[_key(key, language) for key in row] for row in rows]}
        case ShareContact(share=share, back=back, placeholder=placeholder):
            return {
                "keyboard": [
                    [{"text": plain(share, language), "request_contact": True}],
                    [{"text": plain(back, language)}],
                ],
                "resize_keyboard": True,
                "one_time_keyboard": True,
                "input_field_placeholder": plain(placeholder, language),
            }
        case TakeAway():
            return {"remove_keyboard": True}


def inline(keyboard: Keyboard | None, language: str) -> Markup | None:
    """Return the keyboard of a message that is edited; only an inline one can be."""
    return markup(keyboard, language) if isinstance(keyboard, Inline) else None


def _key(button: Button, language: str) -> Markup:
    label = plain(button.label, language)
    if button.copy:
        return {"text": label, "copy_text": {"text": button.copy}}
    key: Markup = {"text": label, "callback_data": button.press}
    return {**key, "style": button.style.value} if button.style else key
