"""A coordinator looks at the figures, and enters how many people are at work."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from bot.office import charts
from bot.people import Role
from bot.simulator.chats import Message
from tests.dialogue import act, play, until_summary
from tests.stage import COACH, COORDINATOR, RESIDENT, Stage, on_stage


async def looked(stage: Stage, line: str) -> Message:
    act(stage, COORDINATOR, line)
    await stage.settle()
    return stage.last(COORDINATOR)


async def test_from_picture_to_picture_and_back_in_time(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await until_summary(stage, RESIDENT)
        act(stage, RESIDENT, "[Versturen]")
        await stage.settle()
        first = await looked(stage, "/cijfers")
        assert first.photos
        assert first.text == "1 voorstel."
        assert first.buttons[:4] == ["• Dit jaar", "12 maanden", "Alles", "• Maanden"]
        second = await looked(stage, "[Gebieden]")
        assert second.text == "De meeste voorstellen zijn voor West: 1."
        third = await looked(stage, "[Alles]")
        assert {"• Alles", "• Gebieden"} < set(third.buttons)
        assert not first.button("Gebieden")
        assert not second.button("Alles")
        for button in ("Voorwaarden", "Waar men stopt", "Toetsen", "Op weg naar 250"):
            assert (await looked(stage, f"[{button}]")).photos


async def test_others_are_answered_while_a_picture_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_draw = threading.Event()
    draw = charts.draw

    def slow(*args: object) -> bytes:
        assert may_draw.wait(10)
        return draw(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(charts, "draw", slow)
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        act(stage, COORDINATOR, "/cijfers")
        act(stage, RESIDENT, "/taak")
        async with asyncio.timeout(10):
            while not any(m.by_bot for m in stage.world.chat(RESIDENT).messages):
                await asyncio.sleep(0)
        assert not stage.last(COORDINATOR).photos
        may_draw.set()
        await stage.settle()
        assert stage.last(COORDINATOR).photos


async def test_the_menu_leads_to_the_first_picture(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        menu = await looked(stage, "/start")
        assert (
            await looked(stage, "[Cijfers]")
        ).text == "Er zijn nog geen cijfers over deze periode."
        assert menu.button("Cijfers")


async def test_a_forged_button_asks_for_no_picture(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        message = await looked(stage, "/help")
        for data in ("figures:0:months", "figures:0:months:ever", "figures:0:../x:all"):
            stage.world.press_data(COORDINATOR, message.message_id, data)
            await stage.settle()
            assert stage.last(COORDINATOR) is message, data


async def test_the_number_at_work(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        ask = "+ Hoeveel mensen zijn nu aan het werk? Typ het aantal achter de opdracht. / Bijvoorbeeld: /aan_het_werk 132"
        await play(
            stage,
            COORDINATOR,
            f"""
            you: /aan_het_werk
            {ask}
            you: /aan_het_werk ongeveer 130
            {ask}
            you: /aan_het_werk -5
            {ask}
            you: /aan_het_werk 13200
            {ask}
            you: /aan_het_werk 132
            + Bewaard: op 2 mrt 2026 zijn **132** mensen aan het werk. / Nog 118 te gaan. [Op weg naar 250]
            you: /aan_het_werk 250
            + Bewaard: op 2 mrt 2026 zijn **250** mensen aan het werk. / Het doel is bereikt. [Op weg naar 250]
            """,
        )
        assert await stage.query("SELECT people, entered_by FROM at_work") == [(250, COORDINATOR)]
        assert await stage.query(
            "SELECT actor_id, detail FROM audit WHERE subject = 'people at work' ORDER BY id"
        ) == [(COORDINATOR, "132"), (COORDINATOR, "250")]
        shown = await looked(stage, "[Op weg naar 250]")
        assert shown.text == "Op 2 mrt 2026 waren 250 mensen aan het werk. Het doel is bereikt."


async def test_a_picture_that_cannot_be_made_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr(charts, "draw", broken)
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        said = await looked(stage, "/cijfers")
        assert said.text == "Het plaatje is niet gelukt. Probeer het later nog eens."
        monkeypatch.undo()
        assert (await looked(stage, "[Cijfers]")).photos


async def test_figures_are_for_coordinators(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        for line in ("/cijfers", "/aan_het_werk 132"):
            act(stage, COACH, line)
            await stage.settle()
            assert not stage.last(COACH).photos
        assert await stage.query("SELECT count(*) FROM at_work") == [(0,)]
