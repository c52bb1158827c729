"""Tells coordinators what happened, each as he or she wants to hear it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.intake.moment import Moment
from bot.message import Message, dump
from bot.office.due import Rhythm, after_quiet
from bot.records import Kind, Proposal
from bot.store import digests

MAKER = "notice"


async def tell_coordinators(moment: Moment, proposal: Proposal, said: Iterable[Message]) -> None:
    """Tell the coordinators who want to hear of its district at once how a proposal stands now.

    In someone's quiet hours that waits until they are over; if it is no longer so then, it is left
    out.
    """
    messages = tuple(said)
    for coordinator in await digests.coordinators(await moment.reading()):
        wishes, person = coordinator.wishes, coordinator.person
        if wishes.rhythm is not Rhythm.DIRECT or not wishes.include(proposal.district):
            continue
        when = after_quiet(wishes, moment.now, moment.setting.calendar)
        for message in messages:
            if when <= moment.now:
                moment.send(message, to=person)
            else:
                asked = {
                    "person": person.id,
                    "proposal": proposal.id,
                    "status": proposal.status.value,
                    "said": dump(message),
                }
                moment.send_made(Kind.LIST, MAKER, to=person, not_before=when, **asked)
