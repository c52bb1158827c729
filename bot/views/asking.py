"""One question: as it is asked, as it stands once it is answered, and its side moments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from bot.buttons import Verb, data
from bot.message import (
    Button,
    Keyboard,
    Line,
    Look,
    Message,
    ShareContact,
    message,
    rows,
)
from bot.views.fitting import shortened
from conversations.answers import within
from conversations.flow import (
    WHOLE_MUNICIPALITY,
    Flow,
    FreeText,
    HoursAWeek,
    InPlace,
    MailAddress,
    OneOf,
    PhoneNumber,
    Question,
)
from conversations.shown import shown
from conversations.text import N_, Text, Verbatim, Words, text
from conversations.turn import State

BACK = text(N_("Back"))
STOP = text(N_("Stop"))
YOUR_ANSWER_WAS = N_("Your answer was: {answer}")
TYPED = (FreeText, MailAddress, HoursAWeek, InPlace)
RANGES = 3
"""Ranges of hours on a row: with four, a phone cuts the longest of their words."""

LONGEST = 1000
"""UTF-16 units of an earlier answer that is shown once more."""


def question(
    conversation: int,
    flow: Flow,
    state: State,
    key: str,
    *,
    explained: bool = False,
    alone: bool = False,
) -> Message:
    """Return a question with its progress, its earlier answer if any, and its buttons.

    `alone`: it is asked back by itself, so there is nothing to go back to.
    """
    asked = flow.by_key[key]
    earlier = state.answers.get(key)
    numbered = flow.numbered(state.answers)
    next_one = key in numbered and earlier is None
    under_way = next_one or flow.position(state.answers) is not None
    lines = [
        *(_progress(numbered, key) if under_way else []),
        _bold(asked.ask),
        *([] if _changing(asked, state, under_way=under_way) else _example(asked)),
    ]
    if earlier is not None:
        lines.append(Line(text(YOUR_ANSWER_WAS, answer=shortened(shown(asked, earlier), LONGEST))))
    if explained and asked.help:
        lines.append(Line(text(asked.help), Look.QUOTE))
    way_out = () if alone else _way_out(conversation, asked, state, under_way=under_way)
    keyboard = _keyboard(conversation, asked, state, explained, under_way, way_out)
    return message(*lines, keyboard=keyboard)


def param(words: Words) -> str | Text:
    """Return words as the parameter of another text."""
    return words.words if isinstance(words, Verbatim) else words


def _progress(numbered: Sequence[str], key: str) -> list[Line]:
    return [_number(numbered.index(key) + 1, len(numbered))] if key in numbered else []


@cache
def _bold(msgid: str) -> Line:
    return Line(text(msgid), Look.BOLD)


@cache
def _number(number: int, of: int) -> Line:
    return Line(text(N_("Question {n} of {all}"), n=number, all=of))


def _changing(asked: Question, state: State, *, under_way: bool) -> bool:
    """Tell whether a choice is only changed from the summary: then it needs no introduction."""
    return not under_way and asked.key in state.answers and isinstance(asked.kind, OneOf)


def _example(asked: Question) -> list[Line]:
    return [Line(text(asked.example))] if asked.example else []


def _keyboard(
    conversation: int,
    asked: Question,
    state: State,
    explained: bool,
    under_way: bool,
    way_out: tuple[Button, ...],
) -> Keyboard:
    if isinstance(asked.kind, PhoneNumber):
        return ShareContact(
            text(N_("Share my number")), BACK, text(N_("Type your phone number here"))
        )
    explain = keep = None
    if asked.help and not explained and not _changing(asked, state, under_way=under_way):
        means = data(Verb.EXPLAIN, conversation, asked.key)
        explain = Button(text(N_("What do we mean?")), means)
    if asked.key in state.answers and isinstance(asked.kind, TYPED):
        keep = Button(text(N_("Leave it so")), data(Verb.KEEP, conversation, asked.key))
    return rows(*_choices(conversation, asked), explain, keep, way_out)


def _choices(conversation: int, asked: Question) -> Iterable[tuple[Button, ...]]:
    match asked.kind:
        case OneOf(options=options, across=across):
            return in_rows(
                (choice(conversation, asked, o.key, text(o.label)) for o in options), across
            )
        case HoursAWeek(options=options):
            return in_rows(
                (choice(conversation, asked, o.key, text(o.label)) for o in options), RANGES
            )
        case InPlace(places=places):
            districts = [
                choice(conversation, asked, within(d), Verbatim(d)) for d in places.districts
            ]
            everywhere = choice(conversation, asked, WHOLE_MUNICIPALITY, shown(asked, "*"))
            return in_rows((*districts, everywhere), 2)
        case _:
            return ()


def in_rows(buttons: Iterable[Button], across: int) -> Sequence[tuple[Button, ...]]:
    """Return buttons in rows of at most this many."""
    listed = tuple(buttons)
    return tuple(listed[at : at + across] for at in range(0, len(listed), across))


def choice(conversation: int, asked: Question, value: str, label: Words) -> Button:
    """Return the button that answers a question with this value."""
    return Button(label, data(Verb.ANSWER, conversation, asked.key, value))


def _way_out(
    conversation: int, asked: Question, state: State, *, under_way: bool
) -> tuple[Button, ...]:
    back = Button(BACK, data(Verb.BACK, conversation, asked.key))
    stop = Button(STOP, data(Verb.STOP, conversation))
    if not under_way:
        return (back,)
    return (back, stop) if state.answers else (stop,)


def settled(asked: Question, value: str) -> Message:
    """Return an answered question: its answer, and no buttons any more."""
    return message(text(asked.ask), Line(shown(asked, value), Look.BOLD))
