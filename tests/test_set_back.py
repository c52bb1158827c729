"""The computer's clock is set back an hour: nothing is lost, doubled, or taken for something else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.people import Role
from tests.dialogue import act, until_summary
from tests.stage import COORDINATOR, RESIDENT, Stage, on_stage

HOUR = timedelta(hours=1)


def set_back(stage: Stage) -> None:
    """As an administrator or a time server does; the seconds for pacing go on."""
    stage.clock._now -= HOUR


async def say(stage: Stage, user: int, *lines: str) -> None:
    for line in lines:
        act(stage, user, line)
        await stage.settle()


def texts(stage: Stage, user: int) -> list[str]:
    return [m.text for m in stage.world.chat(user).messages if m.by_bot]


@pytest.mark.parametrize("restarts", [False, True])
async def test_a_proposal_goes_on(tmp_path: Path, restarts: bool) -> None:
    async with on_stage(tmp_path) as stage:
        await say(stage, RESIDENT, "/taak", "[Bewoner]", "blad opruimen")
        assert "In welke wijk" in texts(stage, RESIDENT)[-1]
        set_back(stage)
        if restarts:
            await stage.restart()
        await say(stage, RESIDENT, "Selwerd", "[1-4]", "[Het hele jaar]", "[Ja]", "[Nee]", "[Nee]")
        await say(stage, RESIDENT, "[Nee]", "[Ja]", "[Weet ik niet]", "[Via deze chat]")
        await say(stage, RESIDENT, "[Versturen]")
        assert "Uw voorstel is binnen." in "".join(texts(stage, RESIDENT))
        assert await stage.query("SELECT count(*) FROM proposals") == [(1,)]
        assert await stage.query("SELECT count(*) FROM failed_updates") == [(0,)]


async def test_what_comes_twice_still_counts_once(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        act(stage, RESIDENT, "/taak")
        update = stage.world.queue.waiting[-1]
        await stage.settle()
        set_back(stage)
        stage.forget()
        stage.world.queue.repeat(update)
        await stage.settle()
        await stage.restart()
        stage.world.queue.repeat(update)
        await stage.settle()
        assert stage.calls() == []


async def test_typed_words_answer_what_was_touched_last(tmp_path: Path) -> None:
    """Not what was touched at the latest hour on the clock."""
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await until_summary(stage, RESIDENT)
        await say(stage, RESIDENT, "[Versturen]", "/taak", "[Bewoner]")
        of_the_new_one = stage.last(RESIDENT)
        await say(stage, COORDINATOR, "/beoordelen", "[Vraag stellen]", "[Uren]")
        await say(stage, COORDINATOR, "[Zonder toelichting]", "[Versturen]")
        stage.clock.advance(timedelta(seconds=61))
        await stage.restart()
        await stage.settle()
        assert stage.last(RESIDENT) is not of_the_new_one  # the hours are asked again
        set_back(stage)
        stage.world.press(RESIDENT, "Terug", of_the_new_one.message_id)
        await stage.settle()
        await say(stage, RESIDENT, "[Bewoner]", "vogels tellen")
        found = await stage.query("SELECT value FROM answers WHERE question = 'description'")
        assert ("vogels tellen",) in found


async def test_a_work_list_comes_once(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await say(stage, COORDINATOR, "/meldingen", "[Elke dag]")
        await until_summary(stage, RESIDENT)
        await say(stage, RESIDENT, "[Versturen]")
        stage.forget()
        stage.clock.advance(timedelta(hours=23))
        await stage.parts.calling.look()
        await stage.settle()
        assert len(stage.calls_for(COORDINATOR)) == 1
        set_back(stage)
        for _ in range(3):
            await stage.parts.calling.look()
            await stage.settle()
            stage.clock.advance(timedelta(minutes=40))
        assert stage.calls_for(COORDINATOR) == []


async def test_a_decision_that_waits_to_be_undone_is_sent_after_all(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await until_summary(stage, RESIDENT)
        await say(stage, RESIDENT, "[Versturen]")
        await say(stage, COORDINATOR, "/beoordelen", "[Goedkeuren]", "[Versturen]")
        stage.forget()
        set_back(stage)
        await stage.restart()
        await stage.settle()
        assert stage.calls_for(RESIDENT) == []
        stage.clock.advance(HOUR + timedelta(minutes=2))
        await stage.restart()
        await stage.settle()
        assert len(stage.calls_for(RESIDENT)) == 1
