"""Roles, and who may do what. Pure; the one place that knows. What is not listed is refused."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """A role that a person is given by an invitation."""

    COACH = "coach"
    COORDINATOR = "coordinator"


class Deed(StrEnum):
    """Something that a person may be allowed to do."""

    READ = "read about the scheme"
    PROPOSE = "propose a task"
    FOLLOW = "follow one's own tasks"
    JOIN = "take up an invitation"
    CHECK = "check a candidate"
    INVITE = "invite colleagues"


EVERYONE: frozenset[Role | None] = frozenset({None, *Role})

MAY: Mapping[Deed, frozenset[Role | None]] = {
    Deed.READ: EVERYONE,
    Deed.PROPOSE: EVERYONE,
    Deed.FOLLOW: EVERYONE,
    Deed.JOIN: EVERYONE,
    Deed.CHECK: frozenset({Role.COACH}),
    Deed.INVITE: frozenset({Role.COORDINATOR}),
}


def may(roles: Set[Role], deed: Deed) -> bool:
    """Tell whether someone with these roles may do this."""
    return not MAY.get(deed, frozenset()).isdisjoint({None, *roles})


@dataclass(frozen=True)
class Person:
    """Someone who talks with the bot."""

    id: int
    language: str
    roles: frozenset[Role] = frozenset()
    accepts_number: bool = False
    """The next text may hold a number that looks like a BSN."""
    unreachable: bool = False
