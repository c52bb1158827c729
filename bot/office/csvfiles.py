"""Sheets as CSV files in one zip, as a Dutch Excel opens them: semicolons and decimal commas."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO, TextIOWrapper
from zipfile import ZIP_DEFLATED, ZipFile

from bot.office.sheets import Cell, Sheet, clean, like_a_formula
from bot.translate import words


def bundle(sheets: Iterable[Sheet], language: str) -> bytes:
    """Return a zip with one file for each sheet."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as files:
        for sheet in sheets:
            name = f"{words(sheet.name, language).lower()}.csv"
            with (
                files.open(name, "w", force_zip64=True) as file,
                TextIOWrapper(file, "utf-8-sig", newline="") as lines,
            ):
                writer = csv.writer(lines, delimiter=";")
                writer.writerow(words(column.header, language) for column in sheet.columns)
                writer.writerows([_shown(cell) for cell in row] for row in sheet.rows)
    return content.getvalue()


def _shown(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return neutral(clean(cell))
        case datetime():
            return cell.isoformat(" ", timespec="minutes")
        case date():
            return cell.isoformat()
        case _:
            return str(cell).replace(".", ",")


def neutral(typed: str) -> str:
    """Return text that no spreadsheet takes for a formula: OWASP's apostrophe before it."""
    return f"'{typed}" if like_a_formula(typed) else typed
