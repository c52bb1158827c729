"""All that is held on one person, as plain values. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.people import Role
from bot.records import Conversation, Proposal, ProposalStatus


@dataclass(frozen=True)
class Decided:
    """A change of a proposal's status, with what its proposer read."""

    at: datetime
    became: ProposalStatus
    reason: str | None
    note: str | None


@dataclass(frozen=True)
class Asked:
    """A question of a proposal that was asked again."""

    at: datetime
    question: str
    words: str | None


@dataclass(frozen=True)
class Handed:
    """A proposal that was sent in, with all that was written about it."""

    proposal: Proposal
    conversation: Conversation
    decided: tuple[Decided, ...]
    asked: tuple[Asked, ...]
    notes: tuple[tuple[datetime, str], ...]


@dataclass(frozen=True)
class Held:
    """What the bot holds on a person."""

    person_id: int
    since: datetime
    language: str
    name: str | None
    district: str | None
    roles: Mapping[Role, datetime]
    """Those held now, with the moment that they were given."""
    proposals: tuple[Handed, ...] = ()
    drafts: tuple[Conversation, ...] = ()
    checks: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    """By kind of what else there is: how many."""
