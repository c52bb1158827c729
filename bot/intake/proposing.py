"""A resident, organisation or company proposes a task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot import phones
from bot.intake.moment import Moment
from bot.intake.pausing import ask_whether_to_go_on, stop
from bot.intake.playing import FLOW, PHOTOS, play
from bot.message import message
from bot.records import SUMMARY, Conversation
from conversations import advance, advice, current
from conversations.answers import MAIL_ADDRESS, Chosen, Dialled, Raw, Typed
from conversations.flow import PhoneNumber
from conversations.text import N_, text
from conversations.turn import Added, Answered, Back, Confirmed, Skipped, Started
from conversations.verdict import Outcome
from conversations.words import YES, match

TOO_EARLY = N_("Your message came before this question. That is why I did not use it.")
NOT_YOURS = N_("This is not your own number. Type the number at which we may call you.")

LONGEST_CONTROL = 20
"""Characters of typed words that may stand for a button."""

CONTROLS: Mapping[str, tuple[str, ...]] = {
    "back": ("terug", "vorige", "back"),
    "stop": ("stop", "stoppen", "annuleren", "cancel"),
    "keep": ("overslaan", "zo laten", "skip"),
    "send": ("versturen", "verstuur", "toch versturen", "send"),
}


async def propose(moment: Moment, rest: str = "") -> None:
    """Begin a proposal, or ask what to do with the one that is open."""
    conversation = moment.open(FLOW)
    if conversation is None:
        await play(moment, moment.begin(FLOW), Started())
    elif conversation.state.answers:
        ask_whether_to_go_on(moment, conversation)
    else:
        await play(moment, conversation, Started())


async def said(moment: Moment, conversation: Conversation, words: str) -> None:
    """Take typed words: a button's words, an answer, or more of the answer before."""
    source = moment.incoming.message_id
    control = _control(moment, conversation, words)
    if not seen(conversation, source):
        await _unseen(moment, conversation, words)
    elif control:
        await _controlled(moment, conversation, control)
    elif conversation.showing == PHOTOS:
        await play(moment, conversation, Skipped())
    else:
        conversation, raw = _read(moment, conversation, words)
        await play(moment, conversation, Answered(raw), source)


def seen(conversation: Conversation, source: int) -> bool:
    """Tell whether the person had seen the open question when they sent this message."""
    prompt = conversation.prompt
    return bool(prompt and prompt.message_id and prompt.message_id < source)


async def _unseen(moment: Moment, conversation: Conversation, words: str) -> None:
    source = moment.incoming.message_id
    if conversation.joining:
        await play(moment, conversation, Added(words, conversation.joining), source)
    elif conversation.prompt is None:
        ask_whether_to_go_on(moment, conversation)
    elif conversation.prompt.message_id:
        moment.send(message(text(TOO_EARLY)))
        await play(moment, conversation, Started())


def _control(moment: Moment, conversation: Conversation, words: str) -> str | None:
    """Return the button that typed words stand for; yes to a summary that is right sends it."""
    found = match(words, CONTROLS) if len(words) < LONGEST_CONTROL else None
    if found is None and conversation.showing == SUMMARY and match(words, {"yes": YES}):
        given = advice(moment.flow(conversation), conversation.state)
        return "send" if given.overall is Outcome.MET else None
    return found


async def _controlled(moment: Moment, conversation: Conversation, control: str) -> None:
    if control == "stop":
        stop(moment, conversation)
    elif control == "back":
        await play(moment, conversation, Back())
    elif control == "send" and conversation.showing == SUMMARY:
        await play(moment, conversation, Confirmed())
    else:
        await play(moment, conversation, Skipped())


def _read(moment: Moment, conversation: Conversation, words: str) -> tuple[Conversation, Raw]:
    """Read typed words; a number or an address also answers how we may reach someone."""
    asked = current(moment.flow(conversation), conversation.state)
    number = phones.read(words)
    if asked and asked.key == "contact" and number:
        return _reached_by(moment, conversation, "phone"), Dialled(number)
    if asked and asked.key == "contact" and MAIL_ADDRESS.search(words):
        return _reached_by(moment, conversation, "mail"), Typed(words)
    dialled = asked and isinstance(asked.kind, PhoneNumber) and number
    return conversation, Dialled(number) if dialled and number else Typed(words)


def _reached_by(moment: Moment, conversation: Conversation, how: str) -> Conversation:
    """Answer how we may reach someone, without asking for what they have typed already."""
    answered = Answered(Chosen(how), "contact")
    turn = advance(moment.flow(conversation), conversation.state, answered)
    return replace(conversation, state=turn.state)


async def shared_contact(
    moment: Moment, conversation: Conversation, number: str, *, own: bool
) -> None:
    """Take a contact that was shared; it counts only if it is the person's own."""
    asked = current(moment.flow(conversation), conversation.state)
    wanted = asked is not None and asked.key in {"contact", "phone"}
    readable = phones.read(number) or phones.read(f"+{number.lstrip('+')}")
    if wanted and not own:
        moment.send(message(text(NOT_YOURS)))
    elif wanted and readable:
        if asked and asked.key == "contact":
            conversation = _reached_by(moment, conversation, "phone")
        await play(moment, conversation, Answered(Dialled(readable)), moment.incoming.message_id)
    else:
        await play(moment, conversation, Started())
