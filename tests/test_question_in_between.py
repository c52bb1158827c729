"""A coordinator's question comes while someone is busy with another proposal."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.dialogue import act, play
from tests.office.test_review import acts, ready
from tests.stage import COORDINATOR, RESIDENT, Stage, on_stage

ASKED = "Een medewerker heeft een vraag over BB-22223"
THANKS = "Dank u wel. Uw antwoord is binnen. Een medewerker leest het."
TO_HOURS = ("/taak", "[Bewoner]", "heg snoeien", "Selwerd")


async def busy(stage: Stage, *steps: str) -> None:
    """Come so far with a second proposal, while the question about the first waits its minute."""
    await ready(stage)
    await acts(stage, RESIDENT, *steps)
    await acts(stage, COORDINATOR, "/beoordelen", "[Vraag stellen]", "[Geld]")
    await acts(stage, COORDINATOR, "[Zonder toelichting]", "[Versturen]")
    stage.clock.advance(timedelta(seconds=61))


async def question_comes(stage: Stage) -> None:
    await stage.restart()
    await stage.settle()
    assert stage.last(RESIDENT).text.startswith(ASKED)


async def answers(stage: Stage, question: str) -> list[str]:
    """By proposal, the first one first."""
    found = "SELECT value FROM answers WHERE question = ? ORDER BY conversation_id"
    return [row[0] for row in await stage.query(found, question)]


async def test_what_was_typed_before_it_came_answers_what_stood_there_then(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await busy(stage, *TO_HOURS)
        await stage.stop()
        act(stage, RESIDENT, "6")
        await stage.start()
        await stage.settle()
        said = [m.text for m in stage.world.chat(RESIDENT).messages if m.by_bot]
        assert said[-2].startswith(ASKED)
        assert said[-1].startswith("Vraag 5 van 12")
        assert await answers(stage, "hours") == ["1-4", "6"]
        assert await answers(stage, "unfunded") == ["no"]


async def test_what_is_no_answer_to_it_goes_on_with_the_proposal(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await busy(stage, "/taak", "[Bewoner]")
        await question_comes(stage)
        await acts(stage, RESIDENT, "heg snoeien bij de kerk")
        assert (await answers(stage, "description"))[1] == "heg snoeien bij de kerk"
        assert stage.last(RESIDENT).text.startswith("Vraag 3 van 12")
        asked = next(m for m in stage.world.chat(RESIDENT).messages if m.text.startswith(ASKED))
        assert asked.inline, "it can still be answered"
        stage.world.press(RESIDENT, "Ja", asked.message_id)
        await stage.settle()
        assert await answers(stage, "unfunded") == ["yes"]
        assert stage.last(RESIDENT).text.replace("\n", " ") == THANKS, "nothing came in between"


async def test_an_answer_to_it_leads_back_to_the_proposal(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await busy(stage, *TO_HOURS)
        await question_comes(stage)
        await play(
            stage,
            RESIDENT,
            f"""
            you: nee
            ~ Is er al geld voor deze taak? / **Nee**
            + {THANKS}
            ~ (no buttons)
            + Vraag 4 van 12 / **Hoeveel uur per week kost het ongeveer?** / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
            you: 6
            ~ Hoeveel uur per week kost het ongeveer? / **6 per week**
            + Vraag 5 van 12 / **Wanneer is de taak er?** [Het hele jaar] [Een deel van het jaar] [Eén keer] [Terug] [Stoppen]
            """,
        )


@pytest.mark.parametrize(
    ("typed", "said"), [("stoppen", "Wilt u stoppen?"), ("terug", "Vraag 3 van 12")]
)
async def test_the_words_of_a_button_that_it_does_not_have_are_for_the_proposal(
    tmp_path: Path, typed: str, said: str
) -> None:
    async with on_stage(tmp_path) as stage:
        await busy(stage, *TO_HOURS)
        await question_comes(stage)
        await acts(stage, RESIDENT, typed)
        assert stage.last(RESIDENT).text.startswith(said)
        assert await stage.query("SELECT status FROM proposals") == [("asked",)]


async def test_what_fits_neither_is_asked_again_where_it_was_typed(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await busy(stage, *TO_HOURS)
        await question_comes(stage)
        await acts(stage, RESIDENT, "de buurvrouw weet dat")
        assert "Is er al geld voor deze taak?" in stage.last(RESIDENT).text
