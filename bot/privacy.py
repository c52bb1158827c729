"""What must not be stored: found in free text before it reaches the store. Pure.

A BSN is recognised by the 11-proef alone, so one in eleven other numbers of eight or nine digits
looks like one; whoever asks offers "Het is geen BSN". Numbers in words, or with words between the
digits, are not recognised.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise


class Private(StrEnum):
    """A kind of personal number or address."""

    BSN = "bsn"
    IBAN = "iban"
    PHONE = "phone"
    EMAIL = "email"


def scan(
    text: str, invited: frozenset[Private] = frozenset(), accept_number: bool = False
) -> frozenset[Private]:
    """Return the kinds found in the text that were not asked for, in time linear in its length.

    `accept_number`: the person has said that the number is not a BSN.
    """
    plain = _plain(text)
    without_ibans = _without_ibans(plain)
    numbers = _NOT_PERSONAL.sub(_BLANK, without_ibans)
    without_phones = _without_phones(numbers)
    present = {
        Private.IBAN: without_ibans != plain,
        Private.PHONE: without_phones != numbers,
        Private.EMAIL: bool(_EMAIL.search(plain)),
        Private.BSN: not accept_number and _has_bsn(without_phones),
    }
    return frozenset(kind for kind, found in present.items() if found) - invited


_BLANK = "§"  # breaks a run of digits
_DASHES = str.maketrans("‐‑‒–—―−·", "--------")


def _plain(text: str) -> str:
    """One spelling for digits, dashes and spaces; what cannot be seen is gone."""
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return "".join(map(_plain_character, folded))


def _plain_character(character: str) -> str:
    if character.isascii():
        return " " if character == "\t" else character
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return "" if unicodedata.category(character) in {"Cf", "Mn", "Me"} else character


_IBAN_START = re.compile(r"(?=[A-Z]{2}[0-9]{2}|NL [0-9]{2} ?[A-Z]{4})", re.IGNORECASE | re.ASCII)
_IBAN = re.compile(r"[A-Z]{2} ?[0-9]{2}(?:[ .\-]{0,2}[A-Z0-9]){11,30}", re.IGNORECASE | re.ASCII)
_IBAN_LENGTHS = {
    country: int(length)
    for length, countries in (
        group.split(":")
        for group in [
            "15:NO",
            "16:BE",
            "18:DK FK FI FO GL NL SD",
            "19:MK SI",
            "20:AT BA EE KZ KW LT LU MN XK",
            "21:CH HR LI LV",
            "22:BH BG CR DE GB GE IE ME RS VA",
            "23:AE GI IL IQ OM SO TL",
            "24:AD CZ ES MD PK RO SA SE SK TN VG",
            "25:LY PT ST",
            "26:IS TR",
            "27:BI DJ FR GR IT MC MR SM",
            "28:AL AZ BY CY DO GT HN HU LB PL SV",
            "29:BR EG PS QA UA",
            "30:JO MU YE",
            "31:MT SC",
            "32:LC",
            "33:RU",
        ]
    )
    for country in countries.split()
}


def _without_ibans(plain: str) -> str:
    kept, copied = [], 0
    for start in _IBAN_START.finditer(plain):
        end = _iban_end(plain, start.start()) if start.start() >= copied else None
        if end:
            kept += [plain[copied : start.start()], _BLANK]
            copied = end
    return "".join((*kept, plain[copied:]))


def _iban_end(plain: str, start: int) -> int | None:
    """Where the account number ends that starts here, if its check digits are right."""
    run = _IBAN.match(plain, start)
    if not run:
        return None
    signs = [(at, sign) for at, sign in enumerate(run[0].upper(), start) if sign.isalnum()]
    length = _IBAN_LENGTHS.get(signs[0][1] + signs[1][1])
    known = signs[:length] if length else _up_to_space(plain, signs)
    if len(known) < (length or 15):
        return None
    written = [sign for _, sign in known]
    rest = int("".join(str(int(sign, 36)) for sign in written[4:] + written[:4])) % 97
    return known[-1][0] + 1 if rest == 1 else None


def _up_to_space(plain: str, signs: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Of a country whose length is not known only what is written as one word."""
    together = next((n for n, (a, b) in enumerate(pairwise(signs), 1) if b[0] - a[0] > 1), None)
    return signs[:together]


