"""One batch is one transaction, acknowledged after its commit; what fails is set aside alone."""

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import failed, turns
from bot.incoming import Incoming, Said
from bot.intake.batches import Update
from bot.message import Message
from bot.people import Role
from bot.store.database import Database
from bot.telegram import receive
from bot.views import menu
from bot.views.menu import Office
from tests.dialogue import act, until_summary
from tests.stage import NEIGHBOUR, REACH_SHOWN, RESIDENT, Stage, on_stage
from tests.waiting import until

APOLOGY = "Er ging iets mis. Uw antwoorden zijn bewaard."


class BrokenError(Exception):
    """A fault of ours."""


def kept(stage: Stage, sql: str, *params: object) -> list[Any]:
    """Read what is committed, on a connection of one's own."""
    with closing(sqlite3.connect(stage.settings.database_path)) as reader:
        return reader.execute(sql, params).fetchall()


def watch(stage: Stage) -> None:
    """Let every call that runs ahead of the database be a violation."""

    def check(method: str, params: dict[str, Any]) -> None:
        if method == "getUpdates" and (offset := int(params.get("offset") or 0)):
            seen = {row[0] for row in kept(stage, "SELECT update_id FROM updates_seen")}
            waiting = {update["update_id"] for update in stage.world.queue.waiting}
            assert {id_ for id_ in waiting if id_ < offset} <= seen, "acknowledged too early"
        if method == "sendMessage":
            rows = kept(
                stage,
                "SELECT 1 FROM outbox WHERE chat_id = ? AND kind = 'send' AND status = 'waiting'",
                params["chat_id"],
            )
            assert rows, "sent what is not committed"

    stage.world.on_call.append(check)


def texts(stage: Stage, user: int) -> list[str]:
    return [m.text for m in stage.world.chat(user).messages if m.by_bot]


def break_about(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Office) -> Message:
        raise BrokenError("Rita: 06 12 34 56 78")

    monkeypatch.setattr(menu, "about", broken)


async def refuse(stage: Stage, trigger: str) -> None:
    async with stage.parts.database.transaction() as tx:
        await tx.run(
            f"CREATE TRIGGER bad BEFORE INSERT ON {trigger} BEGIN SELECT RAISE(ABORT, 'no'); END"
        )


