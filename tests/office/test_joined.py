"""What was joined with another proposal: how it ends is heard by everyone who proposed it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.people import Role
from tests.dialogue import act
from tests.office.test_review import ALIKE, a_minute_later, acts, ready, two_alike
from tests.stage import COLLEAGUE, COORDINATOR, NEIGHBOUR, RESIDENT, Stage, on_stage

TOGETHER = "Wij bekeken het samen met een ander voorstel."
FIRST, SECOND = "BB-22223", "BB-22224"
"""The resident's, which is joined with the neighbour's."""


async def joined(stage: Stage) -> None:
    """Let a resident's proposal be joined with a neighbour's, and both have heard of that."""
    await two_alike(stage)
    await acts(stage, COORDINATOR, "/beoordelen", "[Samenvoegen]")
    label = stage.last(COORDINATOR).buttons[0]
    await acts(stage, COORDINATOR, f"[{label}]", "[Versturen]")
    await a_minute_later(stage)


async def withdrawn(stage: Stage) -> None:
    """Let the neighbour withdraw what the resident's was joined with."""
    await acts(stage, NEIGHBOUR, "/mijntaken")
    await acts(stage, NEIGHBOUR, f"[{stage.last(NEIGHBOUR).buttons[0]}]")
    await acts(stage, NEIGHBOUR, "[Intrekken]", "[Ja, intrekken]")


async def statuses(stage: Stage) -> list[str]:
    return [row[0] for row in await stage.query("SELECT status FROM proposals ORDER BY id")]


