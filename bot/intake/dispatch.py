"""Leads an incoming message to what answers it: first permission, then what may not be kept."""

from __future__ import annotations

from typing import assert_never

from bot import buttons, privacy
from bot.buttons import Press, Verb
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
from bot.intake.moment import Moment
from bot.intake.routes import COMMANDS, MENU, VERBS, WORDS, ConversationRoute
from bot.message import message, toast
from bot.people import Deed, may
from bot.privacy import Private
from bot.records import Sent, Status
from bot.views import checks, refusals, tasks
from conversations import current
from conversations.flow import MailAddress, PhoneNumber, Question
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
            if _may_keep(moment, words, await editing.answered(moment)):
                await editing.edited(moment, words)
        case Pictured(photo=photo):
            if _may_keep(moment, photo.caption or "") and _allowed(moment, Deed.PROPOSE):
                await photos.pictured(moment, photo)
        case SharedContact(number=number, own=own):
            await _shared(moment, number, own=own)
        case Unreadable(caption=caption):
            if _may_keep(moment, caption):
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
    if not invited and not _may_keep(moment, rest):
        return
    route = COMMANDS.get("join" if name == "start" and rest else name, COMMANDS["help"])
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
    if not isinstance(route, ConversationRoute):
        await route.go(moment, press)
        return ""
    conversation = moment.conversation(press.number)
    if conversation is None or conversation.flow != route.flow:
        return refusals.OUTDATED
    if conversation.status is Status.OPEN:
        await route.go(moment, conversation, press)
        return ""
    if conversation.status is Status.DROPPED:
        return refusals.OUTDATED
    return checking.SAVED_ALREADY if route.flow == checking.FLOW else tasks.SENT_ALREADY


async def _said(moment: Moment, words: str) -> None:
    if not _may_keep(moment, words, _open_question(moment)):
        return
    if checking.is_code(words) and may(moment.person.roles, Deed.CHECK):
        await checking.find(moment, words)
        return
    conversation = moment.open()
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


async def _without_conversation(moment: Moment, words: str) -> None:
    known = match(words, WORDS)
    if known:
        await _commanded(moment, known, "")
    else:
        moment.send(refusals.not_understood(moment.setting.office))


async def _shared(moment: Moment, number: str, *, own: bool) -> None:
    conversation = moment.open(playing.FLOW)
    if conversation is None:
        moment.send(refusals.not_understood(moment.setting.office))
    elif _allowed(moment, Deed.PROPOSE):
        await proposing.shared_contact(moment, conversation, number, own=own)


async def _unreadable(moment: Moment) -> None:
    moment.send(message(text(refusals.UNREADABLE)))
    conversation = moment.open()
    if conversation and conversation.flow == playing.FLOW and conversation.prompt:
        await playing.play(moment, conversation, Started())


def _may_keep(moment: Moment, words: str, answers: Question | None = None) -> bool:
    """Ask to leave out what must not be kept, and take the message away; law 8.

    `answers` is the question that the words answer: what it asks for is welcome.
    """
    invited = _invited(answers) if answers else frozenset()
    found = privacy.scan(words, invited, accept_number=moment.person.accepts_number)
    if not found:
        if moment.person.accepts_number and words:
            moment.save_person(accepts_number=False)
        return True
    moment.delete(Sent(0, moment.incoming.message_id))
    maybe_not = found == {Private.BSN}
    moment.send(refusals.private({kind.value for kind in found}, maybe_not=maybe_not))
    return False


def _open_question(moment: Moment) -> Question | None:
    conversation = moment.open(playing.FLOW)
    return current(moment.flow(conversation), conversation.state) if conversation else None


def _invited(asked: Question) -> frozenset[Private]:
    """Return what a question asks for."""
    if asked.key == "contact":
        return frozenset({Private.PHONE, Private.EMAIL})
    if isinstance(asked.kind, PhoneNumber):
        return frozenset({Private.PHONE})
    return frozenset({Private.EMAIL}) if isinstance(asked.kind, MailAddress) else frozenset()
