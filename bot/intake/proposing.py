"""A resident, organisation or company proposes a task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot import phones
from bot.buttons import Press
from bot.intake.conversing import Conversing, pause
from bot.intake.moment import Moment
from bot.intake.submitting import submit
from bot.message import message
from bot.records import SUMMARY, Conversation
from bot.views import asking, menu, pausing, summary
from bot.views.tasks import title
from conversations import current
from conversations.answers import MAIL_ADDRESS, Chosen, Dialled, Raw, Typed
from conversations.flow import PhoneNumber
from conversations.text import N_, text
from conversations.turn import (
    Added,
    Answered,
    Back,
    Cancelled,
    Confirmed,
    Input,
    Reopened,
    Skipped,
    Started,
)
from conversations.words import match

FLOW = "propose_task"
LINES = "lines"
PHOTOS = "photos"

TOO_EARLY = N_("Your message came before this question. That is why I did not use it.")
NOT_YOURS = N_("This is not your own number. Type the number at which we may call you.")

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


def ask_whether_to_go_on(moment: Moment, conversation: Conversation) -> None:
    """Show what someone was busy with, and ask: go on, or begin anew."""
    begun = title(conversation.state.answers, longest=80) or None
    sent = moment.send(pausing.unfinished(conversation.id, begun))
    if conversation.side:
        moment.delete(conversation.side)
    moment.save(replace(conversation, side=sent))


async def play(
    moment: Moment, conversation: Conversation, input_: Input, source: int | None = None
) -> Conversation:
    """Take a turn in the conversation, and hand in the proposal when it asks for that."""
    conversing = Conversing(moment, conversation)
    conversation = conversing.play(input_, source)
    if conversing.submitted:
        await submit(moment, conversation, conversing.submitted)
    return conversation


async def said(moment: Moment, conversation: Conversation, words: str) -> None:
    """Take typed words: a button's words, an answer, or more of the answer before."""
    source = moment.incoming.message_id
    control = match(words, CONTROLS) if len(words) < 20 else None
    if not seen(conversation, source):
        await _unseen(moment, conversation, words)
    elif control:
        await _controlled(moment, conversation, control)
    elif conversation.showing == PHOTOS:
        await play(moment, conversation, Skipped())
    else:
        for input_ in _inputs(moment, conversation, words):
            conversation = await play(moment, conversation, input_, source)


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


async def _controlled(moment: Moment, conversation: Conversation, control: str) -> None:
    if control == "stop":
        stop(moment, conversation)
    elif control == "back":
        await play(moment, conversation, Back())
    elif control == "send" and conversation.showing == SUMMARY:
        await play(moment, conversation, Confirmed())
    else:
        await play(moment, conversation, Skipped())


def _inputs(moment: Moment, conversation: Conversation, words: str) -> tuple[Input, ...]:
    """Read typed words; a number or address that answers "how" as well as "where" does both."""
    flow = moment.flow(conversation)
    asked = current(flow, conversation.state)
    number = phones.read(words)
    if asked and isinstance(asked.kind, PhoneNumber) and number:
        return (Answered(Dialled(number)),)
    if asked and asked.key == "contact" and number:
        return Answered(Chosen("phone")), Answered(Dialled(number))
    if asked and asked.key == "contact" and MAIL_ADDRESS.search(words):
        return Answered(Chosen("mail")), Answered(Typed(words))
    return (Answered(Typed(words)),)


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
            conversation = await play(moment, conversation, Answered(Chosen("phone")))
        await play(moment, conversation, Answered(Dialled(readable)), moment.incoming.message_id)
    else:
        await play(moment, conversation, Started())


async def answered(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Take the answer that a button stands for."""
    key, value = press.word, ":".join(press.words[1:])
    raw: Raw = Chosen(value)
    await play(moment, conversation, Answered(raw, key))


async def explain(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Show the help of the open question, in the question's own message."""
    _reshow(moment, conversation, press.word, explained=True)


async def again(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Show the open question as it was first asked, in its own message."""
    _reshow(moment, conversation, press.word, explained=False)


def _reshow(moment: Moment, conversation: Conversation, key: str, *, explained: bool) -> None:
    if conversation.showing != key or key not in moment.flow(conversation).by_key:
        return
    flow = moment.flow(conversation)
    said_again = asking.question(
        conversation.id, flow, conversation.state, key, explained=explained
    )
    moment.edit(moment.pressed(), said_again)


async def change(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Open a question again."""
    await play(moment, conversation, Reopened(press.word))


async def back(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Go to the question before; a button of an older question only shows the open one."""
    flow = moment.flow(conversation)
    asked = current(flow, conversation.state)
    open_one = asked is not None and asked.key == press.word
    await play(moment, conversation, Back() if open_one else Started())


async def keep(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Leave an answer as it was."""
    await play(moment, conversation, Skipped())


async def send(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Hand in the proposal."""
    await play(moment, conversation, Confirmed())


async def choose_line(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Show all answers as buttons, in the summary's own message."""
    flow = moment.flow(conversation)
    if conversation.showing == SUMMARY:
        answers = flow.counting(conversation.state.answers)
        moment.edit(moment.pressed(), summary.choose_line(conversation.id, flow, answers))
        moment.save(replace(conversation, showing=LINES))
    else:
        await play(moment, conversation, Started())


async def show_summary(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Go back to the summary: from its lines in place, from photos in a new message."""
    if conversation.showing == LINES:
        conversing = Conversing(moment, moment.save(replace(conversation, showing=SUMMARY)))
        moment.edit(moment.pressed(), conversing.summary())
    else:
        await play(moment, conversation, Skipped())


async def ask_photos(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Invite the person to send photos."""
    Conversing(moment, conversation).show(pausing.photos(conversation.id), PHOTOS)


def stop(moment: Moment, conversation: Conversation) -> None:
    """Ask whether to stop, and what becomes of the answers."""
    if conversation.side:
        moment.delete(conversation.side)
    days = moment.setting.office.keep_drafts_days
    sent = moment.send(pausing.stopping(conversation.id, days))
    moment.save(replace(conversation, side=sent))


async def stop_pressed(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Ask whether to stop."""
    stop(moment, conversation)


async def stop_command(moment: Moment, rest: str = "") -> None:
    """Stop whatever is open; say so when nothing is."""
    conversation = moment.open(FLOW)
    if conversation:
        stop(moment, conversation)
    else:
        moment.send(menu.menu(moment.person.roles))


async def resume(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Go on where the person was."""
    await play(moment, conversation, Started())


async def park(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Keep the answers for later."""
    pause(moment, conversation)


async def drop(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Throw the answers away."""
    await play(moment, conversation, Cancelled())
    moment.send(pausing.thrown_away())


async def anew(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Throw the answers away and begin again."""
    await play(moment, conversation, Cancelled())
    await play(moment, moment.begin(FLOW), Started())
