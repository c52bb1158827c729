"""Hours a week, as people type them: "een uurtje of zes", "4-6", "meer dan 16", "een dagdeel"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from conversations.number_words import HOURS_IN, IN_A_SENTENCE, Said, one_spelling, read

Number = Decimal | int


class HoursRefusal(Enum):
    """Why a text is not a number of hours a week."""

    not_understood = "not_understood"
    not_per_week = "not_per_week"
    too_many = "too_many"
    none = "none"


@dataclass(frozen=True)
class Hours:
    """From `low` to `high` hours a week; equal for one number, no `high` for "or more"."""

    low: Number
    high: Number | None

    def __str__(self) -> str:
        """Return the stored form: "6", "4-6", "2.5" or "17+"."""
        if self.high is None:
            return f"{self.low}+"
        return f"{self.low}" if self.low == self.high else f"{self.low}-{self.high}"

    @classmethod
    def parse_stored(cls, stored: str) -> Hours:
        """Read the stored form back; anything else is a ValueError."""
        found = _STORED.fullmatch(stored)
        if not found:
            raise ValueError(stored)
        low = _number(Decimal(found["low"]))
        return cls(low, None if found["more"] else _number(Decimal(found["high"] or found["low"])))


def parse_hours(typed: str) -> Hours | HoursRefusal:
    """Read what a person typed for hours a week. Total: what is not certain is not understood."""
    if len(typed) > _LONGEST:
        return HoursRefusal.not_understood
    plain = one_spelling(typed)
    if _NO_HOURS.fullmatch(plain):
        return HoursRefusal.none
    if _OTHER_PERIOD.search(plain):
        return HoursRefusal.not_per_week
    said = read(_WEEK.sub(" ", plain)) or _in_a_sentence(_WEEK.sub(" ", plain))
    if said is None or (_MAY_BE_A_CLOCK.match(said.shape) and not _WEEK.search(plain)):
        return HoursRefusal.not_understood
    hours = _one(said) or _range(said)
    return _checked(hours) if hours else HoursRefusal.not_understood


_LONGEST = 100
_HOURS_IN_A_WEEK = 168
_MAY_BE_A_CLOCK = re.compile(r".*v|f.*U")  # "van 9 tot 12", "vanaf 9 uur"
_STORED = re.compile(
    r"(?P<low>[0-9]{1,3}(\.[0-9]{1,2})?)((?P<more>\+)|-(?P<high>[0-9]{1,3}(\.[0-9]{1,2})?))?"
)
_NO_HOURS = re.compile(r"(0+|nul|geen|none|zero)( (uur|uren|hours?))?( per week)?")
_DAY = r"(?:werk)?(?:dag|dagen|day|days)"
_OTHER_PERIOD = re.compile(
    r"\b(?:maand|maanden|maandelijks|jaar|jaren|jaarlijks|kwartaal|seizoen|weekend|weken|dagelijks"
    r"|months?|monthly|years?|yearly|daily|weeks|om de (?:\w+ )?week"
    rf"|(?:per|elke|iedere|alle|each|every|[pd] ?/) ?{_DAY}"
    rf"|(?:uur|uren|uurtjes?|u|h|hours?) ?(?:een|op een|a|in een|/) ?{_DAY})\b"
)
_WEEK = re.compile(
    r"\b(?:per|in de|in een|elke|iedere|een|op|a|each|every|p ?/|p) ?(?:w|wk|week)\b"
    r"|/ ?w(?:ee)?k\b|\bwekelijks\b|\bweekly\b|\bp ?\. ?w\b ?\.?"
)

# The shapes of one amount: "meer dan 6 uur", "6 uur of meer", and "een uur of zes".
_ONE = re.compile(r"(?P<sign>[><MmTf]?)N(?P<unit>[UDPK]?)(?P<after>[+Mm]|o[<>]|)")
_AFTER = {"": "", "+": "m", "m": "m", "M": "M", "o>": "m", "o<": "M"}
_PLAIN_HOURS = re.compile(r"N(?:[-T]N)?U")
_ROUGHLY = re.compile(r"N?(?P<unit>[UDP])oN[UDP]?")
# And of two: "4-6 uur", "tussen 4 en 6", and "vier vijf uur".
_RANGE = re.compile(
    r"(?:v|(?P<between>t))?N(?P<first>[UDP]?)(?(between)[-Toe]|[-To])N(?P<unit>[UDP]?)"
)
_NEIGHBOURS = re.compile(r"(?:N?(?P<first>U)o)?NN(?P<unit>[UDP]?)")


def _in_a_sentence(plain: str) -> Said | None:
    """The one number or range of hours in a sentence: "zei ik al, 8 uur"."""
    said = read(plain, IN_A_SENTENCE)
    return said if said and _PLAIN_HOURS.fullmatch(said.shape) else None


def _one(said: Said) -> Hours | None:
    """One amount, or a limit."""
    if said.shape in {"D", "P"}:
        return _limited("", HOURS_IN[said.shape])
    if roughly := _ROUGHLY.fullmatch(said.shape):
        return _limited("", _hours(said.numbers[-1], roughly["unit"]))
    if one := _ONE.fullmatch(said.shape):
        return _limited(one["sign"] or _AFTER[one["after"]], _hours(said.numbers[0], one["unit"]))
    return None


def _limited(sign: str, amount: Decimal) -> Hours:
    number = _number(amount)
    match sign:
        case ">" | "m" | "f":
            above = number + 1 if sign == ">" and isinstance(number, int) else number
            return Hours(above, None)
        case "<" | "M" | "T":
            return Hours(min(1, number), number)
        case _:
            return Hours(number, number)


def _range(said: Said) -> Hours | None:
    """From one amount to another; two numbers in a row must be neighbours."""
    found = _RANGE.fullmatch(said.shape)
    if not found:
        found = _NEIGHBOURS.fullmatch(said.shape)
        if not found or said.numbers[-1] != said.numbers[-2] + 1:
            return None
    first, last = said.numbers[-2:]
    unit = found["unit"]
    low, high = sorted((_hours(first, found["first"] or unit), _hours(last, unit)))
    return Hours(_number(low or min(Decimal(1), high)), _number(high))


def _hours(amount: Decimal, unit: str) -> Decimal:
    return amount * HOURS_IN[unit] if unit else amount


def _number(amount: Decimal) -> Number:
    return int(amount) if amount == amount.to_integral_value() else amount.normalize()


def _checked(hours: Hours) -> Hours | HoursRefusal:
    top = hours.low if hours.high is None else hours.high
    if top > _HOURS_IN_A_WEEK:
        return HoursRefusal.too_many
    return hours if top else HoursRefusal.none
