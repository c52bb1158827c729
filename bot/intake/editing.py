"""Someone edits an earlier message: the answer that came from it changes."""

from __future__ import annotations

from bot import phones
from bot.intake.moment import Moment
from bot.intake.playing import FLOW as PROPOSAL
from bot.intake.playing import play
from bot.message import message
from bot.records import Status
from bot.store import conversations
from bot.views import tasks
from conversations.flow import PhoneNumber, Question
from conversations.replies import Dialled, Raw, Typed
from conversations.text import N_, text
from conversations.turn import Corrected

DOES_NOT_COUNT = N_("This change does not count. Send your answer as a new message.")


async def answered(moment: Moment) -> Question | None:
    """Return the question whose answer came from this message, if there is one."""
    tx = await moment.reading()
    found = await conversations.source_of(tx, moment.person.id, moment.incoming.message_id)
    return moment.setting.flows[PROPOSAL].by_key.get(found[1]) if found else None


async def edited(moment: Moment, words: str) -> None:
    """Change the answer that came from this message, if there is one and it is not sent yet."""
    tx = await moment.reading()
    found = await conversations.source_of(tx, moment.person.id, moment.incoming.message_id)
    if found is None:
        if moment.open():
            moment.send(message(text(DOES_NOT_COUNT)))
        return
    id_, question, status = found
    conversation = moment.conversation(id_)
    if status in {Status.SUBMITTED, Status.ASKED}:
        moment.send(tasks.sent_already())
    elif conversation and conversation.status is Status.OPEN:
        asked = moment.flow(conversation).by_key[question]
        number = phones.read(words) if isinstance(asked.kind, PhoneNumber) else None
        raw: Raw = Dialled(number) if number else Typed(words)
        await play(moment, conversation, Corrected(raw, question), moment.incoming.message_id)
