"""What someone types or sends leads to: what was asked for, an open conversation, or a command."""

from __future__ import annotations

from dataclasses import replace

from bot import phones
from bot.changes import Expected
from bot.incoming import Unreadable
from bot.intake import (
    checking,
    contacting,
    finding,
    language,
    offering,
    playing,
    proposing,
    speaking,
)
from bot.intake.commanding import allowed, commanded
from bot.intake.keeping import may_keep, open_question
from bot.intake.moment import Moment
from bot.intake.once import send_once
from bot.intake.pausing import ask_whether_to_go_on
from bot.intake.routes import PURPOSES, WORDS
from bot.message import message
from bot.people import Deed, may
from bot.records import Sent
from bot.views import checks, explaining, refusals
from conversations.asides import (
    Topic,
    asks,
    gratitude,
    tells_much,
    thanks,
    topic,
    wants_staff,
)
from conversations.languages import asks_for_english, wants_language
from conversations.text import text
from conversations.turn import Started
from conversations.wishing import wish
from conversations.words import NO, YES, match


async def said(moment: Moment, words: str) -> None:
    """Take typed words for what they are for, once it is clear that they may be kept."""
    awaited = moment.expected
    asked = open_question(moment)
    number = speaking.awaits_number(moment)
    if not may_keep(moment, words, asked, again=bool(asked or awaited), number=number):
        return
    if number and await _number(moment, words):
        return
    if awaited and await offering.answered(moment, words):
        return
    if awaited and awaited.purpose in PURPOSES:
        await _awaited(moment, awaited, words)
        return
    if finding.is_code(words) and may(moment.person.roles, Deed.CHECK):
        await finding.find(moment, words)
        return
    if wants_staff(words):
        await speaking.ask_for_staff(moment)
    elif wanted := wants_language(words):
        await language.speak(moment, wanted)
    elif asks_for_english(words):
        await language.english(moment)
    else:
        await _heard(moment, words)


async def _number(moment: Moment, words: str) -> bool:
    """Take the number that someone was asked for; other words are for something else."""
    moment.expect_nothing()
    read = phones.read(words)
    if read is None:
        return False
    await speaking.number_given(moment, read)
    asked = open_question(moment)
    return asked is None or asked.key not in contacting.REACHING  # there it is the answer as well


async def _heard(moment: Moment, words: str) -> None:
    cards_too = may(moment.person.roles, Deed.CHECK)
    conversation = moment.talking() if cards_too else moment.talking(playing.FLOW)
    if conversation is None:
        await _without_conversation(moment, words)
    elif conversation.flow == checking.FLOW:
        known = match(words, WORDS)
        if known:
            await commanded(moment, known, "")
        elif thanks(words):
            send_once(moment, explaining.welcome())
        else:
            moment.delete(Sent(0, moment.incoming.message_id))
            moment.send(checks.use_buttons())
    elif gratitude(words):
        send_once(moment, explaining.welcome())
    elif allowed(moment, Deed.PROPOSE):
        await proposing.said(moment, conversation, words)


async def _awaited(moment: Moment, awaited: Expected, words: str) -> None:
    """Take words that someone was asked to type, once: then the prompt has no buttons any more."""
    moment.expect_nothing()
    route = PURPOSES[awaited.purpose]
    if allowed(moment, route.deed):
        await route.go(moment, awaited, words)
    next_ = moment.changes.expected.get(moment.person.id)
    if next_ and replace(next_, prompt=awaited.prompt) == awaited:
        moment.expect_as_before()  # it is asked for once more
    elif awaited.prompt:
        moment.strip(awaited.prompt)


async def _without_conversation(moment: Moment, words: str) -> None:
    known = match(words, WORDS) or wish(words)
    if known:
        await commanded(moment, known, "")
    elif thanks(words):
        send_once(moment, explaining.welcome())
    elif moment.person.roles:
        office, roles = moment.setting.office, moment.person.roles
        send_once(moment, explaining.for_staff(office, roles, topic(words), asks=asks(words)))
    elif asks(words) and topic(words) in {None, Topic.HELP} and offering.offered_again(moment):
        return
    elif asks(words):
        send_once(moment, explaining.explained_outside(moment.setting.office, topic(words)))
    elif match(words, {"yes": YES, "no": NO}) == "yes":
        await offering.agreed(moment, words)
    elif tells_much(words):
        offering.offer(moment, words)
    elif not offering.offered_again(moment):
        send_once(moment, refusals.not_understood(moment.setting.office))


async def shared(moment: Moment, number: str, *, own: bool) -> None:
    """Take a contact: the number to be called at, or the answer to how we may reach someone."""
    awaited = own and speaking.awaits_number(moment)
    if awaited and await _number(moment, phones.shared(number) or number):
        return
    conversation = moment.talking(playing.FLOW)
    if conversation is None:
        moment.send(refusals.not_understood(moment.setting.office))
    elif allowed(moment, Deed.PROPOSE):
        await contacting.shared_contact(moment, conversation, number, own=own)


async def unreadable(moment: Moment) -> None:
    """Say that this cannot be read; the question stands."""
    conversation = moment.talking()
    if conversation and conversation.flow == playing.FLOW and conversation.prompt is None:
        ask_whether_to_go_on(moment, conversation)
        return
    as_file = isinstance(moment.incoming.what, Unreadable) and moment.incoming.what.picture
    if conversation is None and not as_file:
        send_once(moment, refusals.not_understood(moment.setting.office))
        return
    moment.send(message(text(refusals.AS_FILE if as_file else refusals.UNREADABLE)))
    if conversation is None or conversation.showing == playing.PHOTOS:
        return
    if conversation.flow == playing.FLOW and conversation.prompt:
        await playing.play(moment, conversation, Started())
