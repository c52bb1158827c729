"""A coordinator asks one question of a proposal again, and the proposer answers in the chat."""

from __future__ import annotations

from dataclasses import replace

from bot.changes import Judged
from bot.intake.deciding import change
from bot.intake.moment import Moment
from bot.intake.telling import is_coordinator, tell_coordinators, tell_one
from bot.message import Message, message
from bot.office.reviewing import Action, after
from bot.records import Conversation, Proposal, Sent, Status
from bot.store import proposals, reviewing
from bot.views import answered as views
from bot.views import asking, decisions, tasks
from conversations import advice
from conversations.flow import Flow
from conversations.shown import shown
from conversations.text import N_, text
from conversations.turn import State

THANKS = N_("Thank you. Your answer has arrived. A member of staff reads it.")


def question_again(
    flow: Flow, conversation: Conversation, proposal: Proposal, key: str, note: str
) -> Message:
    """Return the question as the proposer gets it: with the coordinator's words and the answer."""
    state = replace(conversation.state, reopened=key, closed=False)
    asked = asking.question(conversation.id, flow, state, key, alone=True)
    above = decisions.asks(proposal.reference, tasks.title(state.answers), note)
    return message(*above, *asked.lines, keyboard=asked.keyboard)


def asked_back(moment: Moment, conversation: Conversation, key: str, delivery: int) -> None:
    """Open the conversation again at this question; the message that asks it waits its minute."""
    _open(moment, conversation, _reopened(conversation, key), Sent(delivery))


def ask_now(moment: Moment, conversation: Conversation, key: str) -> None:
    """Ask a question of a proposal again, at once."""
    state, flow = _reopened(conversation, key), moment.flow(conversation)
    sent = moment.send(asking.question(conversation.id, flow, state, key, alone=True))
    _open(moment, conversation, state, sent)


def _open(moment: Moment, conversation: Conversation, state: State, asked: Sent) -> None:
    key = state.reopened
    moment.save(
        replace(
            conversation, status=Status.ASKED, state=state, prompt=asked, showing=key, side=None
        )
    )


def _reopened(conversation: Conversation, key: str) -> State:
    """Return where a conversation stands that is open again at this question."""
    return replace(conversation.state, reopened=key, misunderstood=0, closed=False)


async def answered(moment: Moment, conversation: Conversation) -> Conversation:
    """Take the answer: the advice is made anew, and whoever asked hears of it."""
    flow = moment.flow(conversation)
    tx = await moment.reading()
    proposal = await proposals.by_conversation(tx, conversation.id)
    state = replace(conversation.state, reopened=None, closed=True)
    conversation = moment.save(replace(conversation, status=Status.SUBMITTED, state=state))
    if proposal is None or after(proposal.status, Action.ANSWER) is None:
        return conversation
    given = advice(flow, state)
    moment.changes.judged.append(Judged(conversation.id, given))
    asked = await reviewing.open_question(tx, proposal.id)
    moment.changes.answered.append(proposal.id)
    changed = change(moment, proposal, Action.ANSWER) or proposal
    moment.send(message(text(THANKS)))
    if asked:
        asker, key = asked
        question = flow.by_key.get(key)
        answer = shown(question, state.answers[key]) if question and key in state.answers else None
        if question and answer:
            await _tell(moment, asker, changed, views.answer(changed, question, answer, given))
    return conversation


async def _tell(moment: Moment, asker: int, proposal: Proposal, said: Message) -> None:
    """Tell who asked; who no longer is a coordinator hears nothing more, but colleagues do."""
    if await is_coordinator(moment, asker):
        await tell_one(moment, asker, proposal, said)
    else:
        await tell_coordinators(moment, proposal, [said])
