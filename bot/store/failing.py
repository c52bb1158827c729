"""Which failures of the database lie outside the program, and which of those may pass."""

from __future__ import annotations

import sqlite3

PASSING = {
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_INTERRUPT,
}

DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}

QUESTIONS = {
    sqlite3.SQLITE_FULL: "Is the disk full?",
    sqlite3.SQLITE_IOERR: "Is the disk full, or failing?",
    sqlite3.SQLITE_BUSY: "Does another program hold the file locked?",
    sqlite3.SQLITE_LOCKED: "Does another program hold the file locked?",
    sqlite3.SQLITE_READONLY: "Can this user write the file and its folder?",
    sqlite3.SQLITE_CANTOPEN: "Can this user write the file and its folder?",
}
"""What to look at first, by what SQLite says."""


class StaleError(sqlite3.OperationalError):
    """What the program remembers of the database is not so any more; read, and try again."""

    sqlite_errorcode = sqlite3.SQLITE_BUSY_SNAPSHOT  # what SQLite says of a reader that is too old


def passing(error: Exception) -> bool:
    """Tell whether the same write may yet succeed, once a person or time has removed the cause."""
    return _code(error) in PASSING


def full(error: Exception) -> bool:
    """Tell whether there is no room for what was to be written."""
    return _code(error) == sqlite3.SQLITE_FULL


def busy(error: Exception) -> bool:
    """Tell whether another program uses the file."""
    return _code(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def damaged(error: Exception) -> bool:
    """Tell whether the file is damaged: to go on would lose answers without a word."""
    return _code(error) in DAMAGED


def outside(error: Exception) -> bool:
    """Tell whether the cause lies outside the program, so that no update is to blame."""
    return passing(error) or damaged(error)


def question(error: Exception) -> str:
    """Return what to look at first, or nothing."""
    return QUESTIONS.get(_code(error) or sqlite3.SQLITE_ERROR, "")


def _code(error: Exception) -> int | None:
    """Return what SQLite says it is, without the details; None of any other error."""
    if not isinstance(error, sqlite3.Error):
        return None
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF
