"""What comes back by itself: questions without an answer, and approved tasks after six months."""

from __future__ import annotations

from bot.buttons import Press
from bot.intake.asking_back import ask_now
from bot.intake.batch import Batch
from bot.intake.deciding import ANSWER_WITHIN, change, close_question
from bot.intake.moment import Moment
from bot.intake.queueing import FLOW, load
from bot.intake.telling import tell_coordinators
from bot.intake.unasked import moved, unasked
from bot.office.reviewing import Action, after
from bot.people import Person
from bot.records import Proposal
from bot.store import people, reviewing
from bot.views import answered, tasks
from bot.views import still as views

AT_ONCE = 100
"""Proposals that are taken up in one go."""


async def return_overdue(batch: Batch) -> int:
    """Put proposals back in the queue whose proposer did not answer in time."""
    overdue = await reviewing.overdue(batch.tx, batch.now, AT_ONCE)
    async for moment, returned, title in moved(batch, overdue, Action.RETURN):
        await tell_coordinators(moment, returned, [answered.no_answer(returned, title)])
    return len(overdue)


async def ask_again(batch: Batch) -> int:
    """Ask the proposers of tasks that were approved long ago whether these still hold."""
    due = await reviewing.to_recheck(batch.tx, batch.now, AT_ONCE)
    for id_ in due:
        moment = unasked(batch, Person(0, batch.setting.language))
        found = await load(moment, id_)
        if found is None:
            continue
        proposal, conversation = found
        known = await people.load(batch.tx, f"[{proposal.person_id}]")
        changed = change(moment, proposal, Action.RECHECK, deadline=batch.now + ANSWER_WITHIN)
        proposer = known.get(proposal.person_id)
        if changed and proposal.orphaned:
            await _to_the_queue(moment, changed, tasks.title(conversation.state.answers))
        elif changed and proposer:
            moment.send(views.ask(changed, tasks.title(conversation.state.answers)), to=proposer)
        batch.accept(moment.changes)
    return len(due)


async def _to_the_queue(moment: Moment, proposal: Proposal, title: str) -> None:
    """Leave it to the coordinators at once: nobody is left to ask."""
    if returned := change(moment, proposal, Action.RETURN):
        await tell_coordinators(moment, returned, [answered.nobody_to_ask(returned, title)])


async def still(moment: Moment, press: Press) -> None:
    """Take it that a task still holds."""
    found = await load(moment, press.number)
    if found is None or found[0].person_id != moment.person.id:
        return
    if change(moment, found[0], Action.STILL):
        moment.edit(moment.pressed(), views.thanks())
    else:
        moment.strip(moment.pressed())


async def changed(moment: Moment, press: Press) -> None:
    """Show the conditions, or ask the one again that is different now."""
    found = await load(moment, press.number)
    if found is None or found[0].person_id != moment.person.id:
        return
    proposal, conversation = found
    flow = moment.setting.flows[FLOW]
    if after(proposal.status, Action.STILL) is None:
        moment.strip(moment.pressed())
    elif press.word in {condition.key for condition in flow.rules.conditions}:
        moment.strip(moment.pressed())
        await close_question(moment, proposal, conversation)
        ask_now(moment, conversation, press.word)
    else:
        moment.edit(moment.pressed(), views.which(proposal, flow))
