"""What a decision says to the proposer, before it is one."""

from __future__ import annotations

from bot.intake.asking_back import question_again
from bot.intake.moment import Moment
from bot.intake.queueing import FLOW, conversation_of
from bot.message import Message
from bot.office.plan import Plan
from bot.office.reviewing import Action
from bot.records import Proposal, ProposalStatus
from bot.store import neighbours, proposals
from bot.views import decisions, tasks

ENDINGS = frozenset({Action.APPROVE, Action.DECLINE, Action.CLOSE})
"""What the proposers of what was joined hear of as well."""


async def to_the_other(moment: Moment, target: int | None) -> tuple[Proposal, Message] | None:
    """Return with which proposal it is joined, and the exact message that its proposer gets."""
    other = await proposals.one(await moment.reading(), target) if target else None
    if other is None:
        return None
    conversation = await conversation_of(moment, other)
    title = tasks.title(conversation.state.answers)
    return other, decisions.joined_by(other.reference, title)


async def to_the_joined(
    moment: Moment, proposal: Proposal, plan: Plan
) -> list[tuple[Proposal, Message]]:
    """Return what was joined with a proposal, each with the exact message of how it ends.

    What was approved once and is approved again is no news to them.
    """
    again = plan.action is Action.APPROVE and proposal.status is ProposalStatus.RECHECKED
    if again or plan.action not in ENDINGS:
        return []
    others = await neighbours.joined_with(await moment.reading(), proposal.id)
    return [(one, await to_proposer(moment, one, plan, together=True)) for one in others]


async def to_proposer(
    moment: Moment, proposal: Proposal, plan: Plan, *, together: bool = False
) -> Message:
    """Return the exact message that the proposer gets.

    `together`: the decision is on another proposal, with which this one was joined.
    """
    flow = moment.setting.flows[FLOW]
    conversation = await conversation_of(moment, proposal)
    title = tasks.title(conversation.state.answers)
    match plan.action:
        case Action.APPROVE:
            return decisions.approved(proposal.reference, title, together=together)
        case Action.MERGE:
            return decisions.merged(proposal.reference, title)
        case Action.DECLINE:
            _, why = decisions.reasons(flow)[plan.reason or "other"]
            named = (moment.setting.office, proposal.reference, title)
            return decisions.declined(*named, why, plan.note, together=together)
        case Action.ASK:
            return question_again(flow, conversation, proposal, plan.question or "", plan.note)
        case _:
            return decisions.closed(proposal.reference, title, together=together)
