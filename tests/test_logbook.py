"""Coordinators see who did what; the log names no resident and shows no answers."""

from __future__ import annotations

import ast
from pathlib import Path

from bot.office.reviewing import Action
from bot.people import Role
from bot.views.logbook import DID
from tests.stage import COACH, COORDINATOR, RESIDENT, on_stage
from tests.test_own_data import TYPED, sent, step

INTAKE = Path(__file__).parents[1] / "bot" / "intake"


async def test_who_did_what_newest_first(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await stage.give(COACH, Role.COACH)
        await sent(stage)
        await step(stage, COACH, "/check", "[Alles voldoet]", "[Opslaan]", "[Openen]")
        await step(stage, COORDINATOR, "/beoordelen", "[Goedkeuren]", "[Versturen]", "/logboek")
        said = stage.last(COORDINATOR).text.splitlines()
        assert said[:5] == [
            "Logboek",
            "2 mrt 2026 10:00 · Carla keurde BB-22224 goed.",
            "2 mrt 2026 10:00 · Karim bekeek toets 1.",
            "2 mrt 2026 10:00 · Karim sloeg toets 1 op.",
            "2 mrt 2026 10:00 · Een inwoner verstuurde BB-22224.",
        ]
        whole = stage.last(COORDINATOR).text
        assert not [words for words in (*TYPED.values(), str(RESIDENT), "K-2") if words in whole]


async def test_pages(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        for n in range(20):
            await step(stage, COORDINATOR, f"/aan_het_werk {n}")
        await step(stage, COORDINATOR, "/logboek")
        assert stage.last(COORDINATOR).buttons == ["Ouder"]
        await step(stage, COORDINATOR, "[Ouder]")
        assert stage.last(COORDINATOR).buttons == ["Nieuwer"]
        assert "gebruikte een uitnodiging" in stage.last(COORDINATOR).text
        stage.world.press_data(COORDINATOR, stage.last(COORDINATOR).message_id, f"log:{2**63 - 1}")
        await stage.settle()
        assert "Het logboek is leeg." in stage.last(COORDINATOR).text


async def test_a_coach_may_not(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        await step(stage, COACH, "/logboek")
        assert "Dit is alleen voor medewerkers" in stage.last(COACH).text


def test_every_action_has_its_words() -> None:
    written = {
        ast.literal_eval(call.args[at])
        for file in INTAKE.glob("*.py")
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call)
        for name, at in (("audit", 0), ("Audited", 1))
        if getattr(call.func, "attr", getattr(call.func, "id", "")) == name
        and isinstance(call.args[at], ast.Constant)
    }
    assert written | {action.value for action in Action} == set(DID)
