"""Who wrote a moment ago is not read up on again; and nothing else is different for it."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from bot.intake import lately
from bot.people import Role
from bot.store.database import Transaction
from bot.store.loading import Loaded, Wanted, load
from tests.dialogue import act
from tests.stage import COORDINATOR, NEIGHBOUR, RESIDENT, Stage, on_stage


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[set[int]]:
    """Whom the writer reads up on, transaction by transaction."""
    people: list[set[int]] = []

    async def noted(tx: Transaction, wanted: Wanted, now: datetime) -> Loaded:
        people.append(set(wanted.people))
        return await load(tx, wanted, now)

    monkeypatch.setattr(lately, "load", noted)
    return people


async def says(stage: Stage, *words: str, who: int = RESIDENT) -> None:
    for said in words:
        act(stage, who, said)
        await stage.settle()


def elsewhere(stage: Stage, sql: str) -> None:
    """As another program does that works on the same database."""
    with closing(sqlite3.connect(stage.settings.database_path)) as other, other:
        other.execute(sql)


async def test_only_the_first_words_are_read_up_on(tmp_path: Path, read: list[set[int]]) -> None:
    async with on_stage(tmp_path) as stage:
        await says(stage, "/taak", "[Bewoner]", "Blad ruimen in het park")
        assert read == [{RESIDENT}]
        assert [tuple(row) for row in await stage.query("SELECT question, value FROM answers")] == [
            ("description", "Blad ruimen in het park"),
            ("who", "resident"),
        ]


async def test_of_two_people_only_the_new_one(tmp_path: Path, read: list[set[int]]) -> None:
    async with on_stage(tmp_path) as stage:
        await says(stage, "/taak")
        act(stage, RESIDENT, "[Bewoner]")
        act(stage, NEIGHBOUR, "/taak")
        await stage.settle()
        assert read == [{RESIDENT}, {NEIGHBOUR}]


async def test_what_another_program_writes_is_seen(tmp_path: Path, read: list[set[int]]) -> None:
    async with on_stage(tmp_path) as stage:
        await says(stage, "/taak")
        elsewhere(stage, "UPDATE people SET language = 'en'")
        await says(stage, "[Bewoner]")
        assert read == [{RESIDENT}, {RESIDENT}]
        assert "What needs to be done?" in stage.last(RESIDENT).text


async def test_it_is_seen_beside_somebody_new(tmp_path: Path, read: list[set[int]]) -> None:
    async with on_stage(tmp_path) as stage:
        await says(stage, "/taak")
        elsewhere(stage, "UPDATE people SET language = 'en'")
        act(stage, RESIDENT, "[Bewoner]")
        act(stage, NEIGHBOUR, "/taak")
        await stage.settle()
        assert read == [{RESIDENT}, {NEIGHBOUR}, {RESIDENT, NEIGHBOUR}]
        assert "What needs to be done?" in stage.last(RESIDENT).text


async def test_an_update_that_comes_again_is_known(tmp_path: Path, read: list[set[int]]) -> None:
    async with on_stage(tmp_path) as stage:
        await says(stage, "/taak", "[Bewoner]")
        act(stage, RESIDENT, "Blad ruimen in het park")
        (update,) = stage.world.queue.waiting
        await stage.settle()
        messages = len(stage.world.chat(RESIDENT).messages)
        stage.world.queue.repeat(update)
        await stage.settle()
        assert read == [{RESIDENT}, {RESIDENT}]
        assert len(stage.world.chat(RESIDENT).messages) == messages


async def test_no_more_people_are_known_than_that(
    tmp_path: Path, read: list[set[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lately, "MOST", 2)
    async with on_stage(tmp_path) as stage:
        for who in (RESIDENT, NEIGHBOUR, COORDINATOR, NEIGHBOUR, RESIDENT):
            await says(stage, "/taak", who=who)
        assert read == [{RESIDENT}, {NEIGHBOUR}, {COORDINATOR}, {RESIDENT}]


async def test_after_a_deed_that_touches_others_all_are_read(
    tmp_path: Path, read: list[set[int]]
) -> None:
    async with on_stage(tmp_path) as stage:
        await says(stage, "/taak")
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await says(stage, "[Bewoner]")
        assert read[-1] == {RESIDENT}


async def test_nothing_is_known_of_what_was_not_written(
    tmp_path: Path, read: list[set[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(tmp_path) as stage:
        await says(stage, "/taak")
        commit, failures = Transaction.commit, iter([sqlite3.OperationalError("disk full")])

        async def failing(tx: Transaction) -> None:
            for failure in failures:
                raise failure
            await commit(tx)

        monkeypatch.setattr(Transaction, "commit", failing)
        await says(stage, "[Bewoner]")
        await asyncio.sleep(0)
        assert read == [{RESIDENT}, {RESIDENT}]
        assert "Wat moet er gebeuren?" in stage.last(RESIDENT).text


def pins(stage: Stage) -> None:
    """Rita pins a message: an update that asks for nothing, and so is about nobody."""
    chat = {"id": RESIDENT, "type": "private", "first_name": "Rita"}
    user = {"id": RESIDENT, "is_bot": False, "first_name": "Rita"}
    about = {"message_id": 900, "date": 1_772_442_000, "chat": chat}
    stage.world.queue.put("message", {**about, "from": user, "pinned_message": about})


async def test_what_is_about_nobody_stops_nobody(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await says(stage, "/taak")
        elsewhere(stage, "DELETE FROM updates_seen")
        pins(stage)
        (update,) = stage.world.queue.waiting
        await stage.settle()
        stage.world.queue.repeat(update)
        await stage.settle()
        await stage.restart()
        stage.world.queue.repeat(update)
        await stage.settle()
        await says(stage, "[Bewoner]")
        assert "Wat moet er gebeuren?" in stage.last(RESIDENT).text


async def test_an_update_that_cannot_be_written_leaves_its_sender_known(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        elsewhere(stage, REFUSES)
        await says(stage, "/taak", who=NEIGHBOUR)
        assert await stage.query("SELECT id FROM people WHERE id > 0") == [(NEIGHBOUR,)]
        assert "Er ging iets mis" in stage.last(NEIGHBOUR).text
        elsewhere(stage, "DROP TRIGGER refuses")
        await says(stage, "/taak", who=NEIGHBOUR)
        assert "Vraag 1" in stage.last(NEIGHBOUR).text


REFUSES = """
CREATE TRIGGER refuses BEFORE INSERT ON conversations BEGIN SELECT RAISE(ABORT, 'no'); END
"""