async def test_fifty_people_in_one_batch_are_one_transaction(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        watch(stage)
        many = range(5001, 5051)
        seen_at_first: list[int] = []

        def first(method: str, _: dict[str, Any]) -> None:
            if method == "sendMessage" and not seen_at_first:
                seen_at_first.append(kept(stage, "SELECT count(*) FROM updates_seen")[0][0])

        stage.world.on_call.append(first)
        for user in many:
            stage.world.add_user(user, "Bewoner")
            stage.world.start(user)
            stage.world.type(user, "/taak")
        await stage.settle()
        assert seen_at_first == [100]
        for user in many:
            first_said, second = texts(stage, user)
            assert "Goedendag" in first_said
            assert "Wie bent u?" in second
        assert stage.world.queue.waiting == []


async def test_what_is_due_is_not_blamed_for_what_cannot_be_written(tmp_path: Path) -> None:
    """Both in one transaction: the answer that is refused is set aside, not lost."""
    async with on_stage(tmp_path) as stage:
        for line in ("/taak", "[Bewoner]"):
            act(stage, RESIDENT, line)
            await stage.settle()
        await refuse(stage, "answers")
        answer = Incoming(900, RESIDENT, Said("Blad ruimen in het park"), message_id=900)
        handled = stage.parts.turns.handle([Update(900, {"update_id": 900}, answer)])
        await asyncio.gather(handled, stage.parts.turns.do_due())
        await stage.settle()
        assert kept(stage, "SELECT update_id FROM failed_updates") == [(900,)]
        assert kept(stage, "SELECT showing FROM conversations") == [("description",)]
        assert APOLOGY in texts(stage, RESIDENT)[-1]


async def test_two_updates_of_one_person_in_one_batch_see_each_other(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.start(RESIDENT)
        stage.world.type(RESIDENT, "/taak")
        stage.world.type(RESIDENT, "/taak")
        await stage.settle()
        assert kept(stage, "SELECT count(*) FROM conversations") == [(1,)]
        asked = stage.last(RESIDENT)
        stage.world.press(RESIDENT, "Organisatie", asked.message_id)
        stage.world.press(RESIDENT, "Organisatie", asked.message_id)
        await stage.settle()
        assert kept(stage, "SELECT question, value FROM answers") == [("who", "organisation")]
        assert "Hoe heet uw organisatie" in texts(stage, RESIDENT)[-1]
        assert len([t for t in texts(stage, RESIDENT) if "Hoe heet uw organisatie" in t]) == 1


async def test_what_was_touched_last_is_what_typed_words_answer(tmp_path: Path) -> None:
    """Also when both happen in one batch."""
    async with on_stage(tmp_path) as stage:
        await stage.give(RESIDENT, Role.COACH)
        for line in ("/taak", "[Bewoner]"):
            act(stage, RESIDENT, line)
            await stage.settle()
        question = stage.last(RESIDENT)
        stage.clock.advance(timedelta(seconds=1))
        act(stage, RESIDENT, "/check")
        await stage.settle()
        stage.clock.advance(timedelta(seconds=1))
        stage.world.press(RESIDENT, "Terug", question.message_id)
        stage.world.type(RESIDENT, "vogels tellen")
        await stage.settle()
        assert "Ik bewaar niets" not in "".join(texts(stage, RESIDENT))


async def test_an_update_that_cannot_be_handled_is_dropped_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_about(monkeypatch)
    async with on_stage(tmp_path) as stage:
        watch(stage)
        stage.world.start(RESIDENT)
        stage.world.type(RESIDENT, "/over")
        id_ = stage.world.queue.waiting[-1]["update_id"]
        stage.world.type(RESIDENT, "/privacy")
        stage.world.start(NEIGHBOUR)
        await stage.settle()
        greeting, apology, privacy = texts(stage, RESIDENT)
        assert "Goedendag" in greeting
        assert APOLOGY in apology
        assert REACH_SHOWN in apology
        assert privacy.startswith("Privacy")
        assert "Goedendag" in texts(stage, NEIGHBOUR)[0]
        ((update, content, error),) = kept(
            stage, "SELECT update_id, content, error FROM failed_updates"
        )
        assert update == id_
        assert json.loads(content)["message"]["text"] == "/over"
        assert error.startswith("BrokenError in ")
        assert "06" not in error


async def test_a_press_that_cannot_be_handled_is_answered_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_about(monkeypatch)
    async with on_stage(tmp_path) as stage:
        stage.world.start(RESIDENT)
        await stage.settle()
        stage.world.press(RESIDENT, "Over de Basisbaan")
        await stage.settle()
        assert len(stage.world.called("answerCallbackQuery")) == 1
        assert APOLOGY in texts(stage, RESIDENT)[-1]


async def test_what_may_not_be_stored_is_not_kept_aside_either(tmp_path: Path) -> None:
    private = (
        "mijn bsn is 123\n456\n782",
        "123\t456\t782",
        "NL91 ABNA 0417 1643 00",
        "bel 06-12345678",
        "rita@example.org",
    )
    async with on_stage(tmp_path) as stage:
        for text in (*private, "niets aan de hand"):
            stage.world.queue.put("message", {"text": text, "chat": "broken"})
        stage.world.queue.put(
            "message", {"contact": {"phone_number": "4915112345678"}, "chat": "broken"}
        )
        stage.world.start(RESIDENT)
        await stage.settle()
        found = [row[0] for row in kept(stage, "SELECT content FROM failed_updates")]
        assert found[:5] == [None] * 5
        assert "niets aan de hand" in found[5]
        assert found[6] is None
        assert "Goedendag" in texts(stage, RESIDENT)[0]


async def test_what_could_not_be_read_says_what_kind_of_fault_it_was_and_where(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    person = {"id": RESIDENT, "is_bot": False, "first_name": "Rita"}
    message = {"message_id": 5, "date": 1, "chat": {"id": RESIDENT, "type": "private"}}
    async with on_stage(tmp_path) as stage:
        for strange in (
            {"text": "Jan Smit", "chat": "broken"},
            {**message, "from": {"id": RESIDENT, "first_name": "Rita"}, "text": "Jan Smit"},
            {**message, "from": {**person, "id": -RESIDENT}, "text": "Jan Smit"},
        ):
            stage.world.queue.put("message", strange)
        await stage.settle()
        found = [row[0] for row in kept(stage, "SELECT error FROM failed_updates")]
        listed = await failed.listed(stage.settings.database_path, stage.clock)
    kinds = [
        "unreadable: KeyError in ",
        "unreadable: TypeError in ",
        "unreadable: ValueError in read:",
    ]
    for error, kind, line in zip(found, kinds, listed[1:-1], strict=True):
        assert error.startswith(kind)
        assert line.endswith(error)
        assert f'error="{error}"' in caplog.text
    assert "Jan Smit" not in caplog.text + "".join(listed)


async def test_what_begins_with_an_answer_keeps_it_when_it_is_tapped_twice_at_once(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.start(RESIDENT)
        await stage.settle()
        stage.world.type(RESIDENT, "blad opruimen op het plein")
        await stage.settle()
        offer = stage.last(RESIDENT)
        for _ in range(2):
            stage.world.press(RESIDENT, offer.buttons[0], offer.message_id)
        await stage.settle()
        assert kept(stage, "SELECT question, value FROM answers") == [
            ("description", "blad opruimen op het plein")
        ]


async def test_a_redelivered_update_changes_nothing(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        watch(stage)
        for line in ("/taak", "[Bewoner]", "blad opruimen", "Selwerd"):
            act(stage, RESIDENT, line)
            update = stage.world.queue.waiting[-1]
            stage.world.queue.repeat(update)  # twice in one batch
            await stage.settle()
            before = kept(stage, "SELECT * FROM answers"), len(texts(stage, RESIDENT))
            stage.forget()
            stage.world.queue.repeat(update)  # in a later batch
            await stage.settle()
            await stage.restart()
            stage.world.queue.repeat(update)  # after a restart
            await stage.settle()
            assert (kept(stage, "SELECT * FROM answers"), len(texts(stage, RESIDENT))) == before
            assert stage.calls() == []
        assert "Vraag 4 van 12" in texts(stage, RESIDENT)[-1]


@pytest.mark.parametrize("restarts", [False, True])
async def test_numbers_that_jump_back_after_an_idle_week(tmp_path: Path, restarts: bool) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.start(RESIDENT)
        first = stage.world.queue.waiting[-1]["update_id"]
        await stage.settle()
        for number, line, says in (
            (77, "/privacy", "Privacy"),  # lower than ever
            (first, "/over", "Over de Basisbaan"),  # used before
        ):
            stage.clock.advance(timedelta(days=8))
            if restarts:
                await stage.restart()
            stage.world.queue.jump(number)
            act(stage, RESIDENT, line)
            update = stage.world.queue.waiting[-1]
            await stage.settle()
            assert texts(stage, RESIDENT)[-1].startswith(says)
            said = len(texts(stage, RESIDENT))
            stage.world.queue.repeat(update)
            await stage.settle()
            assert len(texts(stage, RESIDENT)) == said


async def test_a_write_that_fails_sets_only_its_own_update_aside(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        watch(stage)
        for user in (RESIDENT, NEIGHBOUR):
            for line in ("/taak", "[Bewoner]"):
                act(stage, user, line)
                await stage.settle()
        await refuse(stage, "answers WHEN new.value = 'stuk'")
        act(stage, NEIGHBOUR, "vogels tellen")
        act(stage, RESIDENT, "stuk")
        act(stage, NEIGHBOUR, "/privacy")
        stage.world.start(3001)
        await stage.settle()
        assert [row[0] for row in kept(stage, "SELECT error FROM failed_updates")] != []
        assert kept(stage, "SELECT count(*) FROM failed_updates") == [(1,)]
        assert APOLOGY in texts(stage, RESIDENT)[-1]
        assert kept(stage, "SELECT value FROM answers WHERE question = 'description'") == [
            ("vogels tellen",)
        ]
        assert "In welke wijk" in texts(stage, NEIGHBOUR)[-2]
        assert texts(stage, NEIGHBOUR)[-1].startswith("Privacy")
        assert "Goedendag" in texts(stage, 3001)[0]
        act(stage, RESIDENT, "heel")
        await stage.settle()
        assert "In welke wijk" in texts(stage, RESIDENT)[-1]


async def test_a_failing_write_with_a_phone_number_keeps_no_content(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT, contact="[Bel mij]")
        await refuse(stage, "answers WHEN new.question = 'phone'")
        act(stage, RESIDENT, "06 12345678")
        act(stage, RESIDENT, "<contact>")
        await stage.settle()
        assert kept(stage, "SELECT content FROM failed_updates") == [(None,), (None,)]


async def test_a_fault_that_is_not_the_databases_own_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half an emoji, were it not left out, cannot be written at all: not even by SQLite."""
    monkeypatch.setattr(receive, "without_unseen", str)
    async with on_stage(tmp_path) as stage:
        for line in ("/taak", "[Bewoner]"):
            act(stage, RESIDENT, line)
            await stage.settle()
        chat = {"id": RESIDENT, "type": "private", "first_name": "Rita"}
        person = {"id": RESIDENT, "is_bot": False, "first_name": "Rita"}
        half = {"message_id": 99, "date": 1, "chat": chat, "from": person, "text": "hm \ud83d"}
        stage.world.queue.put("message", half)
        stage.world.start(NEIGHBOUR)
        await stage.settle()
        assert "Goedendag" in texts(stage, NEIGHBOUR)[0]
        assert APOLOGY in texts(stage, RESIDENT)[-1]
        assert kept(stage, "SELECT count(*) FROM failed_updates") == [(1,)]
        act(stage, RESIDENT, "blad opruimen")
        await stage.settle()
        assert "In welke wijk" in texts(stage, RESIDENT)[-1]


async def test_where_even_the_apology_cannot_be_written(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await refuse(stage, f"outbox WHEN new.chat_id = {RESIDENT}")
        stage.world.start(RESIDENT)
        stage.world.start(NEIGHBOUR)
        await stage.settle()
        assert "Goedendag" in texts(stage, NEIGHBOUR)[0]
        assert kept(stage, "SELECT count(*) FROM failed_updates") == [(1,)]
        assert kept(stage, "SELECT count(*) FROM updates_seen") == [(2,)]


async def impatient(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "RETRY_AFTER", 0.002)
    writer = stage.parts.database._writer
    assert writer
    await writer.execute("PRAGMA busy_timeout = 0")


async def test_while_another_program_locks_the_database_nothing_is_lost_or_doubled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_stage(tmp_path) as stage:
        watch(stage)
        for line in ("/taak", "[Bewoner]"):
            act(stage, RESIDENT, line)
            await stage.settle()
        await impatient(stage, monkeypatch)
        stage.forget()
        with closing(sqlite3.connect(stage.settings.database_path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            act(stage, RESIDENT, "blad opruimen")
            stage.world.start(NEIGHBOUR)
            await until(lambda: caplog.text.count("trying again") > 3)
            assert stage.calls() == []
            assert len(stage.world.queue.waiting) == 2
            other.execute("ROLLBACK")
        await stage.settle()
        assert stage.world.queue.waiting == []
        said = texts(stage, RESIDENT)
        assert len([t for t in said if "In welke wijk" in t]) == 1
        assert len(texts(stage, NEIGHBOUR)) == 1
        assert kept(stage, "SELECT count(*) FROM failed_updates") == [(0,)]


@pytest.mark.parametrize("one_by_one", [False, True])
async def test_a_full_disk_is_waited_out(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    one_by_one: bool,
) -> None:
    people = range(5001, 5009)
    async with on_stage(tmp_path) as stage:
        watch(stage)
        for user in people:
            stage.world.add_user(user, "Bewoner")
            act(stage, user, "/taak")
        await stage.settle()
        for user in people:
            act(stage, user, "[Bewoner]")
        await stage.settle()
        await impatient(stage, monkeypatch)
        if one_by_one:
            await refuse(stage, "answers WHEN new.value = 'stuk'")
        writer = stage.parts.database._writer
        assert writer
        async with writer.execute("PRAGMA page_count") as cursor:
            row = await cursor.fetchone()
        assert row
        await writer.execute(f"PRAGMA max_page_count = {row[0]}")
        for user in people:
            act(stage, user, f"{user} " + "blad " * 780)
        if one_by_one:
            stage.world.start(RESIDENT)
            act(stage, 5001, "stuk")
        await until(lambda: caplog.text.count("trying again") > 3)
        assert kept(stage, "SELECT count(*) FROM answers WHERE question = 'description'") == [(0,)]
        await writer.execute("PRAGMA max_page_count = 1000000")
        await stage.settle()
        assert kept(stage, "SELECT count(*) FROM answers WHERE question = 'description'") == [(8,)]
        for user in people:
            assert len([t for t in texts(stage, user) if "In welke wijk" in t]) == 1
        if not one_by_one:
            assert kept(stage, "SELECT count(*) FROM failed_updates") == [(0,)]


async def test_a_stop_in_the_middle_of_a_batch_waits_for_its_end(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        watch(stage)
        stage.world.start(RESIDENT)
        await asyncio.sleep(0)
        await stage.restart()
        await stage.settle()
        assert len(texts(stage, RESIDENT)) == 1


async def test_a_transaction_that_is_cancelled_as_it_begins_leaves_nothing_open(
    tmp_path: Path,
) -> None:
    database = Database(tmp_path / "bot.db")
    await database.open()

    async def write() -> None:
        async with database.transaction() as tx:
            await tx.run("INSERT INTO updates_seen VALUES (1, '')")

    for turns_before in range(6):
        task = asyncio.create_task(write())
        for _ in range(turns_before):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        async with database.transaction() as tx:
            assert await tx.run("DELETE FROM updates_seen") in {0, 1}
    await database.close()


async def test_when_sqlite_undoes_everything_itself_the_cause_is_told(tmp_path: Path) -> None:
    database = Database(tmp_path / "bot.db")
    await database.open()

    async def fail() -> None:
        async with database.transaction() as tx, tx.savepoint():
            await tx.run("ROLLBACK")  # as it does on a full disk
            raise BrokenError

    with pytest.raises(BrokenError):
        await fail()
    async with database.transaction() as tx:
        assert await tx.rows("SELECT * FROM updates_seen") == []
    await database.close()
