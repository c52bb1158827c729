"""Roles, and who may do what. Pure; the one place that knows. What is not listed is refused."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NOBODY = 0
"""Whose the proposals of erased people are, and who acts where the bot does so by itself."""


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
    COUNT = "see the figures and enter the number at work"
    BROWSE = "look through approved tasks"
    TEAM = "see and change who has which role"
    OWN_DATA = "see and erase what is held on oneself"
    BE_NAMED = "say what colleagues are called by"
    REVIEW = "review proposals"
    EXPORT = "take data along in a file"
    LOG = "see who did what"


EVERYONE: frozenset[Role | None] = frozenset({None, *Role})

MAY: Mapping[Deed, frozenset[Role | None]] = {
    Deed.READ: EVERYONE,
    Deed.PROPOSE: EVERYONE,
    Deed.FOLLOW: EVERYONE,
    Deed.JOIN: EVERYONE,
    Deed.OWN_DATA: EVERYONE,
    Deed.CHECK: frozenset({Role.COACH}),
    Deed.INVITE: frozenset({Role.COORDINATOR}),
    Deed.COUNT: frozenset({Role.COORDINATOR}),
    Deed.BROWSE: frozenset(Role),
    Deed.TEAM: frozenset({Role.COORDINATOR}),
    Deed.BE_NAMED: frozenset(Role),
    Deed.REVIEW: frozenset({Role.COORDINATOR}),
    Deed.EXPORT: frozenset({Role.COORDINATOR}),
    Deed.LOG: frozenset({Role.COORDINATOR}),
}


def roles_of(listed: str | None) -> frozenset[Role]:
    """Return the roles in a list with commas between them."""
    return frozenset(Role(role) for role in (listed or "").split(",") if role)


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
    district: str | None = None
    """A coordinator's choice of the queue; None: of all districts."""
    asked_for_staff: date | None = None
    """The working day for which the person last asked to speak with someone."""
    album: str | None = None
    """The album that was answered last while no proposal was open."""
