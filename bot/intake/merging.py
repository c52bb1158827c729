"""What was joined with a proposal that is withdrawn comes back to the queue by itself."""

from __future__ import annotations

from bot.intake.batch import Batch
from bot.intake.deciding import change, proposer_of
from bot.intake.queueing import load
from bot.intake.telling import tell_coordinators
from bot.intake.unasked import unasked
from bot.office.reviewing import Action
from bot.people import Person
from bot.store import neighbours
from bot.views import answered, decisions, tasks

AT_ONCE = 100
"""Proposals that are taken up in one go."""


async def release(batch: Batch) -> int:
    """Put back what nobody would look at any more; its proposer and the coordinators hear so."""
    alone = await neighbours.left_alone(batch.tx, AT_ONCE)
    for id_ in alone:
        moment = unasked(batch, Person(0, batch.setting.language))
        found = await load(moment, id_)
        released = found and change(moment, found[0], Action.RELEASE)
        if found and released:
            title = tasks.title(found[1].state.answers)
            told = decisions.alone_again(released.reference, title)
            moment.send(told, to=await proposer_of(moment, released))
            await tell_coordinators(moment, released, [answered.alone_again(released, title)])
            batch.accept(moment.changes)
    return len(alone)
