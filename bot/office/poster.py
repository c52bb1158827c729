"""What a picture of figures shows, before it is drawn: bars, each with its words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from conversations.text import Words


class Picture(StrEnum):
    """What can be looked at."""

    MONTHS = "months"
    DISTRICTS = "districts"
    CONDITIONS = "conditions"
    FUNNEL = "funnel"
    CHECKS = "checks"
    GOAL = "goal"


class Tint(StrEnum):
    """The colour and the pattern of a part of a bar; each differs in both."""

    MAIN = "main"
    SECOND = "second"
    THIRD = "third"
    QUIET = "quiet"


@dataclass(frozen=True)
class Part:
    """A part of a bar; `said`: its number stands on it where there is room."""

    number: int
    tint: Tint = Tint.MAIN
    said: bool = True


@dataclass(frozen=True)
class Bar:
    """One bar: what it is about, its parts, and what stands at its end."""

    label: Words
    parts: tuple[Part, ...]
    said: Words


@dataclass(frozen=True)
class Bars:
    """Bars under each other on one scale, under a heading."""

    bars: tuple[Bar, ...]
    heading: Words | None = None
    key: tuple[tuple[Tint, Words], ...] = ()
    """What the parts mean, said once at the top."""


@dataclass(frozen=True)
class Goal:
    """A number on its way to a goal."""

    number: int
    goal: int
    reached: Words
    to_go: Words


@dataclass(frozen=True)
class Course:
    """Numbers through time, at most one for each day, under a heading."""

    points: tuple[tuple[date, int], ...]
    goal: int
    heading: Words
    began: Words
    ended: Words


Block = Bars | Goal | Course


@dataclass(frozen=True)
class Poster:
    """A picture: what it is about, over which time, what it shows, and what to know about it."""

    title: Words
    subtitle: Words
    blocks: tuple[Block, ...] = ()
    foot: tuple[Words, ...] = ()
    nothing: Words | None = None
    """What stands there instead when there are no figures yet."""
