"""Two bots never have one database, by whatever name they call it."""

from __future__ import annotations

import asyncio
import fcntl
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.backup import back_up, restore
from bot.store.claiming import claim, locked
from bot.store.database import Database, InUseError, Transaction


def quiet(_done: int, _whole: int) -> None: ...


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Path]:
    """The database of a bot that runs, for the first time."""
    path = tmp_path / "data" / "basisbaan.db"
    bot = Database(path)
    await bot.open()
    yield path
    await bot.close()
    claim(path).close()


async def refused(path: Path) -> None:
    with pytest.raises(InUseError):
        await Database(path).open()
    with pytest.raises(InUseError):
        claim(path)


async def test_by_its_own_name(running: Path) -> None:
    await refused(running)


async def test_by_a_link(running: Path, tmp_path: Path) -> None:
    for link in (running.with_name("link.db"), tmp_path / "elsewhere.db"):
        link.symlink_to(running)
        await refused(link)
        assert not link.with_name(link.name + ".lock").exists()
    (tmp_path / "folder").symlink_to(running.parent)
    await refused(tmp_path / "folder" / running.name)


async def test_by_another_name_for_the_same_file(running: Path) -> None:
    other = running.with_name("other.db")
    other.hardlink_to(running)
    await refused(other)


async def test_somebody_removed_the_lock_file(running: Path) -> None:
    running.with_name("basisbaan.db.lock").unlink()
    await refused(running)


async def test_also_while_it_is_replaced(running: Path, tmp_path: Path) -> None:
    """A restore has the old file to itself until the new one has its name."""
    saved, path = tmp_path / "saved.db", tmp_path / "here.db"
    for into in (saved, path):
        await asyncio.to_thread(back_up, running, into, quiet)

    async def start(_: Transaction, replaced: Path) -> None:
        await refused(replaced)
        replaced.with_name("here.db.lock").unlink()
        await refused(replaced)
        (tmp_path / "tried").touch()

    await asyncio.to_thread(restore, saved, path, "20260302-100000", quiet, [start])
    assert (tmp_path / "tried").exists()


async def test_what_is_written_beside_it_goes_on(running: Path) -> None:
    with closing(sqlite3.connect(running, timeout=0)) as command, command:
        command.execute("INSERT INTO people (id, language, first_seen_at) VALUES (7, 'nl', '')")


def test_it_is_the_file_that_is_there_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between opening and locking it, who had it may have given it another name."""
    path, lock = tmp_path / "list.part", fcntl.flock
    renamings = iter([tmp_path / "list"])

    def renamed_first(file: int, how: int) -> None:
        if to := next(renamings, None):
            path.rename(to)
        lock(file, how)

    monkeypatch.setattr(fcntl, "flock", renamed_first)
    file = locked(path)
    assert os.path.samestat(os.fstat(file), path.stat())
    os.close(file)


async def test_only_its_owner_can_see_it(running: Path) -> None:
    assert mode(running.parent) == 0o700
    assert mode(running.with_name("basisbaan.db.lock")) == 0o600


async def test_a_lock_file_of_before_is_closed_to_others(tmp_path: Path) -> None:
    lock = tmp_path / "basisbaan.db.lock"
    lock.touch(0o644)
    claim(tmp_path / "basisbaan.db").close()
    assert mode(lock) == 0o600
