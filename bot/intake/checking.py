"""A coach checks candidates: one card at a time, saved under a random code."""

from __future__ import annotations

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

SAVED_ALREADY = N_("This check has been saved already.")


async def check(moment: Moment, rest: str = "") -> None:
    """Open a new card; one that nobody touched makes room, of one with answers we ask first."""
    earlier = moment.open(FLOW)
    if earlier and earlier.state.answers and not earlier.showing:
        _ask_what_to_do(moment, earlier)
        return
    if earlier and not earlier.showing:
        throw_away(moment, earlier)
        if earlier.prompt:
            moment.delete(earlier.prompt)
    _show(moment, moment.begin(FLOW))


def _ask_what_to_do(moment: Moment, earlier: Conversation) -> None:
    """Ask whether to go on with a card; of today's the time is told, else the day."""
    filled, lines = len(earlier.state.answers), len(moment.flow(earlier).questions)
    begun, day = moment.setting.clock.local(earlier.started_at), moment.day(earlier.started_at)
    time = f"{begun:%H:%M}" if day == moment.day(moment.now) else None
    moment.send(checks.open_card(earlier.id, filled, lines, day, time))


def _show(moment: Moment, conversation: Conversation) -> None:
    """Put a card at the bottom of the chat."""
    sent = moment.send(show_card(moment, conversation))
    moment.save(replace(conversation, prompt=sent))


async def go_on(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Bring an open card to the bottom of the chat, with all that is filled in."""
    moment.delete(moment.pressed())
    if conversation.prompt:
        moment.delete(conversation.prompt)
    _show(moment, conversation)


async def anew(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Throw the open card away, and open a new one."""
    throw_away(moment, conversation)
    moment.delete(moment.pressed())
    if conversation.prompt:
        moment.edit(conversation.prompt, card.stopped(conversation.showing))
    _show(moment, moment.begin(FLOW))


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