_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_CLOCK = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_ALONE = r"(?<![\d])(?<!\d[.\-/])(?:{})(?![.\-/]?\d)"
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

# Not the end of an account number with a mistake in it.
_RUN = re.compile(
    r"(?<![A-Za-z]{2}[0-9]{2}[A-Za-z]{4})(?<![A-Za-z]{2}[0-9]{2} [A-Za-z]{4} )(?<![0-9])"
    r"(?:\+ ?)?\d+(?:(?: {1,2}|\.| ?[-/] ?| ?\(0?\d{0,3}\) ?-? ?|\) ?-? ?)\d+)*"
)
_GROUP = re.compile(r"\d+")
# Dutch area codes and mobile numbers; 0800 and 0900 belong to nobody in person.
_DUTCH = re.compile(r"0(?:[1-57]\d|6[1-9]|8[4578])\d{7}")
_ABROAD = re.compile(r"00[1-9]\d{7,13}")
_INTERNATIONAL = re.compile(r"[1-9]\d{8,14}")
_WHATSAPP = re.compile(r"316[1-9]\d{7}")


def _without_phones(numbers: str) -> str:
    return _RUN.sub(_blank_phones, numbers)


def _blank_phones(run: re.Match[str]) -> str:
    groups = list(_GROUP.finditer(run[0]))
    kept, copied = [], 0
    for first in range(len(groups)):
        if groups[first].start() < copied:
            continue
        end = _phone_end(groups[first : first + 16], plus=first == 0 and run[0][0] == "+")
        if end:
            kept += [run[0][copied : groups[first].start()], _BLANK]
            copied = end
    return "".join((*kept, run[0][copied:]))


def _phone_end(groups: list[re.Match[str]], *, plus: bool) -> int | None:
    """Where the phone number ends that starts with the first of these groups of digits."""
    dialled, longest = "", None
    for at, group in enumerate(groups):
        if len(dialled) + len(group[0]) > 17:
            break
        dialled += group[0] if group[0] != "0" or at == 0 else ""
        if dialled.startswith(("310", "00310")):
            dialled = dialled.replace("310", "31", 1)
        exact = _DUTCH.fullmatch(dialled) or _WHATSAPP.fullmatch(dialled)
        if exact or re.fullmatch(
            r"(?:00)?31[1-9]\d{8}", dialled if plus or dialled[0] == "0" else ""
        ):
            return group.end()
        abroad = _INTERNATIONAL if plus else _ABROAD
        longest = group.end() if abroad.fullmatch(dialled) else longest
    return longest


_AROUND = r"[\w+\-]{1,64}"
_AT = r"(?:@| @ | ?[(\[]at[)\]] ?| ?[(\[]apenstaart(?:je)?[)\]] ?| apenstaart(?:je)? )"
_EMAIL = re.compile(
    rf"{_AROUND}{_AT}(?:[\w\-]{{1,63}}(?:\.| ?[(\[]?(?:dot|punt)[)\]]? ?)){{1,5}}[^\W\d_]{{2,24}}"
    rf"|{_AROUND} ?@ ?(?:gmail|hotmail|outlook|ziggo|kpnmail|icloud|yahoo)\b"
    rf"|{_AROUND} at [\w\-]{{1,63}}\.(?:com|nl|net|org|eu)\b",
    re.IGNORECASE,
)

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
        for written in _as_written(_GROUP.findall(run[0]), anywhere=named)
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
    return any(digits) and sum(map(int.__mul__, weights, digits)) % 11 == 0
