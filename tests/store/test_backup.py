"""A backup is whole or absent; a restore takes a whole one, and destroys nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import cli, wrongs
from bot.backup import steps
from bot.store import copying, database, erasure_list
from bot.store.backup import GAP, back_up, restore
from bot.store.claiming import claim
from bot.store.copying import Contents
from bot.store.database import Database, InUseError, NewerError, Transaction
from bot.store.erased import Erasure
from bot.store.files import UnfitError, sync
from bot.store.ids import Ids
from tests.acceptance.hardship import full_disk, only_read, small_disk

ROOT = Path(__file__).parents[2]

NAME = "20260302-100000"
PAIR = (
    "INSERT INTO audit (at, action, subject) VALUES ('', 'both', ?)",
    "INSERT INTO updates_seen VALUES (?, '')",
)
"""Two rows that belong together: half of it is a damaged backup."""


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A database with a few megabytes in it."""
    made = tmp_path / "live" / "basisbaan.db"
    store = Database(made)
    await store.open()
    async with store.transaction() as tx:
        await tx.run("INSERT INTO people (id, language, first_seen_at) VALUES (7, 'nl', '')")
        await tx.many(
            "INSERT INTO audit (at, action, subject) VALUES ('', 'filled', ?)",
            ((f"{number:500}",) for number in range(20_000)),
        )
    await store.close()
    return made


@pytest.fixture
async def small(tmp_path: Path) -> Path:
    """A database with nothing in it."""
    made = tmp_path / "basisbaan.db"
    store = Database(made)
    await store.open()
    await store.close()
    return made


def quiet(_done: int, _whole: int) -> None: ...


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def write(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if not file.name.endswith(".lock"))


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@contextmanager
def busy(path: Path) -> Iterator[list[int]]:
    """Somebody writes all the time; gives the numbers that are committed."""
    done: list[int] = []
    ending = threading.Event()

    def write_on() -> None:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=5)) as writer:
            while not ending.is_set():
                writer.execute("BEGIN IMMEDIATE")
                for sql in PAIR:
                    writer.execute(sql, (len(done),))
                writer.execute("COMMIT")
                done.append(len(done))

    thread = threading.Thread(target=write_on)
    thread.start()
    try:
        yield done
    finally:
        ending.set()
        thread.join()


def test_of_a_database_that_is_written_all_the_time(path: Path, tmp_path: Path) -> None:
    into, told = tmp_path / "kept" / "today.db", []
    into.parent.mkdir()
    with busy(path) as done:

        def progress(bytes_done: int, whole: int) -> None:
            """Let the writer write between any two steps."""
            told.append((bytes_done, whole))
            before = len(done)
            while len(done) == before:
                pass

        contents = back_up(path, into, progress)
        assert len(done) > len(told) > 4
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] == into.stat().st_size
    assert files(into.parent) == ["today.db"]
    assert mode(into) == 0o600
    assert ask(into, "SELECT count(*) FROM audit WHERE action = 'filled'") == [(20_000,)]
    assert ask(into, "SELECT count(*) FROM audit WHERE action = 'both'") == ask(
        into, "SELECT count(*) FROM updates_seen"
    )
    assert contents.people == 1


def test_it_overwrites_only_when_told(path: Path, tmp_path: Path) -> None:
    into = tmp_path / "today.db"
    into.write_text("yesterday")
    with pytest.raises(UnfitError, match="exists already"):
        back_up(path, into, quiet)
    assert into.read_text() == "yesterday"
    back_up(path, into, quiet, replace=True)
    assert ask(into, "SELECT id FROM people WHERE id > 0") == [(7,)]
    with pytest.raises(UnfitError, match="is the database itself"):
        back_up(path, path, quiet, replace=True)
    with pytest.raises(UnfitError, match="exists already"):
        back_up(path, tmp_path, quiet, replace=True)


def test_one_that_is_broken_off_leaves_nothing(path: Path, tmp_path: Path) -> None:
    into = tmp_path / "kept" / "today.db"
    into.parent.mkdir()
    into.write_text("yesterday")

    def stop(_done: int, _whole: int) -> None:
        assert {"today.db", "today.db.part"} <= set(files(into.parent))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(path, into, stop, replace=True)
    assert files(into.parent) == ["today.db"]
    assert into.read_text() == "yesterday"


