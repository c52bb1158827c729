"""A coordinator confirms a decision, and may take it back while its message waits."""

from __future__ import annotations

from bot.buttons import Press
from bot.changes import AskedBack
from bot.intake.asking_back import asked_back
from bot.intake.clearing import clear
from bot.intake.deciding import (
    UNDO_WITHIN,
    change,
    close_question,
    may_undo,
    proposer_of,
    take_back,
    tell_later,
)
from bot.intake.drafting import to_proposer, to_the_joined, to_the_other
from bot.intake.moment import Moment
from bot.intake.planning import found, lapse, overtaken, planned
from bot.office.plan import Plan
from bot.office.reviewing import STANDING, Action, after
from bot.records import Conversation, Proposal, ProposalStatus, Status
from bot.store import outbox, proposals, reviewing
from bot.views import deciding as views


async def confirm(moment: Moment, press: Press) -> None:
    """Decide: the status changes now, the message waits a minute."""
    loaded = await found(moment, press, press.words[1:2])
    if loaded is None:
        return
    proposal, conversation = loaded
    plan = planned(moment, proposal.id)
    if plan is None or (plan.action.value, plan.mark) != (press.word, *press.words[2:]):
        lapse(moment, proposal)
        return
    if plan.version != proposal.version or after(proposal.status, plan.action) is None:
        moment.edit(moment.pressed(), await overtaken(moment, proposal))
        return
    if gone := await _ended(moment, plan.target):
        moment.edit(moment.pressed(), await overtaken(moment, gone))
        return
    delivery = await tell_later(moment, proposal, await to_proposer(moment, proposal, plan))
    changed = await _carry_out(moment, proposal, conversation, plan, delivery)
    goes_at = moment.setting.clock.local(moment.now + UNDO_WITHIN)
    moment.edit(moment.pressed(), views.decided(changed, f"{goes_at:%H:%M}"))


async def _ended(moment: Moment, target: int | None) -> Proposal | None:
    """Return the proposal to join with if it came to an end while the coordinator chose."""
    other = await proposals.one(await moment.reading(), target) if target else None
    return other if other and other.status not in STANDING else None


async def _carry_out(
    moment: Moment, proposal: Proposal, conversation: Conversation, plan: Plan, delivery: int
) -> Proposal:
    asks = plan.action is Action.ASK
    others = await to_the_joined(moment, proposal, plan)
    if told := await to_the_other(moment, plan.target):
        others.append(told)
    if not asks:
        await close_question(moment, proposal, conversation)
    elif conversation.status is Status.ASKED:
        clear(moment, conversation, await proposer_of(moment, proposal))
    changed = change(
        moment,
        proposal,
        plan.action,
        reason=plan.reason or plan.question,
        note=plan.note or None,
        delivery=delivery,
        deadline=moment.now + moment.setting.office.question_deadline if asks else None,
        merged_into=plan.target,
    )
    if asks and plan.question:
        asked_back(moment, conversation, plan.question, delivery)
        moment.changes.asked.append(_question(moment, proposal, conversation, plan.question, plan))
    for other, words in others:
        await tell_later(moment, other, words)
    return changed or proposal


def _question(
    moment: Moment, proposal: Proposal, conversation: Conversation, key: str, plan: Plan
) -> AskedBack:
    id_ = moment.batch.ids.next("questions")
    old = conversation.state.answers.get(key)
    return AskedBack(id_, proposal.id, key, plan.note or None, old, moment.person.id)


async def undo(moment: Moment, press: Press) -> None:
    """Take back the newest decision while its message waits."""
    loaded = await found(moment, press, press.words[:1])
    if loaded is None:
        return
    proposal, conversation = loaded
    step = await reviewing.newest(await moment.reading(), proposal.id)
    if step is None or not may_undo(moment, step):
        moment.edit(moment.pressed(), views.too_late(proposal))
        return
    await close_question(moment, proposal, conversation)
    tx = await moment.reading()
    moment.changes.cancelled += await outbox.told_with(tx, step.delivery or 0, step.id)
    before = await reviewing.reached(tx, proposal.id, ProposalStatus(step.was))
    restored = take_back(moment, proposal, step, before or moment.now)
    moment.edit(moment.pressed(), views.restored(restored))
