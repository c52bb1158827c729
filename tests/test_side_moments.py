"""The side moments of golden transcript A, at any question."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.simulator.faults import cut_answer
from tests.dialogue import act, play, until_summary
from tests.stage import NEIGHBOUR, RESIDENT, Stage, on_stage, told
from tests.waiting import until

MONEY = "Vraag 8 van 12 / **Is er al geld voor deze taak?** / Bijvoorbeeld loon of subsidie. [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]"
WORK = "Vraag 9 van 12 / **Neemt deze taak werk weg van iemand met een baan of van een vrijwilliger?** [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]"
TO_MONEY = (
    "/taak",
    "[Bewoner]",
    "blad opruimen",
    "Selwerd",
    "4",
    "[Het hele jaar]",
    "[Ja]",
    "[Nee]",
)


async def walk(stage: Stage, *lines: str) -> None:
    for line in lines:
        act(stage, RESIDENT, line)
        await stage.settle()
    stage.forget()


async def test_words_that_are_no_answer_are_asked_again_and_then_a_human_is_offered(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, *TO_MONEY)
        await play(
            stage,
            RESIDENT,
            f"""
            you: de buurvrouw weet dat
            + Ik begrijp dit antwoord niet. Kies een knop, of typ ja, nee of weet ik niet.
            ~ (no buttons)
            + {MONEY}
            you: zij woont op nummer twee
            + Ik begrijp dit antwoord niet. Kies een knop, of typ ja, nee of weet ik niet. / Liever met een mens? Bel 050 123 45 67 of mail basisbaan@example.org. [Ik wil een medewerker spreken]
            ~ (no buttons)
            + {MONEY}
            you: nee hoor
            ~ Is er al geld voor deze taak? / **Nee**
            + {WORK}
            """,
        )


@pytest.mark.parametrize(
    "typed",
    [
        *("ja", "Ja hoor", "jazeker", "nee hoor", "weet niet", "geen idee", "JA!", "Nee."),
        *("👍", "👌", "✅", "👎", "Weet ik niet 🤷", "Weet ik neit"),
    ],
)
async def test_a_buttons_words_can_be_typed(tmp_path: Path, typed: str) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, *TO_MONEY, typed)
        assert "Vraag 9 van 12" in stage.last(RESIDENT).text


async def test_an_old_button_with_the_same_answer_does_nothing_another_asks_again(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, *TO_MONEY)
        old = stage.last(RESIDENT)
        carried = {
            label: button["callback_data"]
            for label in ("Ja", "Nee")
            if (button := old.button(label))
        }
        await walk(stage, "[Nee]")
        stage.world.press_data(RESIDENT, old.message_id, carried["Nee"])
        await stage.settle()
        assert [told(call) for call in stage.calls_for(RESIDENT)] == ["✓"]
        stage.world.press_data(RESIDENT, old.message_id, carried["Ja"])
        await stage.settle()
        assert [told(call) for call in stage.calls_for(RESIDENT)] == [
            "✓",
            "~ (no buttons)",
            "+ Vraag 8 van 12 / **Is er al geld voor deze taak?** / Bijvoorbeeld loon of subsidie. / Uw antwoord was: Nee. [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]",
        ]
        assert ("unfunded", "no") in await stage.query("SELECT question, value FROM answers")


async def test_an_edited_message_changes_its_answer_until_it_is_sent(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, *TO_MONEY)
        await play(
            stage,
            RESIDENT,
            """
            you: <edit 2> blad en takken opruimen
            + Aangepast: blad en takken opruimen
            you: <edit 3> Paddepoel
            + Aangepast: Paddepoel
            you: <edit 1> hallo
            + Deze verandering telt niet mee. Stuur uw antwoord als nieuw bericht.
            """,
        )
        for line in ("[Nee]", "[Nee]", "[Ja]", "[Weet ik niet]", "[Via deze chat]", "[Versturen]"):
            act(stage, RESIDENT, line)
            await stage.settle()
        stage.forget()
        await play(
            stage,
            RESIDENT,
            """
            you: <edit 2> iets heel anders
            + Dit voorstel is al verstuurd. / Wilt u iets veranderen? Een medewerker helpt u. / Of trek het in en stel het opnieuw voor. [Mijn taken] [Ik wil een medewerker spreken]
            """,
        )
        rows = await stage.query(
            "SELECT value FROM answers WHERE question IN ('description', 'place')"
        )
        assert sorted(rows) == [("Paddepoel",), ("blad en takken opruimen",)]


async def test_an_edit_at_the_summary_changes_the_summary_in_place(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT)
        act(stage, RESIDENT, "<edit 3> Vinkhuizen")
        await stage.settle()
        calls = [told(call) for call in stage.calls_for(RESIDENT)]
        assert calls[0] == "+ Aangepast: Vinkhuizen"
        assert calls[1].startswith("~ **Klopt het zo?**")
        assert "3 Waar: Vinkhuizen" in calls[1]


async def test_quick_messages_are_joined_at_the_description_and_never_answer_what_was_not_seen(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, "/taak", "[Bewoner]")
        for words in ("blad opruimen", "en zwerfvuil", "bij de school"):
            stage.world.type(RESIDENT, words)
        await stage.settle()
        assert await stage.query("SELECT value FROM answers WHERE question = 'description'") == [
            ("blad opruimen\nen zwerfvuil\nbij de school",)
        ]
        assert "Vraag 3 van 12" in stage.last(RESIDENT).text
        for words in ("Selwerd", "4"):
            stage.world.type(RESIDENT, words)
        await stage.settle()
        assert ("hours",) not in await stage.query("SELECT question FROM answers")
        said = [m.text for m in stage.world.chat(RESIDENT).messages if m.by_bot]
        assert "Vraag 4 van 12" in said[-2]
        assert said[-1] == "U en ik schreven tegelijk. Wat is uw antwoord op deze vraag?"


async def test_photos_of_an_album_get_one_reply_and_five_is_the_most(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, *TO_MONEY)
        act(stage, RESIDENT, "<3 photos>")
        await stage.settle()
        sent = [c for c in stage.calls_for(RESIDENT) if c.method == "sendMessage"]
        assert len(sent) == 1
        assert stage.last(RESIDENT).text == "3 foto's erbij."
        act(stage, RESIDENT, "<4 photos>")
        await stage.settle()
        assert stage.last(RESIDENT).text == "5 foto's erbij.\nMeer foto's kan ik niet bewaren."
        assert await stage.query("SELECT count(*) FROM photos") == [(5,)]
        await walk(stage, "[Nee]")
        assert "Vraag 9 van 12" in stage.last(RESIDENT).text


async def test_photos_from_the_summary(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT)
        await play(
            stage,
            RESIDENT,
            """
            you: [Foto's]
            ✓
            ~ Klopt het zo? / **Foto's**
            + **Stuur hier uw foto's.** / Ik kan er niet meer dan vijf bewaren. Zet er liever geen mensen op. [Klaar]
            you: <photo>
            + 1 foto erbij. [Klaar]
            ~ (no buttons)
            you: <photo>
            + 2 foto's erbij. [Klaar]
            ~ (no buttons)
            """,
        )
        await walk(stage, "[Klaar]")
        assert "Foto's: 2" in stage.last(RESIDENT).text


async def test_a_sticker_leaves_the_question_standing(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, *TO_MONEY)
        await play(
            stage,
            RESIDENT,
            f"""
            you: <sticker>
            + Dit kan ik niet lezen. Typ uw antwoord, of druk op een knop.
            ~ (no buttons)
            + {MONEY}
            """,
        )


async def test_back_leads_to_the_question_before_and_from_the_first_to_the_menu(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, "/taak", "[Bewoner]")
        await play(
            stage,
            RESIDENT,
            """
            you: [Terug]
            ✓
            ~ (no buttons)
            + Vraag 1 van 12 / **Wie bent u?** / Uw antwoord was: Bewoner. [Bewoner] [Organisatie] [Bedrijf] [Terug] [Stoppen]
            you: terug
            ~ Wie bent u? / **Bewoner**
            + Wat wilt u doen? [Taak voorstellen] [Mijn taken] [Over de Basisbaan] [Privacy]
            you: [Taak voorstellen]
            ✓
            + U was bezig met een voorstel. [Verder gaan] [Opnieuw beginnen]
            """,
        )


async def test_stopping_keeps_or_throws_away(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, *TO_MONEY)
        await play(
            stage,
            RESIDENT,
            f"""
            you: [Stoppen]
            ✓
            + **Wilt u stoppen?** / Uw antwoorden blijven 30 dagen staan. [Verder gaan] [Bewaren en stoppen] [Weggooien]
            you: [Verder gaan]
            ✓
            - deleted
            ~ (no buttons)
            + {MONEY}
            you: /stop
            + **Wilt u stoppen?** / Uw antwoorden blijven 30 dagen staan. [Verder gaan] [Bewaren en stoppen] [Weggooien]
            you: [Bewaren en stoppen]
            ✓
            - deleted
            ~ (no buttons)
            + Goed. Uw antwoorden zijn bewaard. [Verder gaan]
            you: /taak
            + U was bezig met een voorstel: blad opruimen [Verder gaan] [Opnieuw beginnen]
            you: [Verder gaan]
            ✓
            - deleted
            + {MONEY}
            you: stoppen
            + **Wilt u stoppen?** / Uw antwoorden blijven 30 dagen staan. [Verder gaan] [Bewaren en stoppen] [Weggooien]
            you: [Weggooien]
            ✓
            - deleted
            ~ (no buttons)
            + Uw antwoorden zijn weg. [Taak voorstellen]
            """,
        )
        assert await stage.query("SELECT count(*) FROM answers") == [(0,)]


@pytest.mark.parametrize("stops", ["/stop", "[Stoppen]", "stoppen"])
async def test_stopping_before_anything_is_answered_speaks_of_no_answers(
    tmp_path: Path, stops: str
) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, "/taak", stops)
        assert stage.last(RESIDENT).text == (
            "Goed. Wilt u later een taak voorstellen? Druk dan op de knop."
        )
        assert not stage.world.chat(RESIDENT).messages[1].buttons
        await walk(stage, "/taak")
        assert "Vraag 1 van 12" in stage.last(RESIDENT).text


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("uren", "Hoeveel uur per week"),
        ("Uren: 1-4 per week", "Hoeveel uur per week"),
        ("meer vertellen", "Wat wilt u nog meer vertellen?"),
        ("iets aanpassen", "Welk antwoord wilt u aanpassen?"),
        ("foto's toevoegen", "Stuur hier uw foto's."),
    ],
)
async def test_the_summarys_buttons_can_be_typed(tmp_path: Path, typed: str, line: str) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT)
        await walk(stage, typed)
        assert line in stage.last(RESIDENT).text


@pytest.mark.parametrize("again", ["/taak", "/start"])
async def test_days_later_one_goes_on_where_one_was(tmp_path: Path, again: str) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, *TO_MONEY)
        stage.clock.advance(timedelta(days=8))
        await play(
            stage,
            RESIDENT,
            f"""
            you: {again}
            + U was bezig met een voorstel: blad opruimen [Verder gaan] [Opnieuw beginnen]
            you: [Verder gaan]
            ✓
            - deleted
            ~ (no buttons)
            + {MONEY}
            """,
        )
        await walk(stage, "/taak", "[Opnieuw beginnen]")
        assert "Vraag 1 van 12" in stage.last(RESIDENT).text
        assert await stage.query("SELECT status FROM conversations") == [("dropped",), ("open",)]


async def test_a_bsn_is_not_kept(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, "/taak", "[Bewoner]")
        await play(
            stage,
            RESIDENT,
            """
            you: opruimen bij 111222333
            - deleted
            + Dit lijkt op een burgerservicenummer. / Dat mag ik niet bewaren. Uw bericht is weg. / Schrijf het nog eens, zonder dat nummer. [Het is geen BSN]
            you: [Het is geen BSN]
            ✓
            ~ Goed. Typ het nog eens. Dan bewaar ik het.
            """,
        )
        await walk(stage, "opruimen bij 111222333")
        assert await stage.query("SELECT value FROM answers WHERE question = 'description'") == [
            ("opruimen bij 111222333",)
        ]
        assert "Vraag 3 van 12" in stage.last(RESIDENT).text


async def test_a_phone_number_by_button_typed_at_once_or_another_persons(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT, contact="[Bel mij]")
        await play(
            stage,
            RESIDENT,
            """
            you: <their contact>
            + Dit is niet uw eigen nummer. Typ het nummer waarop wij u mogen bellen.
            you: 12
            + Ik kan dit nummer niet lezen. Typ bijvoorbeeld 06 12 34 56 78.
            + **Op welk nummer mogen wij u bellen?** / Deel uw nummer met de knop. Of typ uw nummer. [Deel mijn nummer] [Terug]
            you: [Terug]
            + Goed. (keyboard gone)
            + Vraag 12 van 12 / **Hoe mogen wij u bereiken?** / Uw antwoord was: Bel mij. [Via deze chat] [Bel mij] [Mail mij] [Terug] [Stoppen]
            """,
        )
        act(stage, RESIDENT, "06-12345678")
        await stage.settle()
        assert "Telefoon: 06 12 34 56 78" in stage.last(RESIDENT).text


async def test_two_people_never_mix(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        for line in ("/taak", "[Bewoner]", "blad opruimen"):
            for user in (RESIDENT, NEIGHBOUR):
                act(stage, user, line)
            await stage.settle()
        rows = await stage.query("SELECT person_id, count(*) FROM conversations GROUP BY 1")
        assert rows == [(RESIDENT, 1), (NEIGHBOUR, 1)]


async def test_yes_to_a_summary_that_is_right_sends_it(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT, unfunded="[Ja]")
        await walk(stage, "ja hoor")
        assert await stage.query("SELECT count(*) FROM proposals") == [(0,)]
        await walk(stage, "[Antwoord aanpassen: geld]", "[Nee]", "ja dat klopt")
        assert await stage.query("SELECT count(*) FROM proposals") == [(1,)]


async def test_did_you_mean_can_be_answered_in_words(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, "/taak", "[Bewoner]", "blad opruimen")
        await play(
            stage,
            RESIDENT,
            """
            you: selwert
            + Bedoelt u **Selwerd**? [Ja, Selwerd] [Nee]
            you: ja hoor
            - deleted
            ~ In welke wijk of in welk dorp? / **Selwerd**
            + Vraag 4 van 12 / **Hoeveel uur per week kost het ongeveer?** / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
            """,
        )
        await walk(stage, "[Terug]", "padepoel", "nee")
        assert "Vraag 3 van 12" in stage.last(RESIDENT).text
        assert await stage.query("SELECT value FROM answers WHERE question = 'place'") == [
            ("Selwerd",)
        ]


async def test_an_answer_to_a_question_that_telegram_did_not_confirm_is_not_added_to_the_one_before(
    tmp_path: Path,
) -> None:
    """Telegram showed the question, but its answer to the bot was cut off on the way."""
    async with on_stage(tmp_path) as stage:
        for line in ("/taak", "[Bewoner]"):
            act(stage, RESIDENT, line)
            await stage.settle()
        stage.world.faults.add(cut_answer(), "sendMessage", RESIDENT)
        act(stage, RESIDENT, "blad opruimen")
        await until(lambda: "In welke wijk" in stage.last(RESIDENT).text)
        act(stage, RESIDENT, "6")
        await stage.settle()
        assert await stage.query("SELECT value FROM answers WHERE question = 'description'") == [
            ("blad opruimen",)
        ]
