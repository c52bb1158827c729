"""What can never be handled or sent stops nobody: kept aside, listed, tried again when asked."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import cli, failed, retrying, wrongs
from bot.failed import NotListedError
from bot.simulator.faults import forbidden, refused
from bot.store import database
from bot.store.files import UnfitError
from bot.views import menu, tasks
from tests.dialogue import act
from tests.stage import NEIGHBOUR, RESIDENT, Stage, on_stage

APOLOGY = "Er ging iets mis. Uw antwoorden zijn bewaard."
UNPARSED = "Bad Request: can't parse entities: Unsupported start tag"


class BrokenError(Exception):
    """A fault of ours."""


def texts(stage: Stage, user: int) -> list[str]:
    return [m.text for m in stage.world.chat(user).messages if m.by_bot]


async def say(stage: Stage, user: int, *lines: str) -> None:
    for line in lines:
        act(stage, user, line)
        await stage.settle()


async def shown(stage: Stage) -> list[str]:
    """The list without its heading and its last line."""
    return (await failed.listed(stage.settings.database_path, stage.clock))[1:-1]


async def retry(stage: Stage, *ids: str) -> str:
    """What an operator types beside the running bot, and what the bot does then."""
    said = await failed.retry(stage.settings.database_path, stage.clock, ids)
    await retrying.look(stage.parts.database, stage.parts.turns)
    await stage.settle()
    return said


def broken(*_: Any) -> Any:
    raise BrokenError("Rita: 06 12 34 56 78")


async def test_a_newer_command_does_not_change_the_tables_of_a_running_bot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with on_stage(tmp_path) as stage:
        known = database.migrations()
        (before,) = await stage.query("PRAGMA user_version")
        with monkeypatch.context() as newer:
            newer.setenv("DATABASE_PATH", str(stage.settings.database_path))
            more = (before[0] + 1, "CREATE TABLE later (id INTEGER) STRICT;")
            newer.setattr(database, "migrations", lambda: [*known, more])
            for command in (["failed"], ["retry"], ["invite", "coach"]):
                assert await asyncio.to_thread(cli.main, command) == wrongs.WRONG
                (line,) = capsys.readouterr().err.splitlines()
                assert "start it with this version, then try again." in line
        assert await stage.query("PRAGMA user_version") == [before]
        await say(stage, RESIDENT, "/over")
        assert texts(stage, RESIDENT)[-1].startswith("Over de Basisbaan")


async def test_nothing_failed(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        path = stage.settings.database_path
        assert await failed.listed(path, stage.clock) == ["Nothing failed."]
        assert await failed.retry(path, stage.clock) == "Nothing can be tried again."


async def test_there_is_no_database(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        with pytest.raises(UnfitError, match="does not exist"):
            await failed.listed(tmp_path / "other.db", stage.clock)
        assert not (tmp_path / "other.db").exists()


async def test_an_update_that_always_raises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(tmp_path) as stage:
        with monkeypatch.context() as fault:
            fault.setattr(menu, "about", broken)
            act(stage, RESIDENT, "/over")
            number = stage.world.queue.waiting[-1]["update_id"]
            await say(stage, RESIDENT, "/privacy")
            assert APOLOGY in texts(stage, RESIDENT)[0]
            assert texts(stage, RESIDENT)[1].startswith("Privacy")
            (line,) = await shown(stage)
            assert line.startswith(f"u{number} ")
            assert "2026-03-02 10:00  update    BrokenError in " in line
            assert not [word for word in ("/over", "Rita", "06") if word in line]
            stage.forget()
            assert (await retry(stage)).startswith("1 to be tried again")
            assert stage.calls() == []  # nobody hears a second apology
            assert (await shown(stage))[0].startswith(f"u{number} ")
        await retry(stage, f"u{number}")
        assert texts(stage, RESIDENT)[-1].startswith("Over de Basisbaan")
        assert await shown(stage) == []
        stage.forget()
        await retrying.look(stage.parts.database, stage.parts.turns)
        assert stage.calls() == []  # and it is done once


async def test_tried_again_by_a_bot_that_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(tmp_path) as stage:
        with monkeypatch.context() as fault:
            fault.setattr(menu, "about", broken)
            await say(stage, RESIDENT, "/over")
        await stage.stop()
        path = stage.settings.database_path
        await failed.retry(path, stage.clock)
        await failed.retry(path, stage.clock)
        assert "(waits to be tried again)" in (await failed.listed(path, stage.clock))[1]
        await stage.start()
        await retrying.look(stage.parts.database, stage.parts.turns)
        await stage.settle()
        assert [t for t in texts(stage, RESIDENT) if t.startswith("Over de Basisbaan")] != []
        assert len(texts(stage, RESIDENT)) == 2


async def test_an_answer_that_was_given_anew_meanwhile_answers_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(tmp_path) as stage:
        await say(stage, RESIDENT, "/taak", "[Bewoner]")
        async with stage.parts.database.transaction() as tx:
            await tx.run(
                "CREATE TRIGGER bad BEFORE INSERT ON answers WHEN new.value = 'blad opruimen'"
                " BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        await say(stage, RESIDENT, "blad opruimen")
        assert APOLOGY in texts(stage, RESIDENT)[-1]
        async with stage.parts.database.transaction() as tx:
            await tx.run("DROP TRIGGER bad")
        stage.clock.advance(timedelta(minutes=1))
        await say(stage, RESIDENT, "zwerfvuil prikken")
        stage.forget()
        await retry(stage)
        assert stage.calls() == []
        answers = await stage.query("SELECT value FROM answers WHERE question = 'description'")
        assert answers == [("zwerfvuil prikken",)]
        (line,) = await shown(stage)
        assert line.endswith("OvertakenError (its text was not kept)")
        assert await retry(stage) == "Nothing can be tried again."
        number = line.split()[0]
        with pytest.raises(NotListedError, match=f"{number} cannot be tried again"):
            await retry(stage, number)
        assert await stage.query("SELECT content FROM failed_updates") == [(None,)]


async def test_what_was_looked_at_is_dropped_beside_the_running_bot(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.INFO, "bot")
    async with on_stage(tmp_path) as stage:
        stage.world.faults.add(refused(UNPARSED), "sendMessage", NEIGHBOUR, times=2)
        await say(stage, NEIGHBOUR, "/taak", "/privacy")
        with monkeypatch.context() as fault:
            fault.setattr(menu, "about", broken)
            await say(stage, RESIDENT, "/over")
        asked, privacy, update = [line.split()[0] for line in await shown(stage)]
        path, clock = stage.settings.database_path, stage.clock
        with pytest.raises(NotListedError, match="m99 is not in the list"):
            await failed.drop(path, clock, [asked, "m99"])
        assert len(await shown(stage)) == 3, "all of them or none"
        monkeypatch.setenv("DATABASE_PATH", str(path))
        monkeypatch.setattr(cli, "Clock", lambda _: clock)
        monkeypatch.setattr("bot.logs.configure", lambda _: None)
        await failed.retry(path, clock, [update])  # an operator changes their mind
        command = ["failed", "--drop", asked, update, update]
        assert await asyncio.to_thread(cli.main, command) == 0
        assert capsys.readouterr().out == "2 dropped.\n"
        for dropped in (f"id={asked} what=send", f"id={update} what=update"):
            assert f"what failed is dropped {dropped} why=" in caplog.text
        assert [line.split()[0] for line in await shown(stage)] == [privacy]
        assert await stage.query("SELECT * FROM retries") == []
        backlog = await stage.parts.watched.health.backlog()
        assert backlog
        assert (backlog.failed_updates, backlog.failed_messages) == (0, 1)
        stage.forget()
        await retry(stage)
        assert [call.method for call in stage.calls()] == ["sendMessage"], "the other one only"
        assert await shown(stage) == []
        kept = "SELECT count(*) FROM outbox WHERE content IS NOT NULL"
        assert await stage.query(kept) == [(0,)]
        await say(stage, RESIDENT, "/privacy")
        assert texts(stage, RESIDENT)[-1].startswith("Privacy")


async def test_an_answer_that_nothing_came_after_still_counts(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await say(stage, RESIDENT, "/taak", "[Bewoner]")
        async with stage.parts.database.transaction() as tx:
            await tx.run(
                "CREATE TRIGGER bad BEFORE INSERT ON answers BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        stage.clock.advance(timedelta(minutes=1))
        await say(stage, RESIDENT, "blad opruimen")
        async with stage.parts.database.transaction() as tx:
            await tx.run("DROP TRIGGER bad")
        stage.clock.advance(timedelta(minutes=1))
        await retry(stage)
        assert "In welke wijk" in texts(stage, RESIDENT)[-1]
        assert await shown(stage) == []


async def test_a_message_that_telegram_never_takes(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        fault = stage.world.faults.add(refused(UNPARSED), "sendMessage", RESIDENT, times=None)
        await say(stage, RESIDENT, "/taak")
        await say(stage, NEIGHBOUR, "/start")
        assert texts(stage, RESIDENT) == []
        assert "Goedendag" in texts(stage, NEIGHBOUR)[0]
        (line,) = await shown(stage)
        assert line.startswith("m1 ")
        assert line.endswith("send      markup")
        await retry(stage)
        assert (await shown(stage))[0].startswith("m1 ")
        fault.off()
        await retry(stage, "m1")
        (question,) = texts(stage, RESIDENT)
        assert "Vraag 1 van 12" in question
        assert await shown(stage) == []
        assert await stage.query("SELECT content FROM outbox WHERE id = 1") == [(None,)]
        await say(stage, RESIDENT, "[Bewoner]")  # and it is what the person answers
        assert "Vraag 2 van 12" in texts(stage, RESIDENT)[-1]


async def test_who_blocked_the_bot_is_no_failure(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.faults.add(forbidden(), "sendMessage", RESIDENT)
        await say(stage, RESIDENT, "/privacy")
        assert await shown(stage) == []
        assert await stage.query("SELECT status, content FROM outbox") == [("unreachable", None)]


async def test_what_must_not_be_stored_cannot_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "own", broken, raising=False)
    async with on_stage(tmp_path) as stage:
        stage.world.queue.put("message", {"text": "mijn bsn is 123456782", "chat": "broken"})
        number = stage.world.queue.waiting[-1]["update_id"]
        await stage.settle()
        (line,) = await shown(stage)
        assert line.endswith("(its text was not kept)")
        path = stage.settings.database_path
        with pytest.raises(NotListedError, match=f"u{number} cannot be tried again"):
            await failed.retry(path, stage.clock, [f"u{number}"])
        with pytest.raises(NotListedError, match="m77 is not in the list"):
            await failed.retry(path, stage.clock, ["m77"])
        assert await failed.retry(path, stage.clock) == "Nothing can be tried again."


async def test_after_thirty_days_it_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menu, "about", broken)
    async with on_stage(tmp_path) as stage:
        stage.world.faults.add(refused(UNPARSED), "sendMessage", NEIGHBOUR)
        await say(stage, RESIDENT, "/over")
        await say(stage, NEIGHBOUR, "/privacy")
        await stage.restart()
        assert len(await shown(stage)) == 2
        stage.clock.advance(timedelta(days=30, seconds=1))
        await stage.restart()
        await stage.settle()
        assert await shown(stage) == []
        assert await stage.query("SELECT count(*) FROM failed_updates") == [(0,)]
        kept = "SELECT id FROM outbox WHERE status = 'failed' AND content IS NOT NULL"
        assert await stage.query(kept) == []
