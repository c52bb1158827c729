"""What a coach does with a saved check: check again as a new version, or delete it."""

from __future__ import annotations

from dataclasses import replace

from bot.buttons import Press
from bot.intake import looking
from bot.intake.checking import open_cards, show_card, throw_away
from bot.intake.looking import FLOW
from bot.intake.moment import Moment
from bot.records import Check
from bot.staff import Deleted
from bot.views import saved
from conversations.turn import State


async def again(moment: Moment, press: Press) -> None:
    """Open the card again with the old answers, as a new conversation in the same message."""
    check = await _changeable(moment, press.number)
    if check is None:
        return
    flow = moment.setting.flows[FLOW]
    old = (await looking.whole(moment, check)).answers
    answers = {q.key: old[q.key] for q in flow.questions if q.option(old.get(q.key, ""))}
    conversation = moment.begin(FLOW)
    conversation = moment.save(replace(conversation, state=State(answers), showing=check.code))
    moment.audit("checks again", f"check {check.id}")
    moment.edit(moment.pressed(), show_card(moment, conversation))


async def ask_to_delete(moment: Moment, press: Press) -> None:
    """Ask once more before a check is deleted."""
    check = await _changeable(moment, press.number)
    if check:
        moment.edit(moment.pressed(), saved.deleting(check))


async def delete(moment: Moment, press: Press) -> None:
    """Delete a check in all its versions, with a card on which it is being done again."""
    check = await _changeable(moment, press.number)
    if check is None:
        return
    moment.changes.deleted_checks.append(Deleted(check.code, moment.person.id))
    moment.audit("deleted", f"check {check.id}")
    for card in open_cards(moment, moment.person):
        if card.showing == check.code:
            throw_away(moment, card)
    moment.edit(moment.pressed(), saved.deleted(check.code))


async def _changeable(moment: Moment, number: int) -> Check | None:
    """Return the coach's own check if it can be changed; else show what there is of it."""
    check = await looking.own(moment, number)
    if check is None or (check.newest and not check.deleted_at):
        return check
    moment.edit(moment.pressed(), await looking.opened(moment, check))
    return None
