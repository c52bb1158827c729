"""Sheets as an Excel file: real dates and numbers, and never a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import chain, count, islice
from tempfile import TemporaryDirectory
from typing import Any

from bot.office.sheets import Cell, Column, Sheet, clean, like_a_formula
from bot.translate import words

ROWS_AT_MOST = 1_048_576
"""Rows on one sheet, the header included: Excel has no more."""

BUTTON = 4
"""Characters that the button of a filter takes up beside a header."""

A4 = 9
"""As Excel numbers the sizes of paper."""

AS_TYPED = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Looks:
    """How cells look, as the workbook knows it."""

    header: Any
    day: Any
    moment: Any
    quoted: Any
    """A text that stays one when its cell is edited."""


def workbook(sheets: Iterable[Sheet], language: str, rows_at_most: int = ROWS_AT_MOST) -> bytes:
    """Return the sheets as an .xlsx file; one with too many rows goes on on a next sheet."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    content = BytesIO()
    # What it writes on the way is personal too: in a folder that only the bot can read.
    with TemporaryDirectory(prefix="export-") as folder:
        book = Workbook(content, {**AS_TYPED, "tmpdir": folder})
        try:
            looks = _looks(book)
            for sheet in sheets:
                _add(book, sheet, language, looks, rows_at_most - 1)
            book.close()
        finally:
            for page in book.worksheets():  # left open where it was stopped half-way
                page.row_data_fh.close()
    return content.getvalue()


def _looks(book: Any) -> Looks:
    return Looks(
        header=book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF4"}),
        day=book.add_format({"num_format": "dd-mm-yyyy", "align": "left"}),
        moment=book.add_format({"num_format": "dd-mm-yyyy hh:mm", "align": "left"}),
        quoted=book.add_format({"quote_prefix": True}),
    )


def _add(book: Any, sheet: Sheet, language: str, looks: Looks, at_most: int) -> None:
    name = words(sheet.name, language)
    for number, rows in enumerate(_parts(sheet.rows, at_most), 1):
        page = book.add_worksheet(name if number == 1 else f"{name} ({number})")
        _head(page, sheet.columns, language, looks)
        last = 0
        for last, row in zip(count(1), rows):
            _write(page, last, row, looks)
        page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _parts(rows: Iterable[Sequence[Cell]], at_most: int) -> Iterator[Iterable[Sequence[Cell]]]:
    """Yield the rows in parts, at least one; a part is read before the next is asked for."""
    rest = iter(rows)
    yield islice(rest, at_most)
    for first in rest:
        yield chain((first,), islice(rest, at_most - 1))


def _head(page: Any, columns: Sequence[Column], language: str, looks: Looks) -> None:
    for at, column in enumerate(columns):
        header = words(column.header, language)
        page.set_column(at, at, max(column.width, len(header) + BUTTON))
        page.write_string(0, at, header, looks.header)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _write(page: Any, row: int, cells: Sequence[Cell], looks: Looks) -> None:
    for at, cell in enumerate(cells):
        match cell:
            case None | "":
                pass
            case str():
                _write_text(page, row, at, clean(cell), looks)
            case datetime():
                page.write_datetime(row, at, cell, looks.moment)
            case date():
                page.write_datetime(row, at, cell, looks.day)
            case _:
                page.write_number(row, at, cell)


def _write_text(page: Any, row: int, at: int, typed: str, looks: Looks) -> None:
    if typed.startswith("<r>"):  # the writer takes it for markup of its own
        typed = f" {typed}"
    page.write_string(row, at, typed, looks.quoted if like_a_formula(typed) else None)
