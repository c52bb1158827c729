"""A reply becomes a value, or a reason why not.

A value is kept as a string: an option's key, typed words, a place's name, "4-6" hours, a phone
number in international form. What a person gets wrong is a value too (Rejected), never an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from conversations import places, reasons, words
from conversations import rejections as why
from conversations.asides import asks_a_name, asks_about_us
from conversations.flow import (
    SPOKEN,
    WHOLE_MUNICIPALITY,
    FreeText,
    HoursAWeek,
    InPlace,
    MailAddress,
    OneOf,
    PhoneNumber,
    Question,
)
from conversations.hours import Hours, parse_hours
from conversations.reaching import is_too_short, own_mail
from conversations.replies import Chosen, Dialled, Nearby, Raw, Spoken, Typed
from conversations.telling import says_nothing
from conversations.text import Text, text
from conversations.words import without_signs


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

BARE = words.phrases("ja|nee|ja hoor|nee hoor|weet ik niet|geen idee|hallo|hoi|ok|oke|yes|no|hello")
"""What is no name, no spot and nothing to tell."""


def understand(question: Question, raw: Raw) -> Understood:
    """Return what a reply to this question means. Never raises."""
    match raw:
        case Chosen(key=key):
            return _chosen(question, key)
        case Spoken():
            heard = isinstance(question.kind, FreeText) and question.kind.spoken
            return Accepted(SPOKEN) if heard else Rejected(text(why.NOT_HEARD))
        case Nearby(names=names):
            placed = isinstance(question.kind, InPlace)
            return Likely(names) if placed else Rejected(text(why.NO_PLACE_ASKED))
        case Typed() | Dialled():
            return _worded(question, raw)
        case _:
            assert_never(raw)


def _worded(question: Question, raw: Typed | Dialled) -> Understood:
    match question.kind:
        case OneOf():
            return _option(question, raw)
        case FreeText():
            return _free(question, question.kind, raw)
        case HoursAWeek():
            return _hours(question, raw)
        case InPlace(places=known):
            return _place(known, raw)
        case PhoneNumber():
            return Accepted(raw.number) if isinstance(raw, Dialled) else _no_number(raw)
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
    return Rejected(text(why.CHOOSE))


def _chosen_place(known: places.Places, key: str) -> Understood:
    district, _, whole = key.partition("/")
    if key == WHOLE_MUNICIPALITY or (known.named(key) and not whole):
        return Accepted(key)
    if district in known.districts:
        return Accepted(key) if whole == WHOLE_MUNICIPALITY else Within(district)
    return Rejected(text(why.PLACE))


def within(district: str) -> str:
    """Return what the button of a district carries: some districts are named like a place."""
    return f"{district}/"


def in_district(district: str) -> str:
    """Return the value that stands for the whole of a district."""
    return f"{district}/{WHOLE_MUNICIPALITY}"


def _option(question: Question, raw: Typed | Dialled) -> Understood:
    typed, choices = _words(raw), {o.key: o.words for o in question.options if o.words}
    found = words.match(typed, choices) or reasons.with_reason(typed, choices)
    if found:
        return Accepted(found)
    if question.condition:
        return Rejected(text(why.YES_NO_ALONE if reasons.explains(typed) else why.YES_NO_UNSURE))
    return Rejected(_choose(question))


def _choose(question: Question) -> Text:
    """Name the choices where they can be said in one breath."""
    match question.options:
        case (first, second, third):
            labels = {"first": first, "second": second, "third": third}
            return text(why.CHOOSE_ONE, **{name: text(o.label) for name, o in labels.items()})
        case _:
            return text(why.CHOOSE)


def _free(question: Question, kind: FreeText, raw: Typed | Dialled) -> Understood:
    typed = _words(raw).strip()
    if not any(character.isalnum() for character in typed):
        return Rejected(text(why.EMPTY))
    if kind.describes and (says_nothing(typed) or isinstance(parse_hours(typed), Hours)):
        return Rejected(text(why.NO_TASK))
    if asks_about_us(typed) if kind.joins else asks_a_name(typed):
        return Rejected(text(why.A_QUESTION))
    if not kind.describes and words.match(typed, {"bare": BARE}):
        return Rejected(text(why.TELL))
    if len(typed) > kind.at_most:
        return Rejected(text(why.TOO_LONG, n=kind.at_most))
    return Accepted(typed)


def _hours(question: Question, raw: Typed | Dialled) -> Understood:
    chosen = words.match(_words(raw), {o.key: o.words for o in question.options if o.words})
    if chosen:
        return Accepted(chosen)
    found = parse_hours(without_signs(_words(raw)))
    return Accepted(str(found)) if isinstance(found, Hours) else Rejected(text(why.HOURS[found]))


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
        case places.PerhapsEverywhere():
            return Likely((WHOLE_MUNICIPALITY,))
        case _:
            return Rejected(text(why.PLACE))


def _no_number(raw: Typed) -> Rejected:
    return Rejected(text(why.PHONE_SHORT if is_too_short(raw.words) else why.PHONE))


def _mail(raw: Typed | Dialled) -> Understood:
    found = own_mail(_words(raw))
    return Accepted(found) if found else Rejected(text(why.MAIL))
