"""Coaches look through approved tasks: filters, pages, one card a task, nobody's name."""

from pathlib import Path

import pytest

from bot.people import Role
from bot.store import taken
from bot.store.taken import Wanted
from bot.views.taken import HOURS
from tests.dialogue import act, play, until_summary
from tests.stage import COACH, COORDINATOR, RESIDENT, Stage, on_stage, told


async def proposed(stage: Stage, *, status: str = "approved", **answers: str) -> None:
    await until_summary(stage, RESIDENT, **answers)
    act(stage, RESIDENT, "[Versturen]")
    await stage.settle()
    async with stage.parts.database.transaction() as tx:
        await tx.run(
            "UPDATE proposals SET status = ? WHERE id = (SELECT max(id) FROM proposals)", (status,)
        )
    stage.forget()


async def test_by_district_hours_and_guidance_in_one_message(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        await proposed(stage, description="blad ruimen", place="Selwerd")
        await proposed(
            stage,
            description="buurtmoestuin",
            place="Hele gemeente",
            hours="6",
            guidance="[Ik of mijn organisatie]",
        )
        await proposed(stage, description="bankjes verven", place="Haren", hours="[Weet ik niet]")
        await proposed(stage, description="nog niet bekeken", status="new")
        await proposed(stage, description="afgewezen", status="declined")
        await play(
            stage,
            COACH,
            """
            you: /taken
            + **Goedgekeurde taken** / Kies een taak, of een filter. [Gebied: alle] [Uren: alle] [Begeleiding: alle] [Haren: bankjes verven] [Hele gemeente: buurtmoestuin] [Selwerd: blad ruimen]
            you: [Gebied: alle]
            ✓
            ~ **In welk gebied?** [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Alle] [Terug]
            you: [West]
            ✓
            ~ **Goedgekeurde taken** / Kies een taak, of een filter. [Gebied: West] [Uren: alle] [Begeleiding: alle] [Hele gemeente: buurtmoestuin] [Selwerd: blad ruimen]
            you: [Uren: alle]
            ✓
            ~ **Hoeveel uur per week?** [1-4] [5-8] [9-16] [17+] [Alle] [Terug]
            you: [5-8]
            ✓
            ~ **Goedgekeurde taken** / Kies een taak, of een filter. [Gebied: West] [Uren: 5-8] [Begeleiding: alle] [Hele gemeente: buurtmoestuin]
            you: [Hele gemeente: buurtmoestuin]
            ✓
            ~ **Goedgekeurde taak** / buurtmoestuin / **Waar**: Hele gemeente / **Uren**: 6 per week / **Wanneer**: Het hele jaar / **Begeleiding**: De indiener / Past dit bij een kandidaat? Overleg met de coördinator. [Alle goedgekeurde taken]
            you: [Alle goedgekeurde taken]
            ✓
            ~ **Goedgekeurde taken** / Kies een taak, of een filter. [Gebied: West] [Uren: 5-8] [Begeleiding: alle] [Hele gemeente: buurtmoestuin]
            you: [Begeleiding: alle]
            ✓
            ~ **Wie begeleidt?** [De indiener] [Een andere organisatie] [Nog te vinden] [Alle] [Terug]
            you: [Nog te vinden]
            ✓
            ~ **Goedgekeurde taken** / Geen goedgekeurde taak past. Kies een ander filter. [Gebied: West] [Uren: 5-8] [Begeleiding: Nog te vinden]
            """,
        )


async def test_pages_stay_in_the_message_and_keep_the_filter(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        for number in range(8):
            await proposed(stage, description=f"taak {number}")
        act(stage, COORDINATOR, "/taken")
        await stage.settle()
        stage.world.press_data(
            COORDINATOR, stage.last(COORDINATOR).message_id, "browse:0:West::unsure"
        )
        await stage.settle()
        stage.forget()
        await play(
            stage,
            COORDINATOR,
            """
            you: [Ouder]
            ✓
            ~ **Goedgekeurde taken** / Kies een taak, of een filter. [Gebied: West] [Uren: alle] [Begeleiding: Nog te vinden] [Selwerd: taak 1] [Selwerd: taak 0] [Nieuwer]
            you: [Nieuwer]
            ✓
            ~ **Goedgekeurde taken** / Kies een taak, of een filter. [Gebied: West] [Uren: alle] [Begeleiding: Nog te vinden] [Selwerd: taak 7] [Selwerd: taak 6] [Selwerd: taak 5] [Selwerd: taak 4] [Selwerd: taak 3] [Selwerd: taak 2] [Ouder]
            """,
        )


async def test_nothing_of_who_proposed_it(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        await until_summary(stage, RESIDENT, contact="[Mail mij]", mail="rita@example.org")
        for line in ("[Iets aanpassen]", "[Wie: bewoner]", "[Organisatie]", "Buurtclub Vinkhuizen"):
            act(stage, RESIDENT, line)
            await stage.settle()
        act(stage, RESIDENT, "[Versturen]")
        await stage.settle()
        async with stage.parts.database.transaction() as tx:
            await tx.run("UPDATE proposals SET status = 'approved'")
        stage.forget()
        for line in ("/taken", "[Selwerd: blad opruimen op het plein]"):
            act(stage, COACH, line)
            await stage.settle()
        seen = " ".join(told(call) for call in stage.calls_for(COACH))
        assert "Goedgekeurde taak" in seen
        for secret in ("rita@example.org", "Buurtclub", "Rita", "BB-"):
            assert secret not in seen


async def test_a_task_that_is_no_longer_approved_is_gone_from_an_old_screen(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        await proposed(stage)
        act(stage, COACH, "/taken")
        await stage.settle()
        async with stage.parts.database.transaction() as tx:
            await tx.run("UPDATE proposals SET status = 'withdrawn'")
        await play(
            stage,
            COACH,
            """
            you: [Selwerd: blad opruimen op het plein]
            ✓
            ~ Deze taak staat niet meer bij de goedgekeurde taken. [Alle goedgekeurde taken]
            you: [Alle goedgekeurde taken]
            ✓
            ~ **Goedgekeurde taken** / Er zijn nog geen goedgekeurde taken. [Gebied: alle] [Uren: alle] [Begeleiding: alle]
            """,
        )


@pytest.mark.parametrize(
    ("typed", "found_by"),
    [
        ("[1-4]", ["1-4"]),
        ("3", ["1-4"]),
        ("0,5", ["1-4"]),
        ("4-6", ["1-4", "5-8"]),
        ("8", ["5-8"]),
        ("4 tot 20", ["1-4", "5-8", "9-16", "17+"]),
        ("[Meer dan 16]", ["17+"]),
        ("40", ["17+"]),
        ("[Weet ik niet]", []),
    ],
)
async def test_a_task_is_found_by_the_hours_that_it_touches(
    tmp_path: Path, typed: str, found_by: list[str]
) -> None:
    async with on_stage(tmp_path) as stage:
        await proposed(stage, hours=typed)
        async with stage.parts.database.transaction() as tx:
            found = [
                choice
                for choice, (least, most) in HOURS.items()
                if await taken.page(tx, Wanted(least=least, most=most), 9, 0)
            ]
        assert found == found_by


@pytest.mark.parametrize(
    "forged",
    [
        "browse:99999999:Nergens:9:x",
        "browse:0",
        "browse_by:0:nonsense",
        "browse_by:0",
        "browse_by:0:hours:x:y:z:more",
        "one_task:1:x:West",
        "one_task:99",
        "one_task:1:٣",
    ],
)
async def test_forged_filters_are_left_out(tmp_path: Path, forged: str) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        await proposed(stage)
        stage.world.press_data(COACH, stage.last(COACH).message_id, forged)
        await stage.settle()
        assert await stage.query("SELECT error FROM failed_updates") == []


async def test_a_page_is_read_along_an_index(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        plan = await stage.query(f"EXPLAIN QUERY PLAN {taken.PAGE}", "West", "", 0, 0, 7, 0)
        steps = [row[3] for row in plan]
        assert not [step for step in steps if step.startswith("SCAN") or "TEMP B-TREE" in step]
