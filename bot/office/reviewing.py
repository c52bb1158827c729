"""What may happen to a proposal: one table, and everything that is not in it is refused. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.records import ProposalStatus as Status


class Action(StrEnum):
    """Something that changes where a proposal stands."""

    APPROVE = "approve"
    DECLINE = "decline"
    ASK = "ask"
    ANSWER = "answer"
    MERGE = "merge"
    WITHDRAW = "withdraw"
    RECHECK = "recheck"
    STILL = "still"
    CLOSE = "close"
    REOPEN = "reopen"
    RETURN = "return"
    RELEASE = "release"


class Actor(StrEnum):
    """Whose an action is."""

    PROPOSER = "proposer"
    COORDINATOR = "coordinator"
    BOT = "bot"


WHOSE: Mapping[Action, Actor] = {
    Action.APPROVE: Actor.COORDINATOR,
    Action.DECLINE: Actor.COORDINATOR,
    Action.ASK: Actor.COORDINATOR,
    Action.MERGE: Actor.COORDINATOR,
    Action.CLOSE: Actor.COORDINATOR,
    Action.REOPEN: Actor.COORDINATOR,
    Action.ANSWER: Actor.PROPOSER,
    Action.WITHDRAW: Actor.PROPOSER,
    Action.STILL: Actor.PROPOSER,
    Action.RECHECK: Actor.BOT,
    Action.RETURN: Actor.BOT,
    Action.RELEASE: Actor.BOT,
}

TRANSITIONS: Mapping[tuple[Status, Action], Status] = {
    (Status.NEW, Action.APPROVE): Status.APPROVED,
    (Status.NEW, Action.DECLINE): Status.DECLINED,
    (Status.NEW, Action.ASK): Status.ASKED,
    (Status.NEW, Action.MERGE): Status.MERGED,
    (Status.NEW, Action.WITHDRAW): Status.WITHDRAWN,
    # A coordinator need not wait for an answer.
    (Status.ASKED, Action.APPROVE): Status.APPROVED,
    (Status.ASKED, Action.DECLINE): Status.DECLINED,
    (Status.ASKED, Action.ASK): Status.ASKED,
    (Status.ASKED, Action.MERGE): Status.MERGED,
    (Status.ASKED, Action.ANSWER): Status.NEW,
    (Status.ASKED, Action.WITHDRAW): Status.WITHDRAWN,
    # No answer in time brings it back to the queue; an answer that comes late still counts.
    (Status.ASKED, Action.RETURN): Status.NEW,
    (Status.RECHECKED, Action.RETURN): Status.NEW,
    (Status.NEW, Action.ANSWER): Status.NEW,
    (Status.APPROVED, Action.RECHECK): Status.RECHECKED,
    (Status.APPROVED, Action.CLOSE): Status.CLOSED,
    (Status.APPROVED, Action.WITHDRAW): Status.WITHDRAWN,
    # Once asked whether it still holds, the proposer or a coordinator may say so.
    (Status.RECHECKED, Action.STILL): Status.APPROVED,
    (Status.RECHECKED, Action.ANSWER): Status.NEW,
    (Status.RECHECKED, Action.APPROVE): Status.APPROVED,
    (Status.RECHECKED, Action.CLOSE): Status.CLOSED,
    (Status.RECHECKED, Action.WITHDRAW): Status.WITHDRAWN,
    # What it was joined with was withdrawn: then it is looked at by itself.
    (Status.MERGED, Action.RELEASE): Status.NEW,
    # A decision can be reconsidered; what was withdrawn stays so.
    (Status.DECLINED, Action.REOPEN): Status.NEW,
    (Status.CLOSED, Action.REOPEN): Status.NEW,
}

STANDING = frozenset({Status.NEW, Status.ASKED, Status.APPROVED, Status.RECHECKED})
"""Where a proposal has not come to an end, so that another can be joined with it."""

NEEDS_PROPOSER = frozenset({Action.ASK, Action.REOPEN})
"""What is not done once the proposer is erased: nobody would answer or hear of it."""


def after(status: Status, action: Action) -> Status | None:
    """Return where an action leads; None when it is refused."""
    return TRANSITIONS.get((status, action))


def allowed(status: Status, actor: Actor) -> tuple[Action, ...]:
    """Return what this actor may do with a proposal in this status, in the table's order."""
    return tuple(action for (at, action) in TRANSITIONS if at is status and WHOSE[action] is actor)
