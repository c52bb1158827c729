"""What the bot says when something is not possible, without blame and with what to do."""

from __future__ import annotations

from collections.abc import Set

from bot.buttons import Verb, data
from bot.message import Button, Message, message, rows
from bot.views.menu import ABOUT, MY_TASKS, PROPOSE, STAFF, Office, human, reach
from conversations.text import N_, Text, text


def refused(office: Office) -> Message:
    """Return the friendly refusal of what someone may not do."""
    return message(
        text(N_("This is only for staff of the municipality who were invited to it.")),
        text(N_("Do you need it for your work? Ask the coordinator for an invitation.")),
        human(office),
        keyboard=rows(PROPOSE, STAFF),
    )


def went_wrong(office: Office) -> Message:
    """Return the apology for a fault of ours."""
    return message(
        text(N_("Something went wrong. Your answers are kept. Please try again.")),
        text(N_("Does it not work? {reach}"), reach=reach(office)),
        keyboard=rows(STAFF),
    )


def not_understood(office: Office) -> Message:
    """Return the answer to words outside any conversation."""
    return message(
        text(FEW_WORDS),
        text(N_("Do you want to propose a task? Press the button.")),
        human(office),
        keyboard=rows(PROPOSE, MY_TASKS, ABOUT, STAFF),
    )


FEW_WORDS = N_("I am a computer. I only understand a few words.")
UNREADABLE = N_("I cannot read this. Please type your answer, or press a button.")
AS_FILE = N_("I cannot open files. Send the photo as a photo, not as a file.")
TOO_FAST = N_(
    "You send faster than I can answer. I did not read your last messages. Wait until I am done. "
    "Then send the last one again."
)
WAIT = N_("Please wait until I am done.")
OUTDATED = N_("This button no longer works. Type /help.")


def private(kinds: Set[str], *, again: bool, describes: bool = False) -> Message:
    """Say what must not be kept; `again`: ask for the words once more, without it.

    `describes`: they describe a task, and how to reach someone is asked for later.
    """
    lines = _gone(kinds)
    if again:
        later = LATER if describes else {}
        lines.extend(later.get(frozenset(kinds), [WITHOUT.get(frozenset(kinds), WITHOUT_THEM)]))
    maybe_not = again and kinds == {"bsn"}
    button = Button(text(N_("It is not a BSN")), data(Verb.NOT_BSN)) if maybe_not else None
    return message(*lines, keyboard=rows(button) if button else None)


def private_outside(kinds: Set[str]) -> Message:
    """Say what must not be kept to who has nothing open, and how to go on."""
    asked_later = [text(N_("I ask later how we can reach you."))] if kinds <= REACHING else []
    return message(
        *_gone(kinds),
        *asked_later,
        text(N_("Do you want to propose a task? Press the button.")),
        AFTERWARDS.get(frozenset(kinds), AFTERWARDS_THEM),
        keyboard=rows(PROPOSE),
    )


def _gone(kinds: Set[str]) -> list[Text]:
    lines = [text(PRIVATE[kind]) for kind in sorted(kinds, key=list(PRIVATE).index)]
    return [*lines, text(N_("I may not keep that. Your message is gone."))]


WITHOUT_NUMBER = text(N_("Write it once more, without that number."))
WITHOUT_THEM = text(N_("Write it once more, without those details."))
WITHOUT = {
    frozenset({"bsn"}): WITHOUT_NUMBER,
    frozenset({"iban"}): WITHOUT_NUMBER,
    frozenset({"phone"}): WITHOUT_NUMBER,
    frozenset({"email"}): text(N_("Write it once more, without that address.")),
}
AFTERWARDS_NUMBER = text(N_("Then write your text once more, without that number."))
AFTERWARDS_THEM = text(N_("Then write your text once more, without those details."))
AFTERWARDS = {
    frozenset({"bsn"}): AFTERWARDS_NUMBER,
    frozenset({"iban"}): AFTERWARDS_NUMBER,
    frozenset({"phone"}): AFTERWARDS_NUMBER,
    frozenset({"email"}): text(N_("Then write your text once more, without that address.")),
}
REACHING = frozenset({"phone", "email"})
LATER = {
    frozenset({"phone"}): [
        text(N_("I ask for your number later.")),
        text(N_("Write the task once more, without that number.")),
    ],
    frozenset({"email"}): [
        text(N_("I ask for your address later.")),
        text(N_("Write the task once more, without that address.")),
    ],
    REACHING: [
        text(N_("I ask for your number and your address later.")),
        text(N_("Write the task once more, without those details.")),
    ],
}

PRIVATE = {
    "bsn": N_("This looks like a citizen service number (BSN)."),
    "iban": N_("This looks like a bank account number."),
    "phone": N_("This looks like a phone number."),
    "email": N_("This looks like a mail address."),
}


def write_again() -> Message:
    """Return what is said after "It is not a BSN"."""
    return message(text(N_("All right. Type it once more. Then I will keep it.")))
