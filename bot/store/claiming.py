"""Locks that say that somebody works on a file: two bots never have one database."""

from __future__ import annotations

import fcntl
import os
import sys
from contextlib import ExitStack
from pathlib import Path

from bot.store.files import beside, not_lost, opened, own, private

APART = sys.platform == "linux"
"""Whether a lock on the database is apart from those that SQLite itself puts on it."""


class InUseError(Exception):
    """Another bot is running on this database."""


def claim(path: Path, *, make: bool = False) -> ExitStack:
    """Return what says, until it is closed, that a bot runs on this database.

    `make`: the file, if it is not there. InUseError, OSError; UnfitError where it was lost.
    """
    path = own(path)
    lock = beside(path, ".lock")
    with ExitStack() as held:
        try:
            held.callback(os.close, locked(lock))
            private(lock)
            if make:
                not_lost(path)
                os.close(opened(path))
            # Whoever removed the lock file, or comes by another name, still meets this one.
            if path.exists() and APART:
                held.callback(os.close, locked(path))
        except BlockingIOError:
            raise InUseError(path.name) from None
        return held.pop_all()


def locked(path: Path, *, wait: bool = False) -> int:
    """Return an open file that nobody else has locked, made if need be. BlockingIOError, OSError.

    Whoever had it locked may have removed or replaced it meanwhile: then it is the one that is
    there now.
    """
    while True:
        with ExitStack() as closing:
            file = opened(path)
            closing.callback(os.close, file)
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            if _is(file, path):
                closing.pop_all()
                return file


def _is(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False
