"""What cannot be seen in typed words is left out, so that nobody is shown what is not there. Pure.

Characters without width, those that turn the direction of text, controls and empty letters can
make two answers look the same, or one say something else than it reads. Joiners stay in emoji.
"""

from __future__ import annotations

import unicodedata

JOINER = "\u200d"
"""Makes one picture of several, as in a family."""

EMPTY = frozenset("\u034f\u115f\u1160\u3164\uffa0")
"""Letters and marks that show nothing."""

LINES = {"\n": "\n", "\u2028": "\n", "\u2029": "\n", "\t": "\t", "\u2800": " "}

GONE = frozenset({"Cc", "Cf", "Cs"})
"""Controls, invisible formatting, and halves of characters."""

PICTURES = frozenset({"So", "Sk", "Mn"})


def without_unseen(typed: str) -> str:
    """Return the words as they are seen, each letter in one spelling (NFC)."""
    if typed.isascii() and typed.isprintable():
        return typed
    first, *others = unicodedata.normalize("NFC", typed.translate(_VISIBLE)).split(JOINER)
    parts = [first]
    for part in others:
        parts += [JOINER, part] if _pictures(parts[-1], part) else [part]
    return unicodedata.normalize("NFC", "".join(parts))


def _pictures(before: str, after: str) -> bool:
    return (
        unicodedata.category(before[-1:] or " ") in PICTURES
        and unicodedata.category(after[:1] or " ") in PICTURES
    )


class _Visible(dict[int, str]):
    """By character: what is seen of it. It fills itself with those that people use."""

    def __missing__(self, number: int) -> str:
        character = chr(number)
        seen = LINES.get(character, character)
        hidden = unicodedata.category(seen) in GONE and seen not in {*LINES.values(), JOINER}
        noncharacter = number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF
        self[number] = "" if hidden or noncharacter or character in EMPTY else seen
        return self[number]


_VISIBLE = _Visible()
