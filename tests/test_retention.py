"""What is kept long enough goes: by kind, once a day, with a row that says so, and no trace."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.intake.retention import AT_ONCE
from bot.people import Role
from bot.store import forgetting
from tests.dialogue import act, until_summary
from tests.stage import COACH, COLLEAGUE, COORDINATOR, NEIGHBOUR, RESIDENT, Stage, on_stage
from tests.test_own_data import TYPED, sent, step, traces

DAY = timedelta(days=1)


async def after(stage: Stage, days: float) -> None:
    """Let so many days pass, with what is due on each of them done."""
    stage.clock.advance(timedelta(days=days))
    await stage.restart()
    await stage.parts.calling.look()
    await stage.settle()


async def begin(stage: Stage, user: int = RESIDENT) -> None:
    await step(stage, user, "/taak", "[Bewoner]", TYPED["description"])


async def count(stage: Stage, table: str) -> int:
    ((n,),) = await stage.query(f"SELECT count(*) FROM {table}")
    return int(n)


async def test_a_draft_warns_two_days_before_it_goes_and_once(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await begin(stage)
        await after(stage, 27.9)
        before = len(stage.world.chat(RESIDENT).messages)
        await after(stage, 0.2)
        warning = stage.last(RESIDENT)
        assert warning.text == (
            f"U was bezig met een voorstel: {TYPED['description']}\n"
            "Ik bewaar het tot 1 apr 2026. Daarna is het weg."
        )
        assert warning.buttons == ["Verder gaan", "Weggooien"]
        await after(stage, 1)
        assert len(stage.world.chat(RESIDENT).messages) == before + 1
        assert await count(stage, "conversations") == 1
        await after(stage, 1.1)
        assert await count(stage, "conversations") == 0
        assert await count(stage, "answers") == 0
        assert traces(stage) == []
        assert await stage.query("SELECT action, subject FROM audit") == [
            ("purged", "conversation 1")
        ]


async def test_who_goes_on_after_the_warning_keeps_the_draft(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await begin(stage)
        await after(stage, 28.1)
        stage.clock.advance(timedelta(minutes=5))
        await step(stage, RESIDENT, "[Verder gaan]")
        await after(stage, 20)
        assert await count(stage, "conversations") == 1
        await after(stage, 8.1)
        assert "Daarna is het weg." in stage.last(RESIDENT).text, "warned anew"
        await after(stage, 2.1)
        assert await count(stage, "conversations") == 0


async def test_a_bot_that_was_down_warns_first(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await begin(stage)
        await after(stage, 300)
        assert "Daarna is het weg." in stage.last(RESIDENT).text
        assert await count(stage, "conversations") == 1
        await after(stage, 2.1)
        assert await count(stage, "conversations") == 0


async def test_who_answered_nothing_is_not_bothered(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await step(stage, RESIDENT, "/taak")
        before = len(stage.world.chat(RESIDENT).messages)
        await after(stage, 31)
        assert len(stage.world.chat(RESIDENT).messages) == before
        assert await count(stage, "conversations") == 0


async def test_what_is_thrown_away_is_gone(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await begin(stage)
        await step(stage, RESIDENT, "[Stoppen]", "[Weggooien]")
        await stage.parts.calling.look()
        assert await count(stage, "answers") == 0
        assert traces(stage) == []


@pytest.mark.parametrize(
    ("decision", "kept_days"),
    [("[Afwijzen]", 365), ("[Goedkeuren]", 182)],
    ids=["declined", "approved"],
)
async def test_what_is_decided_is_kept_and_then_goes(
    tmp_path: Path, decision: str, kept_days: int
) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await sent(stage)
        await decide(stage, decision)
        await after(stage, kept_days - 1)
        assert await count(stage, "proposals") == 1
        if decision == "[Goedkeuren]":
            # Without an answer to the half-yearly question it is the coordinator's: it stays.
            await after(stage, 1830)
            assert await count(stage, "proposals") == 1
        else:
            await after(stage, 1.1)
            assert await count(stage, "proposals") == 0
            assert await count(stage, "answers") == 0
            assert traces(stage) == []


async def decide(stage: Stage, decision: str) -> None:
    await step(stage, COORDINATOR, "/beoordelen", decision)
    if decision == "[Afwijzen]":
        await step(stage, COORDINATOR, "[Niet in de gemeente]", "[Zonder toelichting]")
    await step(stage, COORDINATOR, "[Versturen]")
    stage.clock.advance(timedelta(minutes=2))
    await stage.restart()
    await stage.settle()


async def test_a_finished_task_goes_after_five_years(tmp_path: Path) -> None:
    async with on_stage(tmp_path, keep_decided_days=100) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await sent(stage)
        await decide(stage, "[Goedkeuren]")
        await after(stage, 99)
        assert await count(stage, "proposals") == 1
        await after(stage, 1.1)
        assert await count(stage, "proposals") == 0


async def test_what_nobody_decided_on_stays(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await sent(stage)
        await after(stage, 4000)
        assert await count(stage, "proposals") == 1


async def test_checks_go_a_year_after_the_newest_version(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        await step(stage, COACH, "/check", "[Alles voldoet]", "[Opslaan]")
        await after(stage, 200)
        await step(stage, COACH, "[Openen]", "[Opnieuw toetsen]", "[Opslaan]")
        await after(stage, 364)
        assert await count(stage, "checks") == 2
        await after(stage, 1.1)
        assert await count(stage, "checks") == 0
        assert await count(stage, "verdicts") == 0


async def test_many_go_in_small_batches(tmp_path: Path) -> None:
    """No transaction deletes everything; each look goes on where the last one stopped."""
    async with on_stage(tmp_path) as stage:
        await begin(stage)
        stage.clock.advance(DAY)
        await stage.stop()
        with closing(sqlite3.connect(stage.settings.database_path)) as file:
            file.executescript("""
                WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 509)
                INSERT INTO conversations (id, person_id, flow, status, started_at, touched_at)
                SELECT i, 1001, 'check_candidate', 'open', '2020-01-01', '2020-01-01' FROM n;
            """)
        await stage.start()
        left = [await count(stage, "conversations")]
        for _ in range(4):
            await stage.parts.calling.look()
            left.append(await count(stage, "conversations"))
        assert left[-1] == 1
        at_once = 2 * AT_ONCE  # the bot itself looks at its start, beside the test
        assert max(was - now for was, now in zip(left, left[1:], strict=False)) <= at_once


async def test_messages_and_people_who_left_nothing_are_forgotten(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await step(stage, NEIGHBOUR, "hallo")
        await until_summary(stage, RESIDENT)
        act(stage, RESIDENT, "[Versturen]")
        await stage.settle()
        await after(stage, 31)
        known = await stage.query("SELECT id FROM people WHERE id > 0")
        assert known == [(RESIDENT,)]
        ((n,),) = await stage.query("SELECT count(*) FROM outbox WHERE chat_id = ?", NEIGHBOUR)
        assert n == 0


async def test_the_log_only_grows_but_for_the_rule(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        await step(stage, COACH, "/check", "[Alles voldoet]", "[Opslaan]")
        assert await count(stage, "audit") > 0
        for sql in ("UPDATE audit SET actor_id = 1", "DELETE FROM audit"):
            with pytest.raises(sqlite3.IntegrityError):
                await stage.query(sql)
        await after(stage, 731)
        old = await stage.query("SELECT * FROM audit WHERE at < ?", "2028-01-01")
        assert old == []


@pytest.mark.parametrize("keep", [1, 2])
async def test_drafts_kept_too_short_for_a_warning_still_go(tmp_path: Path, keep: int) -> None:
    async with on_stage(tmp_path, keep_drafts_days=keep) as stage:
        await begin(stage)
        await after(stage, keep - 0.1)
        assert await count(stage, "conversations") == 1
        await after(stage, 0.2)
        assert await count(stage, "conversations") == 0
        assert traces(stage) == []


async def test_what_someone_was_going_to_type_is_not_awaited_for_ever(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await sent(stage)
        await step(stage, COORDINATOR, "/beoordelen", "[Notitie]")
        await after(stage, 29)
        assert await count(stage, "expecting") == 1
        await after(stage, 2.1)
        assert await count(stage, "expecting") == 0


async def leave_the_team(stage: Stage, user: int) -> None:
    """Take every role away, as of now."""
    now = stage.clock.now().strftime("%Y-%m-%dT%H:%M:%S.000Z")
    await stage.query("UPDATE roles SET revoked_at = ? WHERE person_id = ?", now, user)


async def named_in(stage: Stage, user: int) -> set[str]:
    """Return the columns that still hold someone's number."""
    tables = await stage.query("SELECT name FROM sqlite_master WHERE type = 'table'")
    found = set()
    for (table,) in tables:
        for _, column, *_ in await stage.query(f"PRAGMA table_info({table})"):
            if await stage.query(f"SELECT 1 FROM {table} WHERE {column} = ?", user):
                found.add(f"{table}.{column}")
    return found


