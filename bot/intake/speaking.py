"""Someone wants to speak with a human being: the coordinators are told, once a working day."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.intake.moment import Moment
from bot.intake.submitting import district
from bot.intake.telling import is_about
from bot.message import Message
from bot.office.due import Rhythm, Wishes, after_quiet, next_digest
from bot.records import Proposal
from bot.store import conversations, digests, proposals
from bot.store.digests import Coordinator
from bot.views import speaking as views
from bot.views.tasks import title

PURPOSE = "call back"
"""The next words may be the number at which someone wants to be called."""

FLOW = "propose_task"
AT_MOST = 3
"""Proposals that the coordinators hear of: the newest ones."""


async def ask_for_staff(moment: Moment, rest: str = "") -> None:
    """Tell the coordinators, and tell the person what happens; a second time only the person."""
    office, calendar = moment.setting.office, moment.setting.calendar
    day = calendar.first_working_day(calendar.day(moment.now))
    if moment.person.asked_for_staff == day:
        moment.send(views.known_already(office))
        return
    moment.save_person(asked_for_staff=day)
    caller, place = await _caller(moment)
    await _tell(moment, views.notice(caller), place)
    moment.send(views.told(office, caller))
    if not caller.reached_at:
        moment.expect(PURPOSE, 0)


async def number_given(moment: Moment, number: str) -> None:
    """Pass on the number at which someone wants to be called."""
    caller, place = await _caller(moment)
    await _tell(moment, views.notice_number(caller, number), place)
    moment.send(views.called_at(moment.setting.office, number))


def awaits_number(moment: Moment) -> bool:
    """Tell whether the person was just asked for a number to be called at."""
    return moment.expected is not None and moment.expected.purpose == PURPOSE


async def _caller(moment: Moment) -> tuple[views.Caller, str | None]:
    """Return what is known of the person, and in which district their newest task is."""
    tx = await moment.reading()
    own = await proposals.of_person(tx, moment.person.id, AT_MOST)
    loaded = await conversations.load(
        tx, "[]", f"[{','.join(str(p.conversation_id) for p in own)}]"
    )
    draft = moment.open(FLOW)
    given = [c.state.answers for c in (draft, *(loaded[p.conversation_id] for p in own)) if c]
    named = [(p, title(loaded[p.conversation_id].state.answers)) for p in own]
    reached = (a.get(a.get("contact", "")) for a in given)
    begun = title(draft.state.answers, longest=80) if draft else None
    caller = views.Caller(begun, named, next((at for at in reached if at), None))
    return caller, _district(moment, own, given[0].get("place") if given else None)


def _district(moment: Moment, own: list[Proposal], place: str | None) -> str | None:
    if place:
        return district(moment.setting.flows[FLOW], place)
    return own[0].district if own else None


async def _tell(moment: Moment, said: Message, place: str | None) -> None:
    """Tell those whose district it is, when they want to hear; somebody always hears."""
    everyone = await digests.coordinators(await moment.reading())
    hearing = [c for c in everyone if c.wishes.rhythm is not Rhythm.OFF]
    near = [c for c in hearing if c.wishes.include(place)]
    for coordinator in near or hearing or everyone:
        when = _when(moment, coordinator)
        moment.send(said, to=coordinator.person, not_before=when if when > moment.now else None)
        is_about(moment, moment.person.id)


def _when(moment: Moment, coordinator: Coordinator) -> datetime:
    """Return when a coordinator hears it: who wants a digest, at its hour on a working day."""
    wishes, calendar = coordinator.wishes, moment.setting.calendar
    if wishes.rhythm in {Rhythm.DAILY, Rhythm.WEEKLY}:
        each_day: Wishes = replace(wishes, rhythm=Rhythm.DAILY, chosen_at=None, last_at=None)
        return next_digest(each_day, moment.now, calendar) or moment.now
    return after_quiet(wishes, moment.now, calendar)
