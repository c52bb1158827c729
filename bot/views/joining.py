"""Invitations to a role."""

from __future__ import annotations

from bot.buttons import Verb, data
from bot.message import Button, Message, message, rows
from bot.people import Role
from conversations.text import N_, text

WELCOME = {
    Role.COACH: N_("Welcome. You are a coach now. You can check candidates."),
    Role.COORDINATOR: N_(
        "Welcome. You are a coordinator now. You get a message for each proposal."
    ),
}
NAME_AT_MOST = 40
"""UTF-16 units of what a colleague is called."""

CHOICE = {Role.COACH: N_("Coach"), Role.COORDINATOR: N_("Coordinator")}
"""A role as a button."""

ROLE = {Role.COACH: N_("coach"), Role.COORDINATOR: N_("coordinator")}


def choose_role() -> Message:
    """Ask for which role an invitation is."""
    return message(
        text(N_("For which role is the invitation?")),
        keyboard=rows(
            tuple(
                Button(text(label), data(Verb.INVITE, 0, role.value))
                for role, label in CHOICE.items()
            )
        ),
    )


def invitation(role: Role, link: str, days: int) -> Message:
    """Return a link that makes one person, once, a coach or coordinator."""
    return message(
        text(
            N_("Send this link to your colleague. He or she then becomes {role}."),
            role=text(ROLE[role]),
        ),
        text(N_("{link}"), link=link),
        text(N_("The link works once, and for {n} days."), n=days),
        keyboard=rows(Button(text(N_("Copy the link")), copy=link)),
    )


def welcome(role: Role, name: str = "") -> Message:
    """Welcome someone who took up an invitation, and say what colleagues call them."""
    said = text(N_("Coordinators see you as {name} in the team's list."), name=name)
    digest = text(N_("Rather one list a day or a week? Choose that with /meldingen."))
    another = Button(text(N_("Another name")), data(Verb.MY_NAME))
    give = Button(text(N_("Give my name")), data(Verb.MY_NAME))
    return message(
        text(WELCOME[role]),
        *([digest] if role is Role.COORDINATOR else []),
        *([said] if name else []),
        keyboard=rows(another if name else give),
    )


def expired() -> Message:
    """Return the answer to an invitation that gives no role."""
    return message(
        text(N_("This invitation no longer works. It was used already, or it is too old.")),
        text(N_("Ask the coordinator for a new one.")),
    )
