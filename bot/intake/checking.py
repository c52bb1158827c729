"""A coach checks candidates: one card at a time, saved under a random code."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.buttons import Press
from bot.changes import Judged
from bot.intake import looking
from bot.intake.moment import Moment
from bot.message import Message
from bot.people import Person
from bot.records import Check, Conversation, Status
from bot.store import checks as store
from bot.views import card, checks
from conversations import advance, advice
from conversations.text import N_
from conversations.turn import Confirmed, Filled, Input, State, Stepped, Submit

FLOW = looking.FLOW
CODE = re.compile(r"\s*k\s*[-– ]?\s*([2-9b-df-hjkmnp-tv-z]{4})\s*", re.IGNORECASE)

SAVED_ALREADY = N_("This check has been saved already.")


async def check(moment: Moment, rest: str = "") -> None:
    """Open a new card; one that nobody touched makes room."""
    untouched = moment.open(FLOW)
    if untouched and not untouched.state.answers and not untouched.showing:
        throw_away(moment, untouched)
        if untouched.prompt:
            moment.delete(untouched.prompt)
    conversation = moment.begin(FLOW)
    sent = moment.send(show_card(moment, conversation))
    moment.save(replace(conversation, prompt=sent))


def show_card(moment: Moment, conversation: Conversation, *, explained: bool = False) -> Message:
    """Return the card of a conversation as it stands."""
    flow, state = moment.flow(conversation), conversation.state
    return card.card(
        conversation.id,
        flow,
        state.answers,
        advice(flow, state),
        explained=explained,
        again=conversation.showing,
    )


async def step(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Step one line through its states."""
    _turn(moment, conversation, Stepped(press.word))


async def fill(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Set every open line to met."""
    _turn(moment, conversation, Filled())


def _turn(moment: Moment, conversation: Conversation, input_: Input) -> None:
    turn = advance(moment.flow(conversation), conversation.state, input_)
    conversation = moment.save(replace(conversation, state=turn.state))
    moment.edit(moment.pressed(), show_card(moment, conversation))


async def explain(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Show the policy texts on the card."""
    moment.edit(moment.pressed(), show_card(moment, conversation, explained=True))


async def stop(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Throw the card away."""
    throw_away(moment, conversation)
    moment.edit(moment.pressed(), card.stopped(conversation.showing))


def throw_away(moment: Moment, conversation: Conversation) -> None:
    """Keep nothing of what was filled in on a card."""
    moment.save(replace(conversation, status=Status.DROPPED, state=State(closed=True)))


def open_cards(moment: Moment, person: Person) -> list[Conversation]:
    """Return someone's cards that were not saved yet, as far as they are loaded."""
    owned = moment.batch.own(person.id)
    return [c for c in owned if c.flow == FLOW and c.status is Status.OPEN]


def close_cards(moment: Moment, person: Person) -> list[Conversation]:
    """Throw all of someone's open cards away, and take them out of the chat; return them."""
    cards = open_cards(moment, person)
    for open_card in cards:
        throw_away(moment, open_card)
        if open_card.prompt:
            moment.delete(open_card.prompt, of=person)
    return cards


async def save(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Save the check under a code that nobody else has; the card becomes the result."""
    flow = moment.flow(conversation)
    turn = advance(flow, conversation.state, Confirmed())
    for effect in turn.effects:
        if isinstance(effect, Submit):
            moment.save(replace(conversation, status=Status.SUBMITTED, state=turn.state))
            saved = await _keep(moment, conversation, effect)
            day = moment.day(saved.saved_at)
            said = card.result(flow, effect.answers, effect.advice, saved, day)
            moment.edit(moment.pressed(), said)


async def _keep(moment: Moment, conversation: Conversation, submitted: Submit) -> Check:
    id_ = moment.batch.ids.next("checks")
    code, version = await _code(moment, conversation.showing)
    saved = Check(id_, code, conversation.id, moment.person.id, moment.now, version)
    moment.changes.checks.append(saved)
    moment.changes.judged.append(Judged(conversation.id, submitted.advice))
    moment.audit("saved", f"check {id_}")
    return saved


async def _code(moment: Moment, again: str | None) -> tuple[str, int]:
    """Return the code of the check that was done again with its next version; or a new code."""
    tx = await moment.reading()
    earlier = await store.by_code(tx, again) if again else None
    if earlier and earlier.coach_id == moment.person.id and not earlier.deleted_at:
        return earlier.code, earlier.version + 1
    code = moment.setting.codes.check_code()
    while await store.by_code(tx, code):
        code = moment.setting.codes.check_code()
    return code, 1


async def saved_checks(moment: Moment, rest: str = "") -> None:
    """Show the coach's own checks, newest first; or the one with the code that was typed."""
    if rest:
        await find(moment, rest)
    else:
        moment.send(await _page(moment, 0))


async def page(moment: Moment, press: Press) -> None:
    """Show a page of the coach's own checks, in the same message."""
    moment.edit(moment.pressed(), await _page(moment, press.number))


async def _page(moment: Moment, number: int) -> Message:
    number = min(number, 10_000)
    tx = await moment.reading()
    found = await store.of_coach(tx, moment.person.id, checks.A_PAGE + 1, number * checks.A_PAGE)
    shown = [
        checks.Listed(check, outcome, set_aside, moment.day(check.saved_at))
        for check, outcome, set_aside in found
    ]
    return checks.saved(shown[: checks.A_PAGE], number, more=len(found) > checks.A_PAGE)


async def find(moment: Moment, typed: str) -> None:
    """Open the coach's own check with this code."""
    read = CODE.fullmatch(typed if typed[:1] in "kK" else f"K-{typed}")
    code = f"K-{read.group(1).upper()}" if read else typed[:20]
    found = await store.by_code(await moment.reading(), code)
    if found and found.coach_id == moment.person.id:
        moment.send(await looking.opened(moment, found))
    else:
        moment.send(checks.unknown(code))


async def open_check(moment: Moment, press: Press) -> None:
    """Open one of the coach's own checks, in the same message."""
    found = await looking.own(moment, press.number)
    if found:
        moment.edit(moment.pressed(), await looking.opened(moment, found))


def is_code(words: str) -> bool:
    """Tell whether someone typed the code of a check."""
    return CODE.fullmatch(words) is not None