async def test_who_was_joined_hears_that_it_is_approved_and_that_it_is_finished(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await joined(stage)
        preview = await acts(stage, COORDINATOR, "/beoordelen", "[Goedkeuren]")
        _, theirs = preview.split("Wie een samengevoegd voorstel deed, krijgt dit bericht:")
        await acts(stage, COORDINATOR, "[Versturen]")
        assert TOGETHER not in stage.last(RESIDENT).text, "it can still be undone"
        await a_minute_later(stage)
        assert stage.last(RESIDENT).text == theirs.strip()
        assert stage.last(RESIDENT).text == (
            f"Goed nieuws over {FIRST}: blad opruimen op het plein bij de school\n{TOGETHER}\n"
            "Uw taak is goedgekeurd.\n\n"
            "Nu zoeken we iemand die het kan doen. Dat kan even duren."
        )
        assert TOGETHER not in stage.last(NEIGHBOUR).text
        stage.world.press_data(COORDINATOR, stage.last(COORDINATOR).message_id, "review:2")
        await stage.settle()
        await acts(stage, COORDINATOR, "[Afronden]", "[Versturen]")
        await a_minute_later(stage)
        assert stage.last(RESIDENT).text.startswith(f"Uw taak {FIRST} is afgerond")
        assert await statuses(stage) == ["merged", "closed"]


async def test_who_was_joined_hears_why_it_is_declined(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await joined(stage)
        await acts(
            stage, COORDINATOR, "/beoordelen", "[Afwijzen]", "[Wij weten: het wordt al gedaan]"
        )
        await acts(stage, COORDINATOR, "De wijkploeg doet het.", "[Versturen]")
        await a_minute_later(stage)
        for person, reference in ((RESIDENT, FIRST), (NEIGHBOUR, SECOND)):
            told = stage.last(person).text
            assert told.startswith(f"Wij hebben uw voorstel {reference} gelezen: ")
            assert "De reden: wij weten dat iemand dit werk al doet." in told
            assert "De wijkploeg doet het." in told
            assert (TOGETHER in told) is (person == RESIDENT)


async def test_an_undone_decision_nobody_hears_of(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await joined(stage)
        before = [len(stage.world.chat(user).messages) for user in (RESIDENT, NEIGHBOUR)]
        await acts(stage, COORDINATOR, "/beoordelen", "[Goedkeuren]", "[Versturen]")
        await acts(stage, COORDINATOR, "[Ongedaan maken]")
        await a_minute_later(stage)
        assert [len(stage.world.chat(u).messages) for u in (RESIDENT, NEIGHBOUR)] == before


@pytest.mark.parametrize("first", [COORDINATOR, COLLEAGUE])
async def test_undoing_takes_back_no_message_of_a_colleagues_decision(
    tmp_path: Path, first: int
) -> None:
    """Both decide at the same moment, on proposals of the same neighbour."""
    async with on_stage(tmp_path) as stage:
        await ready(
            stage,
            *({"description": words} for words in ALIKE),
            {"description": "verf halen voor de buurt", "place": "Helpman"},
            users=(RESIDENT, NEIGHBOUR, NEIGHBOUR),
        )
        await stage.give(COLLEAGUE, Role.COORDINATOR)
        await acts(stage, COORDINATOR, "/beoordelen", "[Samenvoegen]")
        await acts(stage, COORDINATOR, f"[{stage.last(COORDINATOR).buttons[0]}]")
        await acts(stage, COLLEAGUE, "/beoordelen", "[Volgende]", "[Volgende]", "[Goedkeuren]")
        for decides in (first, COORDINATOR + COLLEAGUE - first):
            act(stage, decides, "[Versturen]")
        await stage.settle()
        assert await statuses(stage) == ["merged", "new", "approved"]
        await acts(stage, COORDINATOR, "[Ongedaan maken]")
        await a_minute_later(stage)
        assert await statuses(stage) == ["new", "new", "approved"]
        assert "verf halen voor de buurt\nUw taak is goedgekeurd." in stage.last(NEIGHBOUR).text
        told = [message.text for message in stage.world.chat(NEIGHBOUR).messages]
        assert not [words for words in told if "samen" in words.lower()], "that was undone"


async def looked(stage: Stage) -> None:
    await stage.parts.calling.look()
    await stage.settle()


async def test_what_was_joined_with_something_withdrawn_is_in_the_queue_again(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await joined(stage)
        await withdrawn(stage)
        await looked(stage)
        await looked(stage)
        assert await statuses(stage) == ["new", "withdrawn"]
        told = [m.text for m in stage.world.chat(RESIDENT).messages if m.by_bot]
        assert told[-1] == (
            f"Over uw voorstel {FIRST}: blad opruimen op het plein bij de school\n"
            "Het andere voorstel is ingetrokken. Wij kijken nu alleen naar uw voorstel.\n"
            "U hoeft niets te doen."
        )
        assert told.count(told[-1]) == 1
        notice = stage.last(COORDINATOR)
        assert "Het was samengevoegd met een ander voorstel. Dat is ingetrokken." in notice.text
        card = await acts(stage, COORDINATOR, f"[{FIRST} openen]")
        assert card.startswith("Te beoordelen: 1 van 1")
        assert "De bot zette BB-22223 terug" in await acts(stage, COORDINATOR, "/logboek")


async def test_it_comes_back_too_when_the_other_erased_everything(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await joined(stage)
        await acts(stage, NEIGHBOUR, "/verwijder", "[Ja, verwijderen]", "[Ja, alles verwijderen]")
        await looked(stage)
        assert await statuses(stage) == ["new", "withdrawn"]


async def test_nobody_is_left_to_hear_of_what_was_erased(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await joined(stage)
        await acts(stage, RESIDENT, "/verwijder", "[Ja, verwijderen]", "[Ja, alles verwijderen]")
        preview = await acts(stage, COORDINATOR, "/beoordelen", "[Goedkeuren]")
        assert "samengevoegd" not in preview
        await acts(stage, COORDINATOR, "[Terug]")
        await withdrawn(stage)
        await looked(stage)
        assert await statuses(stage) == ["merged", "withdrawn"]


async def due(stage: Stage) -> tuple[str | None, str | None]:
    [(recheck, deadline)] = await stage.query("SELECT recheck_at, deadline FROM proposals")
    return recheck, deadline


async def test_undoing_the_finish_asks_again_when_it_was_to_be_asked(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await acts(stage, COORDINATOR, "/beoordelen", "[Goedkeuren]", "[Versturen]")
        await a_minute_later(stage)
        was = await due(stage)
        assert was[0]
        for days, recheck, deadline in ((40, True, False), (150, False, True)):
            stage.clock.advance(timedelta(days=days))
            await looked(stage)
            was = await due(stage)
            assert (bool(was[0]), bool(was[1])) == (recheck, deadline)
            stage.clock.advance(timedelta(days=3))
            stage.world.press_data(COORDINATOR, stage.last(COORDINATOR).message_id, "review:1")
            await stage.settle()
            await acts(stage, COORDINATOR, "[Afronden]", "[Versturen]")
            assert await due(stage) == (None, None)
            await acts(stage, COORDINATOR, "[Ongedaan maken]")
            assert await due(stage) == was
