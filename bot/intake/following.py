"""Someone follows their own proposals, and may take one back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.buttons import Press
from bot.intake.deciding import UNDO_WITHIN, change, close_question
from bot.intake.moment import Moment
from bot.intake.playing import FLOW
from bot.intake.telling import tell_coordinators
from bot.office.reviewing import Action, after
from bot.records import Conversation, Proposal, ProposalStatus
from bot.store import conversations, proposals, reviewing
from bot.views import my_tasks, tasks

AT_MOST = 20
"""Proposals in the list: the newest ones."""


async def mine(moment: Moment, rest: str = "") -> None:
    """List someone's own proposals in a new message."""
    tx = await moment.reading()
    own = await proposals.of_person(tx, moment.person.id, AT_MOST)
    ids = f"[{','.join(str(p.conversation_id) for p in own)}]"
    loaded = await conversations.load(tx, "[]", ids)
    waiting = await reviewing.not_told(tx, moment.person.id, moment.now - UNDO_WITHIN)
    named = [
        (
            _as_told(p, waiting),
            tasks.title(loaded[p.conversation_id].state.answers),
            moment.day(p.submitted_at),
        )
        for p in own
    ]
    moment.send(my_tasks.mine(named, _draft(moment)))


def _draft(moment: Moment) -> my_tasks.Draft | None:
    """Return the proposal that someone began and did not send."""
    draft = moment.open(FLOW)
    if draft is None or not draft.state.answers:
        return None
    return draft.id, tasks.title(draft.state.answers)


def _as_told(proposal: Proposal, waiting: Mapping[int, str]) -> Proposal:
    """Return a proposal as its proposer knows it: a decision that can be undone is not told yet."""
    was = waiting.get(proposal.id)
    return replace(proposal, status=ProposalStatus(was)) if was else proposal


async def _own(moment: Moment, number: int) -> tuple[Proposal, Conversation] | None:
    tx = await moment.reading()
    found = await proposals.one(tx, number)
    if found is None or found.person_id != moment.person.id:
        return None
    loaded = await conversations.load(tx, "[]", f"[{found.conversation_id}]")
    return found, loaded[found.conversation_id]


async def open_task(moment: Moment, press: Press) -> None:
    """Show one of someone's own proposals, in the same message."""
    own = await _own(moment, press.number)
    if own:
        proposal, conversation = own
        flow = moment.flow(conversation)
        tx = await moment.reading()
        waiting = await reviewing.not_told(tx, moment.person.id, moment.now - UNDO_WITHIN)
        said = tasks.opened(
            _as_told(proposal, waiting),
            flow,
            conversation.state.answers,
            photos=len(conversation.photos),
            voices=len(conversation.voices),
            day=moment.day(proposal.submitted_at),
        )
        moment.edit(moment.pressed(), said)


async def ask_to_withdraw(moment: Moment, press: Press) -> None:
    """Ask once more before a proposal is withdrawn."""
    own = await _own(moment, press.number)
    if own is None or after(own[0].status, Action.WITHDRAW) is None:
        await open_task(moment, press)
    else:
        name = tasks.title(own[1].state.answers)
        moment.edit(moment.pressed(), tasks.withdrawing(own[0], name))


async def withdraw(moment: Moment, press: Press) -> None:
    """Withdraw a proposal in the version that the person saw, and tell the coordinators."""
    own = await _own(moment, press.number)
    if own is None or press.word != str(own[0].version):
        await open_task(moment, press)
        return
    proposal, conversation = own
    gone = change(moment, proposal, Action.WITHDRAW)
    if gone is None:
        await open_task(moment, press)
        return
    await close_question(moment, proposal, conversation)
    moment.edit(moment.pressed(), tasks.withdrawn(proposal))
    name = tasks.title(conversation.state.answers)
    await tell_coordinators(moment, gone, [tasks.notice_withdrawn(proposal.reference, name)])
