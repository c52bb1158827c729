"""A restore that breaks off, however that comes, leaves the old database or the new one."""

from __future__ import annotations

import asyncio
import errno
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot import backup
from bot.checkup import checkup
from bot.settings import Settings
from bot.store import database
from bot.store.backup import back_up, restore
from bot.store.database import Database
from bot.store.files import UnfitError
from tests.disk import watched
from tests.store.deaths import Deaths, PowerFailures

NAME = "20260302-100000"
PERSON = "INSERT INTO people (id, language, first_seen_at) VALUES (?, 'nl', '')"
NEW, OLD = {7}, {7, 8, 9}
"""Who is in the backup, and who in the database."""


def quiet(_done: int, _whole: int) -> None: ...


def add(path: Path, *who: int) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(PERSON, [(one,) for one in who])


async def start(path: Path) -> None:
    store = Database(path)
    try:
        await store.open()
    finally:
        await store.close()


def people(path: Path) -> set[int]:
    """Who is in a database once a bot has started on it."""
    asyncio.run(start(path))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {id_ for (id_,) in connection.execute("SELECT id FROM people WHERE id > 0")}


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A backup; two people joined after it."""
    path, into = tmp_path / "live" / "basisbaan.db", tmp_path / "saved.db"
    asyncio.run(start(path))
    add(path, *NEW)
    back_up(path, into, quiet)
    return into


def ended(path: Path) -> None:
    """The bot was stopped in order."""
    add(path, 8, 9)


def killed(path: Path) -> None:
    """What the bot committed last stands in the log, and only there."""
    with closing(sqlite3.connect(path)) as bot:
        bot.executemany(PERSON, [(8,), (9,)])
        bot.commit()
        for file in list(path.parent.iterdir()):
            shutil.copy(file, path.parent.with_name("kept-" + file.name))
    for file in path.parent.parent.glob("kept-*"):
        file.rename(path.with_name(file.name.removeprefix("kept-")))
    assert path.with_name("basisbaan.db-wal").stat().st_size


@pytest.mark.parametrize("before", [ended, killed])
def test_killed_at_any_moment(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: Callable[[Path], None]
) -> None:
    path = tmp_path / "live" / "basisbaan.db"
    before(path)
    with monkeypatch.context() as patched:
        deaths = Deaths(path.parent, tmp_path / "images", patched)
        restore(saved, path, NAME, quiet)
    left = [(name, people(image / path.name)) for name, image in deaths.images()]
    assert [found for found in left if found[1] not in (OLD, NEW)] == []
    assert ("rename", OLD) in left
    assert left[-1] == ("fsync", NEW)


@pytest.mark.parametrize("before", [ended, killed])
def test_the_power_fails_at_any_moment(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: Callable[[Path], None]
) -> None:
    path = tmp_path / "live" / "basisbaan.db"
    before(path)
    with watched() as disk, monkeypatch.context() as patched:
        deaths = PowerFailures(path.parent, tmp_path / "images", patched, disk)
        restore(saved, path, NAME, quiet)
    left = [(name, people(image / path.name)) for name, image in deaths.images()]
    assert [found for found in left if found[1] not in (OLD, NEW)] == []
    assert ("rename", OLD) in left
    assert ("fsync", NEW) in left


def no_links(*_: object) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")


def test_where_a_disk_knows_no_links_it_is_never_begun_anew(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then nothing stands there for a moment: a start says so, and does not begin with nothing."""
    path = tmp_path / "live" / "basisbaan.db"
    add(path, 8, 9)
    with monkeypatch.context() as patched:
        patched.setattr(os, "link", no_links)
        deaths = Deaths(path.parent, tmp_path / "images", patched)
        restore(saved, path, NAME, quiet)
    refused = 0
    for _, image in deaths.images():
        if (image / path.name).exists():
            assert people(image / path.name) in (OLD, NEW)
        else:
            refused += 1
            with pytest.raises(UnfitError, match=f"basisbaan-{NAME}.db, basisbaan.db.part"):
                people(image / path.name)
            assert not (image / path.name).exists()
            restore(saved, image / path.name, "20260302-100001", quiet)
            assert people(image / path.name) == NEW
    assert refused


