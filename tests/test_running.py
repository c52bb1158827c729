"""What goes on beside receiving and sending: without it the bot does not go on as if all were well."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot import running
from tests.dialogue import act
from tests.stage import RESIDENT, Stage, on_stage
from tests.waiting import until


async def broken(*_: object) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("what", "named"),
    [
        ("bot.office.calling.Calling.run", "due"),
        ("bot.retrying.run", "again"),
        ("bot.running._tidy_up", "tidying"),
    ],
)
async def test_a_fault_in_what_goes_on_for_ever_ends_the_program(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    what: str,
    named: str,
) -> None:
    """It is started again then: else digests or retention would stop, and nobody would know."""
    monkeypatch.setattr(what, broken)
    stage = Stage(tmp_path / "bot.db")
    await stage.start()
    try:
        assert stage._running
        await asyncio.wait({stage._running}, timeout=5)
        assert stage._running.done()
    finally:
        with pytest.raises(ZeroDivisionError):
            await stage.stop()
    assert f'work ended task={named} error="ZeroDivisionError in ' in caplog.text


async def test_without_its_menu_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(running, "introduce", broken)
    async with on_stage(tmp_path) as stage:
        await until(lambda: "work ended task=introducing" in caplog.text)
        act(stage, RESIDENT, "/start")
        await stage.settle()
        assert "Goedendag" in stage.last(RESIDENT).text
