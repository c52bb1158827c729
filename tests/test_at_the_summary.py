"""What people do at the summary and after it: yes, no, a photo, stopping, looking at their tasks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialogue import act, play, until_summary
from tests.stage import RESIDENT, Stage, on_stage

SURE = "Wilt u het zo versturen?"
MONEY = {"unfunded": "[Ja]"}


async def walk(stage: Stage, *lines: str) -> None:
    for line in lines:
        act(stage, RESIDENT, line)
        await stage.settle()


def summaries(stage: Stage) -> list[str]:
    """The texts in the chat that hold all the answers."""
    return [m.text for m in stage.world.chat(RESIDENT).messages if "1 Wie: " in m.text]


async def test_yes_to_what_is_not_all_right_is_asked_about_once_and_then_sends(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT, **MONEY)
        assert "Een medewerker kijkt dan mee." in stage.last(RESIDENT).text
        await play(
            stage,
            RESIDENT,
            f"""
            you: ja hoor
            + **{SURE}** [Toch versturen] [Antwoord aanpassen]
            """,
        )
        assert await stage.query("SELECT count(*) FROM proposals") == [(0,)]
        await walk(stage, "ja")
        assert await stage.query("SELECT count(*) FROM proposals") == [(1,)]
        assert all(SURE not in m.text for m in stage.world.chat(RESIDENT).messages)


async def test_two_yesses_at_once_are_one(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT, **MONEY)
        act(stage, RESIDENT, "ja")
        act(stage, RESIDENT, "ja")
        await stage.settle()
        assert await stage.query("SELECT count(*) FROM proposals") == [(0,)]
        asked = [m for m in stage.world.chat(RESIDENT).messages if SURE in m.text]
        assert len(asked) == 1


@pytest.mark.parametrize("way", [("nee",), ("ja", "nee"), ("ja", "[Antwoord aanpassen]")])
async def test_no_leads_to_the_answers_to_change(tmp_path: Path, way: tuple[str, ...]) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT, **MONEY)
        await walk(stage, *way)
        assert stage.last(RESIDENT).text == "Welk antwoord wilt u aanpassen?"
        assert all(SURE not in m.text for m in stage.world.chat(RESIDENT).messages)
        await walk(stage, "[Geld: ja]", "[Nee]", "ja")
        assert await stage.query("SELECT overall FROM proposals") == [("met",)]


async def test_yes_to_another_question_below_the_summary_sends_nothing(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT)
        await walk(stage, "[Stoppen]", "ja")
        assert await stage.query("SELECT count(*) FROM proposals") == [(0,)]


async def test_only_the_newest_summary_keeps_its_answers(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT)
        await walk(stage, "[Iets aanpassen]", "[Uren: 1-4 per week]", "[5-8]")
        await walk(stage, "uren", "[9-16]", "[Vertel meer]", "achter de school", "[Foto's]")
        assert summaries(stage) == []
        await walk(stage, "[Klaar]")
        assert len(summaries(stage)) == 1
        await walk(stage, "[Versturen]")
        assert len(summaries(stage)) == 1, "what was sent can be read in the chat"


async def test_a_photo_at_the_summary_leaves_a_way_to_send_on_the_screen(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT)
        await walk(stage, "<photo>")
        assert stage.last(RESIDENT).text == "1 foto erbij."
        assert stage.last(RESIDENT).buttons == ["Naar de samenvatting"]
        await walk(stage, "[Naar de samenvatting]")
        assert "Foto's: 1" in stage.last(RESIDENT).text
        assert stage.last(RESIDENT).buttons[0] == "Versturen"
        assert len(summaries(stage)) == 1
        await walk(stage, "<voice>")
        assert stage.last(RESIDENT).buttons == ["Naar de samenvatting"]
        await walk(stage, "[Naar de samenvatting]", "[Versturen]")
        assert await stage.query("SELECT count(*) FROM proposals") == [(1,)]


CONTACT = {
    "[Via deze chat]": ((), "in deze chat."),
    "[Bel mij]": (("06 12345678",), "Is er iets te bespreken? Dan bellen wij u."),
    "[Mail mij]": (("rita@example.org",), "Is er iets te bespreken? Dan mailen wij u."),
}


@pytest.mark.parametrize("contact", CONTACT)
async def test_the_receipt_says_what_comes_beside_the_chat(tmp_path: Path, contact: str) -> None:
    way, ends = CONTACT[contact]
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT)
        await walk(stage, "contact", contact, *way, "[Versturen]")
        assert stage.last(RESIDENT).text.endswith(ends)
        assert "in deze chat." in stage.last(RESIDENT).text, "the answer always comes here"


async def test_what_was_not_sent_stands_first_among_ones_tasks(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT)
        await walk(stage, "[Versturen]", "/taak", "[Bewoner]", "de moestuin water geven")
        await walk(stage, "[Stoppen]", "[Bewaren en stoppen]")
        assert stage.last(RESIDENT).text == "Goed. Uw antwoorden zijn bewaard."
        assert stage.last(RESIDENT).buttons == ["Verder gaan"]
        await walk(stage, "/mijntaken")
        shown = stage.last(RESIDENT)
        assert shown.text.startswith("Uw taken\n\nNog niet verstuurd: de moestuin water geven\n\n")
        assert shown.buttons[0] == "Verder gaan"
        await walk(stage, "[Verder gaan]")
        assert "Vraag 3 van 12" in stage.last(RESIDENT).text
