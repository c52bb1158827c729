"""Invitations: for one person, once, for seven days, and the code is nowhere but in the link."""

import asyncio
import hashlib
import os
import sqlite3
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot import cli
from bot.people import Role
from tests.dialogue import act
from tests.stage import COACH, COLLEAGUE, COORDINATOR, NEIGHBOUR, RESIDENT, Stage, on_stage

EVERYONES = [
    *("taak", "mijntaken", "medewerker", "taal", "privacy", "mijngegevens", "verwijder", "help"),
    "stop",
]


async def invited(stage: Stage, label: str = "Coach") -> str:
    """Let the coordinator invite someone; return the code."""
    act(stage, COORDINATOR, "/uitnodigen")
    await stage.settle()
    act(stage, COORDINATOR, f"[{label}]")
    await stage.settle()
    return stage.last(COORDINATOR).text.partition("?start=")[2].split()[0]


async def roles(stage: Stage, user: int) -> list[str]:
    rows = await stage.query(
        "SELECT role FROM roles WHERE person_id = ? AND revoked_at IS NULL ORDER BY role", user
    )
    return [row[0] for row in rows]


async def joins(stage: Stage, user: int, code: str) -> str:
    before = len(stage.world.chat(user).messages)
    stage.world.start(user, code)
    await stage.settle()
    return "\n".join(m.text for m in stage.world.chat(user).messages[before:] if m.by_bot)


async def test_a_link_makes_one_person_a_coach_once(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        code = await invited(stage)
        assert "Welkom. U bent nu coach." in await joins(stage, COACH, code)
        assert await roles(stage, COACH) == ["coach"]
        for user in (COLLEAGUE, COACH):
            assert "werkt niet" in (await joins(stage, user, code)).lower()
        assert await roles(stage, COLLEAGUE) == []
        await stage.restart()
        assert "werkt niet" in (await joins(stage, COLLEAGUE, code)).lower()
        assert await roles(stage, COLLEAGUE) == []


async def test_two_who_use_it_in_one_batch(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        code = await invited(stage)
        stage.world.start(COACH, code)
        stage.world.start(COLLEAGUE, code)
        stage.world.start(NEIGHBOUR, code)
        await stage.settle()
        assert [len(await roles(stage, u)) for u in (COACH, COLLEAGUE, NEIGHBOUR)] == [1, 0, 0]


@pytest.mark.parametrize(
    ("after", "works"),
    [
        (timedelta(days=6, hours=23, minutes=59), True),
        (timedelta(days=7), False),
        (timedelta(days=400), False),
    ],
)
async def test_a_link_works_for_seven_days(tmp_path: Path, after: timedelta, works: bool) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        code = await invited(stage)
        stage.clock.advance(after)
        await joins(stage, COACH, code)
        assert await roles(stage, COACH) == (["coach"] if works else [])


@pytest.mark.parametrize(
    "code", ["nonsense", "x" * 64, "' OR 1=1 --", "../../etc", "coach", "\u202e", "INVITE-0000"]
)
async def test_an_unknown_code_gives_nothing(tmp_path: Path, code: str) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await invited(stage)
        assert await joins(stage, COACH, code)
        assert await roles(stage, COACH) == []
        assert await stage.query("SELECT 1 FROM failed_updates") == []


def kept_bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("bot.db*"))


async def test_only_the_hash_of_a_code_is_kept(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        code = await invited(stage)
        kept = [row[0] for row in await stage.query("SELECT code_hash FROM invites")]
        assert hashlib.sha256(code.encode()).hexdigest() in kept
        await joins(stage, COACH, code)
        await stage.stop()
        content = kept_bytes(tmp_path)
        assert hashlib.sha256(code.encode()).hexdigest().encode() in content
        assert code.encode() not in content
        await stage.start()


async def test_the_menu_fits_the_role(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.start(RESIDENT)
        await stage.settle()
        assert [c["command"] for c in stage.world.menu(RESIDENT)] == EVERYONES
        await stage.give(COACH, Role.COACH)
        await stage.give(COORDINATOR, Role.COORDINATOR)
        coach = {c["command"] for c in stage.world.menu(COACH)}
        coordinator = {c["command"] for c in stage.world.menu(COORDINATOR)}
        assert set(EVERYONES) | {"check", "checks"} <= coach
        assert "uitnodigen" not in coach
        assert set(EVERYONES) | {"uitnodigen"} <= coordinator
        assert "check" not in coordinator
        await joins(stage, COACH, await invited(stage, "Coördinator"))
        both = {c["command"] for c in stage.world.menu(COACH)}
        assert {"check", "checks", "uitnodigen"} <= both
        assert await roles(stage, COACH) == ["coach", "coordinator"]


@pytest.mark.parametrize("role", [None, Role.COACH])
async def test_only_coordinators_invite(tmp_path: Path, role: Role | None) -> None:
    async with on_stage(tmp_path) as stage:
        if role:
            await stage.give(COACH, role)
        before = await stage.query("SELECT count(*) FROM invites")
        act(stage, COACH, "/uitnodigen")
        await stage.settle()
        assert "alleen voor medewerkers" in stage.last(COACH).text
        for data in ("invite:0:coordinator", "menu:0:invite"):
            stage.world.press_data(COACH, stage.last(COACH).message_id, data)
            await stage.settle()
            assert "alleen voor medewerkers" in stage.last(COACH).text
        assert await stage.query("SELECT count(*) FROM invites") == before
        refusals = await stage.query("SELECT subject FROM audit WHERE action = 'refused'")
        assert len(refusals) == 3


async def test_joining_is_on_the_record_without_the_code(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        code = await invited(stage)
        await joins(stage, COACH, code)
        rows = await stage.query("SELECT actor_id, action, subject, detail FROM audit")
        assert [COORDINATOR, "invited"] in [list(row[:2]) for row in rows]
        assert [COACH, "joined"] in [list(row[:2]) for row in rows]
        assert code not in str([tuple(row) for row in rows])


async def test_who_left_comes_back_with_a_new_link(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await joins(stage, COACH, await invited(stage))
        async with stage.parts.database.transaction() as tx:
            await tx.run("UPDATE roles SET revoked_at = granted_at WHERE person_id = ?", (COACH,))
        act(stage, COACH, "/check")
        await stage.settle()
        assert "alleen voor medewerkers" in stage.last(COACH).text
        await joins(stage, COACH, await invited(stage))
        assert await roles(stage, COACH) == ["coach"]


async def command_line(path: Path, *arguments: str) -> tuple[int | None, str]:
    environment = {**os.environ, "DATABASE_PATH": str(path), "BOT_TOKEN": ""}
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        env=environment,
        cwd=Path(cli.__file__).parents[1],
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await started.communicate()
    return started.returncode, said.decode()


async def test_the_command_line_invites_beside_a_running_bot(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        path = stage.settings.database_path
        code, said = await command_line(path, "invite", "coach")
        assert code == 0, said
        link = said.strip().splitlines()[-1]
        assert link.startswith("https://t.me/basisbaan_bot?start=")
        # The bot of the stage lives in the past; its link works there too.
        stage.world.start(RESIDENT)
        await stage.settle()
        assert "Welkom" in await joins(stage, COACH, link.partition("=")[2])
        assert await roles(stage, COACH) == ["coach"]
        with closing(sqlite3.connect(path)) as reader:
            assert reader.execute("SELECT created_by FROM invites").fetchall() == [(None,)]
        code, said = await command_line(path, "invite", "boss")
        assert code == 2
        assert "Traceback" not in said
