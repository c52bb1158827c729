"""What one update wants to have kept, as plain values. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.people import Person, Role
from bot.records import Check, Conversation, Delivery, Proposal
from conversations.verdict import Advice


@dataclass(frozen=True)
class Judged:
    """The advice on what was handed in by one conversation."""

    conversation_id: int
    advice: Advice


@dataclass(frozen=True)
class Invite:
    """An invitation, known by the hash of its code."""

    code_hash: str
    role: Role
    created_at: datetime
    expires_at: datetime
    created_by: int | None


@dataclass(frozen=True)
class Joined:
    """Someone took up an invitation."""

    code_hash: str
    person_id: int
    role: Role


@dataclass(frozen=True)
class Withdrawal:
    """A proposer takes a proposal back, as it stood in this version."""

    proposal_id: int
    version: int


@dataclass(frozen=True)
class Audited:
    """Who did what to which record."""

    actor_id: int
    action: str
    subject: str
    detail: str | None = None


@dataclass
class Changes:
    """All that one update, or a batch of them, wants to have kept."""

    people: dict[int, Person] = field(default_factory=dict)
    conversations: dict[int, Conversation] = field(default_factory=dict)
    proposals: list[Proposal] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    invites: list[Invite] = field(default_factory=list)
    joined: list[Joined] = field(default_factory=list)
    withdrawals: list[Withdrawal] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    audits: list[Audited] = field(default_factory=list)

    def add(self, other: Changes) -> None:
        """Take in the changes of a later update."""
        self.people.update(other.people)
        self.conversations.update(other.conversations)
        for name in LISTS:
            getattr(self, name).extend(getattr(other, name))


LISTS = (
    "proposals",
    "checks",
    "judged",
    "invites",
    "joined",
    "withdrawals",
    "deliveries",
    "audits",
)
