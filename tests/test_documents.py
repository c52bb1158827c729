"""The municipality's documents are true to the program: each column is named, and does what is said.

`docs/nl/gegevens.md` lists every column; erasure is tried on a database in which every table is
filled.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.process_collector import ProcessCollector

from bot import retrying, wrongs
from bot.people import Role
from bot.privacy import scan
from bot.settings import Settings
from bot.store import database
from conversations.conditions.candidate import CANDIDATE
from conversations.conditions.task import TASK
from tests.dialogue import until_summary
from tests.stage import COACH, COLLEAGUE, COORDINATOR, RESIDENT, Stage, on_stage
from tests.test_own_data import bytes_of, erase, step

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs" / "nl"
OPERATIONS = (ROOT / "docs" / "operations.md").read_text("utf-8")

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
    "undone note": "nee, toch niet op zaterdag",
    "second question": "om welke straat gaat het",
    "new description": "heg knippen in de hele straat",
}
"""What is typed by or about the proposer: all of it is theirs to see, and goes."""

OF_STAFF = {
    "name": "Carla uit Haren",
    "description": "tegels wippen voor mijn deur",
    "undone note": "eigen werk keur ik niet goed",
    "question": "kan ik dit wel zelf vragen",
}
"""The same of a proposer who is a coordinator."""

SHOWN = {
    RESIDENT: {
        "people.id conversations.person_id proposals.person_id": "Uw Telegram-nummer: 1001",
        "people.language": "Uw taal: Nederlands",
        "people.first_seen_at": "Hier bekend sinds: 2 mrt 2026",
        "people.asked_for_staff": "U vroeg op 2 mrt 2026 om een medewerker.",
        "outbox.chat_id": "berichten van mij, zonder de tekst",
        "answers.value": SECRETS["new description"],
        "photos.caption": f"Bij een foto: {SECRETS['caption']}",
        "transitions.note": f"Wij schreven: {SECRETS['undone note']}",
        "notes.words": SECRETS["own note"],
        "questions.words": f"Wij schreven: {SECRETS['second question']}",
        "questions.old_value": f"Uw antwoord was toen: {SECRETS['description']}",
    },
    COACH: {
        "checks.coach_id": "1 toets",
        "overrides.by_id": "1 advies dat u aanpaste",
        "audit.actor_id": "regels in het logboek",
    },
    COORDINATOR: {
        "people.name": f"Uw naam in het team: {OF_STAFF['name']}",
        "people.queue_district": "U ziet voorstellen uit: Oost",
        "roles.person_id roles.role roles.granted_at": "Uw rol: coördinator, sinds 2 mrt 2026",
        "roles.revoked_at": "Uw rol eerder: coach, van 3 feb 2025 tot 1 sep 2025",
        "invites.created_by": "1 uitnodiging",
        "transitions.actor_id": "besluiten over voorstellen",
        "notes.author_id": "1 notitie bij een voorstel",
        "questions.asked_by": "3 vragen aan indieners",
        "digests.person_id digests.rhythm digests.hour": "Uw keuze voor berichten: U krijgt elke werkdag een werklijst, om 9 uur.",
        "digests.districts": "Gebieden: Oost",
        "digests.quiet_from digests.quiet_to": "Stille uren: 18 tot 8 uur",
        "at_work.entered_by": "1 aantal mensen aan het werk",
    },
}
"""By person: which columns stand in the file of /mijngegevens, and in which words."""


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
    await change_of_mind(stage, SECRETS["undone note"])
    await ask_back(stage)
    await decline(stage)
    await work(stage)
    await step(stage, RESIDENT, "/taak", "[Bewoner]", SECRETS["draft"])
    await step(stage, COACH, "/check", "[Alles voldoet]", "[Opslaan]", "[Openen]")
    await step(stage, COACH, "[Advies aanpassen]", "[Geen lopend traject: ✅ voldoet]")
    await step(stage, COACH, "[❌ voldoet niet]", "[Nieuwe informatie]")
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
    await step(stage, RESIDENT, "[Vertel meer]", SECRETS["more"])
    await step(stage, RESIDENT, "[Plek]", SECRETS["spot"])
    stage.world.send_photos(RESIDENT, 1, caption=SECRETS["caption"])
    await stage.settle()
    await step(stage, RESIDENT, "[Toch versturen]")


async def change_of_mind(stage: Stage, words: str) -> None:
    """Decide, with these words, and take it back before anyone reads them."""
    await step(stage, COORDINATOR, "/beoordelen", "[Afwijzen]", "[Anders]", words)
    await step(stage, COORDINATOR, "[Versturen]", "[Ongedaan maken]")


async def work(stage: Stage) -> None:
    """Let a coordinator leave as many traces as can be, and propose a task too."""
    await until_summary(stage, COORDINATOR, description=OF_STAFF["description"])
    await step(stage, COORDINATOR, "[Versturen]")
    await change_of_mind(stage, OF_STAFF["undone note"])
    await step(stage, COORDINATOR, "/beoordelen", "[Vraag stellen]", "[Taak]", OF_STAFF["question"])
    await step(stage, COORDINATOR, "[Versturen]")
    await step(stage, COORDINATOR, "/aan_het_werk 132", "/uitnodigen", "[Coach]")
    await step(stage, COORDINATOR, "/meldingen", "[Elke dag]", "[Gebieden]", "[Oost]", "[Klaar]")
    await step(
        stage, COORDINATOR, "[Stille uren]", "[Vanaf 18 uur]", "[Andere naam]", OF_STAFF["name"]
    )
    await stage.query("UPDATE people SET queue_district = 'Oost' WHERE id = ?", COORDINATOR)
    earlier = "VALUES (?, 'coach', '2025-02-03T09:00:00.000Z', '2025-09-01T09:00:00.000Z')"
    await stage.query(f"INSERT INTO roles {earlier}", COORDINATOR)


async def ask_back(stage: Stage) -> None:
    await step(stage, COORDINATOR, "/beoordelen", "[Notitie]", SECRETS["own note"])
    await step(stage, COORDINATOR, "/beoordelen", "[Vraag stellen]", "[Geld]", SECRETS["question"])
    await step(stage, COORDINATOR, "[Versturen]")
    await minute(stage)
    await step(stage, RESIDENT, "[Nee]")
    again = SECRETS["second question"]
    await step(stage, COORDINATOR, "/beoordelen", "[Vraag stellen]", "[Taak]", again, "[Versturen]")
    await minute(stage)
    await step(stage, RESIDENT, SECRETS["new description"])


async def decline(stage: Stage) -> None:
    await step(stage, COORDINATOR, "/beoordelen", "[Afwijzen]", "[Anders]", SECRETS["note"])
    await step(stage, COORDINATOR, "[Versturen]")
    await minute(stage)


async def minute(stage: Stage) -> None:
    stage.clock.advance(timedelta(seconds=61))
    await stage.restart()
    await stage.settle()


async def where(stage: Stage, wanted: str | int) -> list[str]:
    """Return the columns that hold these words, or this number, inside a text too."""
    found = []
    for table, columns in (await schema(stage)).items():
        names = sorted(columns)
        for row in await stage.query(f"SELECT {', '.join(names)} FROM {table}"):
            found += [f"{table}.{n}" for n, v in zip(names, row, strict=True) if holds(v, wanted)]
    return sorted(set(found))


def holds(value: object, wanted: str | int) -> bool:
    if isinstance(wanted, str):
        return isinstance(value, str) and wanted in value
    inside = rf"(?<!\w){wanted}(?!\w)"
    return value == wanted or (isinstance(value, str) and bool(re.search(inside, value)))


def personal() -> set[str]:
    return {f"{table}.{name}" for table, row in described().items() for name in row.personal}


def not_shown() -> set[str]:
    """Return the columns that the document says are not in the file, each with its reason."""
    said = (DOCS / "gegevens.md").read_text("utf-8").partition("niet toont")[2]
    rows = re.findall(r"^\| (`[^|]+) \| ([^|]{10,}) \|$", said, re.MULTILINE)
    return {name for columns, _ in rows for name in re.findall(r"`(\w+\.\w+)`", columns)}


async def file_of(stage: Stage, user: int) -> str:
    await step(stage, user, "/mijngegevens")
    document = stage.world.chat(user).messages[-1].carries["document"]
    return stage.world.files.get(document["file_id"]).content.decode("utf-8")


async def test_everything_is_shown_and_then_gone(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await fill(stage)
        for table in await schema(stage):
            if table != "erasures":
                assert await stage.query(f"SELECT 1 FROM {table} LIMIT 1"), f"{table} is empty"
        wanted: tuple[str | int, ...] = (
            *(RESIDENT, COACH, COORDINATOR),
            *SECRETS.values(),
            *OF_STAFF.values(),
        )
        for said in wanted:
            places = await where(stage, said)
            assert places, f"{said} is nowhere: the test proves nothing"
            assert set(places) <= personal(), said

        whole = await file_of(stage, RESIDENT)
        shown = {**SECRETS, "phone": "06 41 52 63 74"}
        assert not [words for words in shown.values() if words not in whole], whole
        await erase(stage)
        assert await where(stage, RESIDENT) == []
        kept = bytes_of(stage.settings.database_path)
        assert not [words for words in SECRETS.values() if words.encode() in kept]
        assert await stage.query("SELECT 1 FROM erasures")


async def test_every_personal_column_is_shown_or_says_why_not(tmp_path: Path) -> None:
    shown = {name for words in SHOWN.values() for names in words for name in names.split()}
    assert shown & not_shown() == set()
    assert shown | not_shown() == personal()
    async with on_stage(tmp_path) as stage:
        await fill(stage)
        for user, said in SHOWN.items():
            whole = await file_of(stage, user)
            for columns, words in said.items():
                assert words in whole, f"{columns}: {whole}"
                for column in columns.split():
                    table, _, name = column.partition(".")
                    held = await stage.query(f"SELECT 1 FROM {table} WHERE {name} IS NOT NULL")
                    assert held, f"{column} is empty: the test proves nothing"


async def test_of_a_colleague_what_is_no_work_goes_at_once_and_the_rest_in_time(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await fill(stage)
        whole = await file_of(stage, COORDINATOR)
        assert not [words for words in OF_STAFF.values() if words not in whole], whole
        for user in (COORDINATOR, COACH):
            await erase(stage, user)
            for place in await where(stage, user):
                assert place in personal()
                assert described()[place.partition(".")[0]].after != "weg", place
        kept = bytes_of(stage.settings.database_path)
        assert [words for words in OF_STAFF.values() if words.encode() in kept] == [
            OF_STAFF["name"]
        ], "as long as the role"

        stage.clock.advance(timedelta(hours=1))
        for user in (COORDINATOR, COACH):
            now = stage.clock.now().strftime("%Y-%m-%dT%H:%M:%S.000Z")
            left = "UPDATE roles SET revoked_at = ? WHERE person_id = ? AND revoked_at IS NULL"
            await stage.query(left, now, user)
        for _ in range(2):  # what waited goes on the first day, who left on the next
            stage.clock.advance(timedelta(days=731))
            await stage.restart()
            await stage.parts.calling.look()
            await stage.settle()
        for user in (COORDINATOR, COACH):
            assert await where(stage, user) == []
        assert OF_STAFF["name"].encode() not in bytes_of(stage.settings.database_path)


async def test_what_stays_says_why(tmp_path: Path) -> None:
    for table, row in described().items():
        assert row.after == "weg" or len(row.after) > 10, table


def test_the_terms_are_the_defaults() -> None:
    said = (DOCS / "gegevens.md").read_text("utf-8") + (DOCS / "privacyverklaring.md").read_text(
        "utf-8"
    )
    terms = {"keep_drafts_days": "30 dagen", "keep_checks_days": "1 jaar"}
    terms |= {"keep_declined_days": "1 jaar", "keep_decided_days": "5 jaar"}
    terms |= {"keep_log_days": "2 jaar", "keep_staff_days": "2 jaar"}
    days = {"30 dagen": 30, "1 jaar": 365, "2 jaar": 730, "5 jaar": 1826}
    for setting, term in terms.items():
        assert getattr(Settings(), setting) == days[term], setting
        assert term in said
        if setting != "keep_drafts_days":
            assert setting.upper() in said


def test_how_long_the_log_keeps_what_was_erased() -> None:
    """Somebody reads at each attempt to empty it: the next comes so many commits later."""
    minutes = retrying.EVERY * database.EACH / 60  # a quiet bot commits only when it looks
    assert 6.5 < minutes < 7
    assert f"after {database.EACH} commits" in OPERATIONS
    assert "nearly seven minutes" in " ".join(OPERATIONS.split())


@pytest.mark.parametrize("unit", ["basisbaan.service", "basisbaan.container"])
def test_what_a_person_must_put_right_is_not_started_again(unit: str) -> None:
    """podman's own restart policy cannot leave an exit code out."""
    lines = (ROOT / "deploy" / unit).read_text("utf-8").splitlines()
    assert "Restart=on-failure" in lines
    assert f"RestartPreventExitStatus={wrongs.WRONG}" in lines
    assert unit in OPERATIONS
    assert "podman run -d" not in OPERATIONS


