"""The municipality's documents are true to the program: each column is named, and does what is said.

`docs/nl/gegevens.md` lists every column; erasure is tried on a database in which every table is
filled.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.people import Role
from bot.privacy import scan
from bot.settings import Settings
from conversations.conditions.candidate import CANDIDATE
from conversations.conditions.task import TASK
from tests.stage import COACH, COLLEAGUE, COORDINATOR, RESIDENT, Stage, on_stage
from tests.test_own_data import bytes_of, erase, step

DOCS = Path(__file__).parents[1] / "docs" / "nl"

SECRETS = {
    "name": "Tuinclub De Geheime Hof",
    "description": "heg knippen bij mevrouw Jansma",
    "more": "zij kan het zelf niet meer",
    "spot": "Eikenlaan 12 bis",
    "phone": "+31 6 41526374",
    "caption": "haar voordeur in beeld",
    "draft": "de stoep van de buurman vegen",
    "note": "dag mevrouw, wij bellen u",
    "question": "welke heg bedoelt u precies",
    "own note": "is de zus van de wethouder",
}
"""What is typed by or about the proposer: all of it is theirs to see, and goes."""


@dataclass(frozen=True)
class Row:
    """A table as the document describes it."""

    columns: frozenset[str]
    personal: frozenset[str]
    after: str


def described() -> dict[str, Row]:
    lines = (DOCS / "gegevens.md").read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    tables = [row for row in cells if re.fullmatch(r"`\w+`", row[0])]
    assert all(len(row) == 7 and all(row[i] for i in (1, 3, 4, 5, 6)) for row in tables)
    names = re.compile(r"`(\w+)`")
    return {
        row[0].strip("`"): Row(
            frozenset(names.findall(row[1])), frozenset(names.findall(row[2])), row[6]
        )
        for row in tables
    }


async def schema(stage: Stage) -> dict[str, frozenset[str]]:
    tables = await stage.query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    )
    return {
        name: frozenset(row[1] for row in await stage.query(f"PRAGMA table_info({name})"))
        for (name,) in tables
    }


async def test_every_column_is_named_and_no_other(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        assert {name: row.columns for name, row in described().items()} == await schema(stage)
    for row in described().values():
        assert row.personal <= row.columns


async def fill(stage: Stage) -> None:
    """Put something in every table, by using the bot, and much of it about the resident."""
    for user, role in {
        COORDINATOR: Role.COORDINATOR,
        COACH: Role.COACH,
        COLLEAGUE: Role.COACH,
    }.items():
        await stage.give(user, role)
    await propose(stage)
    await ask_back(stage)
    await decline(stage)
    await step(stage, RESIDENT, "/taak", "[Bewoner]", SECRETS["draft"])
    await step(stage, COACH, "/check", "[Alles voldoet]", "[Opslaan]", "[Openen]")
    await step(stage, COACH, "[Advies aanpassen]", "[Geen lopend traject: ✅ voldoet]")
    await step(stage, COACH, "[❌ voldoet niet]", "[Nieuwe informatie]")
    await step(stage, COORDINATOR, "/aan_het_werk 132", "/meldingen", "[Elke dag]", "/uitnodigen")
    await step(stage, COORDINATOR, "[Coach]")
    update = {"message": {"from": {"id": RESIDENT}, "text": SECRETS["draft"]}}
    awaited = {"delivery": None, "message": None, "content": ""}
    put = {
        "failed_updates VALUES (77, ?, 'KeyError', '2026-03-02T09:00:00.000Z')": json.dumps(update),
        "retries VALUES ('update', ?, '2026-03-02T09:00:00.000Z')": 99,
        f"expecting VALUES ({RESIDENT}, 'x', 1, ?, '2026-03-02T09:00:00.000Z')": json.dumps(
            awaited
        ),
    }
    for into, value in put.items():
        await stage.query(f"INSERT INTO {into}", value)
    changed = "UPDATE people SET asked_for_staff = '2026-03-02', album = 'a' WHERE id = ?"
    await stage.query(changed, RESIDENT)


async def propose(stage: Stage) -> None:
    await step(stage, RESIDENT, "/taak", "[Organisatie]", SECRETS["name"], SECRETS["description"])
    await step(
        stage, RESIDENT, "Selwerd", "6", "[Het hele jaar]", "[Ja]", "[Nee]", "[Weet ik niet]"
    )
    await step(stage, RESIDENT, "[Nee]", "[Ja]", "[Weet ik niet]", "[Bel mij]", SECRETS["phone"])
    await step(stage, RESIDENT, "[Meer vertellen]", SECRETS["more"])
    await step(stage, RESIDENT, "[Precieze plek]", SECRETS["spot"])
    stage.world.send_photos(RESIDENT, 1, caption=SECRETS["caption"])
    await stage.settle()
    await step(stage, RESIDENT, "[Toch versturen]")


async def ask_back(stage: Stage) -> None:
    await step(stage, COORDINATOR, "/beoordelen", "[Notitie]", SECRETS["own note"])
    await step(stage, COORDINATOR, "/beoordelen", "[Vraag stellen]", "[Geld]", SECRETS["question"])
    await step(stage, COORDINATOR, "[Versturen]")
    await minute(stage)
    await step(stage, RESIDENT, "[Nee]")


async def decline(stage: Stage) -> None:
    await step(stage, COORDINATOR, "/beoordelen", "[Afwijzen]", "[Anders]", SECRETS["note"])
    await step(stage, COORDINATOR, "[Versturen]")
    await minute(stage)


async def minute(stage: Stage) -> None:
    stage.clock.advance(timedelta(seconds=61))
    await stage.restart()
    await stage.settle()


async def where(stage: Stage, wanted: str | int) -> Iterator[str]:
    """Return the columns in which a value, or a text that holds the words, is found."""
    found = []
    for table, columns in (await schema(stage)).items():
        for column in columns:
            test = f"{column} = ?" if isinstance(wanted, int) else f"instr({column}, ?)"
            if await stage.query(f"SELECT 1 FROM {table} WHERE {test} LIMIT 1", wanted):
                found.append(f"{table}.{column}")
    return iter(sorted(found))


async def test_everything_is_shown_and_then_gone(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await fill(stage)
        for table in await schema(stage):
            if table != "erasures":
                assert await stage.query(f"SELECT 1 FROM {table} LIMIT 1"), f"{table} is empty"
        personal = described()
        wanted: tuple[str | int, ...] = (RESIDENT, *SECRETS.values())
        for said in wanted:
            places = [*await where(stage, said)]
            assert places, f"{said} is nowhere: the test proves nothing"
            for place in places:
                table, _, column = place.partition(".")
                assert column in personal[table].personal, f"{place} holds {said}"

        await step(stage, RESIDENT, "/mijngegevens")
        document = stage.world.chat(RESIDENT).messages[-1].carries["document"]
        whole = stage.world.files.get(document["file_id"]).content.decode("utf-8")
        assert not [words for words in SECRETS.values() if words not in whole], whole
        assert str(RESIDENT) in whole

        await erase(stage)
        assert [*await where(stage, RESIDENT)] == []
        kept = bytes_of(stage.settings.database_path)
        assert not [words for words in SECRETS.values() if words.encode() in kept]
        assert await stage.query("SELECT 1 FROM erasures")


async def test_what_stays_says_why(tmp_path: Path) -> None:
    for table, row in described().items():
        assert row.after == "weg" or len(row.after) > 10, table


def test_the_terms_are_the_defaults() -> None:
    said = (DOCS / "gegevens.md").read_text("utf-8") + (DOCS / "privacyverklaring.md").read_text(
        "utf-8"
    )
    terms = {"keep_drafts_days": "30 dagen", "keep_checks_days": "1 jaar"}
    terms |= {"keep_declined_days": "1 jaar", "keep_decided_days": "5 jaar"}
    terms |= {"keep_log_days": "2 jaar"}
    days = {"30 dagen": 30, "1 jaar": 365, "2 jaar": 730, "5 jaar": 1826}
    for setting, term in terms.items():
        assert getattr(Settings(), setting) == days[term], setting
        assert term in said
        if setting != "keep_drafts_days":
            assert setting.upper() in said


def test_the_register_quotes_every_source() -> None:
    register = (DOCS / "algoritmeregister.md").read_text("utf-8")
    for rules in (TASK, CANDIDATE):
        for condition in rules.conditions:
            for quote in condition.quotes:
                assert f'"{quote.words}"' in register, condition.key


@pytest.mark.parametrize("file", sorted(DOCS.glob("*.md")), ids=lambda file: file.name)
def test_a_document_names_what_exists(file: Path) -> None:
    said = file.read_text("utf-8")
    for linked in re.findall(r"\]\(([\w./-]+)\)", said):
        assert (file.parent / linked).exists(), linked
    assert not scan(said)
