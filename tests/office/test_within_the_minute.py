"""A question that still waits its minute: taken back, overtaken or asked anew, it never goes out."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.office.test_review import a_minute_later, acts, opens_it_again, ready
from tests.stage import COORDINATOR, RESIDENT, Stage, on_stage

ASK = ("/beoordelen", "[Vraag stellen]", "[Uren]", "[Zonder toelichting]", "[Versturen]")
ABOUT_THE_PHONE = (*ASK[:2], "[Telefoon]", *ASK[3:])


def shown(stage: Stage) -> list[str]:
    return [m.text for m in stage.world.chat(RESIDENT).messages if m.by_bot]


async def heard(stage: Stage, since: list[str]) -> list[str]:
    """What the proposer got, once a minute has passed."""
    await a_minute_later(stage)
    return shown(stage)[len(since) :]


async def waiting(stage: Stage) -> list[tuple[object, ...]]:
    return await stage.query("SELECT kind, target FROM outbox WHERE status = 'waiting'")


@pytest.mark.parametrize("asked", [ASK, ABOUT_THE_PHONE])
async def test_undone(tmp_path: Path, asked: tuple[str, ...]) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage, {"contact": "[Bel mij]", "phone": "06 12345678"})
        since = shown(stage)
        await acts(stage, COORDINATOR, *asked, "[Ongedaan maken]")
        assert await waiting(stage) == [], "nor is there a change of it to make"
        stage.clock.advance(timedelta(minutes=11))
        trouble = (await stage.parts.watched.health.report()).trouble
        assert "messages do not leave" not in trouble
        assert await heard(stage, since) == []


async def test_approved_meanwhile(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        since = shown(stage)
        await acts(stage, COORDINATOR, *ASK)
        await opens_it_again(stage)
        await acts(stage, COORDINATOR, "[Goedkeuren]", "[Versturen]")
        (only,) = await heard(stage, since)
        assert "Uw taak is goedgekeurd." in only


async def test_something_else_asked_meanwhile(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        since = shown(stage)
        await acts(stage, COORDINATOR, *ASK)
        await opens_it_again(stage)
        await acts(stage, COORDINATOR, "[Vraag stellen]", "[Wanneer]", *ASK[3:])
        (only,) = await heard(stage, since)
        assert "Wanneer" in only
        await acts(stage, RESIDENT, "[Het hele jaar]")
        assert await waiting(stage) == []
