"""What goes into a turn of a conversation and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from conversations.asides import Topic
from conversations.replies import Raw
from conversations.text import Text
from conversations.verdict import Advice

NO_ANSWERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class State:
    """All that a conversation is: its answers and, if one is being changed, which."""

    answers: Mapping[str, str] = field(default_factory=lambda: NO_ANSWERS)
    reopened: str | None = None
    misunderstood: int = 0
    """How often in a row an answer was not understood."""
    closed: bool = False


@dataclass(frozen=True)
class Started:
    """A person begins, or comes back."""


@dataclass(frozen=True)
class Answered:
    """A reply; to this question if it is a button's, else to the one that stands open."""

    raw: Raw
    question: str | None = None


@dataclass(frozen=True)
class Added:
    """More words for an answer that was just given, before the next question was seen."""

    words: str
    question: str


@dataclass(frozen=True)
class Corrected:
    """A person edited the message that an answer came from."""

    raw: Raw
    question: str


@dataclass(frozen=True)
class Reopened:
    """A person wants to change one answer."""

    question: str


@dataclass(frozen=True)
class Skipped:
    """A person leaves the open question as it was."""


@dataclass(frozen=True)
class Back:
    """A person wants the question before this one."""


@dataclass(frozen=True)
class Stepped:
    """A tap on a line of a card."""

    question: str


@dataclass(frozen=True)
class Filled:
    """Every open line of a card is met."""


@dataclass(frozen=True)
class Confirmed:
    """A person sends it, or saves it."""


@dataclass(frozen=True)
class Cancelled:
    """A person throws it away."""


Input = (
    Started
    | Answered
    | Added
    | Corrected
    | Reopened
    | Skipped
    | Back
    | Stepped
    | Filled
    | Confirmed
    | Cancelled
)


@dataclass(frozen=True)
class Say:
    """Tell the person something."""

    text: Text


@dataclass(frozen=True)
class Ask:
    """Ask a question, with its earlier answer if there is one."""

    question: str


@dataclass(frozen=True)
class Explain:
    """Answer a question of the person's own; `question` is the one that stands open."""

    question: str | None
    topic: Topic | None


@dataclass(frozen=True)
class Offer:
    """Ask which of these values was meant."""

    question: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Narrow:
    """Ask where in this district."""

    question: str
    district: str


@dataclass(frozen=True)
class Changed:
    """Tell the person what an edited message made of the answer."""

    question: str


@dataclass(frozen=True)
class Show:
    """Show the whole: the summary, or the card."""


@dataclass(frozen=True)
class Leave:
    """Lead back to the menu; the answers stay."""


@dataclass(frozen=True)
class Submit:
    """Hand in the answers that count, with the advice on them."""

    answers: Mapping[str, str]
    advice: Advice


@dataclass(frozen=True)
class End:
    """The conversation was thrown away."""


Effect = Say | Ask | Explain | Offer | Narrow | Changed | Show | Leave | Submit | End


@dataclass(frozen=True)
class Turn:
    """What a turn makes of the state, and what it asks of the world."""

    state: State
    effects: tuple[Effect, ...] = ()
