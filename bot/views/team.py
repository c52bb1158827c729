"""The team: who has which role, what they are called, and open invitations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.buttons import Verb, data
from bot.message import Button, Line, Look, Message, message, rows
from bot.people import Role
from bot.staff import Member, OpenInvite
from bot.views.joining import NAME_AT_MOST, ROLE
from bot.views.menu import INVITE
from conversations.text import N_, NN_, Text, text

A_PAGE = 10
"""Colleagues on one page."""

CHECKS = NN_("{n} check", "{n} checks")
NOBODY = N_("Colleague without a name")
BACK_TO_TEAM = Button(text(N_("The team")), data(Verb.TEAM))


def called(name: str | None) -> str | Text:
    """Return what a colleague is called, as a parameter."""
    return name or text(NOBODY)


def roles_of(member: Member) -> Text:
    """Return the roles in words."""
    if member.roles == frozenset(Role):
        return text(N_("coach and coordinator"))
    return text(ROLE[next(iter(member.roles))]) if member.roles else text(N_("no role any more"))


def team(page: Sequence[Member], number: int, *, more: bool, invites: int) -> Message:
    """Return one page of colleagues, each a button."""
    earlier = Button(text(N_("Previous")), data(Verb.TEAM, number - 1)) if number else None
    later = Button(text(N_("Next")), data(Verb.TEAM, number + 1)) if more else None
    waiting = Button(text(N_("Open invitations: {n}"), n=invites), data(Verb.INVITES))
    return message(
        Line(text(N_("Team")), Look.BOLD),
        text(N_("Choose a colleague.")),
        keyboard=rows(
            *(_entry(member) for member in page),
            tuple(button for button in (earlier, later) if button) or None,
            INVITE,
            waiting if invites else None,
        ),
    )


def _entry(member: Member) -> Button:
    who, roles = called(member.name), roles_of(member)
    if Role.COACH in member.roles or member.checks:
        words = text(
            N_("{name} · {role} · {checks}"),
            name=who,
            role=roles,
            checks=text(CHECKS, n=member.checks),
        )
    else:
        words = text(N_("{name} · {role}"), name=who, role=roles)
    return Button(words, data(Verb.MEMBER, member.id))


def member(shown: Member, *, myself: bool) -> Message:
    """Return one colleague, with what can be done. Of checks only how many there are."""
    revoke = (
        Button(
            text(N_("Take away role: {role}"), role=text(ROLE[role])),
            data(Verb.REVOKE, shown.id, role.value),
        )
        for role in Role
        if role in shown.roles
    )
    return message(
        Line(text(N_("{name}"), name=called(shown.name)), Look.BOLD),
        text(N_("Role: {role}"), role=roles_of(shown)),
        *([text(CHECKS, n=shown.checks)] if shown.checks else []),
        *([text(N_("This is you."))] if myself else []),
        keyboard=rows(
            Button(text(N_("Hand over checks")), data(Verb.HAND_OVER, shown.id))
            if shown.checks
            else None,
            *revoke,
            Button(text(N_("Change name")), data(Verb.RENAME, shown.id)) if shown.roles else None,
            BACK_TO_TEAM,
        ),
    )


def invites(found: Sequence[tuple[OpenInvite, date]]) -> Message:
    """Return the invitations that nobody took up yet."""
    if not found:
        return message(
            text(N_("There are no open invitations.")), keyboard=rows(INVITE, BACK_TO_TEAM)
        )
    return message(
        Line(text(N_("Open invitations")), Look.BOLD),
        *(_invite(number, *each) for number, each in enumerate(found, 1)),
        keyboard=rows(
            *(
                Button(
                    text(N_("Take back {n} ({role})"), n=number, role=text(ROLE[invite.role])),
                    data(Verb.UNINVITE, 0, invite.key),
                )
                for number, (invite, _) in enumerate(found, 1)
            ),
            BACK_TO_TEAM,
        ),
    )


def _invite(number: int, invite: OpenInvite, until: date) -> Text:
    role = text(ROLE[invite.role])
    if invite.by is None:
        return text(N_("{n}. {role}, works until {day}"), n=number, role=role, day=until)
    return text(
        N_("{n}. {role}, works until {day}, made by {name}"),
        n=number,
        role=role,
        day=until,
        name=invite.by,
    )


def ask_name(shown: Member | None = None) -> Message:
    """Ask what a colleague is to be called in the team's list."""
    return message(
        text(N_("Type the name for the team's list. For example a first name."))
        if shown is None
        else text(N_("Type the new name of **{name}**."), name=called(shown.name)),
        keyboard=rows(BACK_TO_TEAM) if shown else None,
    )


def named(name: str) -> Message:
    """Confirm what a colleague is called."""
    return message(text(N_("The team's list says **{name}** now."), name=name))


def no_name() -> Message:
    """Ask for a name once more."""
    return message(text(N_("Type a name of at most {n} characters."), n=NAME_AT_MOST))