async def test_a_colleague_who_left_is_forgotten_two_years_later(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        for user in (COORDINATOR, COLLEAGUE):
            await stage.give(user, Role.COORDINATOR)
        await sent(stage)
        await step(stage, COORDINATOR, "/meldingen", "[Elke dag]", "/aan_het_werk 132")
        await step(stage, COORDINATOR, "/uitnodigen", "[Coach]")
        await step(stage, COORDINATOR, "/beoordelen", "[Notitie]", "mooi plan")
        await step(stage, COORDINATOR, "/beoordelen", "[Vraag stellen]", "[Geld]", "Welk geld?")
        await step(stage, COORDINATOR, "[Versturen]")
        stage.clock.advance(timedelta(minutes=2))
        await stage.restart()
        await stage.settle()
        await step(stage, RESIDENT, "[Nee]")
        await decide(stage, "[Goedkeuren]")
        assert await named_in(stage, COORDINATOR) > {
            *("roles.person_id", "digests.person_id", "transitions.actor_id", "notes.author_id"),
            *("questions.asked_by", "at_work.entered_by", "invites.created_by", "people.id"),
        }
        await leave_the_team(stage, COORDINATOR)
        await after(stage, 729)
        assert "roles.person_id" in await named_in(stage, COORDINATOR)
        await after(stage, 1.1)
        assert await named_in(stage, COORDINATOR) == set()
        purged = "SELECT actor_id, subject, detail FROM audit WHERE action = 'purged'"
        assert await stage.query(purged) == [(None, "colleague", None)]
        assert await count(stage, "proposals") == 1
        assert await stage.query("SELECT author_id, words FROM notes") == [(0, "mooi plan")]
        assert "roles.person_id" in await named_in(stage, COLLEAGUE), "who works there stays"
        await step(stage, COLLEAGUE, "/logboek")
        assert "De bot verwijderde de gegevens van een oud-collega" in stage.last(COLLEAGUE).text


async def test_a_coach_who_left_stays_while_the_checks_do_but_not_the_name(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path, keep_checks_days=100, keep_staff_days=50) as stage:
        await stage.give(COACH, Role.COACH)
        await step(stage, COACH, "/check", "[Alles voldoet]", "[Opslaan]")
        await leave_the_team(stage, COACH)
        await after(stage, 99)
        name = "SELECT name FROM people WHERE id = ?"
        assert await stage.query(name, COACH) == [("Karim",)]
        assert "roles.person_id" in await named_in(stage, COACH)
        await after(stage, 2)
        assert await named_in(stage, COACH) == {"audit.actor_id"}, "the log has its own term"


async def test_a_name_goes_with_the_last_check(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        await step(stage, COACH, "/check", "[Alles voldoet]", "[Opslaan]")
        await leave_the_team(stage, COACH)
        await after(stage, 364)
        name = "SELECT name FROM people WHERE id = ?"
        assert await stage.query(name, COACH) == [("Karim",)]
        await after(stage, 2)
        assert await stage.query(name, COACH) == [(None,)]
        assert "roles.person_id" in await named_in(stage, COACH)


async def test_who_came_back_as_a_colleague_stays(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        await leave_the_team(stage, COACH)
        await stage.give(COACH, Role.COORDINATOR)
        await after(stage, 800)
        assert len(await stage.query("SELECT 1 FROM roles WHERE person_id = ?", COACH)) == 2


async def test_the_log_calls_a_proposal_by_its_reference_when_it_is_gone(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await sent(stage)
        await decide(stage, "[Afwijzen]")
        await after(stage, 366)
        assert await count(stage, "proposals") == 0
        await step(stage, COORDINATOR, "/logboek")
        said = stage.last(COORDINATOR).text
        assert "De bot verwijderde BB-22223: lang genoeg bewaard." in said
        assert "Carla wees BB-22223 af." in said
        assert "Een inwoner verstuurde BB-22223." in said


@pytest.mark.parametrize("to_write", [["[Notitie]"], ["[Afwijzen]", "[Anders]"]])
async def test_words_for_a_proposal_that_went_meanwhile(
    tmp_path: Path, to_write: list[str]
) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await sent(stage)
        await step(stage, COORDINATOR, "/beoordelen", *to_write)
        async with stage.parts.database.transaction() as tx:
            await forgetting.proposals(tx, [1])
        await step(stage, COORDINATOR, "de wijkploeg doet het")
        said = stage.last(COORDINATOR)
        assert said.text == "Dit voorstel is er niet meer.\nHet is lang genoeg bewaard."
        assert said.buttons == ["Volgende voorstel"]
        assert await count(stage, "failed_updates") == 0
