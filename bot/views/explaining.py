"""Someone asks something of their own: an answer if there is one, help, and whom to ask."""

from __future__ import annotations

from collections.abc import Mapping, Set

from bot.buttons import Verb, data
from bot.message import Button, Message, Style, message, rows
from bot.people import Role
from bot.views.menu import (
    ABOUT,
    CHECK,
    CHECKS,
    MY_TASKS,
    PROPOSE,
    REVIEW,
    STAFF,
    Office,
    human,
)
from bot.views.refusals import FEW_WORDS
from conversations.asides import Topic
from conversations.flow import Question
from conversations.text import N_, Text, text

ANSWERS: Mapping[Topic, str] = {
    Topic.COST: N_(
        "It costs nothing to propose a task. The municipality pays the person who does the work."
    ),
    Topic.DURATION: N_("All questions together take about 5 minutes."),
    Topic.SCHEME: N_("A Basisbaan is a paid job for who cannot find a regular job."),
    Topic.ANSWER: N_("After you send your proposal, you hear from us within {n} working days."),
    Topic.PRIVACY: N_("Only staff of the municipality read your answers. Type /privacy for more."),
}
AT_THE_SUMMARY = N_("Is everything right? Press Send. You can also change an answer first.")
FEW_ANSWERS = N_("That is a good question. I only know a few answers.")
CHOOSE = N_("Choose a button, or type your answer.")


WANT_TO = N_("Do you want to propose a task? Press the button.")


def explained(office: Office, asked: Question | None, topic: Topic | None) -> Message:
    """Return the answer to what someone asks; without one: help, and whom to ask."""
    if known := _answer(office, topic):
        return message(known)
    helps = (asked.help or asked.hint or asked.example or CHOOSE) if asked else AT_THE_SUMMARY
    said = [] if topic else [text(FEW_ANSWERS)]
    return message(*said, text(helps), human(office), keyboard=rows(STAFF))


def explained_outside(office: Office, topic: Topic | None) -> Message:
    """Return the answer to what someone asks while nothing is open."""
    if known := _answer(office, topic):
        return message(known, keyboard=rows(PROPOSE, ABOUT))
    said = [] if topic else [text(FEW_ANSWERS)]
    return message(*said, text(WANT_TO), human(office), keyboard=rows(PROPOSE, ABOUT, STAFF))


def for_staff(office: Office, roles: Set[Role], topic: Topic | None, *, asks: bool) -> Message:
    """Return the answer to a colleague who types while nothing is open: where their work is."""
    known = _answer(office, topic) if asks else None
    said = [known or text(FEW_ANSWERS if asks else FEW_WORDS)]
    buttons: list[Button | tuple[Button, ...]] = []
    if Role.COACH in roles:
        said.append(text(N_("About a condition? Press Explanation in the card.")))
        buttons.append((CHECK, CHECKS))
    if Role.COORDINATOR in roles:
        said.append(text(N_("About a proposal? Press Review.")))
        buttons.append(REVIEW)
    return message(*said, keyboard=rows(*buttons))


def _answer(office: Office, topic: Topic | None) -> Text | None:
    known = ANSWERS.get(topic) if topic else None
    return text(known, n=office.answer_within_days) if known else None


def welcome() -> Message:
    """Return the answer to thanks."""
    return message(text(N_("You are welcome.")))


def want_to() -> Message:
    """Ask who says yes to nothing that stands open."""
    return message(text(WANT_TO), keyboard=rows(PROPOSE, MY_TASKS))


def as_task(*, again: bool = False) -> Message:
    """Ask who typed a story whether it is a task that they propose; `again`: tell what yes does."""
    tells = [text(N_("Press a button. After a yes I ask you a few questions."))] if again else []
    return message(
        text(N_("Do you want to propose this as a task?")),
        *tells,
        keyboard=rows(
            Button(text(N_("Yes, as a task")), data(Verb.AS_TASK, 0, "yes"), style=Style.MAIN),
            Button(text(N_("No")), data(Verb.AS_TASK, 0, "no")),
        ),
    )


def not_kept() -> Message:
    """Return what is said after a no: the text is gone, and what can be done."""
    return message(text(N_("All right. I did not keep your text.")), keyboard=rows(PROPOSE, STAFF))