def refused_at(nth: int, call: Callable[..., object]) -> Callable[..., object]:
    """As when something is wrong for a moment, half-way."""
    calls = iter(range(nth + 1))

    def refused(*given: object, **named: object) -> object:
        if next(calls, None) == nth:
            raise PermissionError(errno.EPERM, "Operation not permitted", str(given[0]))
        return call(*given, **named)

    return refused


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize(("call", "times"), [("chown", 2), ("fsync", 3), ("rename", 1)])
def test_what_the_system_refuses(
    saved: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    times: int,
    links: bool,
) -> None:
    """The old database keeps its name, or gets it back; nothing else is left."""
    path = tmp_path / "live" / "basisbaan.db"
    add(path, 8, 9)
    for nth in range(times + (call == "rename" and not links)):
        with monkeypatch.context() as patched:
            patched.setattr(os, "geteuid", lambda: 0)
            patched.setattr(os, "chown", lambda *_: None)
            if not links:
                patched.setattr(os, "link", no_links)
            patched.setattr(os, call, refused_at(nth, getattr(os, call)))
            with pytest.raises(PermissionError):
                restore(saved, path, NAME, quiet)
        assert {file.name for file in path.parent.iterdir()} == {path.name, path.name + ".lock"}
        assert people(path) == OLD


def test_somebody_uses_the_old_database(saved: Path, tmp_path: Path) -> None:
    """What they read or write would go with it, to a name that nobody looks at."""
    path = tmp_path / "live" / "basisbaan.db"
    add(path, 8, 9)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM people").fetchall()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            restore(saved, path, NAME, quiet)
    assert people(path) == OLD
    assert restore(saved, path, NAME, quiet).aside
    assert people(path) == NEW


def test_what_is_left_of_a_killed_one_goes_at_the_next_start(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "live" / "basisbaan.db"
    for ending in (".part", ".part-wal", ".part-shm", ".part-journal"):
        path.with_name(path.name + ending).write_text("Beste gemeente")
    path.with_name(f"basisbaan-{NAME}.db").hardlink_to(path)
    assert people(path) == NEW
    assert {file.name for file in path.parent.iterdir()} == {path.name, path.name + ".lock"}


@pytest.mark.parametrize("left", ["basisbaan.db.part", f"basisbaan-{NAME}.db"])
@pytest.mark.parametrize("empty", [True, False], ids=["an empty file", "no file"])
def test_a_lost_database_is_not_begun_anew(tmp_path: Path, left: str, empty: bool) -> None:
    path = tmp_path / "basisbaan.db"
    (tmp_path / left).write_text("what it was")
    if empty:
        path.touch()
    for alone in (True, False):
        with pytest.raises(UnfitError, match=f"a restore left is: {left}. Restore the backup"):
            asyncio.run(Database(path).open(alone=alone))
    with pytest.raises(UnfitError, match="is not there, but"):
        checkup(Settings(database_path=path))
    assert path.exists() == empty
    (tmp_path / left).rename(tmp_path / f"moved {left}")
    assert people(path) == set()


@pytest.mark.parametrize("name", ["basisbaan-2026-03-02.db", "other-20260302-100000.db", "x.part"])
def test_what_a_restore_does_not_leave_is_in_nobodys_way(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert people(tmp_path / "basisbaan.db") == set()


def test_the_power_fails_in_a_start_that_changes_the_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each version or the next: none is half there, and the people stay."""
    path = tmp_path / "basisbaan.db"
    images: list[Path] = []
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"{database.migrations()[0][1]}PRAGMA user_version = 1;")
    add(path, *NEW)

    with watched() as disk:
        synced = disk.synced

        def fail_before(file: int) -> None:
            for seed in (None, 1, 2):
                images.append(tmp_path / f"image-{len(images)}.db")
                chance = None if seed is None else random.Random(f"{seed} {len(images)}")
                disk.fail(path, images[-1], chance)
            synced(file)

        monkeypatch.setattr(disk, "synced", fail_before)
        asyncio.run(start(path))
    versions = {version(image) for image in images}
    assert len(versions) > len(database.migrations()) / 2
    assert [image for image in images if people(image) != NEW] == []
    assert {version(image) for image in images} == {len(database.migrations())}


def version(path: Path) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def test_the_name_that_the_command_gives_is_known(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "live" / "basisbaan.db"
    backup.restore(Settings(database_path=path), saved, lambda _: None)
    path.unlink()
    with pytest.raises(UnfitError, match="but what a restore left is: basisbaan-"):
        people(path)
