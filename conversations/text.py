"""Texts as data: marked here, translated at the edge.

`N_` and `NN_` only mark; `bot/translate.py` alone turns a Text into words. A msgid is a whole
plain English sentence with named placeholders, and may hold **bold** parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

NO_PARAMS: Mapping[str, Param] = MappingProxyType({})


def N_(msgid: str) -> str:  # noqa: N802 - the name that extraction looks for
    """Mark a sentence for the catalogue and return it unchanged."""
    return msgid


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802
    """Mark a sentence that counts something; the placeholder `n` holds the number."""
    return one, many


Param: TypeAlias = "str | int | Decimal | date | Text"
"""What a placeholder may hold; a str was typed by a person, or is a name."""


@dataclass(frozen=True)
class Text:
    """A sentence from the catalogue with its parameters, not yet in any language.

    A parameter that is a str was typed by a person or is a name: it is never translated.
    """

    msgid: str
    params: Mapping[str, Param] = field(default_factory=lambda: NO_PARAMS)
    many: str | None = None


@dataclass(frozen=True)
class Verbatim:
    """Words that are nobody's to translate: what a person typed, or policy text."""

    words: str


Words = Text | Verbatim


def text(msgid: str | tuple[str, str], **params: Param) -> Text:
    """Return the Text for a marked sentence, or for a pair marked with NN_."""
    if isinstance(msgid, tuple):
        return Text(msgid[0], params, many=msgid[1])
    return Text(msgid, params) if params else _plain(msgid)


@cache
def _plain(msgid: str) -> Text:
    """Return the one Text for a sentence without parameters: most are, and they are said often."""
    return Text(msgid)
