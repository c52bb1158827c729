"""Moments that went wrong once, as a fresh pair of eyes found them."""

import asyncio
from pathlib import Path

import pytest

from bot.telegram import connection
from tests.dialogue import act, until_summary
from tests.stage import NEIGHBOUR, RESIDENT, Stage, on_stage
from tests.test_turns import refuse


async def walk(stage: Stage, *lines: str) -> str:
    for line in lines:
        act(stage, RESIDENT, line)
        await stage.settle()
    stage.forget()
    return stage.last(RESIDENT).text


async def description(stage: Stage) -> str:
    [(value,)] = await stage.query("SELECT value FROM answers WHERE question = 'description'")
    return str(value)


async def test_what_is_typed_after_stopping_is_never_added_to_an_answer(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(
            stage, "/taak", "[Bewoner]", "blad opruimen", "[Stoppen]", "[Bewaren en stoppen]"
        )
        assert "U was bezig met een voorstel" in await walk(stage, "hallo", "is daar iemand?")
        assert await description(stage) == "blad opruimen"


async def test_who_blocked_the_bot_in_the_middle_can_go_on(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, "/taak", "[Bewoner]", "blad opruimen", "Selwerd")
        stage.world.type(RESIDENT, "4")
        stage.world.block(RESIDENT)
        await stage.settle()
        stage.world.unblock(RESIDENT)
        assert "U was bezig met een voorstel" in await walk(stage, "het hele jaar")
        assert "Vraag 5 van 12" in await walk(stage, "[Verder gaan]")


async def test_what_cannot_be_written_is_the_fault_of_its_own_update_only(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, "/taak", "[Bewoner]")
        stage.world.start(NEIGHBOUR)
        await stage.settle()
        await refuse(stage, "answers WHEN new.value = 'blad opruimen'")
        stage.world.type(RESIDENT, "blad opruimen")
        stage.world.type(NEIGHBOUR, "/mijntaken")
        await stage.settle()
        assert "U hebt nog geen voorstel" in stage.last(NEIGHBOUR).text
        assert "Er ging iets mis." in stage.last(RESIDENT).text
        assert await stage.query("SELECT count(*) FROM failed_updates") == [(1,)]


async def test_a_number_sent_right_behind_the_description_is_not_kept_in_it(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT, contact="terug")
        await walk(stage, *["[Terug]"] * 8)
        stage.world.type(RESIDENT, "blad opruimen")
        stage.world.type(RESIDENT, "06 12345678")
        await stage.settle()
        assert "12345678" not in await description(stage)


async def test_an_edit_of_one_of_several_messages_throws_nothing_away(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, "/taak", "[Bewoner]")
        for words in ("blad opruimen", "en zwerfvuil", "bij de school"):
            stage.world.type(RESIDENT, words)
        await stage.settle()
        assert "telt niet mee" in await walk(stage, "<edit 4> bij de grote school")
        assert await description(stage) == "blad opruimen\nen zwerfvuil\nbij de school"


async def test_a_sticker_leaves_an_answer_that_is_being_changed_open(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT)
        shown = await walk(stage, "[Iets aanpassen]", "[Uren: 1-4 per week]", "<sticker>")
        assert "Uw antwoord was: 1-4 per week." in shown


async def test_no_keyboard_is_left_after_stopping_at_the_phone_number(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT, contact="[Bel mij]")
        assert stage.world.chat(RESIDENT).reply_labels
        await walk(stage, "/stop", "[Bewaren en stoppen]")
        assert not stage.world.chat(RESIDENT).reply_labels


async def test_an_address_where_a_number_was_asked_is_welcome(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT, contact="[Bel mij]")
        shown = await walk(stage, "mail mij maar op jan@voorbeeld.nl")
        assert "Contact: mailen" in shown
        assert "Mailadres: jan@voorbeeld.nl" in shown


@pytest.mark.parametrize("typed", ["stoepen", "stappen zetten voor de buurt"])
async def test_a_task_that_looks_like_a_button_is_a_task(tmp_path: Path, typed: str) -> None:
    async with on_stage(tmp_path) as stage:
        assert "Vraag 3 van 12" in await walk(stage, "/taak", "[Bewoner]", typed)


@pytest.mark.parametrize("typed", ["ja", "hallo", "hoe werkt dit?"])
async def test_words_without_a_task_are_asked_again(tmp_path: Path, typed: str) -> None:
    async with on_stage(tmp_path) as stage:
        assert "Vraag 2 van 12" in await walk(stage, "/taak", "[Bewoner]", typed)


async def test_a_sixth_photo_hears_that_five_is_the_most(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, "/taak", "[Bewoner]", "blad opruimen", "<3 photos>", "<photo>", "<photo>")
        count = len(stage.world.chat(RESIDENT).messages)
        assert "Meer foto's kan ik niet bewaren." in await walk(stage, "<photo>")
        assert len(stage.world.chat(RESIDENT).messages) == count + 2


async def test_a_stop_while_the_database_is_locked_does_not_hang(tmp_path: Path) -> None:
    import sqlite3

    async with on_stage(tmp_path) as stage:
        await stage.settle()
        async with stage.parts.database.transaction() as tx:
            await tx.rows("PRAGMA busy_timeout = 1")
        other = sqlite3.connect(stage.settings.database_path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        stage.world.start(RESIDENT)
        async with asyncio.timeout(10):
            await stage.stop()
        other.execute("ROLLBACK")
        other.close()
        await stage.start()
        await stage.settle()
        assert "Goedendag!" in stage.last(RESIDENT).text


async def test_who_is_told_to_stop_does_not_wait_for_telegram() -> None:
    stopping = asyncio.Event()
    asyncio.get_running_loop().call_soon(stopping.set)
    with pytest.raises(connection.NoAnswerError):
        async with connection.telegram_bot("http://127.0.0.1:9", "1:x", stopping):
            pass


async def test_a_command_asks_telegram_only_once() -> None:
    with pytest.raises(connection.NoAnswerError):
        async with connection.telegram_bot("http://127.0.0.1:9", "1:x"):
            pass
