"""A coordinator chooses how to hear about proposals; the digest comes when the clock says so."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.intake import jobs
from bot.intake.batch import Batch
from bot.office.digest import Section
from bot.people import Role
from bot.store import digests
from tests.dialogue import act, play, until_summary
from tests.stage import COORDINATOR, RESIDENT, Stage, on_stage, told

SECOND = 3002


async def sent(stage: Stage, **answers: str) -> str:
    """Let the resident send a proposal in; return its reference."""
    await until_summary(stage, RESIDENT, **answers)
    act(stage, RESIDENT, "[Versturen]")
    await stage.settle()
    rows = await stage.query("SELECT reference FROM proposals ORDER BY id DESC LIMIT 1")
    return str(rows[0][0])


async def press(stage: Stage, *lines: str, user: int = COORDINATOR) -> None:
    for line in lines:
        act(stage, user, line)
        await stage.settle()
    stage.forget()


async def later(stage: Stage, **by: float) -> None:
    """Move the clock, and let the bot look at it as it does each minute."""
    stage.clock.advance(timedelta(**by))
    await stage.parts.calling.look()
    await stage.settle()


async def daily(stage: Stage, user: int = COORDINATOR) -> None:
    """Let someone be a coordinator with a daily work list at nine."""
    if user == SECOND:
        stage.world.add_user(SECOND, "Cees")
    await stage.give(user, Role.COORDINATOR)
    await press(stage, "/meldingen", "[Elke dag]", user=user)


def heard(stage: Stage, user: int = COORDINATOR) -> list[str]:
    return [told(call) for call in stage.calls_for(user)]


async def test_the_settings_are_one_message_with_buttons(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await play(
            stage,
            COORDINATOR,
            """
            you: /meldingen
            + **Meldingen** / U krijgt elk voorstel direct. / Gebieden: alle / Stille uren: geen [✅ Direct] [Elke dag] [Elke week] [Uit] [Gebieden] [Stille uren] [Werklijst nu tonen]
            you: [Elke dag]
            ✓
            ~ **Meldingen** / U krijgt elke werkdag een werklijst, om 9 uur. / Volgende werklijst: 3 mrt 2026 / Gebieden: alle / Stille uren: geen [Direct] [✅ Elke dag] [Elke week] [Uit] [Tijd: 9 uur] [Gebieden] [Stille uren] [Werklijst nu tonen]
            you: [Stille uren]
            ✓
            ~ **Tussen welke uren wilt u geen berichten?** / Ze komen zodra de stille uren voorbij zijn. / Nu: geen [✅ Geen stille uren] [Vanaf 17 uur] [Vanaf 18 uur] [Vanaf 19 uur] [Vanaf 20 uur] [Vanaf 21 uur] [Vanaf 22 uur] [Tot 6 uur] [Tot 7 uur] [Tot 8 uur] [Tot 9 uur] [Tot 10 uur] [Klaar]
            you: [Vanaf 20 uur]
            ✓
            ~ **Tussen welke uren wilt u geen berichten?** / Ze komen zodra de stille uren voorbij zijn. / Nu: 20 tot 8 uur [Geen stille uren] [Vanaf 17 uur] [Vanaf 18 uur] [Vanaf 19 uur] [✅ Vanaf 20 uur] [Vanaf 21 uur] [Vanaf 22 uur] [Tot 6 uur] [Tot 7 uur] [✅ Tot 8 uur] [Tot 9 uur] [Tot 10 uur] [Klaar]
            you: [Tot 10 uur]
            ✓
            ~ **Tussen welke uren wilt u geen berichten?** / Ze komen zodra de stille uren voorbij zijn. / Nu: 20 tot 10 uur [Geen stille uren] [Vanaf 17 uur] [Vanaf 18 uur] [Vanaf 19 uur] [✅ Vanaf 20 uur] [Vanaf 21 uur] [Vanaf 22 uur] [Tot 6 uur] [Tot 7 uur] [Tot 8 uur] [Tot 9 uur] [✅ Tot 10 uur] [Klaar]
            you: [Klaar]
            ✓
            ~ **Meldingen** / U krijgt elke werkdag een werklijst, om 10 uur. / Volgende werklijst: 3 mrt 2026 / Gebieden: alle / Stille uren: 20 tot 10 uur [Direct] [✅ Elke dag] [Elke week] [Uit] [Tijd: 10 uur] [Gebieden] [Stille uren] [Werklijst nu tonen]
            you: [Tijd: 10 uur]
            ✓
            ~ **Hoe laat wilt u de werklijst?** [✅ 10 uur] [11 uur] [12 uur] [13 uur] [14 uur] [15 uur] [16 uur] [17 uur] [18 uur] [19 uur] [Klaar]
            you: [16 uur]
            ✓
            ~ **Hoe laat wilt u de werklijst?** [10 uur] [11 uur] [12 uur] [13 uur] [14 uur] [15 uur] [✅ 16 uur] [17 uur] [18 uur] [19 uur] [Klaar]
            you: [Klaar]
            ✓
            ~ **Meldingen** / U krijgt elke werkdag een werklijst, om 16 uur. / Volgende werklijst: 2 mrt 2026 / Gebieden: alle / Stille uren: 20 tot 10 uur [Direct] [✅ Elke dag] [Elke week] [Uit] [Tijd: 16 uur] [Gebieden] [Stille uren] [Werklijst nu tonen]
            you: [Gebieden]
            ✓
            ~ **Over welke gebieden wilt u iets horen?** / Taken voor de hele gemeente hoort u altijd. [✅ Alle gebieden] [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Klaar]
            you: [West]
            ✓
            ~ **Over welke gebieden wilt u iets horen?** / Taken voor de hele gemeente hoort u altijd. [Alle gebieden] [Centrum] [Oude Wijken] [Oost] [Zuid] [✅ West] [Haren] [Ten Boer] [Klaar]
            you: [Klaar]
            ✓
            ~ **Meldingen** / U krijgt elke werkdag een werklijst, om 16 uur. / Volgende werklijst: 2 mrt 2026 / Gebieden: West / Stille uren: 20 tot 10 uur [Direct] [✅ Elke dag] [Elke week] [Uit] [Tijd: 16 uur] [Gebieden] [Stille uren] [Werklijst nu tonen]
            you: [Elke week]
            ✓
            ~ **Meldingen** / U krijgt een werklijst op de eerste werkdag van de week, om 16 uur. / Volgende werklijst: 2 mrt 2026 / Gebieden: West / Stille uren: 20 tot 10 uur [Direct] [Elke dag] [✅ Elke week] [Uit] [Tijd: 16 uur] [Gebieden] [Stille uren] [Werklijst nu tonen]
            you: [Uit]
            ✓
            ~ **Meldingen** / U krijgt geen berichten over voorstellen. U vindt ze wel bij /beoordelen. / Gebieden: West / Stille uren: 20 tot 10 uur [Direct] [Elke dag] [Elke week] [✅ Uit] [Gebieden] [Stille uren] [Werklijst nu tonen]
            you: [Werklijst nu tonen]
            ✓
            + Er wacht niets op u. [Meldingen instellen]
            """,
        )


async def test_a_digest_comes_when_the_clock_says_so_and_its_buttons_open_the_item(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await daily(stage)
        first = await sent(stage)
        stage.forget()
        await later(stage, hours=22)
        assert heard(stage) == []
        await later(stage, hours=1)
        assert heard(stage) == [
            f"+ **Werklijst van 3 mrt 2026** / **Nieuw** / {first} · West · 1 werkdag: blad opruimen op het plein"
            f" [{first}: blad opruimen op het…] [Beoordelen] [Meldingen instellen]"
        ]
        await press(stage, f"[{first}: blad opruimen op het…]")
        assert first in stage.last(COORDINATOR).text
        assert "Selwerd" in stage.last(COORDINATOR).text
        second = await sent(stage, description="banken schilderen", place="[Hele gemeente]")
        stage.forget()
        await later(stage, days=1)
        assert heard(stage) == [
            f"+ **Werklijst van 4 mrt 2026** / **Nieuw** / {second} · Hele gemeente · 1 werkdag: banken schilderen"
            f" / **Wacht het langst** / {first} · West · 2 werkdagen: blad opruimen op het plein"
            f" [{second}: banken schilderen] [{first}: blad opruimen op het…] [Beoordelen] [Meldingen instellen]"
        ]


async def test_looking_again_or_starting_again_sends_no_second_one(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await daily(stage)
        await sent(stage)
        stage.forget()
        await later(stage, hours=23)
        for _ in range(3):
            await later(stage, minutes=1)
            await stage.restart()
            await stage.settle()
        assert len(heard(stage)) == 1


async def test_nothing_to_report_is_no_message(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await daily(stage)
        await later(stage, days=1)
        assert heard(stage) == []
        await sent(stage)
        stage.forget()
        await later(stage, minutes=1)
        assert heard(stage) == [], "it waits for tomorrow's"


async def test_down_for_nine_days_is_one_digest(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await daily(stage)
        await sent(stage)
        await stage.stop()
        stage.forget()
        stage.clock.advance(timedelta(days=9))
        await stage.start()
        await stage.settle()
        (only,) = heard(stage)
        assert only.startswith("+ **Werklijst van 11 mrt 2026** / **Nieuw**")
        assert "7 werkdagen" in only
        await later(stage, hours=1)
        assert heard(stage) == []


async def crash_before_sending(stage: Stage) -> None:
    """Do what is due and stop before any of it is sent, as a crash would."""
    async with stage.parts.database.transaction() as tx:
        assert await stage.parts.turns._batches.do_due(tx)
    await stage.stop()


async def test_a_crash_before_sending_loses_and_doubles_nothing(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await daily(stage)
        await sent(stage)
        stage.clock.advance(timedelta(hours=23))
        stage.forget()
        await crash_before_sending(stage)
        await stage.start()
        await stage.settle()
        assert len(heard(stage)) == 1
        await stage.restart()
        await later(stage, minutes=5)
        assert heard(stage) == []


async def test_what_is_handled_by_the_time_it_goes_out_is_left_out(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await daily(stage)
        first = await sent(stage)
        second = await sent(stage, description="banken schilderen")
        stage.clock.advance(timedelta(hours=23))
        stage.forget()
        async with stage.parts.database.transaction() as tx:
            await stage.parts.turns._batches.do_due(tx)
            await tx.run("UPDATE proposals SET status = 'approved' WHERE reference = ?", (first,))
        await stage.restart()
        await stage.settle()
        (only,) = heard(stage)
        assert second in only
        assert first not in only


async def test_all_handled_or_no_coordinator_any_more_is_no_message(tmp_path: Path) -> None:
    for handled in (
        "UPDATE proposals SET status = 'approved'",
        "UPDATE roles SET revoked_at = granted_at",
    ):
        (tmp_path / handled[7:12]).mkdir()
        async with on_stage(tmp_path / handled[7:12]) as stage:
            await daily(stage)
            await sent(stage)
            stage.clock.advance(timedelta(hours=23))
            stage.forget()
            async with stage.parts.database.transaction() as tx:
                await stage.parts.turns._batches.do_due(tx)
                await tx.run(handled)
            await stage.restart()
            await stage.settle()
            assert heard(stage) == []
            assert await stage.query("SELECT 1 FROM outbox WHERE status <> 'sent'") == []


async def test_answered_past_deadline_and_asked_again_each_have_a_heading(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await daily(stage)
        changes = (("answer", "asked"), ("return", "asked"), ("return", "rechecked"))
        for number, (action, was) in enumerate(changes, 1):
            await sent(stage, description=f"taak {number}")
            async with stage.parts.database.transaction() as tx:
                await tx.run("UPDATE proposals SET version = 3 WHERE id = ?", (number,))
                await tx.run(
                    "INSERT INTO transitions (proposal_id, action, was, became, version, at)"
                    " VALUES (?, ?, ?, 'new', 3, '2026-03-02T10:00:00.000Z')",
                    (number, action, was),
                )
        stage.forget()
        await later(stage, days=1)
        (only,) = heard(stage)
        headings = [part for part in only.split(" / ") if "**" in part]
        assert headings == [
            "+ **Werklijst van 3 mrt 2026**",
            "**De indiener heeft geantwoord**",
            "**Geen antwoord op tijd op uw vraag**",
            "**Na een half jaar opnieuw gevraagd, geen antwoord**",
        ]
        assert [only.count(f": taak {number} ") for number in (1, 2, 3)] == [1, 1, 1]


async def test_one_broken_section_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = {Section.ANSWERED: "SELECT ?1, ?2 FROM no_such_table"}
    monkeypatch.setattr(digests, "SECTIONS", {**digests.SECTIONS, **broken})
    async with on_stage(tmp_path) as stage:
        await daily(stage)
        first = await sent(stage)
        stage.forget()
        await later(stage, days=1)
        (only,) = heard(stage)
        assert "**De indiener heeft geantwoord** / Dit deel kan ik nu niet tonen." in only
        assert first in only


async def test_a_job_that_fails_costs_only_itself(tmp_path: Path) -> None:
    async def fail(batch: Batch) -> int:
        await batch.tx.run("DELETE FROM digests")
        raise ValueError

    async with on_stage(tmp_path) as stage:
        await daily(stage)
        await sent(stage)
        stage.forget()
        stage.parts.turns._batches._jobs = (jobs.Job("one that fails", fail), *jobs.JOBS)
        await later(stage, days=1)
        assert len(heard(stage)) == 1


async def test_each_coordinator_hears_as_he_or_she_wants(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await daily(stage)
        await daily(stage, SECOND)
        await press(stage, "[Gebieden]", "[Zuid]")
        await press(stage, "[Elke week]", user=SECOND)
        await sent(stage)
        await sent(stage, description="banken schilderen", place="[Hele gemeente]")
        stage.forget()
        await later(stage, days=1)
        calls = stage.calls()
        told_first = [told(c) for c in calls if c.params.get("chat_id") == COORDINATOR]
        assert len(told_first) == 1
        assert "banken schilderen" in told_first[0]
        assert "blad opruimen" not in told_first[0]
        assert not [c for c in calls if c.params.get("chat_id") == SECOND]
        await later(stage, days=6)
        assert any("blad opruimen" in line for line in heard(stage, SECOND))


async def test_direct_is_at_once_but_not_in_quiet_hours(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await press(stage, "/meldingen", "[Stille uren]", "[Vanaf 18 uur]")
        first = await sent(stage)
        assert f"Nieuw voorstel {first}" in stage.last(COORDINATOR).text
        stage.clock.advance(timedelta(hours=10))
        taken_back = await sent(stage, description="hekken verven")
        second = await sent(stage, description="banken schilderen")
        await press(stage, "/mijntaken", "[hekken verven]", user=RESIDENT)
        await press(stage, "[Intrekken]", "[Ja, intrekken]", user=RESIDENT)
        assert f"Nieuw voorstel {first}" in stage.last(COORDINATOR).text
        stage.forget()
        stage.clock.advance(timedelta(hours=12))
        await stage.restart()
        await stage.settle()
        calls = heard(stage)
        assert len(calls) == 2
        assert calls[0].startswith(f"+ **Nieuw voorstel {second}**")
        assert taken_back in calls[1]
        assert "ingetrokken" in calls[1]


@pytest.mark.parametrize("choice", ["[Elke dag]", "[Elke week]", "[Uit]"])
async def test_who_does_not_want_it_at_once_does_not_get_it_at_once(
    tmp_path: Path, choice: str
) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await press(stage, "/meldingen", choice)
        await sent(stage)
        assert "Nieuw voorstel" not in stage.last(COORDINATOR).text


async def asked(stage: Stage) -> str:
    """Have the coordinator ask a question back, and its message go out; return the reference."""
    reference = await sent(stage)
    await press(stage, "/beoordelen", "[Vraag stellen]", "[Geld]")
    await press(stage, "[Zonder toelichting]", "[Versturen]")
    stage.clock.advance(timedelta(seconds=61))
    await stage.restart()
    await stage.settle()
    stage.forget()
    return reference


async def answered(stage: Stage) -> list[str]:
    """Have the proposer answer; return what the coordinator hears of it at once."""
    stage.world.press(RESIDENT, "Nee", stage.last(RESIDENT).message_id)
    await stage.settle()
    assert "Uw antwoord is binnen" in stage.last(RESIDENT).text
    return [line for line in heard(stage) if not line.startswith("✓")]


@pytest.mark.parametrize(
    ("choices", "at_once", "next_day"),
    [
        ([], "Antwoord op de vraag", ""),
        (["[Elke dag]"], "", "De indiener heeft geantwoord"),
        (["[Elke dag]", "[Gebieden]", "[Zuid]"], "Antwoord op de vraag", ""),
        (["[Stille uren]", "[Vanaf 17 uur]", "[Klaar]"], "Antwoord op de vraag", ""),
        (["[Uit]"], "", ""),
    ],
)
async def test_an_answer_comes_as_who_asked_wants_to_hear_it(
    tmp_path: Path, choices: list[str], at_once: str, next_day: str
) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await press(stage, "/meldingen", *choices)
        await asked(stage)
        now = await answered(stage)
        assert [at_once in line for line in now] == [True] * bool(at_once)
        await later(stage, hours=23)
        assert [next_day in line for line in heard(stage)] == [True] * bool(next_day)


async def test_an_answer_in_quiet_hours_waits_until_they_are_over(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await press(stage, "/meldingen", "[Stille uren]", "[Vanaf 20 uur]")
        await asked(stage)
        stage.clock.advance(timedelta(hours=12))
        assert await answered(stage) == []
        stage.clock.advance(timedelta(hours=12))
        await stage.restart()
        await stage.settle()
        (only,) = heard(stage)
        assert "Antwoord op de vraag" in only


async def test_an_answer_goes_to_colleagues_when_who_asked_has_left(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.add_user(SECOND, "Cees")
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await stage.give(SECOND, Role.COORDINATOR)
        await asked(stage)
        async with stage.parts.database.transaction() as tx:
            await tx.run(
                "UPDATE roles SET revoked_at = granted_at WHERE person_id = ?", (COORDINATOR,)
            )
        assert await answered(stage) == []
        assert "Antwoord op de vraag" in stage.last(SECOND).text


async def test_the_list_says_whom_nobody_can_reach(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await daily(stage)
        first = await sent(stage)
        stage.world.block(RESIDENT)
        await stage.settle()
        stage.forget()
        await later(stage, days=1)
        (only,) = heard(stage)
        assert f"⚠️ {first}: de indiener is hier niet te bereiken." in only


async def test_a_decision_that_was_undone_is_on_the_list_again(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await daily(stage)
        first = await sent(stage)
        await press(stage, "/beoordelen", "[Goedkeuren]", "[Versturen]", "[Ongedaan maken]")
        await later(stage, days=1)
        (only,) = heard(stage)
        assert f"**Nieuw** / {first}" in only


@pytest.mark.parametrize(
    "data",
    ["digest:25:from", "digest:3:hour", "digest:99:district", "digest:0:rhythm:often", "digest:7"],
)
async def test_forged_buttons_choose_nothing_that_cannot_be_chosen(
    tmp_path: Path, data: str
) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await press(stage, "/meldingen")
        stage.world.press_data(COORDINATOR, stage.last(COORDINATOR).message_id, data)
        await stage.settle()
        assert await stage.query("SELECT * FROM digests") == []
        assert await stage.query("SELECT * FROM failed_updates") == []


async def test_the_work_list_reads_no_whole_table(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        for sql in digests.SECTIONS.values():
            given = ("[]", 50, "2026-03-02T10:00:00.000Z")
            plan = await stage.query(f"EXPLAIN QUERY PLAN {sql}", *given[: 2 + ("?3" in sql)])
            steps = [row[3] for row in plan]
            assert not [step for step in steps if "SCAN" in step and "json_each" not in step]
            assert not [step for step in steps if "TEMP B-TREE" in step], steps
