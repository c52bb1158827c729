"""What must not be stored: found in free text before it reaches the store. Pure.

A BSN is recognised by the 11-proef alone, so one in eleven other numbers of eight or nine digits
looks like one; whoever asks offers "Het is geen BSN". Numbers in words, or with words between the
digits, are not recognised.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from operator import mul

from bot.iban import ibans
from bot.phone_patterns import phones


class Private(StrEnum):
    """A kind of personal number or address."""

    BSN = "bsn"
    IBAN = "iban"
    PHONE = "phone"
    EMAIL = "email"


NOTHING: frozenset[Private] = frozenset()


def scan(
    text: str, invited: frozenset[Private] = NOTHING, accept_number: bool = False
) -> frozenset[Private]:
    """Return the kinds found in the text that were not asked for, in time linear in its length.

    `accept_number`: the person has said that the number is not a BSN.
    """
    plain = _plain(text)
    digits = len(_DIGIT.findall(plain))
    accounts = list(ibans(plain)) if digits >= _IN_AN_ACCOUNT else []
    found = set()
    if accounts:
        found.add(Private.IBAN)
    if digits >= _IN_A_NUMBER:
        numbers = _NOT_PERSONAL.sub(_BLANK, _without(accounts, plain))
        dialled = list(phones(numbers))
        if dialled:
            found.add(Private.PHONE)
        if not accept_number and _has_bsn(_without(dialled, numbers)):
            found.add(Private.BSN)
    if _has_at(plain) and _EMAIL.search(plain):
        found.add(Private.EMAIL)
    return frozenset(found - invited) if found else NOTHING


# The fewest digits there are in one: most of what people write has less, and is let through soon.
_IN_AN_ACCOUNT, _IN_A_NUMBER = 2, 8
_DIGIT = re.compile("[0-9]")
_BLANK = "§"  # breaks a run of digits
_DASHES = str.maketrans("‐‑‒–—―−·", "--------")


def _plain(text: str) -> str:
    """One spelling for digits, dashes and spaces; what cannot be seen is gone."""
    if text.isascii():
        return text.replace("\t", " ")
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return "".join(map(_plain_character, folded))


def _plain_character(character: str) -> str:
    if character.isascii():
        return " " if character == "\t" else character
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return "" if unicodedata.category(character) in {"Cf", "Mn", "Me"} else character


def _without(spans: Iterable[tuple[int, int]], text: str) -> str:
    """The text with a blank in place of each of these parts."""
    kept, copied = [], 0
    for start, end in spans:
        kept += [text[copied:start], _BLANK]
        copied = end
    return "".join((*kept, text[copied:]))


_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_CLOCK = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_ALONE = r"(?<!\d)(?<!\d[.\-/])(?:{})(?![.\-/]?\d)"
# Larger sums have as many digits as a BSN: only ",00" or ",-" tells them apart.
_UP_TO_MILLIONS = r"(?:\d{1,3}\.\d{3}|\d\.\d{3}\.\d{3})"
_NOT_PERSONAL = re.compile(
    "|".join(
        (
            _ALONE.format(rf"{_DAY}([-/.]){_MONTH}\1(?:{_YEAR}|\d\d)"),
            _ALONE.format(rf"{_YEAR}([-/.]){_MONTH}\2{_DAY}"),
            _ALONE.format(rf"{_DAY} {_MONTH} {_YEAR}"),
            _ALONE.format(rf"{_YEAR} ?[-/ ] ?{_YEAR}"),
            _ALONE.format(rf"{_CLOCK} ?- ?{_CLOCK}"),
            r"(?<!\d)(?<!\d\.)\d{1,3}(?:\.\d{3}){1,4},(?:00(?!\d)|-)",
            rf"(?:€|\beuro?) ?{_UP_TO_MILLIONS}(?!\.?\d)",
            rf"(?<!\d)(?<!\d\.){_UP_TO_MILLIONS}(?: ?(?:€|euro?\b)|,\d\d(?!\d))",
            r"(?<![\d.])5[0-3]\.\d{4,15}, ?[3-7]\.\d{4,15}(?!\d)",
            r"(?<![\d\-])0[89]00[ \-]\d{4}(?! ?\d)",
        )
    ),
    re.IGNORECASE | re.ASCII,
)

_AROUND = r"[\w+\-]{1,64}"
_AT_SIGN = r"(?:@| @ | ?[(\[]at[)\]] ?| ?[(\[]apenstaart(?:je)?[)\]] ?| apenstaart(?:je)? )"
_EMAIL = re.compile(
    rf"{_AROUND}{_AT_SIGN}"
    r"(?:[\w\-]{1,63}(?:\.| ?[(\[]?(?:dot|punt)[)\]]? ?)){1,5}[^\W\d_]{2,24}"
    rf"|{_AROUND} ?@ ?(?:gmail|hotmail|outlook|ziggo|kpnmail|icloud|yahoo)\b"
    rf"|{_AROUND} at [\w\-]{{1,63}}\.(?:com|nl|net|org|eu)\b",
    re.IGNORECASE,
)


def _has_at(text: str) -> bool:
    """Tell at once whether an address may be in it, while one is looked for at each letter."""
    folded = text.casefold()
    return "@" in text or any(at in folded for at in (" at ", "at)", "at]", "apenstaart"))


_BSN_RUN = re.compile(r"\d+(?:(?: {1,2}|[./]| ?--? ?)\d+)*", re.ASCII)
# Where a text speaks of a BSN, whatever stands between digits may belong to it.
_NAMED_RUN = re.compile(r"\d+(?:[ \n.,/_\-]{1,3}\d+)*", re.ASCII)
_BSN_NAMED = re.compile(r"\b(?:bsn|burgerservice|sofi|burger service)", re.IGNORECASE)
_BSN_SHAPES = frozenset({(3, 3, 3), (4, 2, 3), (2, 3, 3), (3, 2, 3), (8,), (9,)})


def _has_bsn(numbers: str) -> bool:
    named = bool(_BSN_NAMED.search(numbers))
    return any(
        _passes_eleven(written)
        for run in (_NAMED_RUN if named else _BSN_RUN).finditer(numbers)
        for written in _as_written(re.findall(r"\d+", run[0]), anywhere=named)
    )


def _as_written(groups: list[str], *, anywhere: bool) -> Iterator[str]:
    """Return the numbers of eight or nine digits in a run of groups.

    A run of just that length is one. In a longer run ("huis 12 123 456 782") only groups as a BSN
    is written count, unless the text speaks of a BSN.
    """
    for first in range(len(groups)):
        written = ""
        for last in range(first, min(first + 9, len(groups))):
            written += groups[last]
            if len(written) > 9:
                break
            shape = tuple(map(len, groups[first : last + 1]))
            whole = (first, last) == (0, len(groups) - 1)
            if len(written) > 7 and (anywhere or whole or shape in _BSN_SHAPES):
                yield written


def _passes_eleven(written: str) -> bool:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    digits = [int(digit) for digit in written.zfill(9)]
    return any(digits) and sum(map(mul, weights, digits)) % 11 == 0
