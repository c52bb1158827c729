"""From the first START to the database, in the real program, as a newcomer runs it."""

import re
from pathlib import Path

from tests.acceptance.kept import answers, rows
from tests.acceptance.phone import (
    ANSWERS,
    COACH,
    COORDINATOR,
    MENDED,
    PROPOSAL,
    RESIDENT,
    labels,
    phones,
)
from tests.acceptance.program import running

DATABASE = Path("data/simulator.db")


async def test_a_proposal_a_check_and_a_notice(tmp_path: Path) -> None:
    async with running(tmp_path, module="bot") as program:
        address = await program.address()
        assert not address.endswith(":0")
        async with phones(address, RESIDENT, COACH, COORDINATOR) as (resident, coach, coordinator):
            await resident.start()
            await resident.play([*PROPOSAL, *MENDED])
            receipt = await resident.sees("Uw voorstel is binnen.")
            reference = re.search(r"BB-\w{5}", receipt["text"])
            assert reference
            notice = await coordinator.sees(f"Nieuw voorstel {reference.group()}")
            assert "Waar: Selwerd" in notice["text"]

            await coach.sees("Wat wilt u doen?")
            await coach.act("type", text="/check")
            card = await coach.sees("Nog te bepalen: 7 van 7")
            await coach.reply(card, "[❓ 27 jaar of ouder]")
            await coach.sees("Nog te bepalen: 6 van 7")
            await coach.reply(card, "[✅ 27 jaar of ouder]")
            await coach.sees("Advies: voldoet niet")
            await coach.reply(card, "[Alles voldoet]")
            await coach.reply(card, "[Opslaan]")
            saved = await coach.sees("Schrijf de code in uw eigen systeem.")
            assert saved["id"] == card["id"]
            assert "[Opslaan]" not in labels(saved)
        assert await program.end() == 0

    path = tmp_path / DATABASE
    assert answers(path, RESIDENT) == ANSWERS
    assert rows(path, "SELECT reference, status, overall, district FROM proposals") == [
        (reference.group(), "new", "met", "West")
    ]
    assert rows(path, "SELECT person_id, status FROM conversations ORDER BY id") == [
        (RESIDENT, "submitted"),
        (COACH, "submitted"),
    ]
    verdicts = "SELECT outcome, count(*) FROM verdicts WHERE conversation_id = ? GROUP BY outcome"
    assert rows(path, verdicts, 1) == [("met", 5)]
    assert rows(path, verdicts, 2) == [("met", 6), ("not_met", 1)]
    ((code, coach_id, overall),) = rows(path, "SELECT code, coach_id, overall FROM checks")
    assert code in saved["text"]
    assert (coach_id, overall) == (COACH, "not_met")
    assert rows(path, "SELECT actor_id FROM audit WHERE action = 'submitted'") == [(None,)]
    assert rows(path, "SELECT action FROM audit WHERE actor_id = 2001 ORDER BY id") == [
        ("joined",),
        ("saved",),
    ]
    assert rows(path, "SELECT count(*) FROM outbox WHERE status != 'sent'") == [(0,)]
    assert rows(path, "SELECT count(*) FROM failed_updates") == [(0,)]


async def test_stopped_in_the_middle(tmp_path: Path) -> None:
    """A week later, after a restart, the resident goes on where they were."""
    async with running(tmp_path, module="bot") as program:
        async with phones(await program.address(), RESIDENT) as (resident,):
            await resident.start()
            await resident.play(PROPOSAL[:8])
            await resident.sees("Vraag 7 van 12")
        assert await program.end() == 0
        assert program.errors == []

    async with running(tmp_path, module="bot") as program:
        async with phones(await program.address(), RESIDENT) as (resident,):
            await resident.start()
            await resident.reply(await resident.sees("U was bezig"), "[Verder gaan]")
            await resident.play([*PROPOSAL[8:], *MENDED])
            await resident.sees("Uw voorstel is binnen.")
        assert await program.end() == 0

    assert answers(tmp_path / DATABASE, RESIDENT) == ANSWERS
    assert rows(tmp_path / DATABASE, "SELECT count(*) FROM proposals") == [(1,)]


async def test_a_page_that_looks_on_does_not_keep_it_from_stopping(tmp_path: Path) -> None:
    async with running(tmp_path, module="bot") as program:
        address = await program.address()
        async with (
            phones(address, RESIDENT) as (resident,),
            resident.session.get(f"{address}/sim/events") as stream,
        ):
            assert await stream.content.readline()
            assert await program.end() == 0
