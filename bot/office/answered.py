"""The answers of a proposal as columns: one for each question, two for the hours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from bot.office.sheets import Cell, Column
from bot.translate import words
from conversations.flow import UNSURE, Flow, HoursAWeek, InPlace, OneOf, Question
from conversations.hours import Hours
from conversations.shown import shown
from conversations.text import N_, text

Answers = Mapping[str, str]
Reader = Callable[[Answers], Cell]

WIDE = {"description": 50, "more": 40, "spot": 30, "name": 24, "mail": 28, "place": 24}


def columns(flow: Flow, language: str) -> Iterator[tuple[Column, Reader]]:
    """Yield a column for each question that is not a condition, with what stands in it."""
    for question in flow.questions:
        if question.condition:
            continue
        if isinstance(question.kind, HoursAWeek):
            yield from _hours(question)
        else:
            width = WIDE.get(question.key, 22)
            column = Column(text(question.short), text(question.ask), width)
            yield column, _reader(question, language)


def _hours(question: Question) -> Iterator[tuple[Column, Reader]]:
    low = text(N_("The lowest number of hours a week. Empty: not known."))
    high = text(N_("The highest number of hours a week. Empty: not known, or more."))
    key = question.key
    yield Column(text(N_("Hours from")), low, 10), lambda a: from_to(a.get(key))[0]
    yield Column(text(N_("Hours to")), high, 10), lambda a: from_to(a.get(key))[1]


@cache
def from_to(value: str | None) -> tuple[Cell, Cell]:
    """Return the numbers of an answer about hours."""
    if value is None or value == UNSURE:
        return None, None
    hours = Hours.parse_stored(value)
    return _number(hours.low), None if hours.high is None else _number(hours.high)


def _number(hours: object) -> Cell:
    exact = float(str(hours))
    return int(exact) if exact.is_integer() else exact


def _reader(question: Question, language: str) -> Reader:
    key = question.key
    if not isinstance(question.kind, OneOf | InPlace):
        return lambda answers: answers.get(key)

    @cache
    def label(value: str) -> str:
        return words(shown(question, value), language)

    return lambda answers: label(answers[key]) if key in answers else None
