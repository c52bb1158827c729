"""What a decision says to the proposer, before it is one."""

from __future__ import annotations

from bot.intake.asking_back import question_again
from bot.intake.moment import Moment
from bot.intake.queueing import FLOW, conversation_of
from bot.message import Message
from bot.office.plan import Plan
from bot.office.reviewing import Action
from bot.records import Proposal
from bot.store import proposals
from bot.views import decisions, tasks


async def to_the_other(moment: Moment, target: int | None) -> tuple[Proposal, Message] | None:
    """Return with which proposal it is joined, and the exact message that its proposer gets."""
    other = await proposals.one(await moment.reading(), target) if target else None
    if other is None:
        return None
    conversation = await conversation_of(moment, other)
    title = tasks.title(conversation.state.answers)
    return other, decisions.joined_by(other.reference, title)


async def to_proposer(moment: Moment, proposal: Proposal, plan: Plan) -> Message:
    """Return the exact message that the proposer gets."""
    flow = moment.setting.flows[FLOW]
    conversation = await conversation_of(moment, proposal)
    title = tasks.title(conversation.state.answers)
    match plan.action:
        case Action.APPROVE:
            return decisions.approved(proposal.reference, title)
        case Action.MERGE:
            return decisions.merged(proposal.reference, title)
        case Action.DECLINE:
            _, why = decisions.reasons(flow)[plan.reason or "other"]
            office = moment.setting.office
            return decisions.declined(office, proposal.reference, title, why, plan.note)
        case Action.ASK:
            return question_again(flow, conversation, proposal, plan.question or "", plan.note)
        case _:
            return decisions.closed(proposal.reference, title)
