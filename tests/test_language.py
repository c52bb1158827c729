"""Everyone reads in their own language, and can change it at any moment."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.people import Role
from tests.dialogue import act, play, until_summary
from tests.office.test_review import acts, ready
from tests.stage import COORDINATOR, NEIGHBOUR, RESIDENT, Stage, on_stage
from tests.test_side_moments import MONEY, TO_MONEY, walk

IN_ENGLISH = "Question 8 of 12 / **Is there money for this task already?** / For example wages or a subsidy. [Yes] [No] [Don't know] [What do we mean?] [Back] [Stop]"


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
            ~ Is there money for this task already? / **Don't know**
            + Question 9 of 12 / **Does this task take work away from someone with a job or from a volunteer?** [Yes] [No] [Don't know] [What do we mean?] [Back] [Stop]
            you: [Back]
            ✓
            ~ (no buttons)
            + Question 8 of 12 / **Is there money for this task already?** / For example wages or a subsidy. / Your answer was: Don't know [Yes] [No] [Don't know] [What do we mean?] [Back] [Stop]
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
        "guidance": "[Don't know]",
        "contact": "[In this chat]",
    }
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await walk(stage, "/taal", "[English]")
        await until_summary(stage, RESIDENT, **english)
        assert "Guidance: don't know" in stage.last(RESIDENT).text
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


FOREIGNER, TURK, COLLEAGUE = 1003, 1004, 3002
ENGLISH = "[Propose a task] [My tasks] [About the Basisbaan] [Privacy] [Nederlands]"
DUTCH = "[Taak voorstellen] [Mijn taken] [Over de Basisbaan] [Privacy]"


def buttons(stage: Stage, user: int) -> str:
    return " ".join(f"[{label}]" for label in stage.last(user).buttons)


@pytest.mark.parametrize("code", ["en", "en-gb", "EN-US"])
async def test_an_english_phone_is_greeted_in_english_and_can_have_dutch(
    tmp_path: Path, code: str
) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.add_user(FOREIGNER, "Fred", language_code=code)
        await acts(stage, FOREIGNER, "/start")
        assert stage.last(FOREIGNER).text.startswith("Hello! I am the bot of the Basisbaan")
        assert buttons(stage, FOREIGNER) == ENGLISH
        count = len(stage.world.chat(FOREIGNER).messages)
        await acts(stage, FOREIGNER, "[Nederlands]")
        assert stage.last(FOREIGNER).text.startswith("Goedendag! Ik ben de bot")
        assert buttons(stage, FOREIGNER) == f"{DUTCH} [English]"
        assert len(stage.world.chat(FOREIGNER).messages) == count, "the greeting itself changes"
        await stage.restart()
        await acts(stage, FOREIGNER, "/start")
        assert stage.last(FOREIGNER).text.startswith("Goedendag!"), "what they chose wins"
        assert buttons(stage, FOREIGNER) == DUTCH
        await acts(stage, FOREIGNER, "/taal", "[English]", "/start")
        assert buttons(stage, FOREIGNER) == ENGLISH


async def test_any_other_phone_is_greeted_in_dutch_and_offered_english(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.add_user(TURK, "Tuba", language_code="tr")
        await acts(stage, TURK, "/start")
        assert stage.last(TURK).text.startswith("Goedendag!")
        assert buttons(stage, TURK) == f"{DUTCH} [English]"
        await acts(stage, TURK, "[English]")
        assert stage.last(TURK).text.startswith("Hello! I am the bot")
        menu = {c["command"]: c["description"] for c in stage.world.menu(TURK)}
        assert menu["taak"] == "Propose a task"
        await acts(stage, TURK, "/start")
        assert buttons(stage, TURK) == ENGLISH.removesuffix(" [Nederlands]")


@pytest.mark.parametrize("code", ["nl", "nl-be", ""])
async def test_a_dutch_phone_and_one_that_does_not_say_get_what_golden_fixes(
    tmp_path: Path, code: str
) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.add_user(FOREIGNER, "Fred", language_code=code)
        await acts(stage, FOREIGNER, "/start")
        assert buttons(stage, FOREIGNER) == DUTCH


async def test_the_first_word_need_not_be_start(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.add_user(FOREIGNER, "Fred", language_code="en")
        await acts(stage, FOREIGNER, "/taak")
        assert "Who are you?" in stage.last(FOREIGNER).text


async def test_the_greeting_above_an_open_question_asks_it_in_the_language_that_is_chosen(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.add_user(FOREIGNER, "Fred", language_code="en")
        await acts(stage, FOREIGNER, "/start", "[Propose a task]", "[Resident]", "[Nederlands]")
        assert "Wat moet er gebeuren?" in stage.last(FOREIGNER).text


async def test_who_is_invited_works_in_dutch(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.add_user(COLLEAGUE, "Cees", language_code="en")
        await stage.give(COLLEAGUE, Role.COORDINATOR)
        assert stage.last(COLLEAGUE).text == "Wat wilt u doen?"


async def test_a_decision_is_read_in_ones_own_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where no restart came between, after which the outbox is read from the database."""
    a_minute = asyncio.Event()

    async def sleep_until(moment: datetime) -> None:
        await a_minute.wait()

    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await acts(stage, RESIDENT, "/taal", "[English]")
        monkeypatch.setattr(stage.clock, "sleep_until", sleep_until)
        await acts(stage, COORDINATOR, "/beoordelen", "[Goedkeuren]", "[Versturen]")
        stage.clock.advance(timedelta(seconds=61))
        a_minute.set()
        await stage.settle()
        assert "Your task is approved." in stage.last(RESIDENT).text
