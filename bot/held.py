"""All that is held on one person, as plain values. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.office.due import Wishes
from bot.people import Role
from bot.records import Conversation, Proposal, ProposalStatus


@dataclass(frozen=True)
class Decided:
    """A change of a proposal's status, with what its proposer read."""

    at: datetime
    became: ProposalStatus
    reason: str | None
    note: str | None
    undone: bool = False
    """Whether it was taken back before it was told."""


@dataclass(frozen=True)
class Asked:
    """A question of a proposal that was asked again."""

    at: datetime
    question: str
    words: str | None
    old: str | None
    """What the answer was then."""


@dataclass(frozen=True)
class Handed:
    """A proposal that was sent in, with all that was written about it."""

    proposal: Proposal
    conversation: Conversation
    decided: tuple[Decided, ...]
    asked: tuple[Asked, ...]
    notes: tuple[tuple[datetime, str], ...]


@dataclass(frozen=True)
class Had:
    """A role that someone has, or had until it was taken away."""

    role: Role
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Held:
    """What the bot holds on a person."""

    person_id: int
    since: datetime
    language: str
    name: str | None
    district: str | None
    roles: tuple[Had, ...] = ()
    wishes: Wishes | None = None
    """How a coordinator wants to hear about proposals, where that was chosen."""
    asked_for_staff: date | None = None
    """The working day for which it was last passed on that the person wants to speak to someone."""
    proposals: tuple[Handed, ...] = ()
    drafts: tuple[Conversation, ...] = ()
    checks: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    """By kind of what else there is: how many."""
