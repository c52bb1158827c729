"""A list of names, found in what people type even where it shortens or misspells them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from conversations.spelling import (
    SILENT,
    content,
    denied,
    is_ordinary,
    joined,
    listed,
    near,
    spellings,
    stem,
    words,
)

_MOST_WORDS = 4  # in a name
_PLACING = listed("in te wijk dorp buurt naar station")
# Names that are ordinary words too: "meeuwen voeren", "ik ben op de hoogte".
_ORDINARY_NAMES = listed("hoogte held linie meeuwen haren glimmen oranje a stationsgebied")


@dataclass(frozen=True)
class Names:
    """The names, in the order of the list; what is found in a text is found once."""

    names: tuple[str, ...]

    @cached_property
    def sure(self) -> dict[str, str]:
        """Each way of writing a name that is surely that name, as one word."""
        surely: dict[str, str] = {}
        for name in self.names:
            for spelling in spellings(name):
                surely.setdefault(spelling, name)
        return surely

    @cached_property
    def short(self) -> dict[str, str]:
        """Names without their ending, sure only when nothing else is said: 'oosterpark'."""
        shortened: dict[str, str] = {}
        for name, spelled in self._spelled.items():
            if len(stem(spelled)) >= 8 and stem(spelled) not in self.sure:
                shortened[stem(spelled)] = name
            first = "".join(content(words(name))[:1])
            if len(first) >= 6 and self._only_one_starts_with(first):
                shortened.setdefault(first, name)
        return shortened

    def written(self, said: list[str]) -> tuple[str, ...]:
        """Names written out in full, the longest where two overlap; in "niet X" X is not named."""
        found, at = [], 0
        while at < len(said):
            name, size = self._at_start(said[at : at + _MOST_WORDS])
            if name and not denied(content(said[:at])[-1:]):
                found.append(name)
            at += size
        return _once(found)

    def longer(self, said: list[str]) -> tuple[str, ...]:
        """Names of several words that were begun or mistyped: 'binnenstad o', 'binnenstad ost'."""
        if len(said) < 2:
            return ()
        return self.begun(said) or _once(name for name, _ in self._near("".join(said), alone=True))

    def begun(self, said: list[str]) -> tuple[str, ...]:
        """Names of which the text is the beginning, or one of the words: 'hoornse'."""
        whole = "".join(said)
        if len(whole) < 5 or is_ordinary(whole):
            return ()
        single = len(said) == 1
        return tuple(
            name
            for name, spelled in self._spelled.items()
            if spelled != whole and (spelled.startswith(whole) or (single and whole in words(name)))
        )

    def shortened(self, said: list[str]) -> tuple[str, ...]:
        """Names that one of the words shortens: 'bij de rivieren'."""
        return _once(self.short[word] for word in said if word in self.short)

    def mistaken(self, said: list[str]) -> tuple[str, ...]:
        """The names that differ from part of the text by the fewest letters."""
        nearest: dict[str, int] = {}
        for size in (1, 2, 3):
            for at in range(len(said) - size + 1):
                typed = "".join(said[at : at + size])
                for name, distance in self._near(typed, alone=size == len(said)):
                    nearest[name] = min(distance, nearest.get(name, distance))
        best = min(nearest.values(), default=0)
        return tuple(name for name, distance in nearest.items() if distance == best)

    @cached_property
    def _spelled(self) -> dict[str, str]:
        return {name: joined(name) for name in self.names}

    def _only_one_starts_with(self, word: str) -> bool:
        return sum(spelled.startswith(word) for spelled in self._spelled.values()) == 1

    def _at_start(self, said: list[str]) -> tuple[str | None, int]:
        """The longest name that these words begin with, and of how many words it is."""
        if said[0] not in SILENT and not denied(said[:1]):
            for size in range(len(said), 0, -1):
                part = said[:size]
                name = self.sure.get("".join(content(part))) or self.sure.get("".join(part))
                if name:
                    return name, size
        return None, 1

    def _near(self, typed: str, *, alone: bool) -> Iterator[tuple[str, int]]:
        """The names that were perhaps meant, and by how many letters they differ."""
        known = self.sure | self.short if alone else self.sure
        for spelled, distance in near(typed, known, alone=alone):
            yield known[spelled], distance


def is_meant(name: str, said: list[str]) -> bool:
    """Whether a name that is an ordinary word too stands where a place would: "in de hoogte"."""
    spelled = joined(name)
    if spelled not in _ORDINARY_NAMES or spelled not in said:
        return True
    at = said.index(spelled)
    before = [word for word in said[:at] if word not in {"de", "het", "t"}]
    return before[-1] in _PLACING if before else SILENT.issuperset(said[at + 1 : at + 2])


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
