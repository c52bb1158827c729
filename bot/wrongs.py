"""What can be wrong outside the program: the one line that says so, and the exit code."""

from __future__ import annotations

import errno
import socket
import sqlite3
from collections.abc import Callable, Mapping

from bot.checkup import UnsoundError
from bot.failed import NotListedError
from bot.logs import where
from bot.settings import SettingsError
from bot.store.database import BehindError, InUseError, NewerError
from bot.store.failing import damaged, passing, question
from bot.store.files import UnfitError
from bot.telegram.connection import NoAnswerError, RefusedError

WRONG = 2
"""The exit code when a person must set something right before it can go on."""

LATER = 75
"""The exit code when the same may go well later: a service manager may start it again."""

FAULT = 1
"""The exit code of a fault of the program, which is started again as well."""

LASTS = {
    *(errno.EACCES, errno.EPERM, errno.EADDRINUSE, errno.EAFNOSUPPORT),
    *(errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ELOOP, errno.ENAMETOOLONG),
    *(socket.EAI_NONAME, socket.EAI_FAMILY),
}
"""What the system refuses until somebody changes something; all else that it refuses may pass.

So may a disk that can only be read: it is mounted so after an error, or a little too early.
"""

RESTORE = "Put a backup in its place: python -m bot restore FILE."


def _system(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return "LISTEN is in use by another program; try LISTEN=127.0.0.1:8081."
    if not getattr(error, "strerror", None):
        return f"It could not go on now: {where(error)}."
    return f"{getattr(error, 'strerror', '')}: {getattr(error, 'filename', None) or 'the system'}."


def _database(error: Exception) -> str:
    if damaged(error):
        return f"The database is damaged ({error}). {RESTORE}"
    if passing(error):
        return f"The database cannot be used now: {error}. {question(error)}".rstrip()
    return f"The database cannot be used: {error} ({where(error)})."


LINES: Mapping[type[Exception], Callable[[Exception], str]] = {
    SettingsError: str,
    UnsoundError: str,
    UnfitError: str,
    NotListedError: str,
    InUseError: lambda error: f"A bot is already running on the database {error}. Stop it first.",
    NewerError: lambda _: "The database was made by a newer version of this program. Use that.",
    BehindError: lambda error: (
        f"The database {error} was made by an older version of this program. "
        "Only a start of the bot changes that: start it with this version, then try again."
    ),
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
    """Return the exit code for it: whether it may pass, and who has to do something if not."""
    if isinstance(error, sqlite3.Error):
        if passing(error):
            return LATER
        return WRONG if damaged(error) else FAULT
    passes = isinstance(error, OSError) and error.errno not in LASTS
    return LATER if passes or isinstance(error, NoAnswerError) else WRONG
