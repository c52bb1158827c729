"""Proposals after they were sent: the receipt, one's own tasks, the coordinator's notice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from bot.buttons import Verb, data
from bot.message import GAP, Button, Line, Look, Message, Style, message, rows
from bot.office.reviewing import Action, after
from bot.records import Proposal, ProposalStatus
from bot.views.fitting import pieces, shorten, units
from bot.views.menu import MY_TASKS, PROPOSE, STAFF, Office
from bot.views.opening import opening
from bot.views.summary import lines, reasons, rules
from conversations.engine import ALREADY_SENT
from conversations.flow import Flow
from conversations.text import N_, Verbatim, text
from conversations.verdict import Advice

NOTICE_LONGEST = 400
"""UTF-16 units of one answer where all stand in one message."""

A_PIECE = 4000
"""UTF-16 units of an answer that has a message of its own."""

STATUS = {
    ProposalStatus.NEW: N_("is being read"),
    ProposalStatus.ASKED: N_("we have a question"),
    ProposalStatus.APPROVED: N_("approved"),
    ProposalStatus.RECHECKED: N_("we ask whether it still holds"),
    ProposalStatus.DECLINED: N_("declined"),
    ProposalStatus.MERGED: N_("joined with another proposal"),
    ProposalStatus.CLOSED: N_("finished"),
    ProposalStatus.WITHDRAWN: N_("withdrawn"),
}

BACK_TO_LIST = Button(text(N_("All my tasks")), data(Verb.MENU, 0, "tasks"))


def copy(reference: str) -> Button:
    """Return the button that copies the number by which a proposal is known."""
    return Button(text(N_("Copy the number")), copy=reference)


IF_NEEDED = {
    "phone": N_("Is there something to discuss? Then we call you."),
    "mail": N_("Is there something to discuss? Then we e-mail you."),
}
"""What comes beside the answer in the chat, by how we may reach someone."""


def receipt(office: Office, reference: str, contact: str = "chat") -> Message:
    """Return the thanks, the reference, when an answer comes and where; see `IF_NEEDED`."""
    return message(
        text(N_("Thank you. Your proposal has arrived.")),
        text(N_("Number: **{reference}**"), reference=reference),
        GAP,
        text(N_("A member of staff reads it.")),
        text(
            N_("You hear from us within {n} working days, in this chat."),
            n=office.answer_within_days,
        ),
        *([text(IF_NEEDED[contact])] if contact in IF_NEEDED else []),
        keyboard=rows(copy(reference), MY_TASKS),
    )


def title(answers: Mapping[str, str], longest: int = 40) -> str:
    """Return the first words of the description: that is what a task is called."""
    return shorten(" ".join(answers.get("description", "").split()), longest)


def opened(
    proposal: Proposal,
    flow: Flow,
    answers: Mapping[str, str],
    *,
    photos: int,
    day: date,
    voices: int = 0,
) -> Message:
    """Return one of someone's own proposals, with what can be done with it."""
    may_withdraw = after(proposal.status, Action.WITHDRAW) is not None
    return message(
        text(N_("**{reference}** · {day}"), reference=proposal.reference, day=day),
        text(N_("Status: {status}"), status=text(STATUS[proposal.status])),
        GAP,
        *lines(flow, answers, photos, longest=NOTICE_LONGEST, voices=voices),
        keyboard=rows(
            Button(text(N_("Withdraw")), data(Verb.WITHDRAW, proposal.id))
            if may_withdraw
            else None,
            (copy(proposal.reference), BACK_TO_LIST),
        ),
    )


def withdrawing(proposal: Proposal, name: str) -> Message:
    """Ask once more before a proposal is withdrawn."""
    return message(
        text(
            N_("Do you want to withdraw **{reference}**? It is about: {title}"),
            reference=proposal.reference,
            title=name,
        ),
        text(N_("Then nobody looks at it any more.")),
        keyboard=rows(
            Button(
                text(N_("Yes, withdraw")),
                data(Verb.WITHDRAW_YES, proposal.id, str(proposal.version)),
                style=Style.DECLINE,
            ),
            Button(text(N_("No, leave it")), data(Verb.TASK, proposal.id)),
        ),
    )


def withdrawn(proposal: Proposal) -> Message:
    """Confirm that a proposal is withdrawn."""
    return message(
        text(N_("**{reference}** is withdrawn."), reference=proposal.reference),
        text(N_("You can always propose something again.")),
        keyboard=rows(BACK_TO_LIST, PROPOSE),
    )


def notice(
    proposal: Proposal,
    flow: Flow,
    answers: Mapping[str, str],
    advice: Advice,
    photos: int,
    voices: int = 0,
) -> Message:
    """Return what a coordinator gets for a new proposal: the whole of it, and the advice."""
    return message(
        Line(text(N_("New proposal {reference}"), reference=proposal.reference), Look.BOLD),
        *lines(flow, answers, photos, longest=NOTICE_LONGEST, voices=voices),
        GAP,
        *reasons(flow, answers, advice),
        GAP,
        rules(advice),
        keyboard=rows(
            (
                opening(proposal),
                copy(proposal.reference),
            )
        ),
    )


def in_full(
    flow: Flow, answers: Mapping[str, str], longest: int = NOTICE_LONGEST
) -> Iterable[Message]:
    """Yield each answer that had to be cut where it stood, whole."""
    for question in flow.applying(answers):
        answer = answers.get(question.key, "")
        if units(answer) > longest:
            for piece in pieces(answer, A_PIECE):
                yield message(Line(text(question.short), Look.BOLD), Verbatim(piece))


def notice_withdrawn(reference: str, name: str) -> Message:
    """Return what a coordinator gets when a proposer takes a proposal back."""
    return message(
        text(
            N_("The proposer has withdrawn **{reference}**: {title}"),
            reference=reference,
            title=name,
        )
    )


def sent_already() -> Message:
    """Return the answer to a change that comes after sending."""
    return message(
        text(ALREADY_SENT),
        text(N_("Do you want to change something? A member of staff helps you.")),
        text(N_("Or withdraw it and propose it again.")),
        keyboard=rows(MY_TASKS, STAFF),
    )
