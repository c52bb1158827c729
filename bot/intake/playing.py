"""One turn of a proposal: it is played, and handed in when the turn asks for that."""

from __future__ import annotations

from bot.intake.asking_back import answered
from bot.intake.conversing import Conversing
from bot.intake.moment import Moment
from bot.intake.onscreen import is_above
from bot.intake.submitting import submit
from bot.records import Conversation, Sent
from conversations.turn import Input, Started

FLOW = "propose_task"

LINES = "lines"
PHOTOS = "photos"
"""What a prompt may show beside a question and the summary."""


async def play(
    moment: Moment, conversation: Conversation, input_: Input, source: int | None = None
) -> Conversation:
    """Take a turn in the conversation, and hand in the proposal when it asks for that."""
    conversing, asked = Conversing(moment, conversation), conversation.prompt
    conversation = conversing.play(input_, source)
    if conversing.answered:
        conversation = await answered(moment, conversation)
        await _back_to_the_draft(moment, asked)
    if conversing.submitted:
        await submit(moment, conversation, conversing.submitted)
    return conversation


async def _back_to_the_draft(moment: Moment, asked: Sent | None) -> None:
    """Ask once more where someone was, if a coordinator's question came in between."""
    draft = moment.open(FLOW)
    if draft and asked and asked.message_id and is_above(draft.prompt, asked.message_id):
        await play(moment, draft, Started())
