"""What statuses, outcomes and actions are called in figures and files. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.office.reviewing import Action, Actor
from bot.records import ProposalStatus as Status
from conversations.text import N_
from conversations.verdict import Outcome

STATUS: Mapping[Status, str] = {
    Status.NEW: N_("New"),
    Status.ASKED: N_("Question asked"),
    Status.APPROVED: N_("Approved"),
    Status.RECHECKED: N_("Asked again"),
    Status.DECLINED: N_("Declined"),
    Status.MERGED: N_("Joined with another"),
    Status.CLOSED: N_("Closed"),
    Status.WITHDRAWN: N_("Withdrawn"),
}

OUTCOME: Mapping[Outcome, str] = {
    Outcome.MET: N_("Meets"),
    Outcome.NOT_MET: N_("Does not meet"),
    Outcome.UNCLEAR: N_("To be discussed"),
}

ACTION: Mapping[Action, str] = {
    Action.APPROVE: N_("Approve"),
    Action.DECLINE: N_("Decline"),
    Action.ASK: N_("Ask a question"),
    Action.ANSWER: N_("Answer a question"),
    Action.MERGE: N_("Join with another"),
    Action.WITHDRAW: N_("Take back"),
    Action.RECHECK: N_("Ask whether it still holds"),
    Action.STILL: N_("It still holds"),
    Action.CLOSE: N_("Finish"),
    Action.REOPEN: N_("Consider again"),
    Action.RETURN: N_("Back to the queue"),
    Action.RELEASE: N_("No longer joined"),
}

ACTOR: Mapping[Actor, str] = {
    Actor.PROPOSER: N_("Proposer"),
    Actor.COORDINATOR: N_("Coordinator"),
    Actor.BOT: N_("Computer"),
}
