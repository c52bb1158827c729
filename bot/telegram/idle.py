"""Connections that nobody uses now: kept for the next call, but not for ever."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Hashable
from typing import Generic, Protocol, TypeVar

IDLE_AT_MOST = 30.0
"""Seconds that a connection is kept while nothing is asked."""


class Keepable(Protocol):
    """A connection, as far as it is kept."""

    used_at: float
    """When the last call over it ended, by the clock of the event loop."""

    @property
    def unused_for(self) -> float:
        """How many seconds ago that was."""

    @property
    def fit(self) -> bool:
        """Whether another call can go over it."""

    @property
    def silent(self) -> bool:
        """Whether nothing came in that was not read: where nothing is asked, that is its end."""

    def close(self) -> None:
        """End it."""


Kept = TypeVar("Kept", bound=Keepable)


class Idle(Generic[Kept]):
    """The connections that are open and idle, by where they go."""

    def __init__(self) -> None:
        self._kept: defaultdict[Hashable, list[Kept]] = defaultdict(list)
        self._sweep: asyncio.TimerHandle | None = None

    def put(self, place: Hashable, line: Kept) -> None:
        """Keep a connection."""
        self._kept[place].append(line)
        if self._sweep is None:
            self._sweep_for(line.used_at)

    def take(self, place: Hashable) -> Kept | None:
        """Return the one that was used last, if a call can go over it."""
        kept = self._kept[place]
        while kept:
            line = kept.pop()
            if not self._old(line) and line.fit and line.silent:
                return line
            line.close()
        return None

    def close(self) -> None:
        """Close them all."""
        if self._sweep:
            self._sweep.cancel()
            self._sweep = None
        for line in (line for kept in self._kept.values() for line in kept):
            line.close()
        self._kept.clear()

    def _old(self, line: Kept) -> bool:
        return line.unused_for > IDLE_AT_MOST

    def _sweep_for(self, used_at: float) -> None:
        loop = asyncio.get_running_loop()
        self._sweep = loop.call_at(used_at + IDLE_AT_MOST + 0.01, self._close_old)

    def _close_old(self) -> None:
        """Close what nobody used for long: behind a firewall it may be dead without a word."""
        self._sweep = None
        for place, kept in self._kept.items():
            for line in kept:
                if self._old(line):
                    line.close()
            self._kept[place] = [line for line in kept if not self._old(line)]
        left = [line.used_at for kept in self._kept.values() for line in kept]
        if left:
            self._sweep_for(min(left))
