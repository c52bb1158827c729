"""How we may reach someone: a number or an address that was typed, or a contact that was shared."""

from __future__ import annotations

from dataclasses import replace

from bot import phones
from bot.intake.moment import Moment
from bot.intake.pausing import ask_whether_to_go_on
from bot.intake.playing import play
from bot.message import message
from bot.records import Conversation
from conversations import advance
from conversations.flow import Question
from conversations.replies import Chosen, Dialled, Typed
from conversations.text import N_, text
from conversations.turn import Answered, Reopened, Started

NOT_YOURS = N_("This is not your own number. Type the number at which we may call you.")
NO_NUMBER_ASKED = N_("I do not need your number here. I did not keep it.")

REACHING = frozenset({"contact", "phone", "mail"})
"""The questions about how to reach someone: an answer to one may answer another."""


def reached_by(
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
    asked = moment.asked(conversation)
    readable = phones.shared(number)
    if conversation.prompt is None:
        ask_whether_to_go_on(moment, conversation)
    elif asked is None or asked.key not in REACHING:
        moment.send(message(text(NO_NUMBER_ASKED)))
        await play(moment, conversation, Started())
    elif not own:
        moment.send(message(text(NOT_YOURS)))
    elif readable:
        conversation = reached_by(moment, conversation, asked, "phone")
        await play(moment, conversation, Answered(Dialled(readable)), moment.incoming.message_id)
    else:
        await play(moment, conversation, Answered(Typed(number)))
