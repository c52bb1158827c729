"""What a person replies to a question, before it is understood."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Typed:
    """Words that a person typed."""

    words: str


@dataclass(frozen=True)
class Chosen:
    """A button that a person pressed: the key of an option, or a place."""

    key: str


@dataclass(frozen=True)
class Dialled:
    """A phone number in international form, read by whoever hosts the core."""

    number: str


@dataclass(frozen=True)
class Spoken:
    """A voice message; what it says is not understood here."""


@dataclass(frozen=True)
class Nearby:
    """Places near the spot on the map that a person shared, nearest first."""

    names: tuple[str, ...]


Raw = Typed | Chosen | Dialled | Spoken | Nearby
