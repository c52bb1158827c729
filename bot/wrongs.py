"""What can be wrong outside the program: the one line that says so, and the exit code."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Mapping

from bot.checkup import UnsoundError
from bot.failed import NotListedError
from bot.settings import SettingsError
from bot.store.copying import UnfitError
from bot.store.database import InUseError, NewerError
from bot.store.failing import damaged, passing
from bot.telegram.connection import NoAnswerError, RefusedError

WRONG = 2
"""The exit code when a person must set something right before it can go on."""

LATER = 75
"""The exit code when the same may go well later: a service manager may start it again."""

MAY_PASS = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EADDRNOTAVAIL}

RESTORE = "Put a backup in its place: python -m bot restore FILE."


def _system(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return "LISTEN is in use by another program; try LISTEN=127.0.0.1:8081."
    named = getattr(error, "filename", None) or "the system"
    return f"{getattr(error, 'strerror', None) or type(error).__name__}: {named}."


def _database(error: Exception) -> str:
    if damaged(error):
        return f"The database is damaged ({error}). {RESTORE}"
    if passing(error):
        return f"The database cannot be used now: {error}. Is the disk full, or the file locked?"
    return f"The database cannot be used: {error}."


LINES: Mapping[type[Exception], Callable[[Exception], str]] = {
    SettingsError: str,
    UnsoundError: str,
    UnfitError: str,
    NotListedError: str,
    InUseError: lambda error: f"A bot is already running on the database {error}. Stop it first.",
    NewerError: lambda _: "The database was made by a newer version of this program.",
    NoAnswerError: lambda _: "Telegram does not answer. Check the network and BOT_API_URL.",
    RefusedError: lambda _: "Telegram refuses BOT_TOKEN. Ask @BotFather for the right one.",
    sqlite3.Error: _database,
    OSError: _system,
}
"""What can be wrong, and the one line that says so."""


def line(error: Exception) -> str:
    """Return the one line for an error that is in `LINES`."""
    return next(say for kind, say in LINES.items() if isinstance(error, kind))(error)


def code(error: Exception) -> int:
    """Return the exit code for it."""
    later = passing(error) or (isinstance(error, OSError) and error.errno in MAY_PASS)
    return LATER if later else WRONG
