"""One turn of a proposal: it is played, and handed in when the turn asks for that."""

from __future__ import annotations

from bot.intake.asking_back import answered
from bot.intake.conversing import Conversing
from bot.intake.moment import Moment
from bot.intake.submitting import submit
from bot.records import Conversation
from conversations.turn import Input

FLOW = "propose_task"

LINES = "lines"
PHOTOS = "photos"
"""What a prompt may show beside a question and the summary."""


async def play(
    moment: Moment, conversation: Conversation, input_: Input, source: int | None = None
) -> Conversation:
    """Take a turn in the conversation, and hand in the proposal when it asks for that."""
    conversing = Conversing(moment, conversation)
    conversation = conversing.play(input_, source)
    if conversing.answered:
        return await answered(moment, conversation)
    if conversing.submitted:
        await submit(moment, conversation, conversing.submitted)
    return conversation
