"""Someone sees all that is held on them, and has it erased: at once, and from the file's bytes."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.backup import INCOMPARABLE, UNKNOWN, back_up, restore
from bot.buttons import Verb, data
from bot.people import Role
from bot.records import Delivery, Kind
from bot.settings import Settings
from bot.store import database, erased, erasure_list, outbox
from bot.store.database import Database
from bot.store.files import UnfitError
from bot.views import own_data
from tests.dialogue import act, play, until_summary
from tests.office.test_review import a_minute_later
from tests.stage import COACH, COORDINATOR, NEIGHBOUR, RESIDENT, Stage, on_stage

TYPED = {
    "description": "heg knippen bij mevrouw Jansma",
    "more": "zij kan het zelf niet meer",
    "spot": "Eikenlaan 12 bis",
}
"""Words by which a search of the file's bytes would find the person."""


async def sent(stage: Stage, user: int = RESIDENT) -> None:
    await until_summary(stage, user, description=TYPED["description"])
    for line in ("[Vertel meer]", TYPED["more"], "[Plek]", TYPED["spot"], "<photo>"):
        await step(stage, user, line)
    await step(stage, user, "[Versturen]")


async def step(stage: Stage, user: int, *lines: str) -> None:
    for line in lines:
        act(stage, user, line)
        await stage.settle()


async def erase(stage: Stage, user: int = RESIDENT) -> None:
    await step(stage, user, "/verwijder", "[Ja, verwijderen]", "[Ja, alles verwijderen]")


def bytes_of(path: Path) -> bytes:
    beside = [path.with_name(path.name + suffix) for suffix in ("", "-wal")]
    return b"".join(file.read_bytes() for file in beside if file.exists())


def traces(stage: Stage, *more: str) -> list[str]:
    """What of the person is still in the database's files, in free pages and the log too."""
    kept = bytes_of(stage.settings.database_path)
    return [words for words in (*TYPED.values(), *more) if words.encode() in kept]


