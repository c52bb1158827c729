"""What one update wants to have kept, as plain values. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime

from bot.office.due import Wishes
from bot.people import Person, Role
from bot.records import Check, Conversation, Delivery, Proposal, ProposalStatus, Sent
from bot.staff import Deleted, HandedOver, Named, Override, Revoked
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
class Transition:
    """A change of a proposal's status; `proposal` is the proposal after it."""

    id: int
    proposal: Proposal
    action: str
    was: ProposalStatus
    actor_id: int | None
    reason: str | None = None
    note: str | None = None
    delivery: int | None = None


@dataclass(frozen=True)
class Undone:
    """A transition that was taken back."""

    transition_id: int


@dataclass(frozen=True)
class AskedBack:
    """A question of a proposal that a coordinator asks again."""

    id: int
    proposal_id: int
    question: str
    words: str | None
    old_value: str | None
    asked_by: int


@dataclass(frozen=True)
class Noted:
    """An internal note on a proposal."""

    proposal_id: int
    author_id: int
    words: str


@dataclass(frozen=True)
class Wished:
    """How a coordinator wants to hear about proposals from now on."""

    person_id: int
    wishes: Wishes


@dataclass(frozen=True)
class AtWork:
    """So many people were at work, as a coordinator says."""

    at: datetime
    people: int
    entered_by: int


@dataclass(frozen=True)
class Erased:
    """A person wants all that is held on them erased; later deliveries still go out to them."""

    person_id: int
    before: int
    """The number of the first of those deliveries."""


@dataclass(frozen=True)
class Audited:
    """Who did what to which record."""

    actor_id: int | None
    """None: the bot of its own accord."""
    action: str
    subject: str
    detail: str | None = None


@dataclass(frozen=True)
class Expected:
    """What the next words that someone types are for; `prompt` is the message that asks."""

    purpose: str
    subject: int
    """The id of the record that they are about."""
    content: str = ""
    """What was chosen so far."""
    prompt: Sent | None = None


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
    transitions: list[Transition] = field(default_factory=list)
    undone: list[Undone] = field(default_factory=list)
    asked: list[AskedBack] = field(default_factory=list)
    answered: list[int] = field(default_factory=list)
    """Proposals whose open question was answered."""
    notes: list[Noted] = field(default_factory=list)
    overridden: list[Override] = field(default_factory=list)
    deleted_checks: list[Deleted] = field(default_factory=list)
    handed_over: list[HandedOver] = field(default_factory=list)
    revoked: list[Revoked] = field(default_factory=list)
    uninvited: list[str] = field(default_factory=list)
    """Invitations that are taken back, by the first part of their code's hash."""
    named: list[Named] = field(default_factory=list)
    wished: list[Wished] = field(default_factory=list)
    at_work: list[AtWork] = field(default_factory=list)
    cancelled: list[int] = field(default_factory=list)
    """Deliveries that are not to be sent after all."""
    expected: dict[int, Expected | None] = field(default_factory=dict)
    """By person; None: nothing is expected any more."""
    deliveries: list[Delivery] = field(default_factory=list)
    audits: list[Audited] = field(default_factory=list)
    erased: list[Erased] = field(default_factory=list)

    def add(self, other: Changes) -> None:
        """Take in the changes of a later update."""
        self.people.update(other.people)
        self.conversations.update(other.conversations)
        self.expected.update(other.expected)
        mine, theirs = vars(self), vars(other)
        for name in LISTS:
            if added := theirs[name]:
                mine[name].extend(added)

    @property
    def far_reaching(self) -> bool:
        """Whether this may change more of what is known of people than it holds itself."""
        mine = vars(self)
        return any(mine[name] for name in FAR_REACHING)


LISTS = tuple(f.name for f in fields(Changes) if f.default_factory is list)

NEAR = {"proposals", "checks", "judged", "notes", "deliveries", "audits"}
"""What is only added, and changes nothing that is read of people when they do something."""

FAR_REACHING = set(LISTS) - NEAR
