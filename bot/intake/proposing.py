"""A resident, organisation or company proposes a task."""

from __future__ import annotations

from bot import phones
from bot.intake.contacting import REACHING, reached_by
from bot.intake.controls import WAYS_OUT, control_of, do
from bot.intake.moment import Moment
from bot.intake.once import send_once
from bot.intake.onscreen import is_above
from bot.intake.pausing import ask_whether_to_go_on
from bot.intake.playing import FLOW, LINES, PHOTOS, play
from bot.message import message
from bot.records import SUMMARY, Conversation, Status
from bot.views import explaining
from conversations import advance
from conversations.asides import Topic, asks, topic
from conversations.flow import Question
from conversations.flows import typed
from conversations.reaching import mail_in
from conversations.replies import Chosen, Dialled, Raw, Typed
from conversations.text import N_, text
from conversations.turn import Added, Answered, Reopened, Skipped, Started
from conversations.words import NO, YES, match

TOO_EARLY = N_("You and I wrote at the same time. What is your answer to this question?")


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
    control = control_of(moment, conversation, words)
    if not seen(conversation, source):
        await _unseen(moment, conversation, words)
    elif draft := _draft_meant(moment, conversation, words):
        await said(moment, draft, words)
    elif control:
        await do(moment, conversation, control)
    elif conversation.showing == PHOTOS and not asks(words):
        await play(moment, conversation, Skipped())
    elif line := _line(conversation, words):
        await play(moment, conversation, Reopened(line))
    elif conversation.offered and (meant := match(words, {"yes": YES, "no": NO})):
        asked = moment.asked(conversation)
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
    return is_above(conversation.prompt, source)


def _draft_meant(moment: Moment, conversation: Conversation, words: str) -> Conversation | None:
    """Return the open proposal, where words fit that do not answer what a coordinator asked."""
    draft = moment.open(FLOW) if conversation.status is Status.ASKED else None
    if draft is None or not seen(draft, moment.incoming.message_id):
        return None
    if control := control_of(moment, conversation, words):
        return draft if control in WAYS_OUT else None
    if _fits(moment, conversation, words):
        return None
    return draft if control_of(moment, draft, words) or _fits(moment, draft, words) else None


def _fits(moment: Moment, conversation: Conversation, words: str) -> bool:
    """Tell whether these words are something where a conversation stands."""
    conversation, raw = _read(moment, conversation, words)
    state = conversation.state
    turn = advance(moment.flow(conversation), state, Answered(raw))
    return turn.state.misunderstood <= state.misunderstood


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
    if seen(conversation, moment.incoming.message_id):
        return moment.asked(conversation)
    return moment.flow(conversation).by_key.get(conversation.joining or "")


def _read(moment: Moment, conversation: Conversation, words: str) -> tuple[Conversation, Raw]:
    """Read typed words; a number or an address also answers how we may reach someone."""
    asked = moment.asked(conversation)
    if asked is None or asked.key not in REACHING:
        return conversation, Typed(words)
    number = phones.read(words)
    if number:
        return reached_by(moment, conversation, asked, "phone"), Dialled(number)
    if mail_in(words):
        return reached_by(moment, conversation, asked, "mail"), Typed(words)
    return conversation, Typed(words)
