"""What a coordinator hears when a proposer has answered a question."""

from __future__ import annotations

from bot.message import Line, Look, Message, message, rows
from bot.records import Proposal
from bot.views.fitting import shortened
from bot.views.opening import opening
from bot.views.reviewing import out_of_reach
from bot.views.summary import ADVICE
from bot.views.tasks import NOTICE_LONGEST
from conversations.flow import Question
from conversations.text import N_, Words, text
from conversations.verdict import Advice


def answer(proposal: Proposal, asked: Question, words: Words, advice: Advice) -> Message:
    """Return the new answer and the advice made anew, with a button that opens the proposal."""
    return message(
        Line(
            text(N_("Answer to the question about {reference}"), reference=proposal.reference),
            Look.BOLD,
        ),
        text(
            N_("{short}: {answer:lower}"),
            short=text(asked.short),
            answer=shortened(words, NOTICE_LONGEST),
        ),
        text(ADVICE[advice.overall]),
        keyboard=rows(opening(proposal)),
    )


def no_answer(proposal: Proposal, title: str) -> Message:
    """Return that a proposer did not answer in time, so that it waits in the queue again."""
    return message(
        text(
            N_("No answer in time about **{reference}**: {title}"),
            reference=proposal.reference,
            title=title,
        ),
        text(N_("It is in the queue again.")),
        keyboard=rows(opening(proposal)),
    )


def alone_again(proposal: Proposal, title: str) -> Message:
    """Return that a proposal waits by itself: what it was joined with is withdrawn."""
    return message(
        text(
            N_("Look again at **{reference}**: {title}"), reference=proposal.reference, title=title
        ),
        text(N_("It was joined with another proposal. That one is withdrawn.")),
        text(N_("It is in the queue again.")),
        keyboard=rows(opening(proposal)),
    )


def nobody_to_ask(proposal: Proposal, title: str) -> Message:
    """Return that a task of an erased proposer is to be looked at again."""
    return message(
        text(
            N_("Look again at **{reference}**: {title}"), reference=proposal.reference, title=title
        ),
        out_of_reach(proposal),
        text(N_("It is in the queue again.")),
        keyboard=rows(opening(proposal)),
    )
