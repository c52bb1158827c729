"""A flow as data: questions in the order in which they are asked.

Branches are `asked_if=When("who", is_=("company",))`, never code, so the outline, the graph, the
soundness check and the walk over every path can read a flow like a person does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import filterfalse

from conversations.places import Places
from conversations.verdict import Condition, Option, Rules
from conversations.words import UNSURE as UNSURE_WORDS

UNSURE = "unsure"

SPOKEN = "Gesproken bericht"
"""The value of a text that was spoken, not typed: the words that colleagues find it by."""

WHOLE_MUNICIPALITY = "*"
"""The value of a place that is everywhere; "West/*" is the whole of that district."""


@dataclass(frozen=True)
class When:
    """A question applies when an earlier one has one of these answers."""

    question: str
    is_: tuple[str, ...]


@dataclass(frozen=True)
class OneOf:
    """One of a few options, each a button; `across` is how many stand on a row."""

    options: tuple[Option, ...]
    across: int = 1


@dataclass(frozen=True)
class FreeText:
    """What a person types; `joins`: quick messages in a row are one answer.

    `spoken`: a voice message will do, for who cannot type. `describes`: it says what is to be
    done, so that a bare yes, no or question is no answer.
    """

    at_most: int = 4000
    joins: bool = False
    describes: bool = False
    spoken: bool = False


@dataclass(frozen=True)
class HoursAWeek:
    """A number of hours or a range, typed or chosen."""

    options: tuple[Option, ...]


@dataclass(frozen=True)
class InPlace:
    """A wijk or dorp, a whole district, or the whole municipality."""

    places: Places


@dataclass(frozen=True)
class PhoneNumber:
    """A phone number, shared with Telegram's button or typed."""


@dataclass(frozen=True)
class MailAddress:
    """A mail address, typed."""


Kind = OneOf | FreeText | HoursAWeek | InPlace | PhoneNumber | MailAddress


@dataclass(frozen=True)
class Question:
    """One question: how it is asked, how its answer is understood and shown.

    `counted`: it has a number of its own in "Vraag 3 van 12". `optional`: it is never asked in
    the row, only opened from the summary. `help` has a button; without it, `hint` is what someone
    hears who asks about the question.
    """

    key: str
    ask: str
    short: str
    kind: Kind
    example: str | None = None
    help: str | None = None
    hint: str | None = None
    asked_if: When | None = None
    optional: bool = False
    counted: bool = True
    condition: Condition | None = None

    @property
    def options(self) -> tuple[Option, ...]:
        """The options to choose from; none where the answer is typed."""
        return self.kind.options if isinstance(self.kind, OneOf | HoursAWeek) else ()

    def option(self, key: str) -> Option | None:
        """Return the option with this key."""
        return next((option for option in self.options if option.key == key), None)


class Shape(StrEnum):
    """How a flow meets a person: one question after another, or all on one card."""

    DIALOGUE = "dialogue"
    CARD = "card"


@dataclass(frozen=True)
class Flow:
    """Questions in asking order, the rules that judge the answers, and how it is shown."""

    key: str
    title: str
    questions: tuple[Question, ...]
    rules: Rules
    shape: Shape = Shape.DIALOGUE

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        """The questions by their key."""
        return {question.key: question for question in self.questions}

    def applying(self, answers: Mapping[str, str]) -> tuple[Question, ...]:
        """Return the questions that apply to these answers, in order, optional ones included."""
        return self._row(answers).applying

    def position(self, answers: Mapping[str, str]) -> Question | None:
        """Return the first question that applies and has no answer; None: all are answered."""
        missing = filterfalse(answers.__contains__, self._row(answers).needed)
        return self.by_key.get(next(missing, ""))

    def counting(self, answers: Mapping[str, str]) -> Mapping[str, str]:
        """Return the answers that count: those whose question applies, in asking order."""
        return {q.key: answers[q.key] for q in self.applying(answers) if q.key in answers}

    def numbered(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """Return the keys of the questions that have a number, in order."""
        return self._row(answers).numbered

    def _row(self, answers: Mapping[str, str]) -> Row:
        """Return the questions in a row; they are the same for all who take the same branches."""
        taken = tuple([answers.get(when.question) in when.is_ for when in self._branches])
        row = self._rows.get(taken)
        if row is None:
            applying = tuple(q for q in self.questions if applies(q, answers))
            needed = tuple(q.key for q in applying if not q.optional)
            numbered = tuple(q.key for q in applying if q.counted and not q.optional)
            row = self._rows[taken] = Row(applying, needed, numbered)
        return row

    @cached_property
    def _branches(self) -> tuple[When, ...]:
        return tuple({q.asked_if: None for q in self.questions if q.asked_if})

    @cached_property
    def _rows(self) -> dict[tuple[bool, ...], Row]:
        return {}


@dataclass(frozen=True)
class Row:
    """The questions that apply where the same branches are taken.

    `needed` are the keys of those that must have an answer, `numbered` of those with a number.
    """

    applying: tuple[Question, ...]
    needed: tuple[str, ...]
    numbered: tuple[str, ...]


def applies(question: Question, answers: Mapping[str, str]) -> bool:
    """Tell whether a question applies, given the answers so far."""
    when = question.asked_if
    return when is None or answers.get(when.question) in when.is_


def unsure(label: str) -> Option:
    """Return the option for a person who does not know."""
    return Option(UNSURE, label, UNSURE_WORDS)
