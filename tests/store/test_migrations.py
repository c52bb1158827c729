"""The database brings itself up to date, or refuses and stays as it was."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from bot.store import database
from bot.store.claiming import claim
from bot.store.database import Database, InUseError, NewerError
from bot.store.files import UnfitError

NEWEST = database.migrations()[-1][0]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "basisbaan.db"


async def opened_and_closed(path: Path) -> None:
    store = Database(path)
    try:
        await store.open()
    finally:
        await store.close()


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def version(path: Path) -> object:
    return ask(path, "PRAGMA user_version")[0][0]


def schema(path: Path) -> list[tuple[object, ...]]:
    return ask(path, "SELECT type, name, sql FROM sqlite_master ORDER BY type, name")


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def readable_by_all(path: Path) -> None:
    path.chmod(0o644)


def beside(path: Path) -> list[Path]:
    """The files that SQLite keeps beside a database that is open."""
    return [file for file in path.parent.iterdir() if file.name.startswith(f"{path.name}-")]


def no_database(path: Path) -> None:
    path.write_bytes(b"Beste gemeente, hierbij mijn voorstel." * 100)


def at_version(path: Path, number: int) -> None:
    """Make a database as the program of an earlier day left it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        for known, script in database.migrations():
            if known <= number:
                connection.executescript(f"BEGIN;{script}PRAGMA user_version = {known};COMMIT;")


def with_migrations(monkeypatch: pytest.MonkeyPatch, *more: str) -> None:
    """Let the program have these migrations after its own."""
    known = database.migrations()
    added = [(NEWEST + number, script) for number, script in enumerate(more, 1)]
    monkeypatch.setattr(database, "migrations", lambda: [*known, *added])


def test_migrations_are_numbered_from_one_without_a_gap() -> None:
    assert [number for number, _ in database.migrations()] == list(range(1, NEWEST + 1))


LANDED = {
    1: "ee1f57e2fe6507acdbb68123c20052c3f9cebbb777e0b6706a857b32fb50e05e",
    2: "0006d0e1bb38df435e59ff1e6afc35c70f31677ec5f5f5ef12c44c34c761de97",
    3: "0edb32295d54baeb708c128e9bde265e4e52af15bdb637601731a92db93a9458",
    4: "b5bad3dca2a84a9aa1d7509470185ab7c3bc15f410485bf665dacbdf12803abb",
    5: "1dbe23b4b60f2abd3040c7b75c6552ee669c941e186f47bc03f34d5b8a3173aa",
    6: "d2ecd2e6af950a2405d8bb134e3d32943a3b491b95ef99b5c9e547c44dcb3af2",
    7: "02cf1fe5b7f589b92aeef5fefda2e577550e3908705cc554a0044f9328bc698b",
    8: "59e202b40280e23bd7b911753f230b141209bad663a3b314d002ef555706b6b3",
}
"""What databases out there have had: a change to one of these would reach none of them."""


@pytest.mark.parametrize("number", LANDED)
def test_a_migration_that_has_landed_is_never_changed(number: int) -> None:
    script = dict(database.migrations())[number]
    assert sha256(script.encode()).hexdigest() == LANDED[number]


async def test_a_fresh_database_reaches_the_newest_version(path: Path) -> None:
    await opened_and_closed(path)
    assert version(path) == NEWEST
    assert ask(path, "PRAGMA integrity_check") == [("ok",)]
    assert ask(path, "PRAGMA foreign_key_check") == []


async def test_opening_it_again_changes_nothing(path: Path) -> None:
    await opened_and_closed(path)
    before = schema(path)
    await opened_and_closed(path)
    assert (schema(path), version(path)) == (before, NEWEST)


@pytest.mark.parametrize("earlier", range(NEWEST + 1))
async def test_every_earlier_version_comes_up_to_the_same_schema(
    path: Path, tmp_path: Path, earlier: int
) -> None:
    at_version(path, earlier)
    fresh = tmp_path / "fresh.db"
    await opened_and_closed(fresh)
    await opened_and_closed(path)
    assert version(path) == NEWEST
    assert schema(path) == schema(fresh)


