"""What people type around the questions, and what they hear: never a wrong guess."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.people import Role
from tests.dialogue import act, play, until_summary
from tests.stage import COACH, COORDINATOR, REACH, RESIDENT, Stage, on_stage
from tests.test_side_moments import TO_MONEY, walk

WHO = "Vraag 1 van 12 / **Wie bent u?** [Bewoner] [Organisatie] [Bedrijf] [Stoppen]"
STORY = "Het blad op het plein ligt er nog"
OFFER = "Wilt u dit voorstellen als taak? [Ja, als taak] [Nee]"


async def heard(stage: Stage, user: int, *lines: str) -> str:
    """The last thing that is said after these lines, with its buttons."""
    for line in lines:
        act(stage, user, line)
        await stage.settle()
    last = stage.last(user)
    return " / ".join([*last.text.split("\n"), *(f"[{label}]" for label in last.buttons)])


@pytest.mark.parametrize("typed", ["ja", "Ja graag", "jazeker", "ja hoor", "ok", "yes"])
async def test_yes_to_the_welcome_begins_a_proposal(tmp_path: Path, typed: str) -> None:
    async with on_stage(tmp_path) as stage:
        assert "Wie bent u?" in await heard(stage, RESIDENT, "/start", typed)


async def test_yes_after_a_proposal_only_asks(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT)
        await heard(stage, RESIDENT, "[Versturen]")
        for typed, said in (
            ("ja", "Wilt u een taak voorstellen? Druk op de knop."),
            ("ok", "Graag gedaan."),
            ("ja dank u", "Graag gedaan."),
        ):
            assert (await heard(stage, RESIDENT, typed)).startswith(said)
        assert await stage.query("SELECT count(*) FROM conversations") == [(1,)]


@pytest.mark.parametrize(
    "typed",
    [
        "dank u",
        "Bedankt!",
        "ja dank u",
        "ok bedankt",
        "thanks",
        "dank je wel voor de hulp",
        "fijne dag",
        "doei",
        "👍",
        "top",
    ],
)
async def test_thanks_get_no_menu(tmp_path: Path, typed: str) -> None:
    async with on_stage(tmp_path) as stage:
        assert await heard(stage, RESIDENT, "/start", typed) == "Graag gedaan."


async def test_a_story_is_offered_as_the_task(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await play(
            stage,
            RESIDENT,
            f"""
            you: {STORY}
            + {OFFER}
            you: [Ja, als taak]
            ✓
            ~ (no buttons)
            + {WHO.replace(" [Stoppen]", " [Terug] [Stoppen]")}
            you: [Bewoner]
            ✓
            ~ Wie bent u? / **Bewoner**
            + Vraag 3 van 12 / **In welke wijk of in welk dorp?** / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
            """,
        )
        kept = await stage.query("SELECT value FROM answers WHERE question = 'description'")
        assert kept == [(STORY,)]
        assert await stage.query("SELECT count(*) FROM expecting") == [(0,)]


@pytest.mark.parametrize(
    "yes",
    [
        "Ja, als taak",
        "ja als taak",
        "Jazeker, dat wil ik heel graag doen",
        "ja, dat wil ik graag voorstellen aan u",
        "Ik wil graag een taak voorstellen",
    ],
)
async def test_a_yes_in_their_own_words_is_no_part_of_the_task(tmp_path: Path, yes: str) -> None:
    async with on_stage(tmp_path) as stage:
        assert "Wie bent u?" in await heard(stage, RESIDENT, STORY, yes)
        assert await stage.query("SELECT value FROM answers") == [(STORY,)]


@pytest.mark.parametrize(
    "typed",
    [
        "misschien",
        "wat bedoelt u",
        "wat bedoelt u?",
        "blauwe fiets",
        "ja maar niet vandaag want ik moet weg",
    ],
)
async def test_an_offer_that_is_not_answered_is_made_once_more(tmp_path: Path, typed: str) -> None:
    async with on_stage(tmp_path) as stage:
        again = OFFER.replace("? ", "? / Druk op een knop. Na Ja stel ik u een paar vragen. / ")
        assert await heard(stage, RESIDENT, STORY, typed) == again.replace("] [", "] / [")
        offers = [m for m in stage.world.chat(RESIDENT).messages if "als taak?" in m.text]
        assert [bool(offer.inline) for offer in offers] == [False, True]
        assert "Wie bent u?" in await heard(stage, RESIDENT, "[Ja, als taak]")
        assert await stage.query("SELECT value FROM answers") == [(STORY,)]


@pytest.mark.parametrize(
    "typed",
    ["Ik wil graag een taak voorstellen", "I want to propose a task", "Kan ik iets voorstellen?"],
)
async def test_a_wish_to_propose_begins_a_proposal(tmp_path: Path, typed: str) -> None:
    async with on_stage(tmp_path) as stage:
        assert "Wie bent u?" in await heard(stage, RESIDENT, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "Ik zoek zelf een Basisbaan in mijn eigen wijk",
        "ik zoek werk",
        "Hallo, ik wil graag een basisbaan",
        "I am looking for a job",
    ],
)
async def test_who_looks_for_work_reads_where_to_turn(tmp_path: Path, typed: str) -> None:
    async with on_stage(tmp_path) as stage:
        for before in ((), (STORY,)):
            said = await heard(stage, RESIDENT, *before, typed)
            assert said.startswith("Over de Basisbaan"), before
        assert await stage.query("SELECT count(*) FROM expecting") == [(0,)]


@pytest.mark.parametrize(
    "no",
    [
        "[Nee]",
        "nee",
        "nee hoor",
        "nee, dat is geen taak maar een klacht",
        "nee dank u, ik wil niets voorstellen",
        "nee dat wil ik niet",
        "no, this is a complaint",
    ],
)
async def test_no_leaves_nothing_of_the_story(tmp_path: Path, no: str) -> None:
    async with on_stage(tmp_path) as stage:
        said = await heard(stage, RESIDENT, STORY, no)
        assert said == (
            "Goed. Ik heb uw tekst niet bewaard. / [Taak voorstellen] / "
            "[Ik wil een medewerker spreken]"
        )
        for table in ("expecting", "answers", "conversations"):
            assert await stage.query(f"SELECT count(*) FROM {table}") == [(0,)]


async def test_a_story_in_two_messages_is_one_and_yes_may_be_typed(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        more = "en niemand in de buurt ruimt het op"
        assert "Wie bent u?" in await heard(stage, RESIDENT, STORY, more, "ja graag")
        kept = await stage.query("SELECT value FROM answers")
        assert kept == [(f"{STORY}\n{more}",)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("wat kost dat?", "Een taak voorstellen kost niets."),
        ("bedankt", "Graag gedaan."),
        ("/help", "Hulp"),
        ("[Nee]", "Goed."),
    ],
)
async def test_what_else_is_done_lets_the_story_go(tmp_path: Path, typed: str, said: str) -> None:
    async with on_stage(tmp_path) as stage:
        assert (await heard(stage, RESIDENT, STORY, typed)).startswith(said)
        assert await stage.query("SELECT count(*) FROM expecting") == [(0,)]


async def test_an_older_offer_brings_no_other_story(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await heard(stage, RESIDENT, STORY)
        older = stage.last(RESIDENT).message_id
        await heard(stage, RESIDENT, "bedankt", "De stoep bij de school is altijd erg vies")
        pressed = stage.world.chat(RESIDENT).find(older)
        assert pressed
        pressed.inline = stage.last(RESIDENT).inline
        stage.world.press(RESIDENT, "Ja, als taak", older)
        await stage.settle()
        assert "Wie bent u?" in stage.last(RESIDENT).text
        assert await stage.query("SELECT count(*) FROM answers") == [(0,)]


@pytest.mark.parametrize(
    "typed",
    [
        "hi, do you speak english?",
        "Hello, can I do this in English please?",
        "spreekt u engels?",
        "kan het ook in het Engels?",
        "is there an english version",
        "sorry I only speak english",
    ],
)
async def test_who_asks_for_english_is_asked_which_language(tmp_path: Path, typed: str) -> None:
    async with on_stage(tmp_path) as stage:
        said = await heard(stage, RESIDENT, "/start", typed)
        assert said.endswith("[Nederlands] / [English]")
        await heard(stage, RESIDENT, "/taak", "[Bewoner]")
        assert (await heard(stage, RESIDENT, typed)).endswith("[Nederlands] / [English]")
        assert "In welke wijk" in await heard(stage, RESIDENT, "heg snoeien"), "the question stood"


async def test_a_task_with_english_in_it_is_a_task(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, "/taak", "[Bewoner]", "Engels praten met nieuwe buren")
        assert "In welke wijk" in stage.last(RESIDENT).text


async def test_a_private_text_says_how_to_go_on(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        again = "Schrijf uw tekst daarna nog eens, zonder dat nummer."
        gone = "Dat mag ik niet bewaren. Uw bericht is weg."
        await play(
            stage,
            RESIDENT,
            f"""
            you: Het plein is vies, bel mij op 06 12345678
            - deleted
            + Dit lijkt op een telefoonnummer. / {gone} / Ik vraag straks hoe wij u bereiken. / Wilt u een taak voorstellen? Druk op de knop. / {again} [Taak voorstellen]
            you: mijn BSN is 111222333
            - deleted
            + Dit lijkt op een burgerservicenummer. / {gone} / Wilt u een taak voorstellen? Druk op de knop. / {again} [Taak voorstellen]
            you: /taak
            + {WHO}
            you: bewoner
            ~ Wie bent u? / **Bewoner**
            + Vraag 2 van 12 / **Wat moet er gebeuren?** / Schrijf het zoals u het zegt. Bijvoorbeeld: zwerfafval opruimen bij de speeltuin. [Terug] [Stoppen]
            you: plein vegen, bel 06 12345678
            - deleted
            + Dit lijkt op een telefoonnummer. / {gone} / Uw nummer vraag ik straks. / Schrijf de taak nog eens, zonder dat nummer.
            you: plein vegen, mail rita@voorbeeld.nl
            - deleted
            + Dit lijkt op een mailadres. / {gone} / Uw mailadres vraag ik straks. / Schrijf de taak nog eens, zonder dat adres.
            """,
        )


@pytest.mark.parametrize("typed", ["Groningen", "gemeente groningen", "de stad", "hele stad"])
async def test_the_name_of_the_municipality_is_asked_about(tmp_path: Path, typed: str) -> None:
    async with on_stage(tmp_path) as stage:
        await heard(stage, RESIDENT, "/taak", "[Bewoner]", "stoep vegen")
        said = await heard(stage, RESIDENT, typed)
        assert said == "Bedoelt u de hele gemeente? / [Hele gemeente] / [Nee]"
        assert "Hoeveel uur" in await heard(stage, RESIDENT, "ja")
        kept = await stage.query("SELECT value FROM answers WHERE question = 'place'")
        assert kept == [("*",)]


async def test_what_was_offered_still_stands_after_an_unknown_word(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await heard(stage, RESIDENT, "/taak", "[Bewoner]", "stoep vegen", "selwert")
        for typed in ("bij de bakker", "wat bedoelt u?"):
            said = await heard(stage, RESIDENT, typed)
            assert said == "Bedoelt u Selwerd? / [Ja, Selwerd] / [Nee]"
        assert "Hoeveel uur" in await heard(stage, RESIDENT, "j")


async def test_an_address_with_a_comma_and_a_number_that_is_too_short(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT, contact="[Mail mij]")
        summary = await heard(stage, RESIDENT, "secretaris@deparrel,nl")
        assert "secretaris@deparrel.nl" in summary
        await until_summary(stage, COACH, contact="[Bel mij]")
        await heard(stage, COACH, "050 1234")
        said = [m.text for m in stage.world.chat(COACH).messages if m.by_bot][-2]
        assert said == "Dit nummer is te kort. Typ bijvoorbeeld 06 12 34 56 78."


async def test_a_number_is_shown_as_people_write_it(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT, contact="[Bel mij]")
        act(stage, RESIDENT, "+31612345601")
        await stage.settle()
        told = [m.text for m in stage.world.chat(RESIDENT).messages if m.by_bot]
        assert told[-2] == "Dank u. Wij bellen 06 12 34 56 01."
        assert await stage.query("SELECT value FROM answers WHERE question = 'phone'") == [
            ("+31 6 12345601",)
        ]


async def test_an_answer_with_its_reason_goes_on_and_a_doubtful_one_is_asked_again(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, *TO_MONEY)
        await heard(stage, RESIDENT, "nee, er is subsidie")
        said = [m.text for m in stage.world.chat(RESIDENT).messages if m.by_bot][-2]
        assert said == "Typ alleen ja, nee of weet ik niet. Uitleg is niet nodig."
        assert "Neemt deze taak" in await heard(stage, RESIDENT, "nee daar is geen geld voor")
        assert "Kan iemand" in await heard(
            stage, RESIDENT, "nee vrijwilligers hebben er geen tijd voor"
        )
        assert "begeleiden" in await heard(stage, RESIDENT, "ja hoor dat kan iedereen")


async def test_a_colleague_who_asks_something_hears_where_the_work_is(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        await stage.give(COORDINATOR, Role.COORDINATOR)
        assert await heard(stage, COACH, "wat is een lopend traject?") == (
            "Dat is een goede vraag. Ik weet maar een paar antwoorden. / "
            "Een vraag over een voorwaarde? Druk op Uitleg in de kaart. / "
            "[Kandidaat toetsen] / [Mijn toetsen]"
        )
        assert (await heard(stage, COORDINATOR, "waar staan de voorstellen?")).endswith(
            "Een vraag over een voorstel? Druk op Beoordelen. / [Beoordelen]"
        )
        story = "de kandidaat van vandaag heeft nog een lopend traject"
        assert "voorstellen als taak" not in await heard(stage, COACH, story)
        assert await stage.query("SELECT count(*) FROM expecting") == [(0,)]


async def test_a_question_that_is_known_gets_its_answer_and_no_more(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await heard(stage, RESIDENT, "/taak")
        await heard(stage, RESIDENT, "wat kost dat eigenlijk?")
        told = [m.text for m in stage.world.chat(RESIDENT).messages if m.by_bot]
        assert len(told[-2].split("\n")) == 1
        await heard(stage, RESIDENT, "waar is de koffie?")
        told = [
            m.text.replace("\N{NO-BREAK SPACE}", " ") for m in stage.world.chat(RESIDENT).messages
        ]
        assert any(said.endswith(REACH) for said in told)


@pytest.mark.parametrize("typed", ["dank u", "Dank je wel voor de hulp!", "bedankt", "thank you"])
async def test_thanks_at_a_question_leave_it_as_it_is(tmp_path: Path, typed: str) -> None:
    async with on_stage(tmp_path) as stage:
        for asked in ("/taak", "[Bewoner]", "stoep vegen", "Selwerd"):
            await heard(stage, RESIDENT, asked)
            for _ in range(2):
                assert await heard(stage, RESIDENT, typed) == "Graag gedaan."
        assert "Wanneer" in await heard(stage, RESIDENT, "4"), "the question stood"
        await until_summary(stage, COACH)
        assert await heard(stage, COACH, typed) == "Graag gedaan."
        await heard(stage, COACH, "[Versturen]")
        kept = await stage.query("SELECT value FROM answers WHERE value LIKE '%dank%'")
        assert kept == []


async def test_a_photo_after_sending_is_too_late(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT)
        await heard(stage, RESIDENT, "[Versturen]")
        for hours, said in ((0, "Dit voorstel is al verstuurd."), (2, "Wilt u een taak")):
            stage.clock.advance(timedelta(hours=hours))
            assert (await heard(stage, RESIDENT, "<photo>")).startswith(said)


async def test_who_reads_english_already_hears_so(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await heard(stage, RESIDENT, "English")
        said = await heard(stage, RESIDENT, "can we do this in english please")
        assert said == "We already speak English."
