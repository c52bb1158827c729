"""The work list, as tables: what belongs under which heading, and what is left out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.office.digest import AT_MOST, CAME_BACK, FETCHED, Part, Row, Section, digest, section_of
from bot.office.due import Calendar
from bot.office.holidays import PublicHolidays
from bot.records import ProposalStatus
from bot.telegram import render
from tests.fakes import AMSTERDAM
from tests.test_message import work_list

CALENDAR = Calendar(AMSTERDAM, PublicHolidays())
NOW = datetime(2026, 3, 16, 8, tzinfo=UTC)
SINCE = datetime(2026, 3, 13, 8, tzinfo=UTC)
NEW = ProposalStatus.NEW


def day(number: int) -> datetime:
    return datetime(2026, 3, number, 10, tzinfo=UTC)


def row(number: int, submitted: int = 2, status: ProposalStatus = NEW, **more: object) -> Row:
    known = {"title": "blad opruimen", "district": "West", "submitted_at": day(submitted)}
    return Row(number, f"BB-{number:05}", status=status, **(known | more))  # type: ignore[arg-type]


def back(number: int, action: str, was: str, on: int) -> Row:
    return row(number, action=action, was=was, changed_at=day(on))


HEADINGS = [
    (row(1, 2), Section.WAITING),
    (row(1, 13), Section.NEW),
    (back(1, "answer", "asked", 14), Section.ANSWERED),
    (back(1, "answer", "rechecked", 14), Section.ANSWERED),
    (back(1, "answer", "new", 14), Section.ANSWERED),  # an answer that came too late
    (back(1, "return", "asked", 14), Section.PAST_DEADLINE),
    (back(1, "return", "rechecked", 14), Section.RECHECK),
    (back(1, "reopen", "declined", 14), Section.WAITING),
    *((row(1, status=status), None) for status in ProposalStatus if status is not NEW),
]


@pytest.mark.parametrize(("given", "expected"), HEADINGS)
def test_each_proposal_has_one_heading(given: Row, expected: Section | None) -> None:
    assert section_of(given, SINCE) is expected


def made(**found: list[Row] | None) -> tuple[Part, ...]:
    by_section = {Section(name): rows for name, rows in found.items()}
    return digest(by_section, since=SINCE, now=NOW, calendar=CALENDAR)


def listed(parts: tuple[Part, ...]) -> dict[str, list[int]]:
    return {part.section.value: [item.proposal_id for item in part.items] for part in parts}


def test_nothing_to_report_is_nothing() -> None:
    assert made() == ()
    assert made(new=[], waiting=[], answered=[]) == ()


def test_what_was_handled_is_left_out_and_so_is_an_empty_heading() -> None:
    handled = row(2, 13, ProposalStatus.APPROVED)
    assert listed(made(new=[row(1, 13), handled], waiting=[handled])) == {"new": [1]}
    assert made(new=[handled]) == ()


def test_nothing_is_listed_twice() -> None:
    rows = [row(1, 2), row(2, 13), back(3, "answer", "asked", 14)]
    found: dict[str, list[Row] | None] = {section.value: rows for section in Section}
    assert listed(made(**found)) == {"answered": [3], "new": [2], "waiting": [1]}


def test_what_came_back_by_an_undone_decision_waits_like_the_rest() -> None:
    undone = row(1, 2)
    assert listed(made(answered=[undone], waiting=[row(2, 3)])) == {"waiting": [1, 2]}
    assert listed(made(answered=None, recheck=[undone])) == {"answered": [], "waiting": [1]}


def test_of_what_came_back_so_many_are_looked_at() -> None:
    rows = [back(number, "return", "asked", 14) for number in range(1, CAME_BACK)]
    answered = back(CAME_BACK, "answer", "asked", 15)
    (late, overdue) = made(answered=[*rows, answered], past_deadline=[*rows, answered])
    assert [item.proposal_id for item in late.items] == [CAME_BACK]
    assert late.uncounted
    assert (overdue.more, overdue.uncounted) == (CAME_BACK - 1 - AT_MOST, True)


def test_longest_waiting_first_in_working_days() -> None:
    (part,) = made(waiting=[row(1, 12), row(2, 2), row(3, 6)])
    assert [(item.proposal_id, item.days) for item in part.items] == [(2, 10), (3, 6), (1, 2)]


def test_an_answer_waits_since_it_was_given() -> None:
    (part,) = made(answered=[back(1, "answer", "asked", 13)])
    assert [item.days for item in part.items] == [1]


def test_a_broken_section_costs_only_itself() -> None:
    parts = made(answered=None, new=[row(1, 13)], waiting=[row(2, 2)])
    assert [(part.section.value, part.broken) for part in parts] == [
        ("answered", True),
        ("new", False),
        ("waiting", False),
    ]
    assert [part.broken for part in made(new=None)] == [True]


@pytest.mark.parametrize(
    ("rows", "shown", "more", "uncounted"),
    [
        (AT_MOST, AT_MOST, 0, False),
        (AT_MOST + 1, AT_MOST, 1, False),
        (FETCHED - 1, AT_MOST, FETCHED - 1 - AT_MOST, False),
        (FETCHED, AT_MOST, FETCHED - AT_MOST, True),
    ],
)
def test_a_long_list_is_cut(rows: int, shown: int, more: int, uncounted: bool) -> None:
    (part,) = made(waiting=[row(number) for number in range(1, rows + 1)])
    assert (len(part.items), part.more, part.uncounted) == (shown, more, uncounted)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_longest_work_list_fits_in_one_message(language: str) -> None:
    said = work_list()
    assert len(render.text(said, language).encode("utf-16-le")) // 2 <= 4096
    keyboard = render.inline(said.keyboard, language)
    assert keyboard
    labels = [key["text"] for row in keyboard["inline_keyboard"] for key in row]
    assert len(keyboard["inline_keyboard"]) == len(labels) == 6, "what a phone shows at a glance"
    assert labels[4] == {"nl": "Beoordelen", "en": "Review"}[language], "for the rest"
