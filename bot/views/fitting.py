"""What people typed, made to fit: Telegram takes 4096 UTF-16 units in a message. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conversations.text import Text, Verbatim, Words


def units(words: str) -> int:
    """Return the length as Telegram counts it: an emoji is two."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def room(lines: Iterable[Words]) -> int:
    """Return about how long these are together: a translation may be a third longer."""
    return sum(_room(line) + 1 for line in lines)


def _room(words: Words) -> int:
    if isinstance(words, Verbatim):
        return units(words.words)
    held = words.params.values()
    return units(words.msgid) + sum(
        _room(value) if isinstance(value, Text) else units(str(value)) for value in held
    )


def shorten(words: str, longest: int) -> str:
    """Return the words, cut at a space with an ellipsis where they are too long."""
    if units(words) <= longest:
        return words
    cut = _first(words, longest - 1)
    return (cut.rsplit(maxsplit=1)[0] if len(cut.split()) > 1 else cut) + "…"


def shortened(words: Words, longest: int) -> str | Text:
    """Return an answer as the parameter of another text, cut where it is too long."""
    return shorten(words.words, longest) if isinstance(words, Verbatim) else words


def pieces(words: str, longest: int) -> Iterator[str]:
    """Yield all of the words in pieces that each fit."""
    rest = words
    while rest:
        piece = _first(rest, longest)
        rest = rest[len(piece) :]
        if piece.strip():
            yield piece


def _first(words: str, longest: int) -> str:
    cut = words[:longest]
    while units(cut) > longest:
        cut = cut[: len(cut) - max(1, (units(cut) - longest) // 2)]
    return cut
