"""Leads an incoming message to what answers it: first permission, then what may not be kept."""

from __future__ import annotations

from typing import assert_never

from bot import buttons
from bot.buttons import Press, Verb
from bot.incoming import (
    Blocked,
    Commanded,
    Edited,
    Elsewhere,
    Flooded,
    Located,
    Pictured,
    Pressed,
    Returned,
    Said,
    SharedContact,
    Spoken,
    Unreadable,
)
from bot.intake import checking, editing, hearing, photos, placing, voices
from bot.intake.commanding import allowed, commanded
from bot.intake.keeping import may_keep
from bot.intake.moment import Moment
from bot.intake.route import ConversationRoute
from bot.intake.routes import ASKED_BACK, MENU, VERBS
from bot.message import message, toast
from bot.people import Deed
from bot.records import Status
from bot.views import refusals
from conversations.engine import ALREADY_SENT
from conversations.text import text


async def dispatch(moment: Moment) -> None:
    """Handle one update. Raises only for a fault of ours."""
    if moment.person.unreachable and not isinstance(moment.incoming.what, Blocked):
        moment.save_person(unreachable=False)
    match moment.incoming.what:
        case Pressed(data=data, query_id=query_id):
            await _pressed(moment, data, query_id)
        case Commanded(command=name, rest=rest):
            await commanded(moment, name, rest)
        case Said(words=words):
            await hearing.said(moment, words)
        case Edited(words=words):
            if may_keep(moment, words, await editing.answered(moment)):
                await editing.edited(moment, words)
        case Pictured() | Spoken() | Located() | SharedContact() | Unreadable() as sent:
            await _sent(moment, sent)
        case Blocked():
            moment.save_person(unreachable=True)
        case Flooded(query_id=query_id, told=told):
            _calm(moment, query_id, told=told)
        case Returned() | Elsewhere():
            pass
        case _:
            assert_never(moment.incoming.what)


def _calm(moment: Moment, query_id: str, *, told: bool) -> None:
    """Say once that this is too much at a time; a press is answered, or it would show as busy."""
    if not told:
        moment.send(message(text(refusals.TOO_FAST)))
    if query_id:
        moment.answer_press(query_id, toast(refusals.WAIT))


async def _sent(
    moment: Moment, sent: Pictured | Spoken | Located | SharedContact | Unreadable
) -> None:
    """Handle what is not words: most of it goes with a proposal, or answers its open question."""
    match sent:
        case Pictured(photo=photo):
            if may_keep(moment, photo.caption or "") and allowed(moment, Deed.PROPOSE):
                await photos.pictured(moment, photo)
        case Spoken(voice=voice, caption=caption):
            if may_keep(moment, caption) and allowed(moment, Deed.PROPOSE):
                await voices.spoken(moment, voice)
        case Located(latitude=latitude, longitude=longitude):
            if allowed(moment, Deed.PROPOSE):
                await placing.located(moment, latitude, longitude)
        case SharedContact(number=number, own=own):
            await hearing.shared(moment, number, own=own)
        case Unreadable(caption=caption):
            if may_keep(moment, caption):
                await hearing.unreadable(moment)
        case _:
            assert_never(sent)


async def _pressed(moment: Moment, data: str, query_id: str) -> None:
    press = buttons.read(data)
    words = ""
    if press is None:
        words = refusals.OUTDATED
    elif press.verb is Verb.NOT_BSN:
        moment.save_person(accepts_number=True)
        moment.edit(moment.pressed(), refusals.write_again())
    elif press.verb is Verb.MENU:
        await commanded(moment, MENU.get(press.word, "help"), "")
    else:
        words = await _routed(moment, press)
    moment.answer_press(query_id, toast(words))


async def _routed(moment: Moment, press: Press) -> str:
    """Do what a button asks for; return what is to be said in passing, mostly nothing."""
    route = VERBS[press.verb]
    if not allowed(moment, route.deed):
        return ""
    if moment.expected:
        moment.expect_nothing()
    if not isinstance(route, ConversationRoute):
        await route.go(moment, press)
        return ""
    conversation = moment.conversation(press.number)
    if conversation is None or conversation.flow != route.flow:
        return refusals.OUTDATED
    asked_back = conversation.status is Status.ASKED and press.verb in ASKED_BACK
    if conversation.status is Status.OPEN or asked_back:
        await route.go(moment, conversation, press)
        return ""
    if conversation.status is Status.DROPPED:
        return refusals.OUTDATED
    return checking.SAVED_ALREADY if route.flow == checking.FLOW else ALREADY_SENT
