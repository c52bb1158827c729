"""Someone asks something of their own: an answer if there is one, help, and whom to ask."""

from __future__ import annotations

from collections.abc import Mapping

from bot.message import Message, message, rows
from bot.views.menu import ABOUT, MY_TASKS, PROPOSE, STAFF, Office, human
from conversations.asides import Topic
from conversations.flow import Question
from conversations.text import N_, text

ANSWERS: Mapping[Topic, str] = {
    Topic.COST: N_("To propose a task costs nothing. The municipality pays who does the work."),
    Topic.DURATION: N_("All questions together take about 5 minutes."),
    Topic.SCHEME: N_("A Basisbaan is a paid job for who cannot find a regular job."),
    Topic.ANSWER: N_("After you send your proposal, you hear from us within {n} working days."),
    Topic.PRIVACY: N_("Only staff of the municipality read your answers. Type /privacy for more."),
}
AT_THE_SUMMARY = N_("Is everything right? Press Send. You can also change an answer first.")
FEW_ANSWERS = N_("That is a good question. I only know a few answers.")
CHOOSE = N_("Choose a button, or type your answer.")


def explained(office: Office, asked: Question | None, topic: Topic | None) -> Message:
    """Return the answer to what someone asks, with the help of the question that stands open."""
    known = ANSWERS.get(topic) if topic else FEW_ANSWERS
    helps = (asked.help or asked.hint or asked.example or CHOOSE) if asked else AT_THE_SUMMARY
    said = [text(known, n=office.answer_within_days)] if known else []
    return message(*said, text(helps), human(office), keyboard=rows(STAFF))


def explained_outside(office: Office, topic: Topic | None) -> Message:
    """Return the answer to what someone asks while nothing is open."""
    known = ANSWERS.get(topic) if topic else FEW_ANSWERS
    said = [text(known, n=office.answer_within_days)] if known else []
    return message(
        *said,
        text(N_("Do you want to propose a task? Press the button.")),
        human(office),
        keyboard=rows(PROPOSE, ABOUT, STAFF),
    )


def welcome() -> Message:
    """Return the answer to thanks."""
    return message(text(N_("You are welcome.")), keyboard=rows(MY_TASKS))
