"""The command line, as someone without the code at hand meets it."""

import asyncio
from os import listdir
from pathlib import Path

import pytest

from tests.acceptance.program import run

FLOWS = ("propose_task", "check_candidate")


@pytest.mark.parametrize("flow", FLOWS)
async def test_a_flow_can_be_read_drawn_and_tried(tmp_path: Path, flow: str) -> None:
    expected = {"outline": "   Bron: «", "graph": "flowchart TD", "talk": "bot: "}
    ended = await asyncio.gather(*(run(tmp_path, name, flow, module="bot") for name in expected))
    for program, words in zip(ended, expected.values(), strict=True):
        assert (program.process.returncode, program.errors) == (0, [])
        assert any(line.startswith(words) for line in program.lines)
    assert listdir(tmp_path) == []


async def test_all_is_in_order(tmp_path: Path) -> None:
    program = await run(tmp_path, "check", module="bot")
    assert (program.process.returncode, program.errors) == (0, [])
    assert program.lines == ["Settings, database, catalogues and flows are in order."]


@pytest.mark.parametrize(
    "setting", ["LISTEN=abc", "BOT_TOKEN=nonsense", "LANGUAGE=xx", "SEND_PER_SECOND=-1"]
)
async def test_a_wrong_setting(tmp_path: Path, setting: str) -> None:
    name, value = setting.split("=")
    program = await run(tmp_path, module="bot", **{name: value})
    assert program.process.returncode == 2
    assert program.lines == []
    (line,) = program.errors
    assert line.startswith(f"{name} must ")
    assert listdir(tmp_path) == []