async def test_people_and_answers_survive_a_migration(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await opened_and_closed(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO people (id, language, first_seen_at) VALUES (7, 'nl', '2026-11-22T12:00:00.000Z')"
        )
    with_migrations(monkeypatch, "ALTER TABLE people ADD COLUMN shoe_size INTEGER;")
    await opened_and_closed(path)
    assert ask(path, "SELECT id, language, shoe_size FROM people WHERE id = 7") == [(7, "nl", None)]
    assert version(path) == NEWEST + 1


async def test_a_database_of_a_newer_program_is_refused_and_left_alone(path: Path) -> None:
    await opened_and_closed(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    before = schema(path)
    with pytest.raises(NewerError):
        await opened_and_closed(path)
    assert (schema(path), version(path)) == (before, NEWEST + 1)


FAILING = [
    "CREATE TABLE half (id INTEGER) STRICT; CREATE TABLE people (id INTEGER) STRICT;",
    "CREATE TABLE half (id INTEGER) STRICT; INSERT INTO nowhere VALUES (1);",
    "CREATE TABLE half (id INTEGER) STRICT; this is no SQL;",
    "DROP TABLE audit; INSERT INTO half VALUES (1);",
]


@pytest.mark.parametrize("script", FAILING)
async def test_a_migration_that_fails_leaves_version_and_schema_as_they_were(
    path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    await opened_and_closed(path)
    before = schema(path)
    with monkeypatch.context() as patched:
        with_migrations(patched, script)
        with pytest.raises(sqlite3.Error):
            await opened_and_closed(path)
    assert (schema(path), version(path)) == (before, NEWEST)
    await opened_and_closed(path)


async def test_what_was_migrated_before_one_that_fails_is_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_migrations(monkeypatch, "CREATE TABLE fine (id INTEGER) STRICT;", FAILING[1])
    with pytest.raises(sqlite3.Error):
        await opened_and_closed(path)
    assert version(path) == NEWEST + 1
    names = {name for _, name, _ in schema(path)}
    assert "fine" in names
    assert "half" not in names


async def test_every_table_is_strict(path: Path) -> None:
    await opened_and_closed(path)
    tables = ask(path, "SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
    ours = {name: strict for name, strict in tables if not str(name).startswith("sqlite_")}
    assert len(ours) > 10
    assert set(ours.values()) == {1}


async def test_every_reference_to_another_table_can_be_followed(path: Path) -> None:
    await opened_and_closed(path)
    tables = {str(name) for kind, name, _ in schema(path) if kind == "table"}
    for table in tables:
        for row in ask(path, f"PRAGMA foreign_key_list({table})"):
            assert row[2] in tables


async def test_only_its_owner_can_read_the_file(path: Path) -> None:
    await opened_and_closed(path)
    assert mode(path) == 0o600
    readable_by_all(path)
    store = Database(path)
    await store.open()
    try:
        async with store.transaction() as tx:
            await tx.run("CREATE TABLE written (id INTEGER) STRICT")
        assert beside(path)
        assert {mode(file) for file in (path, *beside(path))} == {0o600}
    finally:
        await store.close()


async def test_every_commit_is_synced_and_what_is_deleted_is_overwritten(path: Path) -> None:
    store = Database(path)
    await store.open()
    try:
        async with store.transaction() as tx:
            settings = {
                name: (await tx.row(f"PRAGMA {name}") or [None])[0]
                for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
            }
    finally:
        await store.close()
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


async def test_a_second_bot_on_the_same_database_is_refused(path: Path) -> None:
    running, second = Database(path), Database(path)
    await running.open()
    try:
        with pytest.raises(InUseError):
            await second.open()
        await second.close()
        async with running.transaction() as tx:
            assert await tx.row("SELECT 1") == (1,)
    finally:
        await running.close()
    await second.open()
    await second.close()


async def test_a_command_works_beside_a_running_bot(path: Path) -> None:
    running, command = Database(path), Database(path)
    await running.open()
    try:
        await command.open(alone=False)
        async with command.transaction() as tx:
            assert await tx.row("PRAGMA user_version") == (NEWEST,)
        await command.close()
        with pytest.raises(InUseError):
            await Database(path).open()
    finally:
        await running.close()


@pytest.mark.parametrize("newer", [True, False], ids=["newer", "no database"])
async def test_a_database_that_is_refused_leaves_nothing_running(path: Path, newer: bool) -> None:
    """The thread of a connection that was left open would keep the program from ending."""
    path.parent.mkdir()
    if newer:
        ask(path, f"PRAGMA user_version = {NEWEST + 1}")
    else:
        no_database(path)
    before = set(threading.enumerate())
    store = Database(path)
    with pytest.raises((NewerError, sqlite3.DatabaseError)):
        await store.open()
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=5)
        assert not thread.is_alive()
    claim(path).close()


async def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "basisbaan.db"
    no_database(path)
    before = path.read_bytes()
    with pytest.raises(sqlite3.DatabaseError):
        await opened_and_closed(path)
    assert path.read_bytes() == before


def of_another_program(path: Path, number: int) -> bytes:
    path.parent.mkdir()
    ask(path, "CREATE TABLE notes (words TEXT)")
    ask(path, f"PRAGMA user_version = {number}")
    readable_by_all(path)
    return content(path)


def content(path: Path) -> bytes:
    return path.read_bytes()


def empty(path: Path) -> None:
    path.parent.mkdir()
    path.touch()


@pytest.mark.parametrize("number", [0, 3])
@pytest.mark.parametrize("alone", [True, False])
async def test_a_database_of_another_program_is_left_alone(
    path: Path, number: int, alone: bool
) -> None:
    before = of_another_program(path, number)
    with pytest.raises(UnfitError, match="is no database of this program"):
        await Database(path).open(alone=alone)
    assert content(path) == before
    assert mode(path) == 0o644
    assert beside(path) == []


async def test_an_empty_file_becomes_a_database(path: Path) -> None:
    """A first start that found the disk full left it."""
    empty(path)
    await opened_and_closed(path)
    assert version(path) == NEWEST


NEVER_DELETED = {"months"}


async def test_what_refers_to_a_row_is_found_without_reading_whole_tables(path: Path) -> None:
    """SQLite looks for it at each deletion: with a million proposals that once took half a minute."""
    await opened_and_closed(path)
    tables = [
        str(name)
        for (name,) in ask(path, "SELECT name FROM pragma_table_list WHERE type = 'table'")
    ]
    slow = [
        f"{table}.{column} of {referred}"
        for table in tables
        for referred, column in ask(
            path, f'SELECT "table", "from" FROM pragma_foreign_key_list(\'{table}\')'
        )
        if referred not in NEVER_DELETED and not looked_up(path, table, str(column))
    ]
    assert len(tables) > 20
    assert slow == []


def looked_up(path: Path, table: str, column: str) -> bool:
    plan = ask(
        path, f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {column} = ?1".replace("?1", "1")
    )
    return all("SEARCH" in str(step[-1]) for step in plan)
