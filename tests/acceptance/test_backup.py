"""The rehearsal: back up while many people write, restore elsewhere, and go on."""

import asyncio
import signal
from contextlib import AsyncExitStack
from pathlib import Path

from bot.simulator.faults import refused
from tests.acceptance.kept import answers, rows
from tests.acceptance.phone import ANSWERS, MENDED, PROPOSAL, RESIDENT, phones
from tests.acceptance.program import run, running
from tests.acceptance.test_on_a_server import (  # noqa: F401
    Determined,
    Telegram,
    one_line,
    telegram,
)
from tests.waiting import until

CROWD = range(601, 613)
HALFWAY = 8
"""How much of it Rita has done when the backup is made."""


async def test_back_up_under_load_restore_elsewhere_and_go_on(
    telegram: Telegram,  # noqa: F811
    tmp_path: Path,
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    saved = tmp_path / "saved.db"
    for number in CROWD:
        telegram.world.add_user(number, f"Bewoner {number}")
    async with phones(telegram.address, RESIDENT, *CROWD) as (rita, *crowd):
        async with running(first, **telegram.settings) as program, AsyncExitStack() as ends:
            await rita.start()
            await rita.play(PROPOSAL[:HALFWAY])
            await rita.sees("Vraag 7 van 12")
            people = [asyncio.create_task(Determined(phone).propose()) for phone in crowd]
            for person in people:
                ends.callback(person.cancel)
            while not rows(first / "data/basisbaan.db", "SELECT 1 FROM answers LIMIT 1 OFFSET 30"):
                await asyncio.sleep(0.01)
            backup = await run(first, "backup", str(saved), **telegram.settings)
            async with asyncio.timeout(60):
                await asyncio.gather(*people)
            await program.end(signal.SIGKILL)
        assert backup.process.returncode == 0, backup.errors
        assert backup.lines[0].startswith(f"{saved} is a whole backup: ")
        assert "100 % of" in backup.errors[-1]
        assert saved.stat().st_mode & 0o777 == 0o600
        assert rows(first / "data/basisbaan.db", "SELECT count(*) FROM proposals") == [
            (len(CROWD),)
        ]
        ((kept,),) = rows(saved, "SELECT count(*) FROM answers")
        assert 30 < kept < 12 * (len(CROWD) + 1)  # made in the middle of it all

        restored = await run(second, "restore", str(saved), **telegram.settings)
        assert restored.process.returncode == 0, restored.errors
        assert restored.lines[0].startswith("data/basisbaan.db is restored: ")
        async with running(second, **telegram.settings) as program:
            await program.line("is running.")
            await rita.play([*PROPOSAL[HALFWAY:], *MENDED])
            await rita.sees("Uw voorstel is binnen.")
            assert await program.end() == 0
    path = second / "data/basisbaan.db"
    assert answers(path, RESIDENT) == ANSWERS
    assert rows(path, "SELECT count(*) FROM failed_updates") == [(0,)]
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


async def test_never_under_a_running_bot(telegram: Telegram, tmp_path: Path) -> None:  # noqa: F811
    async with running(tmp_path, **telegram.settings) as program:
        await program.line("is running.")
        saved = await run(tmp_path, "backup", "saved.db", **telegram.settings)
        assert saved.process.returncode == 0
        again = await run(tmp_path, "backup", "saved.db", **telegram.settings)
        assert again.process.returncode == 2
        assert one_line(again) == (
            "saved.db exists already: choose another name, or add --replace."
        )
        under = await run(tmp_path, "restore", "saved.db", **telegram.settings)
        assert under.process.returncode == 2
        assert "already running" in one_line(under)
        assert await program.end() == 0


async def test_what_failed_is_tried_again_beside_the_running_bot(
    telegram: Telegram,  # noqa: F811
    tmp_path: Path,
) -> None:
    async with (
        running(tmp_path, **telegram.settings) as program,
        phones(telegram.address, RESIDENT) as (rita,),
    ):
        await program.line("is running.")
        telegram.world.faults.add(
            refused("Bad Request: message is too long"), "sendMessage", RESIDENT
        )
        await rita.start()
        path = tmp_path / "data/basisbaan.db"
        await until(lambda: rows(path, "SELECT 1 FROM outbox WHERE status = 'failed'"))
        listed = await run(tmp_path, "failed", **telegram.settings)
        assert (listed.process.returncode, listed.errors) == (0, [])
        assert listed.lines[1].startswith("m")
        assert listed.lines[1].endswith("too long")
        again = await run(tmp_path, "retry", listed.lines[1].split()[0], **telegram.settings)
        assert again.lines[0].startswith("1 to be tried again")
        await rita.sees("Goedendag!")
        wrong = await run(tmp_path, "retry", "m99", **telegram.settings)
        assert (wrong.process.returncode, one_line(wrong)) == (
            2,
            "m99 is not in the list of: python -m bot failed.",
        )
        assert await program.end() == 0
