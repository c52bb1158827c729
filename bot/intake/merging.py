"""What was joined with a proposal that is withdrawn comes back to the queue by itself."""

from __future__ import annotations

from bot.intake.batch import Batch
from bot.intake.deciding import proposer_of
from bot.intake.telling import tell_coordinators
from bot.intake.unasked import moved
from bot.office.reviewing import Action
from bot.store import neighbours
from bot.views import answered, decisions

AT_ONCE = 100
"""Proposals that are taken up in one go."""


async def release(batch: Batch) -> int:
    """Put back what nobody would look at any more; its proposer and the coordinators hear so."""
    alone = await neighbours.left_alone(batch.tx, AT_ONCE)
    async for moment, released, title in moved(batch, alone, Action.RELEASE):
        told = decisions.alone_again(released.reference, title)
        moment.send(told, to=await proposer_of(moment, released))
        await tell_coordinators(moment, released, [answered.alone_again(released, title)])
    return len(alone)
