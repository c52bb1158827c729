"""Someone leaves the team: a coordinator takes a role away, and hands checks to a colleague."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.buttons import Press
from bot.intake.checking import close_cards
from bot.intake.moment import Moment
from bot.intake.teaming import member, place
from bot.message import Message
from bot.people import Person, Role
from bot.staff import HandedOver, Member, Revoked
from bot.store import conversations, people
from bot.store import team as store
from bot.views import leaving as view
from bot.views import team


async def ask_to_revoke(moment: Moment, press: Press) -> None:
    """Ask once more before someone loses a role."""
    found = await _revocable(moment, press)
    if found:
        role, myself = Role(press.word), found.id == moment.person.id
        moment.edit(moment.pressed(), view.revoking(found, role, myself=myself))


async def revoke(moment: Moment, press: Press) -> None:
    """Take a role away, at once: buttons that are on a screen already do nothing any more."""
    found = await _revocable(moment, press)
    if found is None:
        return
    role = Role(press.word)
    loser = await _person(moment, found)
    loser = replace(loser, roles=loser.roles - {role})
    if role is Role.COACH:
        await _close_cards(moment, loser)
    moment.changes.people[loser.id] = loser
    moment.changes.expected[loser.id] = None
    moment.changes.revoked.append(Revoked(loser.id, role))
    moment.audit("revoked", f"person {loser.id}", f"role {role.value}")
    moment.set_menu(loser)
    told = view.you_lost(moment.setting.office, role)
    if loser.id == moment.person.id:
        moment.person = loser
        moment.edit(moment.pressed(), told)
        return
    moment.edit(moment.pressed(), view.revoked(found, role))
    moment.send(told, to=loser)


async def _close_cards(moment: Moment, coach: Person) -> None:
    """Throw away what a coach did not save yet: its buttons would only refuse."""
    tx = await moment.reading()
    loaded = await conversations.load(tx, json.dumps([coach.id]), "[]")
    moment.batch.know(loaded)
    close_cards(moment, coach)


async def _revocable(moment: Moment, press: Press) -> Member | None:
    """Return who has the role and can lose it; else show why not."""
    found = await member(moment, press.number)
    if found is None:
        return None
    if press.word not in set(Role) or Role(press.word) not in found.roles:
        moment.edit(moment.pressed(), team.member(found, myself=found.id == moment.person.id))
        return None
    if press.word == Role.COORDINATOR:
        coordinators = await people.with_role(await moment.reading(), Role.COORDINATOR)
        if len(coordinators) < 2:
            moment.edit(moment.pressed(), view.last_coordinator(found))
            return None
    return found


async def _person(moment: Moment, colleague: Member) -> Person:
    """Return the colleague as a person, as this batch may have them already."""
    known = moment.batch.people.get(colleague.id)
    if known is None:
        loaded = await people.load(await moment.reading(), json.dumps([colleague.id]))
        known = loaded[colleague.id]
    return known


async def hand_over(moment: Moment, press: Press) -> None:
    """Ask who gets a coach's checks, ask once more, and do it."""
    giver = await member(moment, press.number)
    if giver is None:
        return
    coaches = [
        other
        for other in sorted(await store.staff(await moment.reading()), key=place)
        if Role.COACH in other.roles and other.id != giver.id
    ]
    taker = next((coach for coach in coaches if str(coach.id) == press.word), None)
    if not giver.checks:
        said = team.member(giver, myself=giver.id == moment.person.id)
    elif taker is None:
        said = view.choose_colleague(giver, coaches)
    elif press.words[1:] == ("yes",):
        said = await _hand_over(moment, giver, taker)
    else:
        said = view.handing_over(giver, taker)
    moment.edit(moment.pressed(), said)


async def _hand_over(moment: Moment, giver: Member, taker: Member) -> Message:
    moment.changes.handed_over.append(HandedOver(giver.id, taker.id))
    moment.audit("handed over", f"person {giver.id}", f"checks to person {taker.id}")
    if taker.id != moment.person.id:
        moment.send(view.you_got(giver), to=await _person(moment, taker))
    if Role.COACH in giver.roles and giver.id != moment.person.id:
        moment.send(view.yours_went(giver, taker), to=await _person(moment, giver))
    return view.handed_over(giver, taker)
