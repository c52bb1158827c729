"""A question that is not asked any more leaves the screen: its buttons, or its keyboard."""

from __future__ import annotations

from bot.intake.moment import Moment
from bot.intake.onscreen import is_sent
from bot.message import TakeAway, message
from bot.people import Person
from bot.records import Conversation
from conversations.flow import PhoneNumber
from conversations.text import N_, text

NOT_NEEDED = N_("You need not answer this question any more.")


def clear(moment: Moment, conversation: Conversation, of: Person | None = None) -> None:
    """Take the open question of a conversation off the screen, in the chat of whoever has it.

    One that still waits does not go out; one that may be on its way loses its buttons.
    """
    prompt = conversation.prompt
    if prompt is None:
        return
    if not is_sent(prompt):
        moment.changes.cancelled.append(prompt.delivery)
    asked = moment.flow(conversation).by_key.get(conversation.showing or "")
    if not asked or not isinstance(asked.kind, PhoneNumber):
        moment.strip(prompt, of)
    elif is_sent(prompt):
        moment.send(message(text(NOT_NEEDED), keyboard=TakeAway()), to=of)