async def test_all_that_is_held_in_words_and_as_a_file(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await sent(stage)
        stage.forget()
        await step(stage, RESIDENT, "/mijngegevens")
        said, file = stage.world.chat(RESIDENT).messages[-2:]
        for words in ("Uw Telegram-nummer: 1001", "BB-22223", *TYPED.values(), "Foto's: 1"):
            assert words in said.text, said.text
        whole = stage.world.files.get(file.carries["document"]["file_id"]).content.decode("utf-8")
        for words in ("Uw Telegram-nummer: 1001", *TYPED.values(), "3 Waar: Selwerd"):
            assert words in whole, whole


async def test_someone_who_never_said_anything(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await step(stage, RESIDENT, "/mijngegevens")
        assert "Uw Telegram-nummer: 1001" in stage.world.chat(RESIDENT).messages[-2].text


async def test_who_asked_for_the_file_hears_that_it_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr(own_data, "file_caption", broken)
    async with on_stage(tmp_path) as stage:
        await step(stage, RESIDENT, "/mijngegevens")
        said = stage.last(RESIDENT)
        assert (
            said.text == "Het bestand met uw gegevens is niet gelukt. Probeer het later nog eens."
        )
        monkeypatch.undo()
        await step(stage, RESIDENT, "[Mijn gegevens]")
        assert "document" in stage.last(RESIDENT).carries


async def test_where_nothing_is_left_to_put_in_the_file_nothing_is_sent(tmp_path: Path) -> None:
    """Who it is about is gone by the time that it is made: nobody is to look into that."""
    asked = {"what": "own data", "person": 4242}
    async with on_stage(tmp_path) as stage:
        await step(stage, RESIDENT, "/start")
        before = len(stage.world.chat(RESIDENT).messages)
        file = Delivery(900, RESIDENT, Kind.FILE, "nl", json.dumps(asked))
        async with stage.parts.database.transaction() as tx:
            await outbox.put(tx, [file], stage.clock.now())
        await stage.restart()
        await stage.settle()
        found = await stage.query("SELECT status, reason FROM outbox WHERE id = 900")
        assert found == [("sent", None)]
        assert len(stage.world.chat(RESIDENT).messages) == before


async def test_erased_after_asking_twice(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await sent(stage)
        await play(
            stage,
            RESIDENT,
            """
            you: /verwijder
            + **Wilt u uw gegevens verwijderen?** / Uw antwoorden, foto's en telefoonnummer gaan weg. / Hebben wij nog niet besloten over uw voorstel? Dan trekken wij het in. / Telegram bewaart deze chat zelf ook. U kunt de chat daar verwijderen. [Ja, verwijderen] [Nee, bewaren]
            you: [Ja, verwijderen]
            ✓
            ~ **Weet u het zeker? Ik kan het niet terughalen.** [Ja, alles verwijderen] [Nee, bewaren]
            you: [Nee, bewaren]
            ✓
            ~ Goed. Er is niets verwijderd.
            """,
        )
        assert traces(stage)
        await erase(stage)
        assert "Uw gegevens zijn verwijderd." in stage.last(RESIDENT).text
        assert await stage.query("SELECT id FROM people WHERE id = ?", RESIDENT) == []
        assert await stage.query("SELECT count(*) FROM outbox WHERE chat_id = ?", RESIDENT) == [
            (0,)
        ]
        assert traces(stage) == []


async def test_what_nobody_decided_on_is_withdrawn_and_the_coordinator_sees_why(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await sent(stage)
        await erase(stage)
        assert await stage.query("SELECT status, person_id FROM proposals") == [("withdrawn", 0)]
        told = stage.last(COORDINATOR).text
        assert "De indiener van BB-22223 heeft alle eigen gegevens verwijderd." in told
        assert TYPED["description"] not in told


async def test_an_approved_task_stays_without_its_proposer(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await sent(stage)
        await step(stage, COORDINATOR, "/beoordelen", "[Goedkeuren]", "[Versturen]")
        await erase(stage)
        answers = dict(await stage.query("SELECT question, value FROM answers"))
        assert answers["description"] == TYPED["description"]
        assert answers.keys() & {"more", "spot", "contact", "phone", "mail", "name"} == set()
        assert traces(stage) == [TYPED["description"]]
        await step(stage, COORDINATOR, "[BB-22223 openen]")
        card = stage.last(COORDINATOR)
        assert "De indiener heeft alle eigen gegevens verwijderd." in card.text
        assert "Vraag stellen" not in card.buttons
        before = len(stage.world.chat(RESIDENT).messages)
        await a_minute_later(stage)
        assert len(stage.world.chat(RESIDENT).messages) == before, "its message is taken back"


async def test_who_comes_back_is_somebody_new(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await sent(stage)
        await erase(stage)
        await step(stage, RESIDENT, "/mijntaken")
        assert "U hebt nog geen voorstel verstuurd." in stage.last(RESIDENT).text
        await step(stage, RESIDENT, "/taak")
        assert "Wie bent u?" in stage.last(RESIDENT).text


async def test_what_is_sent_together_with_the_last_yes_does_not_bring_it_back(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT, description=TYPED["description"])
        await step(stage, RESIDENT, "/verwijder", "[Ja, verwijderen]")
        act(stage, RESIDENT, "[Ja, alles verwijderen]")
        act(stage, RESIDENT, "[Versturen]")
        act(stage, RESIDENT, "/mijntaken")
        await stage.settle()
        assert await stage.query("SELECT count(*) FROM proposals") == [(0,)]
        assert traces(stage) == []


async def test_a_neighbours_data_stay(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, NEIGHBOUR)
        await sent(stage)
        before = await stage.query(
            "SELECT a.* FROM answers a JOIN conversations c ON c.id = a.conversation_id "
            "WHERE c.person_id = ?",
            NEIGHBOUR,
        )
        await erase(stage)
        after = await stage.query("SELECT * FROM answers WHERE conversation_id = 1")
        assert before
        assert [row for row in after if row in before] == before


async def test_a_coach_keeps_role_and_checks(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        await sent(stage, COACH)
        await step(stage, COACH, "/check", "[Alles voldoet]", "[Opslaan]")
        await erase(stage, COACH)
        assert "Uw rol blijft" in stage.last(COACH).text
        assert await stage.query("SELECT count(*) FROM checks WHERE coach_id = ?", COACH) == [(1,)]
        await step(stage, COACH, "/checks")
        assert "Uw toetsen" in stage.last(COACH).text
        assert traces(stage) == []


async def test_restore_forgets_what_was_erased_since(tmp_path: Path) -> None:
    """The commands an operator uses: a backup brings back who was erased, but not for long."""
    backup, said = tmp_path / "backup.db", list[str]()
    async with on_stage(tmp_path) as stage:
        await sent(stage)
        await asyncio.to_thread(back_up, stage.settings, backup, said.append, replace=False)
        await erase(stage)
        settings = stage.settings
    assert any(words.encode() in backup.read_bytes() for words in TYPED.values())
    await asyncio.to_thread(restore, settings, backup, said.append)
    assert "Erased again, as asked since the backup: 1." in said
    restored = bytes_of(settings.database_path)
    assert not [words for words in TYPED.values() if words.encode() in restored]
    with closing(sqlite3.connect(settings.database_path)) as file:
        found = file.execute("SELECT status, person_id, version, deadline FROM proposals")
        assert found.fetchall() == [("withdrawn", 0, 2, None)], "it is not open again"
        found = file.execute("SELECT action, was, became, version, actor_id FROM transitions")
        assert found.fetchall() == [("withdraw", "new", "withdrawn", 2, None)]


async def test_a_restored_backup_forgets_again(tmp_path: Path) -> None:
    """What was erased since comes back with a backup, and goes by a list of codes."""
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        await sent(stage)
        await step(stage, COACH, "/check", "[Alles voldoet]", "[Opslaan]")
        backup = tmp_path / "backup.db"
        with closing(sqlite3.connect(stage.settings.database_path)) as live:
            live.execute("VACUUM INTO ?", (str(backup),))
        await erase(stage)
        await step(stage, COACH, "/checks", "[K-2224 · 10:00 · ✅ voldoet]")
        await step(stage, COACH, "[Verwijderen]", "[Ja, verwijderen]")
        async with stage.parts.database.transaction() as tx:
            list_ = await erased.made(tx)
        assert [e.kind for e in list_] == ["person", "check"]
        assert not any("1001" in e.code or "K-" in e.code for e in list_)

        restored = Database(backup)
        await restored.open()
        async with restored.transaction() as tx:
            assert await erased.apply(tx, list_, stage.clock.now()) == 2
        async with restored.transaction() as tx:
            assert await erased.apply(tx, list_, stage.clock.now()) == 0, "only once"
            assert await tx.rows("SELECT id FROM people WHERE id = ?", (RESIDENT,)) == []
            assert await tx.rows("SELECT * FROM checks WHERE deleted_at IS NULL") == []
        assert not [words for words in TYPED.values() if words.encode() in bytes_of(backup)]
        await restored.close()


async def lost(tmp_path: Path, backups: Path) -> None:
    """Rita is erased between two backups; then the machine is gone, database and all."""
    await asyncio.to_thread(backups.mkdir)
    async with on_stage(tmp_path / "lost") as stage:
        await sent(stage)
        await asyncio.to_thread(back_up, stage.settings, backups / "old.db", print, replace=False)
        await erase(stage)
        await asyncio.to_thread(back_up, stage.settings, backups / "new.db", print, replace=False)


async def restored(tmp_path: Path, backup: Path, erasures: Path | None = None) -> list[str]:
    """Restore on a machine that has nothing; return what is said beside how far it is."""
    said = list[str]()
    (tmp_path / "fresh").mkdir(exist_ok=True)
    settings = Settings(database_path=tmp_path / "fresh" / "bot.db")
    await asyncio.to_thread(restore, settings, backup, said.append, erasures)
    return [line for line in said if "% of" not in line]


def back(tmp_path: Path) -> list[str]:
    kept = bytes_of(tmp_path / "fresh" / "bot.db")
    return [words for words in TYPED.values() if words.encode() in kept]


async def test_on_a_new_machine_the_list_beside_the_backup_keeps_people_erased(
    tmp_path: Path,
) -> None:
    backups = tmp_path / "backups"
    await lost(tmp_path, backups)
    list_ = backups / "erasures.txt"
    assert list_.stat().st_mode & 0o777 == 0o600
    first, only = list_.read_text("ascii").splitlines()
    assert str(RESIDENT) not in first + only
    known, until = await restored(tmp_path, backups / "old.db")
    assert known == "Erased again, as asked since the backup: 1."
    assert until.startswith("What people had erased after 20")
    assert back(tmp_path) == []
    assert erasure_list.read(tmp_path / "fresh" / "bot.db").erasures == (
        erasure_list.read(list_).erasures
    )


async def test_on_a_new_machine_without_the_list_it_says_so(tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    await lost(tmp_path, backups)
    list_ = (backups / "erasures.txt").rename(tmp_path / "later.txt")
    assert await restored(tmp_path, backups / "old.db") == [UNKNOWN]
    assert back(tmp_path)
    assert await restored(tmp_path, backups / "old.db", list_) == [
        "Erased again, as asked since the backup: 1."
    ], "the way out that it names; the replaced database is the same one now"
    assert back(tmp_path) == []


async def test_a_newer_backup_is_a_list_too(tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    await lost(tmp_path, backups)
    (backups / "erasures.txt").unlink()
    newer = backups / "new.db"
    assert await restored(tmp_path, backups / "old.db", newer) == [
        "Erased again, as asked since the backup: 1.",
        f"What people had erased after {newer} was made is not known here: erase that by hand.",
    ]
    assert back(tmp_path) == []


async def test_a_bot_that_was_started_on_the_new_machine_knows_of_no_erasures(
    tmp_path: Path,
) -> None:
    backups = tmp_path / "backups"
    await lost(tmp_path, backups)
    async with on_stage(tmp_path / "fresh"):
        pass  # it made a database of its own
    known, until = await restored(tmp_path, backups / "old.db")
    assert known == "Erased again, as asked since the backup: 1."
    assert until.startswith("What people had erased after 20")
    assert back(tmp_path) == []


def as_before_the_list(backup: Path) -> None:
    """Make of a backup what the program of version 6 would have made."""
    newer = backup.rename(backup.with_name("newer.db"))
    with closing(sqlite3.connect(backup)) as old:
        for number, script in database.migrations():
            if number <= 6:
                old.executescript(script)
        old.execute("ATTACH ? AS newer", (str(newer),))
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        for (table,) in old.execute(tables).fetchall():
            columns = ", ".join(row[1] for row in old.execute(f"PRAGMA table_info({table})"))
            if table != "tallies":  # the triggers fill it
                old.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM newer.{table}")
        old.execute("DELETE FROM people WHERE id = 0")
        old.execute("PRAGMA user_version = 6")
        old.commit()
    newer.unlink()


async def test_a_backup_from_before_the_list_forgets_too(tmp_path: Path) -> None:
    """The codes cannot be compared without their key: a newer backup has it."""
    backups = tmp_path / "backups"
    await lost(tmp_path, backups)
    as_before_the_list(backups / "old.db")
    assert await restored(tmp_path, backups / "old.db") == [INCOMPARABLE]
    assert back(tmp_path)
    (tmp_path / "fresh" / "bot.db").unlink()
    known, _ = await restored(tmp_path, backups / "old.db", backups / "new.db")
    assert known == "Erased again, as asked since the backup: 1."
    assert back(tmp_path) == []
    # And it goes on with that key: restored once more, by what it remembers itself.
    assert await restored(tmp_path, backups / "old.db") == [known]
    assert back(tmp_path) == []


@pytest.mark.parametrize(
    "words", ["", "Beste gemeente", "Erasures of the Basisbaan bot until nu: -"]
)
async def test_what_is_no_list_is_refused_before_anything_is_touched(
    tmp_path: Path, words: str
) -> None:
    backups = tmp_path / "backups"
    await lost(tmp_path, backups)
    (backups / "erasures.txt").write_text(words)
    with pytest.raises(UnfitError, match="is no list of erasures"):
        await restored(tmp_path, backups / "old.db")
    assert list((tmp_path / "fresh").glob("*.db")) == []
    with pytest.raises(UnfitError, match="does not exist"):
        await restored(tmp_path, backups / "old.db", tmp_path / "none.txt")


async def quiet(stage: Stage) -> None:
    """Let a coordinator hear nothing in the evening, and make it evening."""
    await stage.give(COORDINATOR, Role.COORDINATOR)
    await step(stage, COORDINATOR, "/meldingen", "[Stille uren]", "[Vanaf 18 uur]")
    stage.clock.advance(timedelta(hours=10))


async def about(stage: Stage) -> list[tuple[str]]:
    return list(await stage.query("SELECT status FROM outbox WHERE about = ?", RESIDENT))


async def test_what_waits_for_a_coordinator_goes_too(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await quiet(stage)
        await sent(stage)
        await step(stage, RESIDENT, "Ik wil een medewerker spreken")
        waiting = await about(stage)
        assert len(waiting) >= 2
        assert {status for (status,) in waiting} == {"waiting"}
        await erase(stage)
        assert traces(stage) == []
        assert await about(stage) == []
        stage.forget()
        stage.clock.advance(timedelta(hours=14))
        await stage.restart()
        await stage.settle()
        heard = "\n".join(str(call.params) for call in stage.calls_for(COORDINATOR))
        assert "heeft alle eigen gegevens verwijderd" in heard
        assert "medewerker spreken" not in heard
        assert TYPED["description"] not in heard


async def test_what_a_coordinator_did_not_get_is_not_kept(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await quiet(stage)
        await sent(stage)
        await stage.query("UPDATE outbox SET status = 'failed' WHERE about = ?", RESIDENT)
        assert ("failed",) in await about(stage)
        await erase(stage)
        assert await about(stage) == []
        assert traces(stage) == []


async def test_a_decision_stands_once_its_proposer_is_erased(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await sent(stage)
        await step(stage, COORDINATOR, "/beoordelen", "[Afwijzen]", "[Niet in de gemeente]")
        await step(stage, COORDINATOR, "[Zonder toelichting]", "[Versturen]")
        decided = stage.last(COORDINATOR)
        assert "Ongedaan maken" in decided.buttons
        await erase(stage)
        stage.world.press(COORDINATOR, "Ongedaan maken", decided.message_id)
        await stage.settle()
        assert await stage.query("SELECT status FROM proposals") == [("declined",)]
        ((id_, version),) = await stage.query("SELECT id, version FROM proposals")
        async with stage.parts.database.transaction() as tx:
            assert await tx.rows("SELECT delivery FROM transitions") == [(None,)]
        forged = data(Verb.DECIDE, id_, "reopen", str(version))
        stage.world.press_data(COORDINATOR, decided.message_id, forged)
        await stage.settle()
        assert await stage.query("SELECT status FROM proposals") == [("declined",)]


async def test_a_former_colleague_hears_that_the_work_stays_and_loses_the_name(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        await stage.query("UPDATE people SET name = 'Fenna' WHERE id = ?", COACH)
        await stage.query("UPDATE roles SET revoked_at = granted_at WHERE person_id = ?", COACH)
        await step(stage, COACH, "/verwijder")
        assert "Vraag daarover de coördinator." in stage.last(COACH).text
        await step(stage, COACH, "[Ja, verwijderen]", "[Ja, alles verwijderen]")
        assert "Uw rol blijft" not in stage.last(COACH).text
        assert await stage.query("SELECT name FROM people WHERE id = ?", COACH) == [(None,)]


async def test_who_has_a_finished_task_hears_that_it_stays(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await sent(stage)
        await stage.query("UPDATE proposals SET status = 'closed'")
        await step(stage, RESIDENT, "/verwijder")
        assert "goedgekeurde taak blijft" in stage.last(RESIDENT).text
        await step(stage, RESIDENT, "[Ja, verwijderen]", "[Ja, alles verwijderen]")
        assert await stage.query("SELECT status, person_id FROM proposals") == [("closed", 0)]


async def test_an_approved_task_of_nobody_comes_to_the_coordinators(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await sent(stage)
        await step(stage, COORDINATOR, "/beoordelen", "[Goedkeuren]", "[Versturen]")
        await erase(stage)
        stage.forget()
        stage.clock.advance(timedelta(days=200))
        await stage.restart()
        await stage.parts.calling.look()
        await stage.settle()
        assert await stage.query("SELECT status FROM proposals") == [("new",)]
        assert "Kijk opnieuw naar BB-22223" in stage.last(COORDINATOR).text
        assert stage.calls_for(0) == []


async def test_a_coordinator_who_erases_own_data_still_hears_of_the_work(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await quiet(stage)
        await sent(stage)
        await step(stage, RESIDENT, "Ik wil een medewerker spreken")
        await sent(stage, COORDINATOR)
        await erase(stage, COORDINATOR)
        assert await stage.query("SELECT status FROM proposals ORDER BY id") == [
            ("new",),
            ("withdrawn",),
        ]
        stage.forget()
        stage.clock.advance(timedelta(hours=14))
        await stage.restart()
        await stage.settle()
        heard = "\n".join(str(call.params) for call in stage.calls_for(COORDINATOR))
        assert "Nieuw voorstel" in heard
        assert "medewerker spreken" in heard
        assert "BB-22223" in heard


async def test_what_a_coordinator_decided_still_reaches_the_proposer(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await sent(stage)
        await step(stage, COORDINATOR, "/beoordelen", "[Goedkeuren]", "[Versturen]")
        await erase(stage, COORDINATOR)
        await a_minute_later(stage)
        assert "Uw taak is goedgekeurd." in stage.last(RESIDENT).text


async def test_a_message_about_joined_proposals_holds_nothing_of_who_is_erased(
    tmp_path: Path,
) -> None:
    """It waits for the other proposer, whose own words it repeats, and goes out."""
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await until_summary(stage, NEIGHBOUR, description="heg knippen bij de school")
        await step(stage, NEIGHBOUR, "[Versturen]")
        await sent(stage)
        number = "SELECT id FROM proposals WHERE person_id = ?"
        ((merged,),) = await stage.query(number, RESIDENT)
        await step(stage, COORDINATOR, "/beoordelen")
        stage.world.press_data(
            COORDINATOR, stage.last(COORDINATOR).message_id, data(Verb.REVIEW, merged)
        )
        await stage.settle()
        await step(stage, COORDINATOR, "[Samenvoegen]")
        (choice,) = [b for b in stage.last(COORDINATOR).buttons if "heg" in b]
        await step(stage, COORDINATOR, f"[{choice}]", "[Versturen]")
        await erase(stage)
        assert traces(stage) == []
        await a_minute_later(stage)
        said = stage.last(NEIGHBOUR).text
        assert "Iemand anders stelde bijna hetzelfde voor." in said
        assert "heg knippen bij de school" in said


async def test_a_question_that_stood_open_is_closed_and_asks_no_more(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await sent(stage)
        await step(stage, COORDINATOR, "/beoordelen", "[Vraag stellen]", "[Geld]", "welk geld?")
        await step(stage, COORDINATOR, "[Versturen]")
        await a_minute_later(stage)
        asked = stage.last(RESIDENT)
        assert "welk geld?" in asked.text
        assert await stage.query("SELECT status FROM conversations") == [("asked",)]
        await erase(stage)
        talks = "SELECT person_id, status, reopened, prompt FROM conversations"
        assert await stage.query(talks) == [(0, "submitted", None, None)]
        questions = "SELECT words, old_value, answered_at IS NULL FROM questions"
        assert await stage.query(questions) == [(None, None, 0)]
        assert await stage.query("SELECT status, deadline FROM proposals") == [("withdrawn", None)]
        assert asked.buttons == [], "nothing is left to press"
        await step(stage, RESIDENT, "Nee")
        assert await stage.query(talks) == [(0, "submitted", None, None)]
        await after_the_deadline(stage)
        assert await stage.query("SELECT status FROM proposals") == [("withdrawn",)]
        assert await stage.query("SELECT count(*) FROM transitions WHERE action = 'return'") == [
            (0,)
        ]


async def after_the_deadline(stage: Stage) -> None:
    stage.clock.advance(timedelta(days=20))
    await stage.restart()
    await stage.parts.calling.look()
    await stage.settle()


async def test_a_restored_question_is_closed_too(tmp_path: Path) -> None:
    """What a backup brings back as asked is withdrawn, and nobody is asked."""
    backup, said = tmp_path / "backup.db", list[str]()
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await sent(stage)
        await step(stage, COORDINATOR, "/beoordelen", "[Vraag stellen]", "[Geld]", "welk geld?")
        await step(stage, COORDINATOR, "[Versturen]")
        await asyncio.to_thread(back_up, stage.settings, backup, said.append, replace=False)
        await erase(stage)
        settings = stage.settings
    await asyncio.to_thread(restore, settings, backup, said.append)
    with closing(sqlite3.connect(settings.database_path)) as file:
        talks = file.execute("SELECT person_id, status, reopened, prompt FROM conversations")
        assert talks.fetchall() == [(0, "submitted", None, None)]
        questions = file.execute("SELECT words, old_value, answered_at IS NULL FROM questions")
        assert questions.fetchall() == [(None, None, 0)]
        found = file.execute("SELECT status, deadline FROM proposals")
        assert found.fetchall() == [("withdrawn", None)]
        waiting = file.execute("SELECT 1 FROM outbox WHERE chat_id = ?", (RESIDENT,))
        assert waiting.fetchall() == []


async def test_also_what_was_undone_chosen_before_or_counts_no_longer(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await until_summary(stage, COORDINATOR, description=TYPED["description"])
        await step(stage, COORDINATOR, "[Versturen]", "/beoordelen", "[Afwijzen]", "[Anders]")
        await step(stage, COORDINATOR, "een overhaast besluit", "[Versturen]", "[Ongedaan maken]")
        await step(stage, COORDINATOR, "/beoordelen", "[Vraag stellen]", "[Geld]", "welk geld?")
        await step(stage, COORDINATOR, "[Versturen]", "/meldingen", "[Elke week]")
        await stage.query(
            "INSERT INTO answers SELECT conversation_id, 'phone', '+31612345678', NULL, submitted_at"
            " FROM proposals"
        )
        await stage.query(
            "INSERT INTO roles VALUES (?, 'coach', '2025-02-03T09:00:00.000Z', "
            "'2025-09-01T09:00:00.000Z')",
            COORDINATOR,
        )
        await step(stage, COORDINATOR, "/mijngegevens")
        said, file = stage.world.chat(COORDINATOR).messages[-2:]
        whole = stage.world.files.get(file.carries["document"]["file_id"]).content.decode("utf-8")
        for words in (
            "Uw rol eerder: coach, van 3 feb 2025 tot 1 sep 2025",
            "Uw rol: coördinator, sinds 2 mrt 2026",
            "Uw keuze voor berichten: U krijgt ",
            "2 mrt 2026: afgewezen, ongedaan gemaakt",
            "Wij schreven: een overhaast besluit",
            "Uw antwoord was toen: ",
            "Telt niet meer mee: Telefoon: 06 12 34 56 78",
        ):
            assert words in whole, whole
            assert words in said.text, said.text


@pytest.mark.parametrize(
    ("rhythm", "hours"), [("[Elke dag]", 24), ("[Elke week]", 168), ("[Uit]", None)]
)
async def test_who_gets_work_lists_hears_then_that_a_task_lost_its_proposer(
    tmp_path: Path, rhythm: str, hours: int | None
) -> None:
    """No list has an approved task; it comes at the same hour."""
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await sent(stage)
        await step(stage, COORDINATOR, "/beoordelen", "[Goedkeuren]", "[Versturen]")
        await step(stage, COORDINATOR, "/meldingen", rhythm)
        stage.clock.advance(timedelta(minutes=2))
        stage.forget()
        await erase(stage)
        line = "De indiener van <b>BB-22223</b> heeft alle eigen gegevens verwijderd."
        assert line not in str([call.params for call in stage.calls_for(COORDINATOR)])
        stage.clock.advance(timedelta(hours=hours or 168))
        await stage.restart()
        await stage.parts.calling.look()
        await stage.settle()
        heard = line in str([call.params for call in stage.calls_for(COORDINATOR)])
        assert heard is (hours is not None)


async def test_the_card_of_a_finished_task_says_that_its_proposer_is_gone(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await sent(stage)
        await stage.query("UPDATE proposals SET status = 'closed'")
        await step(stage, COORDINATOR, "/beoordelen")
        stage.forget()
        await erase(stage)
        told = [call for call in stage.calls() if call.params.get("chat_id") == COORDINATOR]
        assert told == [], "nothing is to be done"
        last = stage.last(COORDINATOR).message_id
        stage.world.press_data(COORDINATOR, last, data(Verb.REVIEW, 1))
        await stage.settle()
        assert "De indiener heeft alle eigen gegevens verwijderd." in stage.last(COORDINATOR).text


async def test_what_is_too_much_for_one_message_is_listed(tmp_path: Path) -> None:
    """Captions, notes and answers: all that is typed counts, or Telegram takes the message never."""
    async with on_stage(tmp_path) as stage:
        await sent(stage)
        async with stage.parts.database.transaction() as tx:
            await tx.run(
                "INSERT INTO notes (proposal_id, author_id, words, at)"
                " SELECT id, person_id, ?, submitted_at FROM proposals",
                ("bellen " * 450,),
            )
            await tx.run("UPDATE photos SET caption = ?", ("kijk hier " * 100,))
        await step(stage, RESIDENT, "/mijngegevens")
        words = [m.text for m in stage.world.chat(RESIDENT).messages if m.by_bot]
        assert "Wat ik van u bewaar" in words[-1] + words[-2]
        assert "bellen bellen" not in "".join(words)
