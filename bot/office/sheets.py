"""A table with its explanation, before it is a file. Pure.

What people typed is only ever text here; `workbook.py` and `csvfiles.py` keep it so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.translate import words
from conversations.text import N_, Words, text

Cell = str | int | float | date | datetime | None

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML takes in no form; it has no place in a CSV file either."""

FORMULA = re.compile(r"\s*[\t\r\n=+\-@＝＋－＠]")
"""How a text begins that a spreadsheet may take for a formula."""


@dataclass(frozen=True)
class Column:
    """A column: what stands above it, and what it means."""

    header: Words
    explained: Words
    width: int = 14
    """In characters, where the file has widths."""


@dataclass(frozen=True)
class Sheet:
    """A name, columns, and rows that are read once."""

    name: Words
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Cell]]


def clean(typed: str) -> str:
    """Return text that can stand in any file, its lines ending alike."""
    return ILLEGAL.sub("", typed.replace("\r\n", "\n").replace("\r", "\n"))


def like_a_formula(typed: str) -> bool:
    """Tell whether a spreadsheet may take this text for a formula."""
    return FORMULA.match(typed) is not None


EXPLAINING = (
    Column(text(N_("Sheet")), text(N_("The sheet that the column is on.")), 20),
    Column(text(N_("Column")), text(N_("The words above the column.")), 28),
    Column(text(N_("What it means")), text(N_("What stands in the column.")), 90),
)


def explanation(sheets: Sequence[Sheet], notes: Sequence[Words], language: str) -> Sheet:
    """Return the sheet that explains every column of the others, with notes above that."""
    return Sheet(text(N_("Explanation")), EXPLAINING, _explained(sheets, notes, language))


def _explained(
    sheets: Sequence[Sheet], notes: Sequence[Words], language: str
) -> Iterator[Sequence[Cell]]:
    for note in notes:
        yield None, None, words(note, language).replace("**", "")
    for sheet in sheets:
        for column in sheet.columns:
            said = (sheet.name, column.header, column.explained)
            yield tuple(words(part, language) for part in said)
