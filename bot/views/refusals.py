"""What the bot says when something is not possible, without blame and with what to do."""

from __future__ import annotations

from collections.abc import Set

from bot.buttons import Verb, data
from bot.message import Button, Message, message, rows
from bot.views.menu import ABOUT, MY_TASKS, PROPOSE, Office, human, reach
from conversations.text import N_, text


def refused(office: Office) -> Message:
    """Return the friendly refusal of what someone may not do."""
    return message(
        text(N_("This is only for staff of the municipality who were invited to it.")),
        text(N_("Do you need it for your work? Ask the coordinator for an invitation.")),
        human(office),
        keyboard=rows(PROPOSE),
    )


def went_wrong(office: Office) -> Message:
    """Return the apology for a fault of ours."""
    return message(
        text(N_("Something went wrong. Your answers are kept. Please try again.")),
        text(N_("Does it not work? {reach}"), reach=reach(office)),
    )


def not_understood(office: Office) -> Message:
    """Return the answer to words outside any conversation."""
    return message(
        text(N_("I am a computer. I only understand a few words.")),
        text(N_("Do you want to propose a task? Press the button.")),
        human(office),
        keyboard=rows(PROPOSE, MY_TASKS, ABOUT),
    )


UNREADABLE = N_("I cannot read this. Please type your answer, or press a button.")
OUTDATED = N_("This button no longer works. Type /help.")


def private(kinds: Set[str], *, maybe_not: bool) -> Message:
    """Return the request to leave out what must not be kept."""
    lines = [text(PRIVATE[kind]) for kind in sorted(kinds, key=list(PRIVATE).index)]
    button = Button(text(N_("It is not a BSN")), data(Verb.NOT_BSN)) if maybe_not else None
    return message(
        *lines,
        text(N_("I may not keep that here. Your message is gone.")),
        text(N_("Write it once more, without it.")),
        keyboard=rows(button) if button else None,
    )


PRIVATE = {
    "bsn": N_("This looks like a citizen service number (BSN)."),
    "iban": N_("This looks like a bank account number."),
    "phone": N_("This looks like a phone number."),
    "email": N_("This looks like a mail address."),
}


def write_again() -> Message:
    """Return what is said after "It is not a BSN"."""
    return message(text(N_("All right. Type it once more. Then I will keep it.")))
