"""How names are written and mistyped: their words, their spellings, and what is near to them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA


def listed(words: str) -> frozenset[str]:
    """The words of one line."""
    return frozenset(words.split())


# Words beside a name that do not change which place it is.
SILENT = listed(
    "wijk buurt dorp gebied stadsdeel in op de het een t te bij aan van ergens vlakbij rond"
    " ongeveer groningen gn gemeente nabij naast achter voor graag"
)
_DENYING = listed("niet geen behalve not except")
# Ordinary words and places elsewhere that resemble a name: never a spelling mistake.
_NOT_A_MISTAKE = listed(
    "assen bedum annen haven havens jaren waren paren huren buiten binnen klein helpen kleine"
    " wonen noorden oosten westen zuiden tuinen vloer hoogten linies helden zonnen konnen"
    " kunnen klimmen zwemmen tuinwerk wijkwerk zuidlaren sauwerd winsum zilver dorpen"
)
_TEN = re.compile(r"\bte? (?=(?:boer|post)\b)")
_SINT = re.compile(r"\bst (?=annen\b)")


def words(text: str) -> list[str]:
    """The words of a text without capitals, accents and signs; "t boer" is "ten boer"."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    spaced = " ".join(re.findall(r"[^\W_]+", plain))
    return _SINT.sub("sint ", _TEN.sub("ten ", spaced)).split()


def content(said: list[str]) -> list[str]:
    """The words that tell one place from another."""
    return [word for word in said if word not in SILENT]


def joined(name: str) -> str:
    """The words that tell one place from another, written as one."""
    return "".join(content(words(name)))


def stem(spelled: str) -> str:
    """A name written as one word, without "wijk" or "buurt" at its end."""
    return re.sub(r"(wijk|buurt)$", "", spelled)


def spellings(name: str) -> Iterator[str]:
    """The name as one word, with and without its article; a wijk may be called a buurt."""
    written = words(name)
    spelled = joined(name)
    yield spelled
    yield "".join(written)
    if stem(spelled) != spelled or written[-1] == "buurt":
        yield stem(spelled) + "wijk"
        yield stem(spelled) + "buurt"
    if written[0] == "van":
        yield written[-1]


def denied(said: list[str]) -> bool:
    """Whether one of these words is a "niet"."""
    return not _DENYING.isdisjoint(said)


def is_ordinary(typed: str) -> bool:
    """Whether this is a word or a place of its own, although it resembles a name."""
    return typed in _NOT_A_MISTAKE


def near(typed: str, known: Iterable[str], *, alone: bool) -> Iterator[tuple[str, int]]:
    """The known spellings that were perhaps meant, and by how many letters they differ.

    Short names are near only to what was typed `alone`: too many words resemble them.
    """
    if is_ordinary(typed):
        return
    shortest, long = (5, 8) if alone else (7, 10)
    for spelled in known:
        if len(spelled) < shortest:
            continue
        allowed = 2 if len(spelled) >= long else 1
        distance = OSA.distance(_one_ij(typed), _one_ij(spelled), score_cutoff=allowed)
        if distance <= allowed:
            yield spelled, distance


def _one_ij(spelled: str) -> str:
    return spelled.replace("ij", "y")
