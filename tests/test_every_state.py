"""Every question × what a person may send there: what happens is what was read and found good."""

from pathlib import Path

import pytest

from tests.every_state import SENDS, STATES, TABLE, play


@pytest.mark.long
async def test_every_state_has_the_answer_that_was_reviewed(tmp_path: Path) -> None:
    played = await play(tmp_path)
    assert played == TABLE.read_text("utf-8"), "Run `python -m tests.every_state`, and read it."


def test_the_table_has_every_question_and_what_a_person_may_send() -> None:
    kept = TABLE.read_text("utf-8")
    assert len(STATES) >= 20
    assert len(SENDS) >= 24
    for state in STATES:
        section = kept.partition(f"\n## {state}")[2].partition("\n## ")[0]
        outcomes = [line for line in section.splitlines() if line.startswith("- ")]
        assert sum(len(line.split("; ")) for line in outcomes) == len(SENDS), state
