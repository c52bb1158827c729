"""Tells coordinators what happened, each as he or she wants to hear it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.intake.moment import Moment
from bot.message import Message, dump
from bot.office.due import Rhythm, after_quiet, next_digest
from bot.records import Kind, Proposal
from bot.store import digests
from bot.store.digests import Coordinator

MAKER = "notice"


async def who_hears(
    moment: Moment, proposal: Proposal, *, listed: bool = True
) -> list[Coordinator]:
    """Return the coordinators who want to hear of its district.

    Not `listed`: no work list has it, so that also who gets one is to hear.
    """
    return [
        coordinator
        for coordinator in await moment.batch.coordinators()
        if (
            coordinator.wishes.rhythm is Rhythm.DIRECT
            or (not listed and coordinator.wishes.rhythm is not Rhythm.OFF)
        )
        and coordinator.wishes.include(proposal.district)
    ]


async def tell_coordinators(
    moment: Moment, proposal: Proposal, said: Sequence[Message], *, listed: bool = True
) -> None:
    """Tell the coordinators who want to hear of its district how a proposal stands now.

    At once, or if it is not `listed`, and they get a work list, at the hour of the next.
    """
    for coordinator in await who_hears(moment, proposal, listed=listed):
        digest = next_digest(coordinator.wishes, moment.now, moment.setting.calendar)
        _tell(moment, coordinator, proposal, said, digest)


async def is_coordinator(moment: Moment, person: int) -> bool:
    """Tell whether someone still is a coordinator."""
    return await digests.wishes_of(await moment.reading(), person) is not None


async def tell_one(moment: Moment, person: int, proposal: Proposal, said: Message) -> None:
    """Tell one coordinator how a proposal of hers stands now, as she wants to hear it.

    Who gets a work list finds it there; unless that leaves out the proposal's district.
    """
    for coordinator in await moment.batch.coordinators():
        wishes = coordinator.wishes
        listed = wishes.rhythm is not Rhythm.DIRECT and wishes.include(proposal.district)
        if coordinator.person.id == person and not listed and wishes.rhythm is not Rhythm.OFF:
            _tell(moment, coordinator, proposal, [said])


def is_about(moment: Moment, person: int) -> None:
    """Note whose words the newest message holds: it goes when that person is erased."""
    newest = moment.changes.deliveries.pop()
    moment.changes.deliveries.append(replace(newest, about=person or None))


def _tell(
    moment: Moment,
    coordinator: Coordinator,
    proposal: Proposal,
    said: Sequence[Message],
    at: datetime | None = None,
) -> None:
    """Send it now, or `at` a time; in quiet hours when they are over. If it is still so then."""
    person = coordinator.person
    when = at or after_quiet(coordinator.wishes, moment.now, moment.setting.calendar)
    for message in said:
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
        is_about(moment, proposal.person_id)