def test_the_image_is_built_with_its_health_check() -> None:
    container = (ROOT / "deploy" / "Containerfile").read_text("utf-8")
    assert "HEALTHCHECK" in container
    for said in (container, OPERATIONS):
        for build in re.findall(r"podman build.*", said):
            assert "--format docker" in build


def test_the_commands_of_an_operator_do_not_depend_on_where_they_are_typed() -> None:
    unit, container = re.findall(r"^ +bot\(\) \{.*?\}$", OPERATIONS, re.MULTILINE | re.DOTALL)
    assert "PWD" not in unit + container
    assert "--working-directory=/var/lib/basisbaan" in unit
    assert "/var/backups/basisbaan:/var/backups/basisbaan" in container
    files = re.findall(r"^ +bot (?:backup|restore) (\S+)", OPERATIONS, re.MULTILINE)
    assert len(files) >= 4
    assert all(file.startswith("/") for file in files)


def unit_lines(name: str) -> list[str]:
    return (ROOT / "deploy" / name).read_text("utf-8").splitlines()


def test_the_port_that_a_container_publishes_is_listened_at() -> None:
    """Whatever the settings say, which for a web server in front of it is 127.0.0.1."""
    image, unit = unit_lines("Containerfile"), unit_lines("basisbaan.container")
    (port,) = (line.removeprefix("EXPOSE ") for line in image if line.startswith("EXPOSE"))
    assert f"Environment=LISTEN=0.0.0.0:{port}" in unit
    assert any(line.startswith("PublishPort=") and line.endswith(f":{port}") for line in unit)


