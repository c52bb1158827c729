"""A resident, organisation or company proposes a task."""

from __future__ import annotations

from collections.abc import Mapping

from bot import phones
from bot.intake.contacting import REACHING, reached_by
from bot.intake.conversing import Conversing
from bot.intake.moment import Moment
from bot.intake.once import send_once
from bot.intake.pausing import ask_whether_to_go_on, stop
from bot.intake.playing import FLOW, LINES, PHOTOS, play
from bot.message import message
from bot.records import SUMMARY, Conversation, Status
from bot.views import explaining, pausing, summary
from conversations import advice, current
from conversations.answers import MAIL_ADDRESS
from conversations.asides import Topic, asks, topic
from conversations.flow import FreeText, Question
from conversations.flows import typed
from conversations.replies import Chosen, Dialled, Raw, Typed
from conversations.text import N_, text
from conversations.turn import Added, Answered, Back, Confirmed, Reopened, Skipped, Started
from conversations.verdict import Outcome
from conversations.words import NO, YES, match

TOO_EARLY = N_("Your message came before this question. That is why I did not use it.")
LONGEST_CONTROL = 24
"""Characters of typed words that may stand for a button."""

CONTROLS: Mapping[str, tuple[str, ...]] = {
    "back": ("terug", "vorige", "back"),
    "stop": ("stop", "stoppen", "annuleren", "cancel"),
    "keep": ("overslaan", "zo laten", "skip"),
    "send": ("versturen", "verstuur", "toch versturen", "send"),
}
AT_THE_SUMMARY: Mapping[str, tuple[str, ...]] = {
    "change": ("aanpassen", "iets aanpassen", "iets anders aanpassen", "change something"),
    "photos": ("foto's toevoegen", "foto toevoegen", "foto's", "add photos"),
}
"""What typed words may stand for beside that, where the summary stands."""


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
    elif conversation.showing == PHOTOS and not asks(words):
        await play(moment, conversation, Skipped())
    elif line := _line(conversation, words):
        await play(moment, conversation, Reopened(line))
    elif conversation.offered and (meant := match(words, {"yes": YES, "no": NO})):
        asked = current(moment.flow(conversation), conversation.state)
        key = asked.key if asked else ""
        yes = Answered(Chosen(conversation.offered), key)
        await play(moment, conversation, yes if meant == "yes" else Reopened(key))
    else:
        conversation, raw = _read(moment, conversation, words)
        await play(moment, conversation, Answered(raw), source)


def _line(conversation: Conversation, words: str) -> str | None:
    """Return the line of the summary that someone names: "uren", or a button's "Uren: 4"."""
    if conversation.showing not in {SUMMARY, LINES}:
        return None
    found = (match(part, typed.LINES) for part in reversed(words.split(":", 1)))
    return next(
        (key for key in found if key in {*conversation.state.answers, "more", "spot"}), None
    )


def seen(conversation: Conversation, source: int) -> bool:
    """Tell whether the person had seen the open question when they sent this message."""
    prompt = conversation.prompt
    return bool(prompt and prompt.message_id and prompt.message_id < source)


async def _unseen(moment: Moment, conversation: Conversation, words: str) -> None:
    if conversation.prompt is None:
        if asks(words) and topic(words) not in {None, Topic.HELP}:
            about = explaining.explained_outside(moment.setting.office, topic(words))
            send_once(moment, about)
        ask_whether_to_go_on(moment, conversation)
    elif conversation.joining and not moment.incoming.doubtful:
        await play(moment, conversation, Added(words, conversation.joining))
    else:
        send_once(moment, message(text(TOO_EARLY)))
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
        if asked.optional and match(words, {"no": NO}):
            return "keep"
        return next((control for control, said in CONTROLS.items() if bare in said), None)
    whole = conversation.showing in {SUMMARY, LINES}
    known = {**CONTROLS, **AT_THE_SUMMARY} if whole else CONTROLS
    found = match(words, known) if len(words) < LONGEST_CONTROL else None
    if found is None and conversation.showing == SUMMARY and match(words, {"yes": YES}):
        given = advice(moment.flow(conversation), conversation.state)
        return "send" if given.overall is Outcome.MET else None
    return found


async def _controlled(moment: Moment, conversation: Conversation, control: str) -> None:
    flow = moment.flow(conversation)
    if conversation.status is Status.ASKED:
        await play(moment, conversation, Skipped())
    elif control == "stop":
        await stop(moment, conversation)
    elif control == "back":
        await play(moment, conversation, Back())
    elif control == "change":
        lines = summary.choose_line(
            conversation.id, flow, flow.counting(conversation.state.answers)
        )
        Conversing(moment, conversation).show(lines, LINES)
    elif control == "photos":
        Conversing(moment, conversation).show(pausing.photos(conversation.id), PHOTOS)
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
        return reached_by(moment, conversation, asked, "phone"), Dialled(number)
    if MAIL_ADDRESS.search(words):
        return reached_by(moment, conversation, asked, "mail"), Typed(words)
    return conversation, Typed(words)