def test_what_a_killed_one_left_is_in_nobodys_way(path: Path, tmp_path: Path) -> None:
    into = tmp_path / "today.db"
    into.with_name("today.db.part").write_text("half")
    assert back_up(path, into, quiet).people == 1
    assert "today.db.part" not in files(tmp_path)


def spoil(path: Path) -> None:
    """Garbage over pages in the middle, as a failing disk leaves it."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xaa" * 20_000)


def test_a_damaged_database_is_not_backed_up(path: Path, tmp_path: Path) -> None:
    spoil(path)
    into = tmp_path / "kept" / "today.db"
    into.parent.mkdir()
    with pytest.raises(UnfitError, match="is damaged"):
        back_up(path, into, quiet)
    assert files(into.parent) == []


def test_there_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(UnfitError, match="does not exist"):
        back_up(tmp_path / "none.db", tmp_path / "today.db", quiet)
    assert files(tmp_path) == []


@pytest.fixture
def saved(path: Path, tmp_path: Path) -> Path:
    """A backup; after it somebody joined."""
    into = tmp_path / "saved.db"
    back_up(path, into, quiet)
    write(path, "INSERT INTO people (id, language, first_seen_at) VALUES (8, 'nl', '')")
    return into


def test_the_old_database_is_put_aside(path: Path, saved: Path) -> None:
    path.chmod(0o644)
    restored = restore(saved, path, NAME, quiet)
    aside = path.with_name(f"basisbaan-{NAME}.db")
    assert restored.aside == aside
    assert isinstance(restored.contents, Contents)
    assert files(path.parent) == [aside.name, "basisbaan.db"]
    assert (mode(path), mode(aside)) == (0o600, 0o600)
    assert ask(path, "SELECT id FROM people WHERE id > 0") == [(7,)]
    assert ask(aside, "SELECT id FROM people WHERE id > 0") == [(7,), (8,)]
    assert ask(saved, "SELECT id FROM people WHERE id > 0") == [(7,)]


def test_a_restore_where_nothing_was_makes_the_folder_and_keeps_nothing_aside(
    saved: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "other" / "folder" / "bot.db"
    assert restore(saved, elsewhere, NAME, quiet).aside is None
    assert files(elsewhere.parent) == ["bot.db"]
    assert ask(elsewhere, "SELECT id FROM people WHERE id > 0") == [(7,)]


def test_what_a_killed_bot_had_committed_goes_along(path: Path, saved: Path) -> None:
    """Its last answers stand in the log beside the file, and only there."""
    with closing(sqlite3.connect(path)) as killed:
        killed.execute("INSERT INTO people (id, language, first_seen_at) VALUES (9, 'nl', '')")
        killed.commit()
        for name in ("basisbaan.db", "basisbaan.db-wal", "basisbaan.db-shm"):
            shutil.copy(path.with_name(name), path.with_name(f"copy-{name}"))
    for name in ("basisbaan.db", "basisbaan.db-wal", "basisbaan.db-shm"):
        path.with_name(f"copy-{name}").rename(path.with_name(name))
    aside = restore(saved, path, NAME, quiet).aside
    assert aside
    assert files(path.parent) == [aside.name, "basisbaan.db"]
    assert ask(aside, "SELECT max(id) FROM people") == [(9,)]
    assert ask(path, "SELECT max(id) FROM people") == [(7,)]


def test_a_log_without_its_database_is_not_taken_for_a_part_of_the_new_one(
    path: Path, saved: Path
) -> None:
    with closing(sqlite3.connect(path)) as killed:
        killed.execute("INSERT INTO people (id, language, first_seen_at) VALUES (9, 'nl', '')")
        killed.commit()
        left = path.with_name("basisbaan.db-wal").read_bytes()
    path.unlink()
    path.with_name("basisbaan.db-wal").write_bytes(left)
    path.with_name("basisbaan.db-shm").write_bytes(b"")
    assert restore(saved, path, NAME, quiet).aside is None
    assert files(path.parent) == [f"basisbaan-{NAME}.db-wal", "basisbaan.db"]
    assert ask(path, "SELECT max(id) FROM people") == [(7,)]


@pytest.mark.parametrize("damage", [spoil, lambda path: path.write_bytes(b"no database" * 900)])
def test_in_the_place_of_a_damaged_one(path: Path, saved: Path, damage: object) -> None:
    assert callable(damage)
    damage(path)
    bytes_before = path.read_bytes()
    aside = restore(saved, path, NAME, quiet).aside
    assert aside
    assert len(aside.read_bytes()) == len(bytes_before)
    assert ask(path, "PRAGMA integrity_check") == [("ok",)]


def test_never_under_a_running_bot(path: Path, saved: Path) -> None:
    with claim(path), pytest.raises(InUseError):
        restore(saved, path, NAME, quiet)
    assert files(path.parent) == ["basisbaan.db"]
    assert ask(path, "SELECT max(id) FROM people") == [(8,)]


def no_database(path: Path) -> None:
    path.write_bytes(b"Beste gemeente, hierbij mijn voorstel." * 100)


def of_another_program(path: Path) -> None:
    path.unlink()
    write(path, "CREATE TABLE notes (words TEXT)")


def torn(path: Path) -> None:
    """A row that refers to nobody."""
    write(path, "INSERT INTO digests VALUES (99, 'off', 9, '[]', 0, 0, NULL, NULL)")


def newer(path: Path) -> None:
    write(path, f"PRAGMA user_version = {database.migrations()[-1][0] + 1}")


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (spoil, "is damaged"),
        (no_database, "is damaged, or no database at all"),
        (of_another_program, "is no database of this program"),
        (torn, "lacks records that others refer to"),
        (newer, None),
        (Path.unlink, "does not exist"),
    ],
)
def test_only_a_whole_backup_is_restored(
    path: Path, saved: Path, damage: object, says: str | None
) -> None:
    assert callable(damage)
    damage(saved)
    with pytest.raises(UnfitError if says else NewerError, match=says):
        restore(saved, path, NAME, quiet)
    assert files(path.parent) == ["basisbaan.db"]
    assert ask(path, "SELECT max(id) FROM people") == [(8,)]


def test_an_older_backup_is_brought_up_to_date(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = database.migrations()
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(known[0][1])
        connection.execute("PRAGMA user_version = 1")
    assert restore(old, path, NAME, quiet).contents.version == 1
    assert ask(path, "PRAGMA user_version") == [(known[-1][0],)]


async def test_no_number_that_was_given_out_since_is_given_out_again(
    path: Path, saved: Path
) -> None:
    async with Database(saved).reading() as tx:
        before = await Ids.load(tx)
    async with _as_restored(saved).reading() as tx:
        after = await Ids.load(tx)
    for table in ("outbox", "conversations", "proposals", "checks"):
        assert after.next(table) == before.next(table) + GAP


def _as_restored(saved: Path) -> Database:
    other = saved.with_name("restored.db")
    thread = threading.Thread(target=restore, args=(saved, other, NAME, quiet))
    thread.start()
    thread.join()
    return Database(other)


def test_what_happened_since_can_be_applied(path: Path, saved: Path) -> None:
    """As erasures are: from the database that is replaced, before a bot may use the new one."""

    async def erase_again(tx: Transaction, replaced: Path) -> None:
        assert replaced == path
        assert ask(replaced, "SELECT max(id) FROM people") == [(8,)]
        await tx.run("DELETE FROM people WHERE id = 7")

    restore(saved, path, NAME, quiet, [erase_again])
    assert ask(path, "SELECT count(*) FROM people WHERE id > 0") == [(0,)]


def test_where_that_fails_nothing_is_restored(path: Path, saved: Path) -> None:
    async def fail(tx: Transaction, replaced: Path) -> None:
        await tx.run("DELETE FROM people")
        raise UnfitError(replaced, "cannot be read")

    with pytest.raises(UnfitError):
        restore(saved, path, NAME, quiet, [fail])
    assert files(path.parent) == ["basisbaan.db"]
    assert ask(path, "SELECT max(id) FROM people") == [(8,)]


def test_as_root_it_belongs_to_whom_its_folder_belongs_to(
    path: Path, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[str, int, int]] = []
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "chown", lambda file, *who: given.append((file.name, *who)))
    restore(saved, path, NAME, quiet)
    owner = path.parent.stat()
    assert ("basisbaan.db.part", owner.st_uid, owner.st_gid) in given


def test_what_was_written_is_synced_before_it_gets_its_name(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    into, synced = tmp_path / "today.db", []

    def watched(file: Path) -> None:
        synced.append((file.name, into.exists()))
        sync(file)

    monkeypatch.setattr(copying, "sync", watched)
    back_up(path, into, quiet)
    assert synced == [("today.db.part", False), (tmp_path.name, True)]


@pytest.mark.parametrize("kept", ["its log", "an empty log", "no log"])
def test_of_a_disk_that_can_only_be_read(small: Path, tmp_path: Path, kept: str) -> None:
    """As after an error of the disk: now of all times somebody needs a backup."""
    folder, into = tmp_path / "disk", tmp_path / "today.db"
    with small_disk(folder) as mounted:
        if not mounted:
            pytest.skip("no disk can be mounted here")
        with closing(sqlite3.connect(small)) as bot:
            bot.execute("INSERT INTO people (id, language, first_seen_at) VALUES (7, 'nl', '')")
            bot.execute("INSERT INTO people (id, language, first_seen_at) VALUES (8, 'nl', '')")
            bot.commit()
            if kept != "its log":
                bot.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            for file in small.parent.glob("basisbaan.db*"):
                if kept != "no log" or file == small:
                    shutil.copy(file, folder)
        with only_read(folder, mounted=True):
            assert back_up(folder / small.name, into, quiet).people == 2
    assert ask(into, "SELECT id FROM people WHERE id > 0") == [(7,), (8,)]


def test_two_at_once_to_the_same_name(path: Path, tmp_path: Path) -> None:
    into, refused = tmp_path / "today.db", []

    def another(_done: int, _whole: int) -> None:
        with pytest.raises(
            UnfitError, match=r"today.db is just being written by another program\."
        ):
            back_up(path, into, quiet, replace=True)
        refused.append(True)

    assert back_up(path, into, another).people == 1
    assert refused
    assert ask(into, "PRAGMA integrity_check") == [("ok",)]
    assert back_up(path, into, quiet, replace=True).people == 1


def test_two_lists_of_erasures_at_once(tmp_path: Path) -> None:
    """Backups of other names in one folder: the second waits, and loses nothing of the first."""
    file = tmp_path / "erasures.txt"
    erasures = [Erasure(str(number), "person", f"{number:064}") for number in range(8)]
    now = datetime(2026, 3, 2, tzinfo=UTC)
    threads = [
        threading.Thread(target=erasure_list.add, args=(file, [one], now)) for one in erasures
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert erasure_list.read(file).erasures == tuple(erasures)


STOPPED = """
import os, signal, sys
from bot import backup, cli
backup.steps = lambda say: lambda *_: os.kill(os.getpid(), signal.SIGTERM)
sys.exit(cli.main())
"""


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_one_that_systemd_stops_leaves_nothing(
    path: Path, saved: Path, tmp_path: Path, command: str
) -> None:
    into = tmp_path / "kept" / "today.db"
    into.parent.mkdir()
    file = into if command == "backup" else saved
    before = files(path.parent)
    ended = subprocess.run(
        [sys.executable, "-c", STOPPED, command, str(file)],
        env={"DATABASE_PATH": str(path), "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        check=False,
        timeout=60,
    )
    assert ended.returncode == cli.INTERRUPTED
    assert files(into.parent) == []
    assert files(path.parent) == before
    assert ask(path, "SELECT id FROM people WHERE id > 0") == [(7,), (8,)]


@pytest.mark.parametrize("database", ["path", "small"])
def test_the_disk_that_it_is_written_to_is_full(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    source: Path = request.getfixturevalue(database)
    folder = tmp_path / "disk"
    said: list[str] = []
    with small_disk(folder) as mounted:
        if not mounted:
            pytest.skip("no disk can be mounted here")
        with full_disk(folder), pytest.raises(OSError, match="No space left") as raised:
            back_up(source, folder / "today.db", steps(said.append))
        assert files(folder) == []
    assert wrongs.line(raised.value) == f"No space left on device: {folder / 'today.db'}."
    assert wrongs.code(raised.value) == wrongs.LATER
    assert said == []


def test_of_a_first_start_that_failed(tmp_path: Path) -> None:
    path = tmp_path / "basisbaan.db"
    path.touch()
    with pytest.raises(UnfitError, match="is empty"):
        back_up(path, tmp_path / "today.db", quiet)
