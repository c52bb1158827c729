"""A stored value in the words that a person reads."""

from __future__ import annotations

from decimal import Decimal

from conversations.flow import (
    SPOKEN,
    UNSURE,
    WHOLE_MUNICIPALITY,
    FreeText,
    HoursAWeek,
    InPlace,
    PhoneNumber,
    Question,
)
from conversations.hours import Hours
from conversations.reaching import national
from conversations.text import N_, Text, Verbatim, Words, text

PER_WEEK = N_("{hours} a week")
FROM_TO = N_("{low}-{high} a week")
OR_MORE = N_("{hours} or more a week")
WHOLE = N_("All of Groningen")
VOICE_MESSAGE = N_("Voice message")
WHOLE_OF = N_("The whole of {district}")


def shown(question: Question, value: str) -> Words:
    """Return a stored value in the words that a person reads."""
    option = question.option(value)
    if isinstance(question.kind, HoursAWeek) and value != UNSURE:
        return _hours(value)
    if option:
        return text(option.label)
    if isinstance(question.kind, InPlace):
        district, _, whole = value.partition("/")
        if value == WHOLE_MUNICIPALITY:
            return text(WHOLE)
        if whole:
            return text(WHOLE_OF, district=district)
    if isinstance(question.kind, PhoneNumber):
        return Verbatim(national(value))
    if value == SPOKEN and isinstance(question.kind, FreeText):
        return text(VOICE_MESSAGE)
    return Verbatim(value)


def told(question: Question, value: str) -> Words:
    """Return a stored value as the summary says it: "mail me" would be the bot's own words."""
    option = question.option(value)
    return text(option.told) if option and option.told else shown(question, value)


def _hours(value: str) -> Text:
    hours = Hours.parse_stored(value)
    low = Decimal(hours.low)
    if hours.high is None:
        return text(OR_MORE, hours=low)
    if hours.high == hours.low:
        return text(PER_WEEK, hours=low)
    return text(FROM_TO, low=low, high=Decimal(hours.high))
