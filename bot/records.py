"""What is kept, as plain values, and what one update wants to have kept. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from bot.people import Person, Role
from conversations.turn import State
from conversations.verdict import Advice

NO_SOURCES: Mapping[str, int] = MappingProxyType({})

PHOTOS_AT_MOST = 5


class Status(StrEnum):
    """Where a conversation stands."""

    OPEN = "open"
    SUBMITTED = "submitted"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Sent:
    """A message that the bot put in the outbox; without a number until Telegram has it."""

    delivery: int
    message_id: int | None = None


@dataclass(frozen=True)
class Photo:
    """A photo that goes with a proposal, by Telegram's ids."""

    unique_id: str
    file_id: str
    album: str | None = None
    caption: str | None = None


@dataclass(frozen=True)
class Conversation:
    """One person in one flow."""

    id: int
    person_id: int
    flow: str
    status: Status
    state: State
    started_at: datetime
    prompt: Sent | None = None
    """The message that asks the open question, or shows the summary or the card."""
    showing: str | None = None
    """What the prompt shows: a question's key, or SUMMARY."""
    side: Sent | None = None
    """A message beside the prompt that goes when the answer is there."""
    photo_reply: Sent | None = None
    joining: str | None = None
    """The question whose answer quick messages still add to."""
    sources: Mapping[str, int] = field(default_factory=lambda: NO_SOURCES)
    """By question: the number of the person's message that the answer came from."""
    photos: tuple[Photo, ...] = ()


SUMMARY = "summary"


class Kind(StrEnum):
    """What a delivery does in a chat."""

    SEND = "send"
    EDIT = "edit"
    STRIP = "strip"
    DELETE = "delete"
    ANSWER = "answer"
    MENU = "menu"


@dataclass(frozen=True)
class Delivery:
    """One row of the outbox."""

    id: int
    chat_id: int
    kind: Kind
    language: str
    content: str = ""
    """A stored Message; for an answer to a button: its id, and a toast."""
    target: int | None = None
    """The delivery whose message this changes."""
    message_id: int | None = None
    not_before: datetime | None = None


class ProposalStatus(StrEnum):
    """Where a proposal stands."""

    NEW = "new"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Proposal:
    """A proposal that was sent in, without its answers."""

    id: int
    reference: str
    conversation_id: int
    person_id: int
    status: ProposalStatus
    district: str | None
    submitted_at: datetime
    version: int = 1


@dataclass(frozen=True)
class Check:
    """A candidate check that a coach saved, without its answers."""

    id: int
    code: str
    conversation_id: int
    coach_id: int
    saved_at: datetime


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
