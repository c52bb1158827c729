"""What can happen to a database on a real computer, and its end."""

import os
import resource
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from tests.acceptance.program import Program

Trouble = Callable[[Program, Path], AbstractContextManager[None]]
"""Lasts as long as the context: it is given the program and the database."""

ROOM = 8
"""Megabytes on the small disk."""


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Mounts a small disk; gives False where only root may, or not even root."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}m,mode=700", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def only_read(folder: Path, *, mounted: bool) -> Iterator[None]:
    """Nothing in this folder can be changed; root is stopped only where it is a disk."""
    if mounted:
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        yield
    elif os.geteuid() == 0:
        pytest.skip("root may write anywhere, and no disk can be mounted here")
    else:
        folder.chmod(0o500)
        try:
            yield
        finally:
            folder.chmod(0o700)


@contextmanager
def full(_: Program, database: Path) -> Iterator[None]:
    """Another program takes all that is left of the small disk."""
    with full_disk(database.parent):
        yield


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """Something takes all that is left of a small disk."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        while True:
            try:
                file.write(bytes(4096))
            except OSError:
                break
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def nothing_written(program: Program, _: Path) -> Iterator[None]:
    """No file of the program may grow: what a full disk comes to, where nothing can be mounted."""
    pid = program.process.pid
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        if program.process.returncode is None:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def locked(_: Program, database: Path) -> Iterator[None]:
    """Another program writes, and does not get done."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def spoil_table(database: Path, table: str) -> None:
    """Garbage where a table begins, as a failing disk leaves it."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ((size,),) = connection.execute("PRAGMA page_size").fetchall()
        sql = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        ((page,),) = connection.execute(sql, (table,)).fetchall()
    with database.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xaa" * size)


def spoil_header(database: Path) -> None:
    """Garbage where the file begins."""
    with database.open("r+b") as file:
        file.write(b"\xaa" * 100)
