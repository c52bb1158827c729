"""The words in which people say how many: numbers, halves, hours, parts of a day, and limits."""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

_Token = Decimal | str


class Said(NamedTuple):
    """A text as the shape of its signs ("4-6 uur" is "N-NU") and the numbers at each N."""

    shape: str
    numbers: list[Decimal]


def read(plain: str, beside: frozenset[str] = frozenset()) -> Said | None:
    """The signs in a text in one spelling; None if a word of it is not known here.

    `beside`: more words that say nothing about how many.
    """
    shape, numbers = "", []
    for token in _with_halves([_valued(token) for token in _TOKEN.findall(plain)]):
        if isinstance(token, Decimal):
            shape += "N"
            numbers.append(token)
        elif token in _SIGNS:
            shape += _SIGNS[token]
        elif token not in _FILLERS and token not in beside:
            return None
    return Said(shape, numbers)


def one_spelling(typed: str) -> str:
    """A text with one spelling for fractions, dashes, accents, digits and half hours."""
    for sign, share in (("½", "5"), ("¼", "25"), ("¾", "75")):
        typed = re.sub(rf"(?<![0-9]) ?{sign}", f"0,{share}", typed)
        typed = re.sub(rf" ?{sign}", f",{share}", typed)
    folded = unicodedata.normalize("NFKD", typed.casefold()).translate(_DASHES)
    plain = "".join(map(_plain_character, folded))
    halves = re.sub(r"\b([a-z]+?)en(?:een)?half\b", r"\1 en half", plain)
    idioms = re.sub(r"\been stuks? of\b", "", halves.replace("tot en met", "tot"))
    return " ".join(idioms.replace("'", " ").split()).strip(" .!")


HOURS_IN = {"U": Decimal(1), "D": Decimal(8), "P": Decimal(4), "K": Decimal("0.25")}
"""How long one of each unit lasts: hour, working day, part of a day, quarter."""


def _listed(words: str) -> list[str]:
    return words.split()


_ONES = _listed("een twee drie vier vijf zes zeven acht negen")
_TENS = dict(enumerate(_listed("twintig dertig veertig vijftig zestig"), start=2))
_TEENS = _listed("tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien")
_ENGLISH = _listed("zero one two three four five six seven eight nine ten eleven twelve")
_NUMBERS = (
    {word: n for n, word in enumerate(["nul", *_ONES, *_TEENS])}
    | {tens: 10 * n for n, tens in _TENS.items()}
    | {f"{one}en{tens}": 10 * n + m for n, tens in _TENS.items() for m, one in enumerate(_ONES, 1)}
    | {word: n for n, word in enumerate(_ENGLISH)}
    | {"fifteen": 15, "sixteen": 16, "twenty": 20, "thirty": 30, "forty": 40}
)
_HALVES: dict[_Token, Decimal] = {
    **dict.fromkeys(("half", "halve"), Decimal("0.5")),
    **dict.fromkeys(("anderhalf", "anderhalve"), Decimal("1.5")),
}
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
        "m": "min minimaal minimum minstens tenminste least",
        "f": "vanaf",
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
IN_A_SENTENCE = frozenset(
    _listed(
        "zei zeg zeiden zeggen zoals al eerder net dus nou gewoon ja jawel ook wel toch we wij mij"
        " me lijkt lijken er daar daarvoor hiervoor nodig mee kwijt gaat rekenen reken werk"
        " taak schatten schatting mijn onze inschatting prima genoeg natuurlijk hoop dank bedankt"
        " said as we need takes work"
    )
)
"""Words around an amount that has its "uur" with it; none that make it a time of day."""
_DASHES = str.maketrans("‐‑‒–—―−", "-------")
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)?|[a-z]+/[a-z]+|\+/?-|[a-z]+|\S")
_THOUSANDS = re.compile(r"[0-9]{1,3}\.000")
# What else stands after a point, as in "9.30", is a time of day.
_NUMBER = re.compile(r"[0-9]+([.,](0|[1-9]|25|50|75))?")


def _plain_character(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return "" if unicodedata.combining(character) else character


def _valued(token: str) -> _Token:
    if token in _NUMBERS:
        return Decimal(_NUMBERS[token])
    if _THOUSANDS.fullmatch(token):
        return Decimal(token) * 1000
    if _NUMBER.fullmatch(token):
        return Decimal(token.replace(",", "."))
    return token


def _with_halves(tokens: list[_Token]) -> list[_Token]:
    """'twee en een half' is 2.5, 'een half' is 0.5, 'anderhalf' is 1.5."""
    said: list[_Token] = []
    for token in tokens:
        if token not in _HALVES:
            said.append(token)
            continue
        if said[-1:] == [1]:
            said.pop()
        match said:
            case [*_, Decimal() as whole, "en"]:
                said[-2:] = [whole + _HALVES[token]]
            case _:
                said.append(_HALVES[token])
    return said
