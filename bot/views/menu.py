"""The bot introducing itself, its help, and what it says when something is not possible."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.buttons import Verb, data
from bot.message import GAP, Button, Inline, Line, Look, Message, Style, message, rows
from bot.people import Role
from bot.views import language
from bot.views.commands import commands_of
from conversations.text import N_, Text, text

PROPOSE = Button(text(N_("Propose a task")), data(Verb.MENU, 0, "propose"), style=Style.MAIN)
MY_TASKS = Button(text(N_("My tasks")), data(Verb.MENU, 0, "tasks"))
ABOUT = Button(text(N_("About the Basisbaan")), data(Verb.MENU, 0, "about"))
STAFF = Button(text(N_("I want to speak with a member of staff")), data(Verb.MENU, 0, "staff"))
PRIVACY = Button(text(N_("Privacy")), data(Verb.MENU, 0, "privacy"))
OWN_DATA = Button(text(N_("My data")), data(Verb.MENU, 0, "own_data"))
ERASE = Button(text(N_("Erase my data")), data(Verb.ERASE, 0, "ask"))
CHECK = Button(text(N_("Check a candidate")), data(Verb.MENU, 0, "check"), style=Style.MAIN)
CHECKS = Button(text(N_("My checks")), data(Verb.CHECKS))
APPROVED = Button(text(N_("Approved tasks")), data(Verb.MENU, 0, "approved"))
REVIEW = Button(text(N_("Review")), data(Verb.QUEUE, 0, "new"), style=Style.MAIN)
FIGURES = Button(text(N_("Figures")), data(Verb.FIGURES))
TEAM = Button(text(N_("Team")), data(Verb.MENU, 0, "team"))
INVITE = Button(text(N_("Invite a colleague")), data(Verb.MENU, 0, "invite"))

NO_BREAK = "\N{NO-BREAK SPACE}"
"""Keeps "14 050" on one line."""


@dataclass(frozen=True)
class Office:
    """The municipality as a person can reach it, and its terms."""

    municipality: str
    mail: str
    phone: str
    answer_within_days: int
    keep_drafts_days: int
    keep_checks_days: int = 365
    keep_declined_days: int = 365
    keep_decided_days: int = 1826
    keep_log_days: int = 730
    keep_staff_days: int = 730
    question_deadline: timedelta = timedelta(days=14)
    """How long a proposer has to answer a question before it comes back to the queue."""
    recheck_after: timedelta = timedelta(days=182)
    """How long after its approval a task is asked about again."""


def reach(office: Office) -> Text:
    """Return the phone number, and the mail address if there is one."""
    phone = office.phone.replace(" ", NO_BREAK)
    if office.mail:
        return text(N_("Call {phone} or mail {mail}."), phone=phone, mail=office.mail)
    return text(N_("Call {phone}."), phone=phone)


def human(office: Office) -> Text:
    """Return the way to a human being."""
    return text(N_("Would you rather speak to someone? {reach}"), reach=reach(office))


def greeting(office: Office, roles: Set[Role], others: Iterable[str] = ()) -> Message:
    """Return the first message: what the bot is and does, and what not to write.

    `others`: the languages to which one can change right here.
    """
    languages = tuple(language.at_the_greeting(other) for other in others)
    return message(
        text(
            N_("Hello! I am the bot of the Basisbaan in {municipality}. I am a computer."),
            municipality=office.municipality,
        ),
        text(N_("A member of staff reads every proposal.")),
        GAP,
        text(N_("Do you know of work in your neighbourhood or village that is left undone?")),
        text(N_("Propose it. It takes about 5 minutes.")),
        GAP,
        text(N_("Write no BSN. Write nothing about people's health either.")),
        keyboard=start_buttons(roles, languages),
    )


def start_buttons(roles: Set[Role], languages: tuple[Button, ...] = ()) -> Inline:
    """Return the buttons to begin with; what one is here for stands out.

    Staff have their own work first, and the rest two a row: it all stays in sight.
    """
    if not roles:
        return rows(PROPOSE, MY_TASKS, ABOUT, PRIVACY, languages or None)
    second = replace(PROPOSE, style=None), MY_TASKS
    return rows(*_staff(roles), second, (ABOUT, PRIVACY), languages or None)


def _staff(roles: Set[Role]) -> list[Button | tuple[Button, ...]]:
    buttons: list[Button | tuple[Button, ...]] = []
    if Role.COACH in roles:
        buttons.append((CHECK, CHECKS))
        buttons.append(APPROVED)
    if Role.COORDINATOR in roles:
        buttons.append(REVIEW)
        buttons.append((FIGURES, TEAM))
        buttons.append(INVITE)
    return buttons


def menu(roles: Set[Role]) -> Message:
    """Return the menu without the introduction."""
    return message(
        text(N_("What do you want to do?")),
        keyboard=start_buttons(roles),
    )


def about(office: Office) -> Message:
    """Return what the scheme is, and where a possible participant turns to."""
    return message(
        Line(text(N_("About the Basisbaan")), Look.BOLD),
        text(N_("A Basisbaan is a paid job of the municipality.")),
        text(N_("It is for people who cannot find a regular job.")),
        text(N_("They do tasks in a neighbourhood or village that nobody does now.")),
        text(N_("Residents, organisations and companies propose these tasks.")),
        GAP,
        Line(text(N_("Would you like a Basisbaan yourself?")), Look.BOLD),
        text(N_("You cannot apply in this chat. Ask your own contact person or coach.")),
        GAP,
        human(office),
        keyboard=rows(PROPOSE, PRIVACY, STAFF),
    )


def privacy(office: Office) -> Message:
    """Return what is kept, why, how long, and who sees it."""
    return message(
        Line(text(N_("Privacy")), Look.BOLD),
        text(N_("I keep your answers, photos and voice, and your number in Telegram.")),
        text(N_("We use them only to judge your proposal and to answer you.")),
        text(N_("Only staff of the municipality see them.")),
        text(N_("A proposal that was decided on stays for 1 to 5 years.")),
        text(
            N_("A proposal that you do not send stays here for {n} days."),
            n=office.keep_drafts_days,
        ),
        GAP,
        text(N_("I do not keep a BSN. Write nothing about people's health either.")),
        text(N_("The chat is also kept by Telegram. It is not fully closed to others.")),
        text(N_("Do you not want that? Then propose your task by phone or mail.")),
        GAP,
        text(N_("Do you want to see your data, or have it erased? Press a button.")),
        human(office),
        keyboard=rows(OWN_DATA, ERASE, PROPOSE, ABOUT),
    )


def help_(office: Office, roles: Set[Role]) -> Message:
    """Return what can be done here, and the way to a human being."""
    commands = (
        Line(text(N_("/{command} - {what}"), command=command, what=text(what)))
        for command, what in commands_of(roles)
    )
    return message(
        Line(text(N_("Help")), Look.BOLD),
        text(N_("Press a button, or type one of these:")),
        *commands,
        GAP,
        human(office),
        keyboard=rows(
            *_staff(roles), replace(PROPOSE, style=None) if roles else PROPOSE, MY_TASKS, STAFF
        ),
    )
