"""Counts for research, in which nothing points to a person. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.office import labels
from bot.office.sheets import Cell, Column, Sheet
from bot.office.small_counts import Count, safe
from bot.records import ProposalStatus
from bot.translate import words
from conversations.flow import Flow, HoursAWeek, OneOf, Question
from conversations.hours import Hours
from conversations.text import N_, Text, Verbatim, Words, text
from conversations.verdict import Outcome

STATUS = "status"
CLASSES = {"1-4": 4, "5-8": 8, "9-16": 16}
"""Hours a week, by the highest of each class; what is more is MORE."""
MORE = "17+"


def characteristics(flow: Flow) -> Mapping[str, Question]:
    """Return the questions of which the answers are counted: chosen from a list, or hours."""
    return {
        q.key: q
        for q in flow.questions
        if isinstance(q.kind, OneOf | HoursAWeek) and not q.condition
    }


def chosen(flow: Flow) -> Callable[[str, str], str]:
    """Return what tells which option an answer counts as; "" where it must not be shown."""
    counted = characteristics(flow)

    def option(key: str, value: str) -> str:
        question = counted.get(key)
        if question is None:
            return ""
        if question.option(value):
            return value
        return hours_class(value) if isinstance(question.kind, HoursAWeek) else ""

    return option


def hours_class(value: str) -> str:
    """Return the class of a number of hours, or of a range by its highest; "" for anything else."""
    try:
        hours = Hours.parse_stored(value)
    except ValueError:
        return ""
    if hours.high is None:
        return MORE
    return next((name for name, most in CLASSES.items() if hours.high <= most), MORE)


MONTH = Column(text(N_("Month")), text(N_("The month; no day is given.")), 10)
COUNT = Column(text(N_("Count")), text(N_("How many there are. Fewer than 5 are left out.")), 10)
ADVICE = Column(text(N_("Advice")), text(N_("What the computer made of the conditions.")), 18)
CONDITION = Column(text(N_("Condition")), text(N_("The condition, in a word or two.")), 30)
OUTCOME = Column(text(N_("Outcome")), text(N_("What the answer means for the condition.")), 18)
DISTRICT = Column(text(N_("District")), text(N_("The district; no neighbourhood is given.")), 24)
KIND = Column(text(N_("Characteristic")), text(N_("What was asked, or the status.")), 24)
VALUE = Column(text(N_("Value")), text(N_("The answer that was chosen.")), 28)
WAS = Column(text(N_("From")), text(N_("The status before.")), 22)
BECAME = Column(text(N_("To")), text(N_("The status after.")), 22)

NOTES = (
    text(N_("This file is for research. Nothing in it points to a person.")),
    text(N_("It has no names, free text, numbers of proposals, codes or places.")),
    text(N_("Each row counts records that are alike, in one month.")),
    text(N_("A row stands for at least 5 records and 5 different proposers.")),
    text(N_("Smaller rows are left out.")),
    text(N_("Where one could be worked out from the rest, a larger row is left out too.")),
    text(N_("Of a candidate that was checked again, only the newest check counts.")),
    text(N_("The file gives no totals, since a total could reveal a small row.")),
)


@dataclass(frozen=True)
class Table:
    """One sheet of counts: where the counts come from, and what its parts are called."""

    name: Text
    counted: tuple[str, ...]
    columns: tuple[Column, ...]
    named: Callable[[tuple[str, ...]], tuple[Words, ...] | None]
    """The words for all but the month; None for what is not to be shown."""


def tables(tasks: Flow, candidates: Flow) -> tuple[Table, ...]:
    """Return every sheet of the file, but for its explanation."""
    outcome = _outcomes
    return (
        Table(
            text(N_("Proposals")),
            ("proposals",),
            (MONTH, DISTRICT, ADVICE, COUNT),
            _in_district,
        ),
        Table(
            text(N_("Characteristics")),
            ("statuses", "answers"),
            (MONTH, KIND, VALUE, COUNT),
            lambda key: _characteristic(tasks, *key),
        ),
        Table(
            text(N_("Conditions")),
            ("conditions",),
            (MONTH, CONDITION, OUTCOME, COUNT),
            lambda key: _condition(tasks, *key),
        ),
        Table(
            text(N_("Checks")),
            ("checks",),
            (MONTH, ADVICE, COUNT),
            lambda key: (outcome(key[0]),),
        ),
        Table(
            text(N_("Conditions of checks")),
            ("check_conditions",),
            (MONTH, CONDITION, OUTCOME, COUNT),
            lambda key: _condition(candidates, *key),
        ),
        Table(
            text(N_("Changes of status")),
            ("transitions",),
            (MONTH, WAS, BECAME, COUNT),
            _statuses,
        ),
    )


def sheet(table: Table, counts: Iterable[Count], language: str) -> Sheet:
    """Return a table with what can be shown of its counts."""
    return Sheet(table.name, table.columns, _rows(table, counts, language))


def _rows(table: Table, counts: Iterable[Count], language: str) -> Iterator[tuple[Cell, ...]]:
    for count in safe(counts):
        month, *rest = count.key
        named = table.named(tuple(rest))
        if named:
            yield month, *(words(said, language) for said in named), count.records


def _outcomes(outcome: str) -> Text:
    return text(labels.OUTCOME[Outcome(outcome)])


def _in_district(key: tuple[str, ...]) -> tuple[Words, ...]:
    district, outcome = key
    where: Words = Verbatim(district) if district else text(N_("The whole municipality"))
    return where, _outcomes(outcome)


def _condition(flow: Flow, key: str, outcome: str) -> tuple[Words, ...] | None:
    found = flow.by_key.get(key)
    return (text(found.short), _outcomes(outcome)) if found and found.condition else None


def _statuses(key: tuple[str, ...]) -> tuple[Words, ...]:
    was, became = (text(labels.STATUS[ProposalStatus(status)]) for status in key)
    return was, became


def _characteristic(flow: Flow, key: str, value: str) -> tuple[Words, ...] | None:
    if key == STATUS:
        return text(N_("Status")), text(labels.STATUS[ProposalStatus(value)])
    question = flow.by_key[key]
    option = question.option(value)
    return (text(question.short), text(option.label)) if option else None
