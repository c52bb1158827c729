"""A resident, organisation or company proposes a task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot import phones
from bot.intake.moment import Moment
from bot.intake.pausing import ask_whether_to_go_on, stop
from bot.intake.playing import FLOW, PHOTOS, play
from bot.message import message
from bot.records import SUMMARY, Conversation, Status
from conversations import advance, advice, current
from conversations.answers import MAIL_ADDRESS, Chosen, Dialled, Raw, Typed
from conversations.flow import FreeText, Question
from conversations.text import N_, text
from conversations.turn import Added, Answered, Back, Confirmed, Reopened, Skipped, Started
from conversations.verdict import Outcome
from conversations.words import NO, YES, match

TOO_EARLY = N_("Your message came before this question. That is why I did not use it.")
NOT_YOURS = N_("This is not your own number. Type the number at which we may call you.")

REACHING = frozenset({"contact", "phone", "mail"})
"""The questions about how to reach someone: an answer to one may answer another."""

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
    elif conversation.offered and (meant := match(words, {"yes": YES, "no": NO})):
        asked = current(moment.flow(conversation), conversation.state)
        key = asked.key if asked else ""
        yes = Answered(Chosen(conversation.offered), key)
        await play(moment, conversation, yes if meant == "yes" else Reopened(key))
    else:
        conversation, raw = _read(moment, conversation, words)
        await play(moment, conversation, Answered(raw), source)


def seen(conversation: Conversation, source: int) -> bool:
    """Tell whether the person had seen the open question when they sent this message."""
    prompt = conversation.prompt
    return bool(prompt and prompt.message_id and prompt.message_id < source)


async def _unseen(moment: Moment, conversation: Conversation, words: str) -> None:
    if conversation.prompt is None:
        ask_whether_to_go_on(moment, conversation)
    elif conversation.joining:
        await play(moment, conversation, Added(words, conversation.joining))
    else:
        moment.send(message(text(TOO_EARLY)))
        if conversation.prompt.message_id:
            await play(moment, conversation, Started())


def question_for(moment: Moment, conversation: Conversation) -> Question | None:
    """Return the question that typed words are for; None when they answer nothing."""
    flow = moment.flow(conversation)
    if seen(conversation, moment.incoming.message_id):
        return current(flow, conversation.state)
    return flow.by_key.get(conversation.joining or "")


def _control(moment: Moment, conversation: Conversation, words: str) -> str | None:
    """Return the button that typed words stand for; yes to a summary that is right sends it."""
    asked = current(moment.flow(conversation), conversation.state)
    if asked and isinstance(asked.kind, FreeText):
        bare = words.strip(" .!").casefold()
        return next((control for control, said in CONTROLS.items() if bare in said), None)
    found = match(words, CONTROLS) if len(words) < LONGEST_CONTROL else None
    if found is None and conversation.showing == SUMMARY and match(words, {"yes": YES}):
        given = advice(moment.flow(conversation), conversation.state)
        return "send" if given.overall is Outcome.MET else None
    return found


async def _controlled(moment: Moment, conversation: Conversation, control: str) -> None:
    if conversation.status is Status.ASKED:
        await play(moment, conversation, Skipped())
    elif control == "stop":
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
    if asked is None or asked.key not in REACHING:
        return conversation, Typed(words)
    number = phones.read(words)
    if number:
        return _reached_by(moment, conversation, asked, "phone"), Dialled(number)
    if MAIL_ADDRESS.search(words):
        return _reached_by(moment, conversation, asked, "mail"), Typed(words)
    return conversation, Typed(words)


def _reached_by(
    moment: Moment, conversation: Conversation, asked: Question, how: str
) -> Conversation:
    """Answer how we may reach someone, without asking for what they have typed already."""
    flow, state = moment.flow(conversation), conversation.state
    if asked.key != how:
        state = advance(flow, state, Reopened("contact")).state
        state = advance(flow, state, Answered(Chosen(how), "contact")).state
    return replace(conversation, state=state)


async def shared_contact(
    moment: Moment, conversation: Conversation, number: str, *, own: bool
) -> None:
    """Take a contact that was shared; it counts only if it is the person's own."""
    asked = current(moment.flow(conversation), conversation.state)
    readable = phones.read(number) or phones.read(f"+{number.lstrip('+')}")
    if asked is None or asked.key not in REACHING:
        await play(moment, conversation, Started())
    elif not own:
        moment.send(message(text(NOT_YOURS)))
    elif readable:
        conversation = _reached_by(moment, conversation, asked, "phone")
        await play(moment, conversation, Answered(Dialled(readable)), moment.incoming.message_id)
    else:
        await play(moment, conversation, Answered(Typed(number)))
