"""What stands on the screen is settled when someone goes on: its answer stays, its buttons go."""

from __future__ import annotations

from bot.intake.moment import Moment
from bot.message import TakeAway, message
from bot.records import SUMMARY, Conversation
from bot.views import asking, confirming
from conversations.flow import FreeText, MailAddress, PhoneNumber, Question
from conversations.reaching import national
from conversations.text import N_, text

NOTED = N_("Thank you. We call {answer}.")
ALL_RIGHT = N_("All right.")


def settle(moment: Moment, conversation: Conversation, goes_on_to: str | None = None) -> None:
    """Settle what stands on the screen, and take away what stands beside it.

    Of a summary little stays when someone goes on: it comes again, and it is long.
    """
    prompt, showing = conversation.prompt, conversation.showing
    if conversation.side:
        moment.delete(conversation.side)
    if prompt is None:
        return
    flow = moment.flow(conversation)
    asked = flow.by_key.get(showing or "")
    answer = _given(moment, conversation, asked) if asked else None
    if showing == SUMMARY and goes_on_to:
        moment.edit(prompt, confirming.gone_on(flow, goes_on_to))
    elif asked and isinstance(asked.kind, PhoneNumber):
        _take_keyboard_away(moment, conversation, asked, answer)
    elif asked and answer:
        moment.edit(prompt, asking.settled(asked, answer))
    else:
        moment.strip(prompt)


def _given(moment: Moment, conversation: Conversation, asked: Question) -> str | None:
    """Return what was chosen, if someone moved on from the question; typed words stand there."""
    if isinstance(asked.kind, FreeText | MailAddress) or moment.asked(conversation) is asked:
        return None
    return conversation.state.answers.get(asked.key)


def _take_keyboard_away(
    moment: Moment, conversation: Conversation, asked: Question, answer: str | None
) -> None:
    """Say a few words to carry it: one message cannot take a keyboard and bring buttons."""
    if moment.asked(conversation) is not asked:
        said = text(NOTED, answer=national(answer)) if answer else text(ALL_RIGHT)
        moment.send(message(said, keyboard=TakeAway()))
