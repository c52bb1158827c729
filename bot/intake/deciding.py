"""A change of a proposal's status: one table allows it, one record keeps it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.changes import Audited, Transition, Undone
from bot.intake.clearing import clear
from bot.intake.moment import Moment
from bot.message import Message
from bot.office.reviewing import WHOSE, Action, Actor, after
from bot.people import Person
from bot.records import Conversation, Proposal, ProposalStatus, Status
from bot.store import people
from bot.store.reviewing import Step
from bot.views.standing import Moved

ANSWER_WITHIN = timedelta(days=14)
"""How long a proposer has to say whether an approved task still holds."""

UNDO_WITHIN = timedelta(seconds=60)
"""How long the message of a decision waits, so that both can be taken back."""


def change(
    moment: Moment,
    proposal: Proposal,
    action: Action,
    *,
    reason: str | None = None,
    note: str | None = None,
    delivery: int | None = None,
    deadline: datetime | None = None,
    merged_into: int | None = None,
) -> Proposal | None:
    """Change a proposal's status; None when the table of transitions refuses it."""
    became = after(proposal.status, action)
    if became is None:
        return None
    approved = became is ProposalStatus.APPROVED
    changed = replace(
        proposal,
        status=became,
        version=proposal.version + 1,
        deadline=deadline,
        recheck_at=moment.now + moment.setting.office.recheck_after if approved else None,
        merged_into=merged_into,
    )
    actor = None if WHOSE[action] is Actor.BOT else moment.person.id
    id_ = moment.batch.ids.next("transitions")
    moment.changes.transitions.append(
        Transition(id_, changed, action.value, proposal.status, actor, reason, note, delivery)
    )
    moment.changes.audits.append(Audited(actor, action.value, f"proposal {proposal.id}"))
    return changed


async def proposer_of(moment: Moment, proposal: Proposal) -> Person:
    """Return who proposed it, who reads the bot in a language of their own."""
    known = await people.load(await moment.reading(), f"[{proposal.person_id}]")
    return known.get(proposal.person_id) or Person(proposal.person_id, moment.setting.language)


async def tell_later(moment: Moment, proposal: Proposal, said: Message) -> int:
    """Put the message of a decision in the outbox, where it waits a minute; return its number."""
    proposer = await proposer_of(moment, proposal)
    return moment.send(said, to=proposer, not_before=moment.now + UNDO_WITHIN).delivery


def may_undo(moment: Moment, step: Step | None) -> bool:
    """Tell whether the newest change is the person's own and its message is still waiting.

    By the clock, since it may be on its way; and by its row, whatever the clock says.
    """
    return bool(
        step
        and step.delivery
        and step.waits
        and step.actor_id == moment.person.id
        and moment.now < step.at + UNDO_WITHIN - timedelta(seconds=1)
    )


def moved_by(moment: Moment, step: Step | None) -> Moved | None:
    """Return who made the newest change, if that is known."""
    if step is None or step.action not in set(Action):
        return None
    myself = step.actor_id == moment.person.id
    return Moved(WHOSE[Action(step.action)], myself, moment.day(step.at))


def take_back(moment: Moment, proposal: Proposal, step: Step, since: datetime) -> Proposal:
    """Undo the newest change of a proposal, and its message with it.

    `since`: when it came where it is put back; what is due of it is due when it was. A question
    that stood open was closed by the change: then the proposal is back in the queue.
    """
    was = ProposalStatus(step.was)
    approved, asked_again = was is ProposalStatus.APPROVED, was is ProposalStatus.RECHECKED
    restored = replace(
        proposal,
        status=ProposalStatus.NEW if was is ProposalStatus.ASKED else was,
        version=proposal.version + 1,
        deadline=since + ANSWER_WITHIN if asked_again else None,
        recheck_at=since + moment.setting.office.recheck_after if approved else None,
        merged_into=None,
    )
    id_ = moment.batch.ids.next("transitions")
    moment.changes.transitions.append(
        Transition(id_, restored, "undo", proposal.status, moment.person.id)
    )
    moment.changes.undone += [Undone(step.id), Undone(id_)]
    moment.changes.cancelled.append(step.delivery or 0)
    moment.audit("undo", f"proposal {proposal.id}")
    return restored


async def close_question(moment: Moment, proposal: Proposal, conversation: Conversation) -> None:
    """Stop asking: whatever the proposer was asked back no longer waits for an answer."""
    if conversation.status is Status.ASKED:
        clear(moment, conversation, await proposer_of(moment, proposal))
        state = replace(conversation.state, reopened=None, closed=True)
        moment.save(
            replace(conversation, status=Status.SUBMITTED, state=state, prompt=None, showing=None)
        )
        moment.changes.answered.append(proposal.id)
