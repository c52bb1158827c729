"""What is kept, as plain values, and what one update wants to have kept. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from bot.message import Message
from bot.people import NOBODY
from conversations.turn import State

NO_SOURCES: Mapping[str, int] = MappingProxyType({})

PHOTOS_AT_MOST = 5
VOICES_AT_MOST = 3


class Status(StrEnum):
    """Where a conversation stands."""

    OPEN = "open"
    ASKED = "asked"
    """It was handed in, and a coordinator asked one of its questions again."""
    SUBMITTED = "submitted"
    DROPPED = "dropped"


TALKING = frozenset({Status.OPEN, Status.ASKED})
"""Where the person can still answer."""


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
class Voice:
    """A voice message that goes with a proposal, by Telegram's ids."""

    unique_id: str
    file_id: str


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
    """What the prompt shows: a question's key, or SUMMARY; for a card, the code of the check that
    is done again on it."""
    side: Sent | None = None
    """A message beside the prompt that goes when the answer is there."""
    photo_reply: Sent | None = None
    photo_album: str | None = None
    """The album that the reply to photos is about."""
    offered: str | None = None
    """The one value that "Bedoelt u …?" stands open for."""
    joining: str | None = None
    """The question whose answer quick messages still add to."""
    sources: Mapping[str, int] = field(default_factory=lambda: NO_SOURCES)
    """By question: the number of the person's message that the answer came from."""
    photos: tuple[Photo, ...] = ()
    voices: tuple[Voice, ...] = ()

    def but(self, **changes: Any) -> Conversation:
        """Return it with some fields changed; `dataclasses.replace` takes five times as long."""
        other = object.__new__(Conversation)
        vars(other).update(vars(self), **changes)
        return other


SUMMARY = "summary"


class Kind(StrEnum):
    """What a delivery does in a chat."""

    SEND = "send"
    EDIT = "edit"
    STRIP = "strip"
    DELETE = "delete"
    ANSWER = "answer"
    MENU = "menu"
    LEAVE = "leave"
    PHOTOS = "photos"
    VOICE = "voice"
    PICTURE = "picture"
    FILE = "file"
    LIST = "list"
    """A message that is made when it is sent: what was handled by then is left out."""
    CANCEL = "cancel"
    """Not a row of its own: the delivery with this id is taken back before it is sent."""


NEW_MESSAGES = frozenset({Kind.SEND, Kind.PHOTOS, Kind.VOICE, Kind.PICTURE, Kind.FILE, Kind.LIST})
"""Those that add a message to a chat."""

IN_LINE = NEW_MESSAGES | {Kind.LEAVE}
"""What a chat gets one after the other: the bot leaves a group after its last words."""


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
    said: Message | None = field(default=None, compare=False, repr=False)
    """What the content says, where it need not be read from there."""
    about: int | None = None  # whose words it holds, of a message to a colleague


class ProposalStatus(StrEnum):
    """Where a proposal stands."""

    NEW = "new"
    ASKED = "asked"
    APPROVED = "approved"
    RECHECKED = "rechecked"
    DECLINED = "declined"
    MERGED = "merged"
    CLOSED = "closed"
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
    deadline: datetime | None = None
    """When a question that was not answered brings it back to the queue."""
    recheck_at: datetime | None = None
    """When the proposer of an approved task is asked whether it still holds."""
    merged_into: int | None = None

    @property
    def orphaned(self) -> bool:
        """Whether its proposer was erased: nobody hears of it, and nobody can be asked."""
        return self.person_id == NOBODY


@dataclass(frozen=True)
class Check:
    """A candidate check that a coach saved, without its answers."""

    id: int
    code: str
    conversation_id: int
    coach_id: int
    saved_at: datetime
    version: int = 1
    newest: bool = True
    """Whether no later version stands in its place."""
    deleted_at: datetime | None = None
