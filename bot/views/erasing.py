"""Erasing what is held on a person: asked twice, confirmed, and told to who worked with it."""

from __future__ import annotations

from bot.buttons import Verb, data
from bot.message import Button, Line, Look, Message, Style, message, rows
from bot.records import Proposal
from bot.views.menu import Office, human
from bot.views.opening import opening
from conversations.text import N_, text


def ask_to_erase(*, staff: bool, standing: bool) -> Message:
    """Say what erasing does, and ask whether to; `standing`: an approved task stays a task."""
    lines = [
        text(N_("Your answers, photos and telephone number go away.")),
        text(N_("Proposals that we did not decide on are withdrawn.")),
    ]
    if standing:
        lines.append(text(N_("An approved task stays, without your name and number.")))
    if staff:
        lines.append(text(N_("Your role and your work here stay. Ask a coordinator about those.")))
    lines.append(text(N_("Telegram keeps this chat. You can delete it there yourself.")))
    return message(
        Line(text(N_("Do you want to erase your data?")), Look.BOLD),
        *lines,
        keyboard=rows(
            Button(text(N_("Yes, erase")), data(Verb.ERASE, 0, "sure"), style=Style.DECLINE),
            Button(text(N_("No, keep")), data(Verb.ERASE, 0, "no")),
        ),
    )


def are_you_sure() -> Message:
    """Ask once more."""
    return message(
        Line(text(N_("Are you sure? I cannot bring it back.")), Look.BOLD),
        keyboard=rows(
            Button(text(N_("Yes, erase all")), data(Verb.ERASE, 0, "yes"), style=Style.DECLINE),
            Button(text(N_("No, keep")), data(Verb.ERASE, 0, "no")),
        ),
    )


def notice(proposal: Proposal, *, stays: bool) -> Message:
    """Tell a coordinator that the proposer is erased, and what becomes of the proposal."""
    task_stays = text(N_("The task stays. The proposer cannot be asked any more."))
    withdrawn = text(N_("The proposal is withdrawn."))
    keyboard = rows(opening(proposal))
    return message(
        text(
            N_("The proposer of **{reference}** had all personal data erased."),
            reference=proposal.reference,
        ),
        task_stays if stays else withdrawn,
        keyboard=keyboard if stays else None,
    )


def left_alone() -> Message:
    """Confirm that nothing is erased."""
    return message(text(N_("All right. Nothing is erased.")))


def erased(office: Office, *, staff: bool) -> Message:
    """Confirm that all is erased."""
    stays = [text(N_("Your role stays until a coordinator takes it away."))] if staff else []
    return message(
        Line(text(N_("Your data are erased.")), Look.BOLD),
        *stays,
        text(N_("Telegram keeps this chat. You can delete it there yourself.")),
        human(office),
    )
