"""The file of a database: where it really is, and whether it is the one that was meant."""

from __future__ import annotations

import os
import re
from pathlib import Path

PUT_ASIDE = r"-\d{8}-\d{6}"
"""What a restore puts behind the name of the database that it replaces."""

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite puts beside a database."""

PART = ".part"
"""What a new file has behind its name until it is whole."""


class UnfitError(Exception):
    """A file is not what it must be. The text says it in one line."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path} {what}.")


def own(path: Path) -> Path:
    """Return the file itself where this is a link to it: what stands beside it goes by its name."""
    return path.resolve() if path.is_symlink() else path


def begun(path: Path) -> bool:
    """Tell whether there is a database: a first start on a full disk leaves an empty file."""
    return path.exists() and path.stat().st_size > 0


def beside(path: Path, ending: str) -> Path:
    """Return the file beside it that has this behind its name."""
    return path.with_name(path.name + ending)


def folder(path: Path) -> None:
    """Make sure that the folder of a file is there; a new one is for its owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)


def not_lost(path: Path) -> None:
    """Refuse to begin anew where a restore was broken off, or lost the database. UnfitError."""
    left = [] if begun(path) else _left_beside(path)
    if left:
        raise UnfitError(
            path,
            f"is not there, but what a restore left is: {', '.join(left)}. "
            "Restore the backup again, or give back its name to what was there; "
            "to begin with nothing, move those away",
        )


def _left_beside(path: Path) -> list[str]:
    """Return the names of what a restore leaves: half a new database, and the replaced ones."""
    if not path.parent.is_dir():
        return []
    names = sorted(file.name for file in path.parent.iterdir())
    aside = re.compile(re.escape(path.stem) + PUT_ASIDE + re.escape(path.suffix))
    return [name for name in names if name == path.name + PART or aside.fullmatch(name)]


def opened(path: Path) -> int:
    """Open a file to read and write, made if need be and then for its owner only. OSError."""
    return os.open(path, os.O_CREAT | os.O_RDWR, 0o600)


def private(path: Path) -> None:
    """Make sure that only its owner can read a file, and what SQLite has beside it."""
    for file in (path, *(beside(path, ending) for ending in BESIDE)):
        if file.exists() and file.stat().st_mode & 0o077:
            file.chmod(0o600)


def clear(path: Path) -> None:
    """Remove what a restore that was killed left beside a database: half of a new one, other names.

    Nobody else may be at work there.
    """
    if begun(path):
        for ending in (*BESIDE, ""):
            beside(path, PART + ending).unlink(missing_ok=True)
        for name in _left_beside(path):
            if path.with_name(name).samefile(path):
                path.with_name(name).unlink()


def only_read(path: Path) -> bool:
    """Tell whether this is on a disk on which nobody can write now."""
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def sync(path: Path) -> None:
    """Return once a file, or the names in a folder, would survive a power cut."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