def test_nothing_stands_behind_a_setting() -> None:
    """systemd and podman take a comment there for a part of the value."""
    settings = re.findall(r"^ *([A-Z_]+=.*)$", OPERATIONS, re.MULTILINE)
    assert len(settings) >= 3
    assert [line for line in settings if "#" in line] == []


def test_only_what_an_image_needs_goes_into_its_build() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    taken = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    copied = {line.split()[1] for line in unit_lines("Containerfile") if line.startswith("COPY")}
    assert taken == copied - {"--from=packages"}
    assert "*" in ignored[: ignored.index("!bot")]


@pytest.mark.parametrize("unit", ["basisbaan-backup.service", "basisbaan-backup-container.service"])
def test_old_backups_go_and_what_a_killed_one_left(unit: str, tmp_path: Path) -> None:
    (command,) = (line for line in unit_lines(unit) if line.startswith("ExecStartPost="))
    old, new = ("basisbaan-2026-02-01.db", "basisbaan-2026-03-02.db")
    for name in (old, new):
        for ending in ("", ".part", ".part-journal", ".part-wal"):
            (tmp_path / f"{name}{ending}").touch()
            if name == old:
                os.utime(tmp_path / f"{name}{ending}", (0, 0))
    (tmp_path / "erasures.txt").touch()
    os.utime(tmp_path / "erasures.txt", (0, 0))
    find = command.removeprefix("ExecStartPost=").replace("/var/backups/basisbaan", str(tmp_path))
    subprocess.run(shlex.split(find), check=True)
    left = {file.name for file in tmp_path.iterdir()}
    assert {name for name in left if old in name} == set()
    assert {new, "erasures.txt"} <= left


