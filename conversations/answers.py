"""A reply becomes a value, or a reason why not.

A value is kept as a string: an option's key, typed words, a place's name, "4-6" hours, a phone
number in international form. What a person gets wrong is a value too (Rejected), never an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import assert_never

from conversations import places, words
from conversations.flow import (
    WHOLE_MUNICIPALITY,
    FreeText,
    HoursAWeek,
    InPlace,
    MailAddress,
    OneOf,
    PhoneNumber,
    Question,
)
from conversations.hours import Hours, HoursRefusal, parse_hours
from conversations.text import N_, Text, text


@dataclass(frozen=True)
class Typed:
    """Words that a person typed."""

    words: str


@dataclass(frozen=True)
class Chosen:
    """A button that a person pressed: the key of an option, or a place."""

    key: str


@dataclass(frozen=True)
class Dialled:
    """A phone number in international form, read by whoever hosts the core."""

    number: str


Raw = Typed | Chosen | Dialled


@dataclass(frozen=True)
class Accepted:
    """The reply is this value."""

    value: str


@dataclass(frozen=True)
class Rejected:
    """The reply cannot be an answer to this question, and why."""

    reason: Text


@dataclass(frozen=True)
class Likely:
    """The reply may mean one of these values: ask which."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class Within:
    """The reply names a district: ask where in it."""

    district: str


Understood = Accepted | Rejected | Likely | Within

CHOOSE = N_("I do not understand this answer. Choose a button.")
YES_NO_UNSURE = N_(
    "I do not understand this answer. Choose a button, or type yes, no or don't know."
)
EMPTY = N_("I see no words in your answer. Type it in a few words.")
NO_TASK = N_("I do not see a task in this yet. Write in a few words what needs to be done.")
TOO_LONG = N_("Your answer is too long for me. Use at most {n} characters.")
PLACE = N_("I do not know this name. Type it again, or choose a district.")
HOURS = {
    HoursRefusal.not_understood: N_(
        "I do not understand the number of hours. Type for example 4 or 4-6."
    ),
    HoursRefusal.not_per_week: N_("Count the hours in one week. Type for example 4 or 4-6."),
    HoursRefusal.too_many: N_("A week has 168 hours. Type for example 4 or 4-6."),
    HoursRefusal.none: N_("Type how many hours the task takes. For example 4 or 4-6."),
}
PHONE = N_("I cannot read this phone number. Type for example 06 12 34 56 78.")
MAIL = N_("I cannot read this mail address. Type for example name@example.nl.")

MAIL_ADDRESS = re.compile(r"[^@\s<>,;]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")


def understand(question: Question, raw: Raw) -> Understood:
    """Return what a reply to this question means. Never raises."""
    if isinstance(raw, Chosen):
        return _chosen(question, raw.key)
    match question.kind:
        case OneOf():
            return _option(question, raw)
        case FreeText():
            return _free(question.kind, raw)
        case HoursAWeek():
            return _hours(question, raw)
        case InPlace(places=known):
            return _place(known, raw)
        case PhoneNumber():
            return Accepted(raw.number) if isinstance(raw, Dialled) else Rejected(text(PHONE))
        case MailAddress():
            return _mail(raw)
        case _:
            assert_never(question.kind)


def _words(raw: Typed | Dialled) -> str:
    return raw.words if isinstance(raw, Typed) else raw.number


def _chosen(question: Question, key: str) -> Understood:
    if question.option(key):
        return Accepted(key)
    if isinstance(question.kind, InPlace):
        return _chosen_place(question.kind.places, key)
    return Rejected(text(CHOOSE))


def _chosen_place(known: places.Places, key: str) -> Understood:
    district, _, whole = key.partition("/")
    if key == WHOLE_MUNICIPALITY or (known.named(key) and not whole):
        return Accepted(key)
    if district in known.districts:
        return Accepted(key) if whole == WHOLE_MUNICIPALITY else Within(district)
    return Rejected(text(PLACE))


def within(district: str) -> str:
    """Return what the button of a district carries: some districts are named like a place."""
    return f"{district}/"


def in_district(district: str) -> str:
    """Return the value that stands for the whole of a district."""
    return f"{district}/{WHOLE_MUNICIPALITY}"


def _option(question: Question, raw: Typed | Dialled) -> Understood:
    found = words.match(_words(raw), {o.key: o.words for o in question.options if o.words})
    if found:
        return Accepted(found)
    return Rejected(text(YES_NO_UNSURE if question.condition else CHOOSE))


def _free(kind: FreeText, raw: Typed | Dialled) -> Understood:
    typed = _words(raw).strip()
    if not any(character.isalnum() for character in typed):
        return Rejected(text(EMPTY))
    if kind.describes and words.says_nothing(typed):
        return Rejected(text(NO_TASK))
    return (
        Rejected(text(TOO_LONG, n=kind.at_most)) if len(typed) > kind.at_most else Accepted(typed)
    )


def _hours(question: Question, raw: Typed | Dialled) -> Understood:
    chosen = words.match(_words(raw), {o.key: o.words for o in question.options if o.words})
    if chosen:
        return Accepted(chosen)
    found = parse_hours(_words(raw))
    return Accepted(str(found)) if isinstance(found, Hours) else Rejected(text(HOURS[found]))


def _place(known: places.Places, raw: Typed | Dialled) -> Understood:
    match places.find(known, _words(raw)):
        case places.Found(place=place):
            return Accepted(place.name)
        case places.Likely(places=likely):
            return Likely(tuple(place.name for place in likely))
        case places.WholeDistrict(name=district):
            return Within(district)
        case places.WholeMunicipality():
            return Accepted(WHOLE_MUNICIPALITY)
        case _:
            return Rejected(text(PLACE))


def _mail(raw: Typed | Dialled) -> Understood:
    found = MAIL_ADDRESS.search(_words(raw))
    return Accepted(found.group().lower()) if found else Rejected(text(MAIL))
