"""Wijken and dorpen of the municipality, found in what people type despite spelling mistakes."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rapidfuzz.distance import OSA


@dataclass(frozen=True)
class Place:
    """One wijk, buurt or dorp, the gebied it lies in, and where that was published."""

    name: str
    district: str
    kind: str
    source: str


@dataclass(frozen=True)
class Found:
    """The text names this place; no need to ask."""

    place: Place


@dataclass(frozen=True)
class Likely:
    """The text probably means one of these one to three places; ask which."""

    places: tuple[Place, ...]


@dataclass(frozen=True)
class WholeDistrict:
    """The text names a gebied that is not also a place."""

    name: str


@dataclass(frozen=True)
class WholeMunicipality:
    """The text says: everywhere."""


@dataclass(frozen=True)
class Unknown:
    """Nothing in the text is a place of this municipality."""


Finding = Found | Likely | WholeDistrict | WholeMunicipality | Unknown


@dataclass(frozen=True)
class Places:
    """All places, in the order of the list."""

    places: tuple[Place, ...]

    @classmethod
    def parse(cls, csv_text: str) -> "Places":
        """Read the list; its first line names the columns name, district, kind and source."""
        rows = csv.DictReader(csv_text.splitlines())
        return cls(
            tuple(Place(row["name"], row["district"], row["kind"], row["source"]) for row in rows)
        )

    @cached_property
    def districts(self) -> tuple[str, ...]:
        """The gebieden, in the order in which the list names them first."""
        return tuple(dict.fromkeys(place.district for place in self.places))

    def in_district(self, name: str) -> tuple[Place, ...]:
        """The places of one gebied, alphabetically."""
        found = (place for place in self.places if place.district == name)
        return tuple(sorted(found, key=lambda place: place.name.casefold()))

    def named(self, name: str) -> Place | None:
        """The place with exactly this name."""
        return next((place for place in self.places if place.name == name), None)

    @cached_property
    def spellings(self) -> dict[str, Place]:
        """Each way of writing a name that is surely that place, as one word."""
        surely: dict[str, Place] = {}
        for place in self.places:
            for spelling in _spellings(place.name):
                surely.setdefault(spelling, place)
        return surely

    @cached_property
    def stems(self) -> dict[str, Place]:
        """Names without their ending, sure only when nothing else is said: 'oosterpark'."""
        words = {}
        for place in self.places:
            stem = _stem("".join(_content(_words(place.name))))
            if len(stem) >= 8 and stem not in self.spellings:
                words[stem] = place
            first = "".join(_content(_words(place.name))[:1])
            if len(first) >= 6 and self._only_one_starts_with(first):
                words.setdefault(first, place)
        return words

    @cached_property
    def district_words(self) -> dict[str, str]:
        """Gebieden that are not also a place, as one word."""
        words = {"".join(_words(name)): name for name in self.districts}
        return {word: name for word, name in words.items() if word not in self.spellings}

    def _only_one_starts_with(self, word: str) -> bool:
        return sum(spelled.startswith(word) for spelled in map(_joined, self.places)) == 1


def find(places: Places, text: str) -> Finding:
    """The place that a text means. Total; what is not certain is Likely, so that the bot asks."""
    if len(text) > _LONGEST_TEXT:
        return Unknown()
    words = _words(text)
    content = _content(words)
    whole = "".join(content)
    asked = "?" in text
    surely = places.spellings.get(whole) or places.stems.get(whole)
    if surely and not asked and not _denied(words):
        return Found(surely)
    named = tuple(dict.fromkeys(_named(places, words)))
    if named:
        return _among(places, named, words, asked)
    if _denied(words) or len(content) > _SHORT:
        return Unknown()
    mistaken = () if whole in places.district_words else _mistaken(places, content)
    if 0 < len(mistaken) <= 3:
        return Likely(mistaken)
    return _wider(places, words, asked) or _guess(places, content)


_LONGEST_TEXT = 250
_SHORT = 8  # words that say something; more is a story, in which a name is only likely


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SILENT = _listed(
    "wijk buurt dorp gebied stadsdeel in op de het een t te bij aan van ergens vlakbij rond"
    " ongeveer groningen gn gemeente nabij naast achter voor graag"
)
_DENYING = frozenset({"niet", "geen", "behalve", "not", "except"})
_PLACING = _listed("in te wijk dorp buurt naar station")
# Names that are ordinary words too: "meeuwen voeren", "ik ben op de hoogte".
_ORDINARY_NAMES = frozenset(
    {"hoogte", "held", "linie", "meeuwen", "haren", "glimmen", "oranje", "a", "stationsgebied"}
)
# Ordinary words and places elsewhere that resemble a name: never a spelling mistake.
_NOT_A_MISTAKE = _listed(
    "assen bedum annen haven havens jaren waren paren huren buiten binnen klein helpen kleine"
    " wonen noorden oosten westen zuiden tuinen vloer hoogten linies helden zonnen konnen"
    " kunnen klimmen zwemmen tuinwerk wijkwerk zuidlaren sauwerd winsum zilver dorpen"
)
_CONTRACTIONS = (
    ("t boer", "ten boer"),
    ("t post", "ten post"),
    ("te boer", "ten boer"),
    ("te post", "ten post"),
    ("st annen", "sint annen"),
)
_EVERYWHERE = re.compile(
    r"(over ?al( in| door)?|(in )?(de |het )?(ge)?hee?le? (de )?(gemeente|stad|groningen)"
    r"|alle (wijken|dorpen|gebieden|buurten)( en (wijken|dorpen))?|maakt niet uit waar|everywhere)"
    r"( (van |in |de |heel |hele |stad |gemeente )*(groningen|gemeente|stad))?"
)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    spaced = " " + " ".join(re.findall(r"[^\W_]+", kept)) + " "
    for written, meant in _CONTRACTIONS:
        spaced = spaced.replace(f" {written} ", f" {meant} ")
    return spaced.split()


def _content(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in _SILENT]


def _joined(place: Place) -> str:
    return "".join(_content(_words(place.name)))


def _stem(spelled: str) -> str:
    return re.sub(r"(wijk|buurt)$", "", spelled)


def _spellings(name: str) -> Iterator[str]:
    """The name with and without its article, and a wijk called a buurt or the other way round."""
    words = _words(name)
    spelled = "".join(_content(words))
    yield spelled
    yield "".join(words)
    if _stem(spelled) != spelled or words[-1] == "buurt":
        yield _stem(spelled) + "wijk"
        yield _stem(spelled) + "buurt"
    if words[0] == "van":
        yield words[-1]


def _named(places: Places, words: list[str]) -> Iterator[Place]:
    """Places written out in full, the longest name first where two overlap."""
    at = 0
    while at < len(words):
        for size in (4, 3, 2, 1):
            content = "".join(_content(words[at : at + size]))
            place = places.spellings.get(content) or places.spellings.get(
                "".join(words[at : at + size])
            )
            if place and words[at] not in _SILENT | _DENYING:
                if not _denied(_before(words, at)):
                    yield place
                at += size - 1
                break
        at += 1


def _before(words: list[str], at: int) -> list[str]:
    """The last word that says something before this position."""
    return _content(words[:at])[-1:]


def _denied(words: Iterable[str]) -> bool:
    return not _DENYING.isdisjoint(words)


def _among(places: Places, named: tuple[Place, ...], words: list[str], asked: bool) -> Finding:
    content = _content(words)
    longer = _longer(places, content) if len(content) > 1 else ()
    if longer:
        return Likely(tuple(dict.fromkeys((*longer, *named)))[:3])
    certain = len(named) == 1 and len(content) <= _SHORT and not asked and not _denied(words)
    if certain and _meant_as_place(named[0], words):
        return Found(named[0])
    return Likely(named[:3])


def _longer(places: Places, content: list[str]) -> tuple[Place, ...]:
    """Longer names that were begun or mistyped: 'binnenstad o', 'binnenstad ost'."""
    near = [place for place, _ in _near(places, "".join(content), alone=True)]
    return _completions(places, content) or tuple(dict.fromkeys(near))


def _meant_as_place(place: Place, words: list[str]) -> bool:
    spelled = _joined(place)
    if spelled not in _ORDINARY_NAMES or spelled not in words:
        return True
    at = words.index(spelled)
    before = [word for word in words[:at] if word not in {"de", "het", "t"}]
    return before[-1] in _PLACING if before else _SILENT.issuperset(words[at + 1 : at + 2])


def _wider(places: Places, words: list[str], asked: bool) -> Finding | None:
    """A whole gebied or the whole municipality."""
    content = _content(words)
    pairs = [first + second for first, second in pairwise(content)]
    named = {word for word in (*content, *pairs) if word in places.district_words}
    if len(named) == 1 and "noord" not in content and (len(content) == 1 or not asked):
        return WholeDistrict(places.district_words[named.pop()])
    if not named and _EVERYWHERE.fullmatch(" ".join(words)):
        return WholeMunicipality()
    return None


def _guess(places: Places, content: list[str]) -> Finding:
    """Names that the text only begins, or shortens: 'hoornse', 'bij de rivieren'."""
    guessed = _completions(places, content) or _stems_within(places, content)
    return Likely(guessed) if 0 < len(guessed) <= 3 else Unknown()


def _completions(places: Places, content: list[str]) -> tuple[Place, ...]:
    """Places of which the text is the beginning: 'hoornse', 'binnenstad o'."""
    begun = "".join(content)
    if len(begun) < 5 or begun in _NOT_A_MISTAKE:
        return ()
    found = (
        place
        for place in places.places
        if (spelled := _joined(place)) != begun
        and (spelled.startswith(begun) or (len(content) == 1 and begun in _words(place.name)))
    )
    return tuple(dict.fromkeys(found))


def _stems_within(places: Places, content: list[str]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(places.stems[word] for word in content if word in places.stems))


def _mistaken(places: Places, content: list[str]) -> tuple[Place, ...]:
    """The places whose name differs from part of the text by the fewest letters."""
    whole = "".join(content)
    nearest: dict[Place, int] = {}
    for size in (1, 2, 3):
        for at in range(len(content) - size + 1):
            typed = "".join(content[at : at + size])
            for place, distance in _near(places, typed, alone=typed == whole):
                nearest[place] = min(distance, nearest.get(place, distance))
    best = min(nearest.values(), default=0)
    return tuple(place for place, distance in nearest.items() if distance == best)


def _near(places: Places, typed: str, *, alone: bool) -> Iterator[tuple[Place, int]]:
    """Short names are near only when nothing else was typed: too many words resemble them."""
    if typed in _NOT_A_MISTAKE:
        return
    known = places.spellings | places.stems if alone else places.spellings
    for spelled, place in known.items():
        length = len(spelled)
        if length < (5 if alone else 7):
            continue
        allowed = 2 if length >= (8 if alone else 10) else 1
        distance = OSA.distance(
            typed.replace("ij", "y"), spelled.replace("ij", "y"), score_cutoff=allowed
        )
        if distance <= allowed:
            yield place, distance
