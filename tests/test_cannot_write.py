"""While the database cannot be written the bot waits, says so without a flood, and goes on."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot import logs, retrying, turns
from tests.dialogue import act
from tests.stage import RESIDENT, Stage, on_stage
from tests.waiting import until

PROBLEM = "attempt to write a readonly database"


async def only_read(stage: Stage, so: str) -> None:
    """As when a disk with errors is mounted anew for reading."""
    writer = stage.parts.database._writer
    assert writer
    await writer.execute(f"PRAGMA query_only = {so}")


async def test_it_goes_on_when_it_can_be_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(turns, "RETRY_AFTER", 0.001)
    async with on_stage(tmp_path) as stage:
        await stage.settle()
        await only_read(stage, "ON")
        act(stage, RESIDENT, "/taak")
        await until(lambda: caplog.text.count(PROBLEM) >= logs.SAID_AT_FIRST)
        await asyncio.sleep(0.05)
        assert caplog.text.count(PROBLEM) < 2 * logs.SAID_AT_FIRST
        assert len(stage.world.queue.waiting) == 1
        assert not stage.world.called("sendMessage")
        await only_read(stage, "OFF")
        await stage.settle()
        assert "can be written again" in caplog.text
        assert len(stage.world.called("sendMessage")) == 1
        assert stage.world.queue.waiting == []


async def test_a_stop_is_not_kept_waiting(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.settle()
        await only_read(stage, "ON")
        act(stage, RESIDENT, "/taak")
        await until(lambda: PROBLEM in caplog.text)
        async with asyncio.timeout(1):
            await stage.stop()
        assert len(stage.world.queue.waiting) == 1
        await stage.start()
        await stage.settle()
        assert len(stage.world.called("sendMessage")) == 1


async def test_looking_for_what_is_to_be_tried_again_says_so_without_a_flood_too(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """After a look that went well, the next failures are news again."""
    looks, well, last = 0, logs.SAID_EVERY + 1, logs.SAID_EVERY + 20

    async def look(*_: object) -> None:
        nonlocal looks
        looks += 1
        if looks == last:
            await asyncio.Event().wait()
        if looks != well:
            raise sqlite3.OperationalError(PROBLEM)

    monkeypatch.setattr(retrying, "look", look)
    monkeypatch.setattr(retrying, "EVERY", 0)
    running = asyncio.create_task(retrying.run(None, None))  # type: ignore[arg-type]
    await until(lambda: looks == last)
    running.cancel()
    assert len(caplog.records) == logs.SAID_AT_FIRST + 1 + logs.SAID_AT_FIRST
