"""Hours a week, as people type them: "een uurtje of zes", "4-6", "meer dan 16", "een dagdeel"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

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
        low = _number(found["low"])
        return cls(low, None if found["more"] else _number(found["high"] or found["low"]))


def parse_hours(typed: str) -> Hours | HoursRefusal:
    """Read what a person typed for hours a week. Total: what is not certain is not understood."""
    if len(typed) > _LONGEST:
        return HoursRefusal.not_understood
    plain = _plain(typed)
    if _NO_HOURS.fullmatch(plain):
        return HoursRefusal.none
    if _OTHER_PERIOD.search(plain):
        return HoursRefusal.not_per_week
    spoken = _signs(plain)
    return _checked(spoken) if spoken else HoursRefusal.not_understood


class _Spoken(NamedTuple):
    """A text as the shape of its signs ("N-NU") and the numbers in it."""

    shape: str
    numbers: list[Decimal]


_LONGEST = 100
_HOURS_IN_A_WEEK = 168
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


def _listed(words: str) -> list[str]:
    return words.split()


_UNITS = dict(
    enumerate(_listed("nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien"))
)
_TENS = dict(enumerate(_listed("twintig dertig veertig vijftig zestig"), start=2))
_ENGLISH = _listed("zero one two three four five six seven eight nine ten eleven twelve")
_WORDS: dict[str, int] = (
    {word: n for n, word in _UNITS.items()}
    | {word: n for n, word in enumerate(_ENGLISH)}
    | {"veertien": 14, "vijftien": 15, "zestien": 16, "zeventien": 17, "achttien": 18}
    | {"negentien": 19, "fifteen": 15, "sixteen": 16, "twenty": 20, "thirty": 30, "forty": 40}
    | {tens: 10 * n for n, tens in _TENS.items()}
    | {f"{_UNITS[one]}en{tens}": 10 * n + one for n, tens in _TENS.items() for one in range(1, 10)}
)
_SIGNS = {
    word: sign
    for sign, words in {
        "U": "uur uren uurtje uurtjes u h hr hrs hour hours",
        "D": "dag dagen dagje dagjes werkdag werkdagen day days",
        "P": "dagdeel dagdelen ochtend middag ochtenden middagen",
        "K": "kwartier kwartiertje",
        "-": "- /",
        "T": "tot a to t/m tm",
        "o": "of or",
        "e": "en and &",
        "t": "tussen between",
        "v": "van",
        ">": "meer boven ruim > more over",
        "<": "minder onder < less under",
        "M": "max maximaal maximum hoogstens hooguit most",
        "m": "min minimaal minimum minstens tenminste vanaf least",
        "+": "+",
    }.items()
    for word in words.split()
}
_FILLERS = frozenset(
    _listed(
        "ongeveer circa ca zo n ik denk gemiddeld meestal dat het is zal wel zijn hoor kost duurt"
        " naar schatting misschien rond de dan about around roughly maybe than at i"
        " think gok schat op zowat plusminus +- +/- ± ~ . , totaal samen"
        " hele heel volle volgens mij"
    )
)
_SIZES = {"U": Decimal(1), "D": Decimal(8), "P": Decimal(4), "K": Decimal("0.25")}


def _number(written: str) -> Number:
    value = Decimal(written)
    return int(value) if value == value.to_integral_value() else value.normalize()


def _plain(typed: str) -> str:
    """One spelling for fractions, dashes, accents, digits and half hours."""
    for sign, share in (("½", "5"), ("¼", "25"), ("¾", "75")):
        typed = re.sub(rf"(?<![0-9]) ?{sign}", f"0,{share}", typed)
        typed = re.sub(rf" ?{sign}", f",{share}", typed)
    folded = unicodedata.normalize("NFKD", typed.casefold()).translate(_DASHES)
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    halves = re.sub(r"\b([a-z]+?)en(?:een)?half\b", r"\1 en half", digits)
    return " ".join(
        _IDIOM.sub("", halves.replace("tot en met", "tot"))
        .replace("'", " ")
        .replace("anderhalve", "anderhalf")
        .split()
    ).strip(" .!")


_IDIOM = re.compile(r"\been stuks? of\b")
_DASHES = str.maketrans("‐‑‒–—―−", "-------")
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)?|[a-z]+/[a-z]+|\+/?-|[a-z]+|\S")


def _signs(plain: str) -> _Spoken | None:
    weekly = bool(_WEEK.search(plain))
    tokens = _halves([_valued(token) for token in _TOKEN.findall(_WEEK.sub(" ", plain))])
    shape, numbers = "", []
    for token in tokens:
        if isinstance(token, Decimal):
            shape += "N"
            numbers.append(token)
        elif token in _SIGNS:
            shape += _SIGNS[token]
        elif token not in _FILLERS:
            return None
    return _Spoken(shape if weekly else shape.replace("v", "?"), numbers)


def _valued(token: str) -> Decimal | str:
    if token in _WORDS:
        return Decimal(_WORDS[token])
    if re.fullmatch(r"[0-9]{1,3}\.000", token):
        return Decimal(token) * 1000
    if re.fullmatch(r"[0-9]+([.,](0|[1-9]|25|50|75))?", token):
        return Decimal(token.replace(",", "."))
    return token


def _halves(tokens: list[Decimal | str]) -> list[Decimal | str]:
    """'twee en een half' is 2.5, 'een half' is 0.5, 'anderhalf' is 1.5."""
    one, half = Decimal(1), Decimal("0.5")
    said: list[Decimal | str] = []
    for token in tokens:
        if token not in {"half", "halve", "anderhalf"}:
            said.append(token)
            continue
        if said[-1:] == [one]:
            said.pop()
        share = 3 * half if token == "anderhalf" else half  # noqa: S105
        if said[-1:] == ["en"] and len(said) > 1 and isinstance(said[-2], Decimal):
            share += said[-2]
            del said[-2:]
        said.append(share)
    return said


_ONE = re.compile(r"(?P<sign>[><MmT]?)N(?P<unit>[UDPK]?)(?P<after>[+Mm]|o[<>]|)")
_AFTER = {"+": "m", "m": "m", "M": "M", "o>": "m", "o<": "M"}
_ROUGHLY = re.compile(r"N?(?P<unit>[UDP])oN(?P<after>)[UDP]?(?P<sign>)")
_RANGE = re.compile(r"(?:v|(?P<between>t))?N(?P<first>[UDP]?)(?:[-To]|(?P<and>e))N(?P<unit>[UDP]?)")
_NEIGHBOURS = re.compile(r"(?:N?(?P<first>U)o)?NN(?P<unit>[UDP]?)")


def _checked(spoken: _Spoken) -> Hours | HoursRefusal:
    hours = _single(spoken) or _range(spoken)
    if hours is None:
        return HoursRefusal.not_understood
    top = hours.low if hours.high is None else hours.high
    if top > _HOURS_IN_A_WEEK:
        return HoursRefusal.too_many
    return hours if top else HoursRefusal.none


def _single(spoken: _Spoken) -> Hours | None:
    found = _ONE.fullmatch(spoken.shape) or _ROUGHLY.fullmatch(spoken.shape)
    if not found:
        bare = re.fullmatch(r"[UDP]", spoken.shape)
        return _exactly(_SIZES[bare[0]]) if bare and bare[0] != "U" else None
    sign = found["sign"] or _AFTER.get(found["after"], "")
    return _limited(sign, _sized(spoken.numbers[-1], found["unit"]))


def _limited(sign: str, amount: Decimal) -> Hours:
    number = _number(str(amount))
    match sign:
        case ">" | "m":
            above = number + 1 if sign == ">" and isinstance(number, int) else number
            return Hours(above, None)
        case "<" | "M" | "T":
            return Hours(min(1, number), number)
        case _:
            return Hours(number, number)


def _range(spoken: _Spoken) -> Hours | None:
    found = _RANGE.fullmatch(spoken.shape) or _NEIGHBOURS.fullmatch(spoken.shape)
    if not found:
        return None
    first, last = spoken.numbers[-2:]
    said = found.groupdict()
    if said.get("and") and not said["between"]:
        return None
    if found.re is _NEIGHBOURS and last != first + 1:
        return None
    unit = found["unit"]
    low, high = sorted((_sized(first, said["first"] or unit), _sized(last, unit)))
    return Hours(_number(str(low or min(Decimal(1), high))), _number(str(high)))


def _sized(amount: Decimal, unit: str) -> Decimal:
    return amount * _SIZES[unit] if unit else amount


def _exactly(amount: Decimal) -> Hours:
    return _limited("", amount)
