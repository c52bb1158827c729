"""Texts become words in a language. The only place that translates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import NamedTuple

from babel.dates import format_date
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from conversations.text import Param, Text, Verbatim, Words

LANGUAGES = ("nl", "en")

PLACEHOLDER = re.compile(r"\{(\w+)(:lower)?\}")

Escape = Callable[[str], str]


def catalogue(language: str) -> Catalog:
    """Return the catalogue of a language, read from its .po file."""
    file = resources.files("locales") / language / "LC_MESSAGES" / "messages.po"
    with file.open("rb") as po:
        return read_po(po, locale=language, abort_invalid=True)


class Read(NamedTuple):
    """What the program needs of a catalogue, which itself is large."""

    sentences: Mapping[str, tuple[str, ...]]
    """The translations by msgid; an empty one means that the msgid is the text."""
    problems: tuple[str, ...]


@cache
def _read(language: str) -> Read:
    sentences, found = {}, list[str]()
    for entry in catalogue(language):
        one, *_ = _forms(entry.id)
        said = _forms(entry.string)
        if one:
            found += _wrong(entry, one, [form for form in said if form], language)
            if all(said):
                sentences[one] = said
    return Read(sentences, tuple(found))


def _forms(stored: object) -> tuple[str, ...]:
    return (stored,) if isinstance(stored, str) else tuple(stored)  # type: ignore[arg-type]


def problems(language: str) -> Sequence[str]:
    """Return what is wrong with a catalogue: fuzzy, missing, or with other placeholders.

    English may leave a translation empty: there the msgid is the text.
    """
    return _read(language).problems


def _wrong(entry: Message, one: str, said: Sequence[str], language: str) -> Iterator[str]:
    if entry.fuzzy:
        yield f"fuzzy: {one}"
    if not said and language != "en":
        yield f"not translated: {one}"
    if any(_holes(form) != _holes(one) for form in said):
        yield f"other placeholders: {one}"


def _holes(sentence: str) -> set[str]:
    return {hole[1] for hole in PLACEHOLDER.finditer(sentence)}


def template(said: Text, language: str) -> str:
    """Return the sentence in this language, its placeholders still open."""
    return _template(said.msgid, said.many, language, plural=_plural(said))


def _plural(said: Text) -> bool:
    return said.many is not None and said.params.get("n") != 1


def _template(msgid: str, many: str | None, language: str, *, plural: bool) -> str:
    found = _read(language).sentences.get(msgid)
    if found:
        return found[-1] if plural else found[0]
    return many if plural and many else msgid


class Hole(NamedTuple):
    """A placeholder, and what stands between it and the next."""

    name: str
    lower: bool
    after: str


@cache
def _sentence(
    msgid: str, many: str | None, plural: bool, language: str, escape: Escape, mark: Escape
) -> tuple[str, tuple[Hole, ...]]:
    """Return a sentence of ours as it is shown, up to its first placeholder and from there.

    It is made once.
    """
    shown = mark(escape(_template(msgid, many, language, plural=plural)))
    first, *parts = PLACEHOLDER.split(shown)
    return first, tuple(map(Hole, parts[::3], map(bool, parts[1::3]), parts[2::3]))


def words(said: Words, language: str, escape: Escape = str, mark: Escape = str) -> str:
    """Return words for a person to read.

    `escape` makes text safe for where it goes: the sentence and every parameter. `mark` then
    treats the sentence itself, for its **bold** parts; what a person typed is never treated.
    """
    if isinstance(said, Verbatim):
        return escape(said.words)
    filled, holes = _sentence(said.msgid, said.many, _plural(said), language, escape, mark)
    for name, lower, after in holes:
        value = said.params.get(name, "")
        filled += _param(value, language, escape, mark, lower=lower) + after
    return filled


def _param(
    value: Param,
    language: str,
    escape: Escape,
    mark: Escape,
    *,
    lower: bool,
) -> str:
    match value:
        case Text():
            said = words(value, language, escape, mark)
            return _inside(said) if lower else said
        case Decimal():
            return escape(format_decimal(value, locale=language))
        case date():
            return escape(format_date(value, "d MMM y", locale=language))
        case _:
            return escape(str(value))


def _inside(said: str) -> str:
    """Return words as they stand inside a sentence; a Dutch capital drops an accent."""
    if said.startswith("I "):
        return said
    return f"één{said[3:]}" if said.startswith("Eén") else said[:1].lower() + said[1:]