def test_the_folder_of_the_backups_is_made_before_it_is_used() -> None:
    made = OPERATIONS.index("install -d -m 700 -o basisbaan -g basisbaan /var/backups/basisbaan")
    assert made < OPERATIONS.index("bot backup /var/backups/basisbaan")


def test_the_service_can_measure_itself(tmp_path: Path) -> None:
    """Where `/proc/stat` is hidden, `/metrics` has neither memory nor processor."""
    assert list(ProcessCollector(proc=str(tmp_path), registry=None).collect()) == []
    assert "ProcSubset=pid" not in unit_lines("basisbaan.service")


def test_the_register_quotes_every_source() -> None:
    register = (DOCS / "algoritmeregister.md").read_text("utf-8")
    for rules in (TASK, CANDIDATE):
        for condition in rules.conditions:
            for quote in condition.quotes:
                assert f'"{quote.words}"' in register, condition.key


LOUD = {"warning", "error", "exception", "critical"}
PLACEHOLDER = re.compile(r"\s+\w+=|\s*%")


def said(function: ast.AST) -> Iterator[str]:
    """How the lines begin that a function logs because something is the matter."""
    named = {
        target.id: assigned.value
        for assigned in ast.walk(function)
        if isinstance(assigned, ast.Assign)
        for target in assigned.targets
        if isinstance(target, ast.Name)
    }
    for call in ast.walk(function):
        match call:
            case ast.Call(func=ast.Attribute(ast.Name("log"), how), args=[words, *_]) if (
                how in LOUD
            ):
                found = named.get(words.id) if isinstance(words, ast.Name) else words
                if isinstance(found, ast.Constant):
                    yield PLACEHOLDER.split(str(found.value))[0]
                else:
                    yield ast.unparse(words)


def lines_to_act_on() -> set[str]:
    return {
        line
        for file in (ROOT / "bot").rglob("*.py")
        if "simulator" not in file.parts
        for part in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)
        for line in said(part)
    }


def test_each_line_of_the_log_that_asks_for_something_says_what() -> None:
    _, table = OPERATIONS.split("## Lines in the log, and what to do")
    names = re.findall(r"`([^`]+)`", " ".join(re.findall(r"^\| (.+?) \|", table, re.MULTILINE)))
    lines = lines_to_act_on() - {"warning"}  # one in whole sentences, from `settings.exposed`
    assert len(lines) > 20
    missing = {line for line in lines if not any(name.startswith(line) for name in names)}
    assert missing == set()


@pytest.mark.parametrize("file", sorted(DOCS.glob("*.md")), ids=lambda file: file.name)
def test_a_document_names_what_exists(file: Path) -> None:
    said = file.read_text("utf-8")
    for linked in re.findall(r"\]\(([\w./-]+)\)", said):
        assert (file.parent / linked).exists(), linked
    assert not scan(said)
