"""A full disk, a lock, damage: the operator reads what it is, and nobody's answer is lost.

While nothing can be written the person hears nothing, since nothing leaves but through the outbox;
the answer is not acknowledged, and comes again once the cause is gone.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.acceptance.hardship import (
    Trouble,
    full,
    locked,
    nothing_written,
    only_read,
    small_disk,
    spoil_header,
    spoil_table,
)
from tests.acceptance.kept import answers, rows
from tests.acceptance.phone import ANSWERS, MENDED, PROPOSAL, RESIDENT, TASK, Phone, phones
from tests.acceptance.program import STOP_WITHIN, Program, run, running
from tests.acceptance.test_on_a_server import Telegram, one_line, telegram  # noqa: F401
from tests.waiting import until

FULL, IO_ERROR, LOCKED = "database or disk is full", "disk I/O error", "database is locked"
TROUBLES: list[tuple[Trouble, str]] = [
    (full, FULL),
    (nothing_written, IO_ERROR),
    (locked, LOCKED),
]
WRONG, LATER = 2, 75


@contextmanager
def disk_for(trouble: Trouble, folder: Path) -> Iterator[Path]:
    """A small disk that this trouble can come to; where the database is on it."""
    disk = folder / "disk"
    with small_disk(disk) as mounted:
        if trouble is full and not mounted:
            pytest.skip("no disk can be mounted here")
        yield disk / "basisbaan.db"


def waiting(telegram: Telegram) -> int:  # noqa: F811
    """How many updates are not acknowledged."""
    return len(telegram.world.queue.waiting)


async def complains(program: Program, words: str) -> None:
    """Waits until the operator can read what it is."""
    async with asyncio.timeout(20):
        while not any(words in line for line in program.errors):
            await asyncio.sleep(0.01)
    assert not [line for line in program.errors if "Traceback" in line]


async def all_kept(telegram: Telegram, path: Path) -> None:  # noqa: F811
    """Waits until it is known what the person has seen, which what they type next depends on."""
    unmarked = "SELECT 1 FROM outbox WHERE status = 'waiting'"
    await until(lambda: not waiting(telegram) and not rows(path, unmarked))


async def at_question_two(resident: Phone) -> int:
    """The number of the message that asks it."""
    await resident.start()
    await resident.play(PROPOSAL[:2])
    return int((await resident.sees("Vraag 2 van 12"))["id"])


@pytest.mark.parametrize(("trouble", "words"), TROUBLES)
async def test_a_database_that_cannot_be_written_is_waited_for_and_nothing_is_lost(
    telegram: Telegram,  # noqa: F811
    tmp_path: Path,
    trouble: Trouble,
    words: str,
) -> None:
    with disk_for(trouble, tmp_path) as path:
        settings = {**telegram.settings, "DATABASE_PATH": str(path)}
        async with (
            running(tmp_path, **settings) as program,
            phones(telegram.address, RESIDENT) as (resident,),
        ):
            asked = await at_question_two(resident)
            await all_kept(telegram, path)
            with trouble(program, path):
                await resident.act("type", text=TASK)
                await complains(
                    program, f'cannot write to the database, trying again error="{words}'
                )
                assert waiting(telegram) == 1
                newest = await resident.newest()
                assert newest
                assert newest["id"] == asked
            await resident.play([*PROPOSAL[3:], *MENDED])
            await resident.sees("Uw voorstel is binnen.")
            assert any("can be written again" in line for line in program.errors)
            assert await program.end() == 0
        assert answers(path, RESIDENT) == ANSWERS
        assert rows(path, "SELECT count(*) FROM proposals") == [(1,)]
        assert rows(path, "SELECT count(*) FROM failed_updates") == [(0,)]


@pytest.mark.long
@pytest.mark.parametrize(("trouble", "words"), TROUBLES)
async def test_told_to_stop_while_the_database_cannot_be_written_it_stops_in_time(
    telegram: Telegram,  # noqa: F811
    tmp_path: Path,
    trouble: Trouble,
    words: str,
) -> None:
    """SIGTERM is obeyed in time; what was not kept comes again at the next start."""
    with disk_for(trouble, tmp_path) as path:
        settings = {**telegram.settings, "DATABASE_PATH": str(path)}
        async with phones(telegram.address, RESIDENT) as (resident,):
            async with running(tmp_path, **settings) as program:
                await at_question_two(resident)
                await all_kept(telegram, path)
                with trouble(program, path):
                    await resident.act("type", text=TASK)
                    await complains(program, words)
                    async with asyncio.timeout(STOP_WITHIN):
                        assert await program.end() == 0
            assert waiting(telegram) == 1
            async with running(tmp_path, **settings) as program:
                await resident.play([*PROPOSAL[3:], *MENDED])
                await resident.sees("Uw voorstel is binnen.")
                assert await program.end() == 0
        assert answers(path, RESIDENT) == ANSWERS


async def test_a_start_while_the_database_is_locked_may_be_repeated(
    telegram: Telegram,  # noqa: F811
    tmp_path: Path,
) -> None:
    path = tmp_path / "data" / "basisbaan.db"
    async with running(tmp_path, **telegram.settings) as program:
        await program.line("is running.")
        assert await program.end() == 0
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        refused = await run(tmp_path, **telegram.settings)
        other.execute("ROLLBACK")
    assert refused.process.returncode == LATER
    assert "locked" in one_line(refused)
    async with running(tmp_path, **telegram.settings) as program:
        await program.line("is running.")


async def test_a_disk_that_can_only_be_read(telegram: Telegram, tmp_path: Path) -> None:  # noqa: F811
    folder = tmp_path / "disk"
    with small_disk(folder) as mounted:
        settings = {**telegram.settings, "DATABASE_PATH": str(folder / "basisbaan.db")}
        with only_read(folder, mounted=mounted):
            for command in ((), ("check",)):
                program = await run(tmp_path, *command, **settings)
                assert program.process.returncode == (LATER if mounted else WRONG)
                assert str(folder) in one_line(program)


async def test_a_file_that_is_no_database(telegram: Telegram, tmp_path: Path) -> None:  # noqa: F811
    path = tmp_path / "data" / "basisbaan.db"
    async with running(tmp_path, **telegram.settings) as program:
        await program.line("is running.")
        assert await program.end() == 0
    spoil_header(path)
    before = path.read_bytes()
    for command in ((), ("check",), ("backup", "today.db"), ("failed",)):
        refused = await run(tmp_path, *command, **telegram.settings)
        assert refused.process.returncode == WRONG
        assert "damaged" in one_line(refused)
    assert path.read_bytes() == before


@pytest.mark.long
async def test_damage_stops_the_bot_and_a_backup_gets_it_going(
    telegram: Telegram,  # noqa: F811
    tmp_path: Path,
) -> None:
    """A page in the middle is garbage: to go on would lose answers without a word."""
    path = tmp_path / "data" / "basisbaan.db"
    async with phones(telegram.address, RESIDENT) as (resident,):
        async with running(tmp_path, **telegram.settings) as program:
            await at_question_two(resident)
            assert (await run(tmp_path, "backup", "today.db")).process.returncode == WRONG
            saved = await run(tmp_path, "backup", "today.db", **telegram.settings)
            assert saved.process.returncode == 0
            assert await program.end() == 0
        spoil_table(path, "answers")
        found = await run(tmp_path, "check", **telegram.settings)
        assert found.process.returncode == WRONG
        assert "damaged" in one_line(found)

        async with running(tmp_path, **telegram.settings) as program:
            await program.line("is running.")
            await resident.act("type", text=TASK)
            async with asyncio.timeout(20):
                assert await program.result() == WRONG
        assert "The database is damaged" in program.errors[-1]
        assert "python -m bot restore" in program.errors[-1]
        assert not [line for line in program.errors if "Traceback" in line]
        assert waiting(telegram) == 1

        restored = await run(tmp_path, "restore", "today.db", **telegram.settings)
        assert (restored.process.returncode, len(restored.lines)) == (0, 1)
        async with running(tmp_path, **telegram.settings) as program:
            await resident.play([*PROPOSAL[3:], *MENDED])
            await resident.sees("Uw voorstel is binnen.")
            assert await program.end() == 0
    assert answers(path, RESIDENT) == ANSWERS
