"""A small file of erasures beside the backups: codes, no data. It outlives the database.

Without it a new machine would not know what an older backup must forget.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import astuple
from datetime import datetime
from pathlib import Path

from bot.clock import parse_stamp, stamp
from bot.store.copying import replacing
from bot.store.erased import Erasure, Left, left_by
from bot.store.files import UnfitError

NAME = "erasures.txt"

FIRST = "Erasures of the Basisbaan bot until {until}: codes, no data. Keep it with the backups."

FIRST_LINE = re.compile(r"Erasures of the Basisbaan bot until (\S+): .*")

LINE = re.compile(r"(\S+) (person|check) ([0-9a-f]{64})")

DATABASE = b"SQLite format 3\0"


def beside(backup: Path) -> Path:
    """Return where the list is that goes with a backup."""
    return backup.with_name(NAME)


def add(file: Path, erasures: Sequence[Erasure], until: datetime) -> None:
    """Write erasures to a list, with those that it had; only its owner can read it. OSError."""
    with replacing(file, wait=True) as part:
        before = list(read(file).erasures) if file.exists() else []
        every = sorted({*before, *erasures}, key=astuple)
        lines = [FIRST.format(until=stamp(until)), *(f"{e.at} {e.kind} {e.code}" for e in every)]
        part.write_text("\n".join(lines) + "\n", encoding="ascii")


def read(file: Path) -> Left:
    """Return the erasures in a list, or in a later database or backup. UnfitError, OSError."""
    if not file.is_file():
        raise UnfitError(file, "does not exist")
    with file.open("rb") as opened:
        is_database = opened.read(len(DATABASE)) == DATABASE
    found = left_by(file) if is_database else _listed(file)
    if found is None:
        raise UnfitError(file, "is no list of erasures, nor a database of this program")
    return found


def _listed(file: Path) -> Left | None:
    first, *rest = file.read_text("ascii", errors="replace").splitlines() or [""]
    said, lines = FIRST_LINE.fullmatch(first), [LINE.fullmatch(line) for line in rest]
    if said is None or None in lines:
        return None
    try:
        until = parse_stamp(said[1])
    except ValueError:
        return None
    return Left(tuple(Erasure(*line.groups()) for line in lines if line), until=until)
