"""Voice messages and photos: kept, taken off again, and there for the coordinator."""

from __future__ import annotations

from pathlib import Path

from bot.people import Role
from tests.dialogue import act, play, until_summary
from tests.stage import COORDINATOR, RESIDENT, Stage, on_stage
from tests.test_side_moments import TO_MONEY, walk

THANKS = "Dank u. Een medewerker luistert naar uw gesproken bericht. / Noem geen BSN. Zeg ook niets over de gezondheid van mensen."


async def speak(stage: Stage) -> None:
    stage.world.send_other(RESIDENT, "voice")
    await stage.settle()


async def test_who_cannot_type_says_what_the_task_is_and_goes_on(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await until_summary(stage, RESIDENT, description="<voice>")
        assert "2 Taak: gesproken bericht" in stage.last(RESIDENT).text
        assert "Gesproken berichten" not in stage.last(RESIDENT).text, "that is said once"
        assert "Gesproken bericht weghalen" not in stage.last(RESIDENT).buttons
        await walk(stage, "[Versturen]", "/mijntaken")
        assert "Gesproken bericht\nwordt gelezen" in stage.last(RESIDENT).text
        assert "2 Taak: gesproken bericht" in stage.last(COORDINATOR).text
        for line in ("/beoordelen", "[Gesproken berichten: 1]"):
            act(stage, COORDINATOR, line)
            await stage.settle()
        [heard] = stage.world.called("sendVoice", COORDINATOR)
        assert heard.ok
        [(file,)] = await stage.query("SELECT file_id FROM photos WHERE kind = 'voice'")
        assert heard.params["voice"] == file
        assert ("listened to voice messages",) in await stage.query("SELECT action FROM audit")


async def test_words_take_the_place_of_the_voice_and_then_it_can_be_taken_off(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT, description="<voice>")
        await walk(stage, "[Iets aanpassen]", "[Taak: gesproken bericht]", "heg snoeien")
        assert "2 Taak: heg snoeien" in stage.last(RESIDENT).text
        assert "Gesproken berichten: 1" in stage.last(RESIDENT).text
        await walk(stage, "[Gesproken bericht weghalen]")
        assert "Gesproken" not in stage.last(RESIDENT).text
        assert await stage.query("SELECT count(*) FROM photos") == [(0,)]


async def test_words_right_behind_a_voice_message_are_the_task(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, "/taak", "[Bewoner]")
        stage.world.send_other(RESIDENT, "voice")
        stage.world.type(RESIDENT, "blad opruimen")
        stage.world.send_other(RESIDENT, "voice")
        await stage.settle()
        assert await stage.query("SELECT value FROM answers WHERE question = 'description'") == [
            ("blad opruimen",)
        ]
        assert await stage.query("SELECT count(*) FROM photos WHERE kind = 'voice'") == [(2,)]
        assert "Vraag 3 van 12" in stage.world.chat(RESIDENT).messages[-2].text


async def test_a_voice_message_at_the_summary_goes_with_it_three_at_most(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT)
        await play(
            stage,
            RESIDENT,
            f"""
            you: [Vertel meer]
            ✓
            ~ Klopt het zo? / **Vertel meer**
            + **Wat wilt u nog meer vertellen?** / Typ het. Of spreek het in. [Terug]
            you: <voice>
            + {THANKS}
            ~ (no buttons)
            + **Klopt het zo?** / 1 Wie: bewoner / 2 Taak: blad opruimen op het plein / 3 Waar: Selwerd / 4 Uren: 1-4 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: nee / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: weet ik niet / 12 Contact: via deze chat / Verder: gesproken bericht / ✅ Uw taak voldoet aan alle voorwaarden. [Versturen] [Iets aanpassen] [Foto's] [Vertel meer] [Plek] [Gesproken bericht weghalen] [Stoppen]
            """,
        )
        for _ in range(3):
            await speak(stage)
        assert stage.last(RESIDENT).text == "Ik kan niet meer dan drie gesproken berichten bewaren."
        assert await stage.query("SELECT count(*) FROM photos") == [(3,)]
        await walk(stage, "[Gesproken bericht weghalen]")
        assert await stage.query("SELECT count(*) FROM photos") == [(0,)]
        assert ("more",) not in await stage.query("SELECT question FROM answers")


async def test_at_another_question_a_voice_is_not_kept(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, *TO_MONEY)
        await speak(stage)
        said = [m.text for m in stage.world.chat(RESIDENT).messages if m.by_bot]
        assert said[-2] == "Ik kan hier niet luisteren. Typ uw antwoord, of druk op een knop."
        assert "Vraag 8 van 12" in said[-1]
        assert await stage.query("SELECT count(*) FROM photos") == [(0,)]


async def test_photos_can_be_taken_off_in_the_summary_and_sent_again(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT)
        act(stage, RESIDENT, "<3 photos>")
        await stage.settle()
        summary = stage.world.chat(RESIDENT).messages[-5]
        assert "Foto's: 3" in summary.text
        await walk(stage, "[Foto's weghalen]")
        assert "Foto's: 3" not in summary.text
        assert "Foto's weghalen" not in summary.buttons
        assert await stage.query("SELECT count(*) FROM photos") == [(0,)]
        act(stage, RESIDENT, "<photo>")
        await stage.settle()
        assert stage.last(RESIDENT).text == "1 foto erbij."
        assert "Foto's: 1" in summary.text


async def test_the_same_photo_again_gets_a_friendly_word(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, *TO_MONEY)
        [first] = stage.world.send_photos(RESIDENT, 1)
        await stage.settle()
        stage.forget()
        again(stage, first)
        await stage.settle()
        assert stage.last(RESIDENT).text == "Dank u. Deze foto heb ik al."
        assert await stage.query("SELECT count(*) FROM photos") == [(1,)]


def again(stage: Stage, message_id: int, album: str | None = None) -> None:
    """Send a photo of an earlier message once more."""
    from dataclasses import replace

    chat = stage.world.chat(RESIDENT)
    sent = chat.find(message_id)
    assert sent
    carries = {k: v for k, v in sent.carries.items() if k != "media_group_id"}
    stage.world._send(
        RESIDENT, replace(sent, carries={**carries, "media_group_id": album} if album else carries)
    )


async def test_an_album_of_photos_that_are_there_gets_one_word(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, *TO_MONEY)
        sent = stage.world.send_photos(RESIDENT, 3)
        await stage.settle()
        stage.forget()
        for message_id in sent:
            again(stage, message_id, album="77")
        await stage.settle()
        assert [c.params["text"] for c in stage.calls_for(RESIDENT)] == [
            "Dank u. Deze foto heb ik al."
        ]


async def test_an_album_while_nothing_is_open_gets_one_reply(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, "/start")
        for _ in range(2):
            act(stage, RESIDENT, "<3 photos>")
            await stage.settle()
            assert len(stage.calls_for(RESIDENT)) == 1
        assert stage.last(RESIDENT).text == (
            "Wilt u een taak voorstellen? Druk op de knop. Stuur het daarna nog eens."
        )
