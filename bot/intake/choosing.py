"""What a coordinator chooses from at the first step of an action: reasons, answers, proposals."""

from __future__ import annotations

from bot.buttons import Verb
from bot.intake.moment import Moment
from bot.intake.queueing import COMPARED, FLOW
from bot.message import Message
from bot.neighbour import Neighbour
from bot.office.reviewing import Action
from bot.office.similar import similar
from bot.records import Conversation, Proposal
from bot.store import neighbours
from bot.views import deciding as views
from bot.views import decisions, tasks
from bot.views.reviewing import name
from conversations import advice
from conversations.text import N_, text
from conversations.verdict import Outcome

WHY = text(N_("Why do you decline it?"))
ADVISED = text(N_("What the advice says stands on top."))
WHAT = text(N_("About which answer is your question?"))
WHICH = (text(N_("With which proposal do you want to join it?")),)


async def choices(
    moment: Moment, proposal: Proposal, conversation: Conversation, action: Action
) -> Message:
    """Return the first step of an action: what there is to choose."""
    flow = moment.setting.flows[FLOW]
    title = tasks.title(conversation.state.answers)
    if action is Action.DECLINE:
        found = advice(flow, conversation.state)
        why = [WHY] if found.overall is Outcome.MET else [WHY, ADVISED]
        return views.choose(
            proposal, title, why, tuple(decisions.fitting(flow, found)), Verb.REASON
        )
    if action is Action.ASK:
        return answers_to_choose(moment, proposal, conversation, "")
    others = [(name(other), str(other.id)) for other in await near(moment, proposal, conversation)]
    return views.choose(proposal, title, WHICH, others, Verb.TARGET)


def answers_to_choose(
    moment: Moment, proposal: Proposal, conversation: Conversation, words: str
) -> Message:
    """Ask about which answer the question is; with its words, if they were typed already."""
    flow = moment.setting.flows[FLOW]
    answers = flow.counting(conversation.state.answers)
    options = [(text(q.short), q.key) for q in flow.applying(answers) if q.key in answers]
    asked = [WHAT, text(N_("“{words}”"), words=words)] if words else [WHAT]
    title = tasks.title(conversation.state.answers)
    return views.choose(proposal, title, asked, options, Verb.ABOUT, across=2)


async def near(moment: Moment, proposal: Proposal, conversation: Conversation) -> list[Neighbour]:
    """Return the proposals that this one can be joined with."""
    tx = await moment.reading()
    others = await neighbours.nearby(tx, proposal.district, proposal.id, COMPARED)
    return similar(conversation.state.answers.get("description", ""), others)
