"""`check` finds what can be wrong before a start, and changes nothing."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot import checkup, wrongs
from bot.checkup import UnsoundError
from bot.settings import Settings, SettingsError
from bot.store.database import Database, InUseError, NewerError, migrations
from bot.store.files import UnfitError
from bot.telegram.connection import NoAnswerError, RefusedError

IN_ORDER = "Settings, database, catalogues and flows are in order."


class Usage(NamedTuple):
    """What is left of a disk."""

    free: int


async def made(path: Path) -> Path:
    store = Database(path)
    await store.open()
    await store.close()
    return path


def check(path: Path) -> list[str]:
    return checkup.checkup(Settings(database_path=path))


def change(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


async def test_all_is_well_and_nothing_is_made(tmp_path: Path) -> None:
    assert check(tmp_path / "data" / "bot.db") == [IN_ORDER]
    assert os.listdir(tmp_path) == []
    path = await made(tmp_path / "data" / "bot.db")
    before = path.read_bytes()
    assert check(path) == [IN_ORDER]
    assert path.read_bytes() == before


def test_a_first_start_that_failed_left_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "bot.db").touch(0o600)
    assert check(tmp_path / "bot.db") == [IN_ORDER]


async def test_who_can_read_it_and_what_a_start_changes(tmp_path: Path) -> None:
    path = await made(tmp_path / "bot.db")
    change(path, "PRAGMA user_version = 1")
    path.chmod(0o644)
    newest = migrations()[-1][0]
    assert check(path) == [
        f"Note: others on this computer can read {path}; a start ends that.",
        f"Note: a start brings {path} from version 1 to {newest}: back it up first.",
        IN_ORDER,
    ]
    change(path, f"PRAGMA user_version = {newest + 1}")
    with pytest.raises(NewerError):
        check(path)


async def test_a_damaged_database(tmp_path: Path) -> None:
    path = await made(tmp_path / "bot.db")
    path.write_bytes(b"Beste gemeente" * 1000)
    with pytest.raises(UnfitError, match="is damaged"):
        check(path)


def test_a_disk_that_is_nearly_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(checkup.LEAST_FREE - 1))
    assert check(tmp_path / "bot.db") == [
        f"Note: the disk of {tmp_path} has only 199 MB left.",
        IN_ORDER,
    ]


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(UnsoundError, match="cannot be written: give it to the user"):
        check(tmp_path / "none" / "bot.db")


def of_sqlite(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (of_sqlite(sqlite3.SQLITE_BUSY), wrongs.LATER, "now: what SQLite says. Does another pro"),
        (of_sqlite(sqlite3.SQLITE_FULL), wrongs.LATER, "now: what SQLite says. Is the disk full?"),
        (of_sqlite(sqlite3.SQLITE_IOERR_WRITE), wrongs.LATER, "Is the disk full, or failing?"),
        (of_sqlite(sqlite3.SQLITE_CANTOPEN), wrongs.LATER, "says. Can this user write the file"),
        (of_sqlite(sqlite3.SQLITE_READONLY), wrongs.LATER, "says. Can this user write the file"),
        (of_sqlite(sqlite3.SQLITE_CORRUPT), wrongs.WRONG, "python -m bot restore FILE"),
        (of_sqlite(sqlite3.SQLITE_NOTADB), wrongs.WRONG, "is damaged"),
        (of_sqlite(sqlite3.SQLITE_INTERRUPT), wrongs.LATER, "cannot be used now"),
        (of_sqlite(sqlite3.SQLITE_ERROR), wrongs.FAULT, "cannot be used: what SQLite says ("),
        (sqlite3.ProgrammingError("closed"), wrongs.FAULT, "cannot be used: closed ("),
        (sqlite3.IntegrityError("UNIQUE"), wrongs.FAULT, "cannot be used: UNIQUE ("),
        (OSError(errno.ENOSPC, "No space left", "bot.db"), wrongs.LATER, "No space left: bot.db."),
        (
            OSError(errno.EMFILE, "Too many open files"),
            wrongs.LATER,
            "Too many open files: the sys",
        ),
        (OSError(errno.ENFILE, "Too many", "bot.db"), wrongs.LATER, "Too many: bot.db."),
        (OSError(errno.ENOMEM, "No memory"), wrongs.LATER, "No memory: the system."),
        (TimeoutError(), wrongs.LATER, "It could not go on now: TimeoutError in ?."),
        (ConnectionError("bot.db"), wrongs.LATER, "It could not go on now: ConnectionError in ?."),
        (ConnectionResetError(errno.ECONNRESET, "Reset by peer"), wrongs.LATER, "Reset by peer"),
        (socket.gaierror(socket.EAI_AGAIN, "Try again"), wrongs.LATER, "Try again: the system."),
        (socket.gaierror(socket.EAI_NONAME, "Not known"), wrongs.WRONG, "Not known: the system."),
        (NoAnswerError(), wrongs.LATER, "Telegram does not answer."),
        (RefusedError(), wrongs.WRONG, "Telegram refuses BOT_TOKEN."),
        (NewerError(9), wrongs.WRONG, "newer version"),
        (SettingsError(["LISTEN must be."]), wrongs.WRONG, "LISTEN must be."),
        (OSError(errno.EROFS, "Read-only", "bot.db"), wrongs.LATER, "Read-only: bot.db."),
        (OSError(errno.EACCES, "Not permitted", "bot.db"), wrongs.WRONG, "Not permitted: bot.db."),
        (OSError(errno.EADDRINUSE, "In use"), wrongs.WRONG, "LISTEN is in use"),
        (InUseError("bot.db"), wrongs.WRONG, "already running on the database bot.db"),
    ],
)
def test_one_line_and_an_exit_code(error: Any, code: int, says: str) -> None:
    assert says in wrongs.line(error)
    assert wrongs.code(error) == code


def test_systemd_starts_it_again_unless_a_person_must_do_something() -> None:
    unit = (Path(__file__).parents[1] / "deploy/basisbaan.service").read_text("utf-8")
    assert "Restart=on-failure" in unit.splitlines()
    assert f"RestartPreventExitStatus={wrongs.WRONG}" in unit.splitlines()
    assert not {wrongs.FAULT, wrongs.LATER} & {0, wrongs.WRONG}
