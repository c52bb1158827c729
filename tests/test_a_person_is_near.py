"""Whoever wants to speak with a human being can: the coordinators hear of it, the person how."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.changes import Wished
from bot.office.due import Rhythm, Wishes
from bot.people import Role
from bot.store import digests
from tests.dialogue import act, play, until_summary
from tests.stage import COACH, COORDINATOR, REACH, REACH_SHOWN, RESIDENT, Stage, on_stage
from tests.test_side_moments import MONEY, TO_MONEY, walk

SPEAK = "Ik wil een medewerker spreken"
TOLD = (
    "Goed. Ik zeg mijn collega's dat u iemand wilt spreken.\n"
    "Wilt u dat wij u bellen? Typ dan uw telefoonnummer.\n"
    f"Wilt u niet wachten? {REACH_SHOWN}"
)


async def said_to(stage: Stage, user: int) -> list[str]:
    """What the bot sent this person since the last time."""
    await stage.settle()
    return [c.params["text"] for c in stage.calls_for(user) if c.method == "sendMessage"]


async def wish(stage: Stage, **wishes: object) -> None:
    """Let the coordinator hear of proposals in another way."""
    async with stage.parts.database.transaction() as tx:
        now = stage.clock.now()
        wanted = replace(Wishes(chosen_at=now), **wishes)  # type: ignore[arg-type]
        await digests.save(tx, [Wished(COORDINATOR, wanted)])


async def test_at_a_question_it_is_no_answer_and_the_question_stands(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await walk(stage, *TO_MONEY)
        await play(
            stage,
            RESIDENT,
            f"""
            you: Ik wil een medewerker spreken.
            + Goed. Ik zeg mijn collega's dat u iemand wilt spreken. / Wilt u dat wij u bellen? Typ dan uw telefoonnummer. / Wilt u niet wachten? {REACH}
            you: 06 12345678
            + Dank u. Een medewerker belt 06 12 34 56 78. / Wilt u niet wachten? {REACH}
            you: nee hoor
            ~ Is er al geld voor deze taak? / **Nee**
            + Vraag 9 van 12 / **Neemt deze taak werk weg van iemand met een baan of van een vrijwilliger?** [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
            """,
        )
        told = [m.text for m in stage.world.chat(COORDINATOR).messages if m.by_bot][-2:]
        assert told == [
            "Iemand wil een medewerker spreken\n"
            "Is bezig met een voorstel: blad opruimen\n"
            "Gaf nog geen nummer. Ik vroeg erom en geef het door.",
            "Wie iemand wilde spreken, is te bellen op 06 12 34 56 78",
        ]
        kept = stage.settings.database_path
        assert b"12345678" not in kept.read_bytes() + kept.with_name("bot.db-wal").read_bytes()


async def test_other_words_than_the_number_are_the_answer_again(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, *TO_MONEY, "bel mij terug", "nee", "[Nee]")
        assert "Vraag 10 van 12" in stage.last(RESIDENT).text


async def test_a_number_where_one_was_asked_anyway_is_the_answer_as_well(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await until_summary(stage, RESIDENT, contact="[Bel mij]")
        await walk(stage, "iemand spreken", "06 12345678")
        assert "Telefoon: 06 12 34 56 78" in stage.last(RESIDENT).text
        assert stage.last(COORDINATOR).text.endswith("06 12 34 56 78")


async def test_who_gave_a_number_before_is_reached_there(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await until_summary(stage, RESIDENT, contact="06 12345678")
        await walk(stage, "[Versturen]", "kan ik iemand spreken?")
        assert stage.last(RESIDENT).text == (
            "Goed. Ik zeg mijn collega's dat u iemand wilt spreken.\n"
            f"Zij bereiken u via 06 12 34 56 78.\nWilt u niet wachten? {REACH_SHOWN}"
        )
        notice = stage.last(COORDINATOR)
        assert notice.text == (
            "Iemand wil een medewerker spreken\n"
            "BB-22223 (wordt gelezen): blad opruimen op het plein\n"
            "Te bereiken via: 06 12 34 56 78"
        )
        act(stage, COORDINATOR, "[BB-22223 openen]")
        await stage.settle()
        assert "blad opruimen op het plein" in stage.last(COORDINATOR).text
        assert "Goedkeuren" in stage.last(COORDINATOR).buttons


async def test_coordinators_hear_it_once_a_working_day(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await walk(stage, "/start")
        for _ in range(3):
            act(stage, RESIDENT, f"[{SPEAK}]" if SPEAK in stage.last(RESIDENT).buttons else "mens")
            await stage.settle()
        notices = [m for m in stage.world.chat(COORDINATOR).messages if m.by_bot]
        assert [m.text for m in notices][-1].startswith("Iemand wil een medewerker spreken")
        assert sum("Iemand wil" in m.text for m in notices) == 1
        assert "weten al dat u iemand wilt spreken" in stage.last(RESIDENT).text
        stage.clock.advance(timedelta(days=1))
        await stage.restart()
        await walk(stage, "mens")
        notices = [m for m in stage.world.chat(COORDINATOR).messages if m.by_bot]
        assert sum("Iemand wil" in m.text for m in notices) == 2


@pytest.mark.parametrize("rhythm", [Rhythm.DAILY, Rhythm.WEEKLY])
async def test_who_wants_a_digest_hears_it_at_its_hour(tmp_path: Path, rhythm: Rhythm) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        local = stage.clock.local(stage.clock.now())
        await wish(stage, rhythm=rhythm, hour=(local.hour + 2) % 24)
        stage.forget()
        act(stage, RESIDENT, "mens")
        assert not await said_to(stage, COORDINATOR)
        stage.clock.advance(timedelta(days=1, hours=2))
        await stage.restart()
        assert any("Iemand wil" in text for text in await said_to(stage, COORDINATOR))


async def test_somebody_always_hears_it(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await wish(stage, rhythm=Rhythm.OFF, districts=frozenset({"Haren"}))
        stage.forget()
        act(stage, RESIDENT, "mens")
        assert any("Iemand wil" in text for text in await said_to(stage, COORDINATOR))


async def test_it_is_offered_at_help_at_a_refusal_and_when_nothing_is_understood(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        for line in ("/help", "/check", "/beoordelen", "zomaar wat woorden", "/over"):
            await walk(stage, line)
            assert SPEAK in stage.last(RESIDENT).buttons, line
            assert REACH_SHOWN in stage.last(RESIDENT).text, line
        await walk(stage, f"[{SPEAK}]")
        assert stage.last(RESIDENT).text == TOLD


async def test_after_two_misunderstandings_it_is_offered_at_the_question(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, *TO_MONEY, "de buurvrouw weet dat")
        own = stage.world.chat(RESIDENT).messages
        assert SPEAK not in own[-2].buttons
        await walk(stage, "zij woont op nummer twee")
        assert SPEAK in own[-2].buttons
        await walk(stage, f"[{SPEAK}]")
        assert stage.last(RESIDENT).text == TOLD


async def test_a_coach_can_ask_for_it_too(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await stage.give(COACH, Role.COACH)
        for line in ("/check", "ik wil iemand spreken"):
            act(stage, COACH, line)
            await stage.settle()
        assert "Iemand wil een medewerker spreken" in stage.last(COORDINATOR).text


async def test_a_question_of_ones_own_gets_help_and_the_question_stands(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, *TO_MONEY)
        await play(
            stage,
            RESIDENT,
            f"""
            you: ?
            + Bijvoorbeeld: iemand krijgt er loon voor, of een fonds gaf er geld voor. / Liever met een mens? {REACH} [{SPEAK}]
            ~ (no buttons)
            + {MONEY}
            you: hoe lang duurt het nog?
            + Alle vragen samen duren ongeveer 5 minuten.
            ~ (no buttons)
            + {MONEY}
            """,
        )
        assert ("unfunded",) not in await stage.query("SELECT question FROM answers")
