"""Everything that can be wrong before a start."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from bot import app, translate
from bot.settings import Settings
from bot.store.copying import examined
from bot.store.database import migrations
from bot.store.files import begun, not_lost, only_read, own
from conversations import flows
from conversations.soundness import problems

LEAST_FREE = 200_000_000
"""Bytes that a disk should have left: a restore or a large export takes some at once."""


class UnsoundError(Exception):
    """The program itself, or where it is to run, is not fit to start."""


def sound() -> None:
    """Make sure that flows and catalogues are whole. UnsoundError."""
    found = [fault for flow in flows(app.places()).values() for fault in problems(flow)]
    for language in translate.LANGUAGES:
        found += [f"{language}: {fault}" for fault in translate.problems(language)]
    if found:
        raise UnsoundError("; ".join(found))


def checkup(settings: Settings) -> list[str]:
    """Return what to note, and a last line that all is in order. Nothing is changed.

    UnsoundError, UnfitError, NewerError, OSError, sqlite3.Error.
    """
    sound()
    path = own(settings.database_path)
    noted = list(_room(path))
    not_lost(path)
    if begun(path):
        noted += _database(path)
    return [*noted, "Settings, database, catalogues and flows are in order."]


def _database(path: Path) -> Iterator[str]:
    """Make sure that the database is whole; note who can read it, and what a start changes."""
    if path.stat().st_mode & 0o077:
        yield f"Note: others on this computer can read {path}; a start ends that."
    version, newest = examined(path).version, migrations()[-1][0]
    if version < newest:
        yield f"Note: a start brings {path} from version {version} to {newest}: back it up first."


def _room(path: Path) -> Iterator[str]:
    """Make sure that the folder can be written; note that its disk is nearly full."""
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    if only_read(folder):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(folder))
    for needed in (folder, *(file for file in (path,) if file.exists())):
        if not os.access(needed, os.W_OK):
            said = f"{needed} cannot be written: give it to the user that runs the bot."
            raise UnsoundError(said)
    if (free := shutil.disk_usage(folder).free) < LEAST_FREE:
        yield f"Note: the disk of {folder} has only {free // 1_000_000} MB left."
