"""Leads an incoming message to what answers it: first permission, then what may not be kept."""

from __future__ import annotations

from typing import assert_never

from bot import buttons
from bot.buttons import Press, Verb
from bot.changes import Expected
from bot.incoming import (
    Blocked,
    Commanded,
    Edited,
    Pictured,
    Pressed,
    Returned,
    Said,
    SharedContact,
    Unreadable,
)
from bot.intake import checking, editing, photos, playing, proposing
from bot.intake.joining import CODE
from bot.intake.keeping import may_keep, open_question
from bot.intake.moment import Moment
from bot.intake.route import ConversationRoute
from bot.intake.routes import ASKED_BACK, COMMANDS, MENU, PURPOSES, VERBS, WORDS
from bot.message import message, toast
from bot.people import Deed, may
from bot.records import Status
from bot.views import checks, refusals, tasks
from conversations.text import text
from conversations.turn import Started
from conversations.words import match


async def dispatch(moment: Moment) -> None:
    """Handle one update. Raises only for a fault of ours."""
    if moment.person.unreachable and not isinstance(moment.incoming.what, Blocked):
        moment.save_person(unreachable=False)
    match moment.incoming.what:
        case Pressed(data=data, query_id=query_id):
            await _pressed(moment, data, query_id)
        case Commanded(command=name, rest=rest):
            await _commanded(moment, name, rest)
        case Said(words=words):
            await _said(moment, words)
        case Edited(words=words):
            if may_keep(moment, words, await editing.answered(moment)):
                await editing.edited(moment, words)
        case Pictured(photo=photo):
            if may_keep(moment, photo.caption or "") and _allowed(moment, Deed.PROPOSE):
                await photos.pictured(moment, photo)
        case SharedContact(number=number, own=own):
            await _shared(moment, number, own=own)
        case Unreadable(caption=caption):
            if may_keep(moment, caption):
                await _unreadable(moment)
        case Blocked():
            moment.save_person(unreachable=True)
        case Returned():
            pass
        case _:
            assert_never(moment.incoming.what)


def _allowed(moment: Moment, deed: Deed) -> bool:
    """Ask for permission; who lacks it hears so."""
    if may(moment.person.roles, deed):
        return True
    moment.audit("refused", deed.value)
    moment.send(refusals.refused(moment.setting.office))
    return False


async def _commanded(moment: Moment, name: str, rest: str) -> None:
    invited = name == "start" and CODE.fullmatch(rest)
    if not invited and not may_keep(moment, rest):
        return
    route = COMMANDS.get("join" if name == "start" and rest else name, COMMANDS["help"])
    if moment.expected:
        moment.expect_nothing()
    if _allowed(moment, route.deed):
        await route.go(moment, rest)


async def _pressed(moment: Moment, data: str, query_id: str) -> None:
    press = buttons.read(data)
    words = ""
    if press is None:
        words = refusals.OUTDATED
    elif press.verb is Verb.NOT_BSN:
        moment.save_person(accepts_number=True)
        moment.edit(moment.pressed(), refusals.write_again())
    elif press.verb is Verb.MENU:
        await _commanded(moment, MENU.get(press.word, "help"), "")
    else:
        words = await _routed(moment, press)
    moment.answer_press(query_id, toast(words))


async def _routed(moment: Moment, press: Press) -> str:
    """Do what a button asks for; return what is to be said in passing, mostly nothing."""
    route = VERBS[press.verb]
    if not _allowed(moment, route.deed):
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
    return checking.SAVED_ALREADY if route.flow == checking.FLOW else tasks.SENT_ALREADY


async def _said(moment: Moment, words: str) -> None:
    awaited = moment.expected
    asked = open_question(moment)
    if not may_keep(moment, words, asked, again=bool(asked or awaited)):
        return
    if awaited and awaited.purpose in PURPOSES:
        await _awaited(moment, awaited, words)
        return
    if checking.is_code(words) and may(moment.person.roles, Deed.CHECK):
        await checking.find(moment, words)
        return
    conversation = moment.talking()
    if conversation is None:
        await _without_conversation(moment, words)
    elif conversation.flow == checking.FLOW:
        known = match(words, WORDS)
        if known:
            await _commanded(moment, known, "")
        else:
            moment.send(message(*checks.use_buttons().lines))
    elif _allowed(moment, Deed.PROPOSE):
        await proposing.said(moment, conversation, words)


async def _awaited(moment: Moment, awaited: Expected, words: str) -> None:
    """Take words that someone was asked to type, once."""
    moment.expect_nothing()
    route = PURPOSES[awaited.purpose]
    if _allowed(moment, route.deed):
        await route.go(moment, awaited, words)


async def _without_conversation(moment: Moment, words: str) -> None:
    known = match(words, WORDS)
    if known:
        await _commanded(moment, known, "")
    else:
        moment.send(refusals.not_understood(moment.setting.office))


async def _shared(moment: Moment, number: str, *, own: bool) -> None:
    conversation = moment.talking(playing.FLOW)
    if conversation is None:
        moment.send(refusals.not_understood(moment.setting.office))
    elif _allowed(moment, Deed.PROPOSE):
        await proposing.shared_contact(moment, conversation, number, own=own)


async def _unreadable(moment: Moment) -> None:
    conversation = moment.talking()
    as_file = isinstance(moment.incoming.what, Unreadable) and moment.incoming.what.picture
    moment.send(message(text(refusals.AS_FILE if as_file else refusals.UNREADABLE)))
    if conversation is None or conversation.showing == playing.PHOTOS:
        return
    if conversation.flow == playing.FLOW and conversation.prompt:
        await playing.play(moment, conversation, Started())
