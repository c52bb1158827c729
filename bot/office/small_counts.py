"""Small counts are left out, and cannot be worked out from those that are shown. Pure.

A count of fewer than five people or records is hidden. So that subtracting does not find it, the
smallest of the others is hidden with it: what is hidden of a group is never one to four together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

FEWEST = 5


@dataclass(frozen=True)
class Count:
    """How many records, and of how many people, by month and what else they share."""

    key: tuple[str, ...]
    records: int
    people: int

    @property
    def size(self) -> int:
        """The smaller of the two."""
        return min(self.records, self.people)


def safe(counts: Iterable[Count]) -> list[Count]:
    """Return the counts that can be shown, in order."""
    listed = sorted(counts, key=lambda count: count.key)
    hidden = {count for count in listed if count.size < FEWEST}
    depth = len(listed[0].key) if listed else 0
    for level in reversed(range(depth)):
        groups: dict[tuple[str, ...], list[Count]] = defaultdict(list)
        for count in listed:
            groups[count.key[:level]].append(count)
        for group in groups.values():
            hidden |= _also(group, hidden)
    return [count for count in listed if count not in hidden]


def _also(group: list[Count], hidden: set[Count]) -> set[Count]:
    """Return what must be hidden too, so that what is hidden of a group cannot be worked out."""
    missing = sum(count.size for count in group if count in hidden)
    also: set[Count] = set()
    for count in sorted((c for c in group if c not in hidden), key=lambda c: c.size):
        if not 0 < missing < FEWEST:
            break
        also.add(count)
        missing += count.size
    return also
