"""Everyone reads in their own language, and can change it at any moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.people import Role
from tests.dialogue import act, play, until_summary
from tests.stage import COORDINATOR, NEIGHBOUR, RESIDENT, on_stage
from tests.test_side_moments import MONEY, TO_MONEY, walk

IN_ENGLISH = "Question 8 of 12 / **Is there money for this task already?** / For example wages or a subsidy. [Yes] [No] [I do not know] [What do we mean?] [Back] [Stop]"


async def test_in_the_middle_of_a_question_it_is_asked_again_in_that_language(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, *TO_MONEY)
        await play(
            stage,
            RESIDENT,
            f"""
            you: /taal
            + In welke taal wilt u lezen? / Which language do you want to read? [Nederlands] [English]
            you: [English]
            ✓
            ~ (no buttons)
            + All right. We go on in English.
            ~ (no buttons)
            + {IN_ENGLISH}
            you: I don't know
            ~ Is there money for this task already? / **I do not know**
            + Question 9 of 12 / **Does this task take work away from someone with a job or from a volunteer?** [Yes] [No] [I do not know] [What do we mean?] [Back] [Stop]
            you: [Back]
            ✓
            ~ (no buttons)
            + Question 8 of 12 / **Is there money for this task already?** / For example wages or a subsidy. / Your answer was: I do not know [Yes] [No] [I do not know] [What do we mean?] [Back] [Stop]
            you: nederlands
            + Goed. We gaan verder in het Nederlands.
            ~ (no buttons)
            + {MONEY.replace(" [Ja]", " / Uw antwoord was: Weet ik niet. [Ja]", 1)}
            """,
        )


@pytest.mark.parametrize(
    "typed", ["English please", "do you speak English?", "engels", "/language"]
)
async def test_it_can_be_asked_for_in_words(tmp_path: Path, typed: str) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, typed)
        if typed == "/language":
            await walk(stage, "[English]")
        assert stage.last(RESIDENT).text == "What do you want to do?"
        menu = {c["command"]: c["description"] for c in stage.world.menu(RESIDENT)}
        assert menu["taak"] == "Propose a task"
        await stage.restart()
        await walk(stage, "/start")
        assert "Hello! I am the bot" in stage.last(RESIDENT).text


async def test_a_whole_proposal_in_english_and_the_coordinator_reads_dutch(tmp_path: Path) -> None:
    english = {
        "who": "[Resident]",
        "season": "[The whole year]",
        "liveability": "[Yes]",
        "not_done_now": "[No]",
        "unfunded": "no",
        "displaces_no_work": "[No]",
        "suitable": "yes",
        "guidance": "[I do not know]",
        "contact": "[In this chat]",
    }
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await walk(stage, "/taal", "[English]")
        await until_summary(stage, RESIDENT, **english)
        assert "Guidance: I do not know" in stage.last(RESIDENT).text
        assert "Hours: 1-4 a week" in stage.last(RESIDENT).text
        await walk(stage, "[Send]")
        assert "Thank you. Your proposal has arrived." in stage.last(RESIDENT).text
        assert "Nieuw voorstel" in stage.last(COORDINATOR).text
        act(stage, NEIGHBOUR, "/start")
        await stage.settle()
        assert "Goedendag!" in stage.last(NEIGHBOUR).text


async def test_who_stopped_for_now_is_asked_whether_to_go_on(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, *TO_MONEY, "/stop", "[Bewaren en stoppen]", "english")
        assert stage.last(RESIDENT).text == "You were busy with a proposal: blad opruimen"
