"""Wijken and dorpen of the municipality, found in what people type despite spelling mistakes."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from conversations.centres import Centre, read_centres
from conversations.names import Names, is_meant
from conversations.spelling import content, denied, words


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


@dataclass(frozen=True)
class PerhapsEverywhere:
    """The text says only what the municipality is called, or its city: ask whether all of it."""


Finding = Found | Likely | WholeDistrict | WholeMunicipality | PerhapsEverywhere | Unknown


@dataclass(frozen=True)
class Places:
    """All places, in the order of the list."""

    places: tuple[Place, ...]
    centres: tuple[Centre, ...] = ()

    @classmethod
    def parse(cls, csv_text: str, centres: str = "") -> "Places":
        """Read the list; its first line names the columns name, district, kind and source.

        `centres` says about where each place lies: name, latitude, longitude.
        """
        rows = csv.DictReader(csv_text.splitlines())
        places = (Place(r["name"], r["district"], r["kind"], r["source"]) for r in rows)
        return cls(tuple(places), read_centres(centres))

    @cached_property
    def names(self) -> Names:
        """What they are called, to be found in what people type."""
        return Names(tuple(place.name for place in self.places))

    @cached_property
    def districts(self) -> tuple[str, ...]:
        """The gebieden, in the order in which the list names them first."""
        return tuple(dict.fromkeys(place.district for place in self.places))

    @cached_property
    def district_words(self) -> dict[str, str]:
        """Gebieden that are not also a place, as one word."""
        spelled = {"".join(words(name)): name for name in self.districts}
        return {word: name for word, name in spelled.items() if word not in self.names.sure}

    def in_district(self, name: str) -> tuple[Place, ...]:
        """The places of one gebied, alphabetically."""
        found = (place for place in self.places if place.district == name)
        return tuple(sorted(found, key=lambda place: place.name.casefold()))

    def named(self, name: str) -> Place | None:
        """The place with exactly this name."""
        return self._by_name.get(name)

    def called(self, names: Iterable[str]) -> tuple[Place, ...]:
        """The places with these names, all of which are on the list."""
        return tuple(self._by_name[name] for name in names)

    @cached_property
    def _by_name(self) -> dict[str, Place]:
        return {place.name: place for place in self.places}


def find(places: Places, text: str) -> Finding:
    """The place that a text means. Total; what is not certain is Likely, so that the bot asks."""
    if len(text) > _LONGEST_TEXT:
        return Unknown()
    said = _Said(words(text), asked="?" in text)
    names = places.names
    surely = places.named(names.sure.get(said.whole) or names.short.get(said.whole, ""))
    if surely and not said.doubted:
        return Found(surely)
    written = names.written(said.words)
    if written:
        return _among(places, written, said)
    if denied(said.words) or said.is_story:
        return Unknown()
    mistaken = () if said.whole in places.district_words else names.mistaken(said.content)
    return (
        _likely(places, mistaken)
        or _wider(places, said)
        or _likely(places, names.begun(said.content) or names.shortened(said.content))
        or Unknown()
    )


_LONGEST_TEXT = 250
_SHORT = 8  # words that say something; more is a story, in which a name is only likely
_EVERYWHERE = re.compile(
    r"(over ?al( in| door)?|(in )?(de |het )?(ge)?hee?le? (de )?(gemeente|stad|groningen)"
    r"|alle (wijken|dorpen|gebieden|buurten)( en (wijken|dorpen))?|everywhere)"
    r"( (van |in |de |heel |hele |stad |gemeente )*(groningen|gemeente|stad))?"
)

_CITY = re.compile(r"(in )?(de )?((hele )?stad|gemeente|groningen)( groningen| stad| gemeente)?")


@dataclass(frozen=True)
class _Said:
    """The words of a text, and whether it is a question."""

    words: list[str]
    asked: bool

    @cached_property
    def content(self) -> list[str]:
        return content(self.words)

    @cached_property
    def whole(self) -> str:
        return "".join(self.content)

    @property
    def doubted(self) -> bool:
        return self.asked or denied(self.words)

    @property
    def is_story(self) -> bool:
        return len(self.content) > _SHORT


def _likely(places: Places, names: tuple[str, ...]) -> Likely | None:
    """More than three places are no finding."""
    return Likely(places.called(names)) if 0 < len(names) <= 3 else None


def _among(places: Places, written: tuple[str, ...], said: _Said) -> Finding:
    """Of the names that were written out, the one that is certain, or those to ask about."""
    longer = places.names.longer(said.content)
    if longer:
        return Likely(places.called(dict.fromkeys((*longer, *written)))[:3])
    named = places.called(written[:3])
    certain = len(written) == 1 and not said.is_story and not said.doubted
    if certain and is_meant(written[0], said.words):
        return Found(named[0])
    return Likely(named)


def _wider(places: Places, said: _Said) -> Finding | None:
    """A whole gebied or the whole municipality, or perhaps that."""
    pairs = [first + second for first, second in pairwise(said.content)]
    named = {word for word in (*said.content, *pairs) if word in places.district_words}
    clear = "noord" not in said.content and (len(said.content) == 1 or not said.asked)
    if len(named) == 1 and clear:
        return WholeDistrict(places.district_words[named.pop()])
    whole = " ".join(said.words)
    if _CITY.fullmatch(whole):
        return PerhapsEverywhere()
    return WholeMunicipality() if _EVERYWHERE.fullmatch(whole) else None
