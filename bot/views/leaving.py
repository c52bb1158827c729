"""Someone leaves the team: a role is taken away, and checks become a colleague's."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import Verb, data
from bot.message import Button, Message, Style, message, rows
from bot.people import Role
from bot.staff import Member
from bot.views.joining import ROLE
from bot.views.menu import CHECKS as MY_CHECKS
from bot.views.menu import INVITE, Office, human
from bot.views.team import BACK_TO_TEAM, CHECKS, called
from conversations.text import N_, text


def revoking(shown: Member, role: Role, *, myself: bool) -> Message:
    """Ask once more before someone loses a role."""
    keep = text(N_("The checks stay. You can hand them over to a colleague."))
    return message(
        text(
            N_("Do you want to take the role {role} away from **{name}**?"),
            role=text(ROLE[role]),
            name=called(shown.name),
        ),
        text(N_("You lose this role yourself."))
        if myself
        else text(N_("It works at once. Your colleague gets a message.")),
        *([keep] if role is Role.COACH and shown.checks else []),
        keyboard=rows(
            Button(
                text(N_("Yes, take away")),
                data(Verb.REVOKE_YES, shown.id, role.value),
                style=Style.DECLINE,
            ),
            Button(text(N_("No, leave it")), data(Verb.MEMBER, shown.id)),
        ),
    )


def last_coordinator(shown: Member) -> Message:
    """Refuse to take the last coordinator away."""
    return message(
        text(N_("**{name}** is the only coordinator now."), name=called(shown.name)),
        text(N_("Invite another coordinator first.")),
        keyboard=rows(INVITE, BACK_TO_TEAM),
    )


def revoked(shown: Member, role: Role) -> Message:
    """Confirm that someone lost a role."""
    return message(
        text(
            N_("**{name}** no longer has the role {role}."),
            name=called(shown.name),
            role=text(ROLE[role]),
        ),
        keyboard=rows(
            Button(text(N_("Hand over checks")), data(Verb.HAND_OVER, shown.id))
            if role is Role.COACH and shown.checks
            else None,
            BACK_TO_TEAM,
        ),
    )


def you_lost(office: Office, role: Role) -> Message:
    """Tell someone that they lost a role."""
    return message(
        text(N_("You no longer have the role {role} in this bot."), role=text(ROLE[role])),
        text(N_("Thank you for your work. You can still propose a task.")),
        human(office),
    )


def choose_colleague(shown: Member, coaches: Sequence[Member]) -> Message:
    """Ask who gets a coach's checks."""
    if not coaches:
        return message(
            text(N_("There is no other coach yet. Invite one first.")),
            keyboard=rows(INVITE, BACK_TO_TEAM),
        )
    return message(
        text(
            N_("Who gets the checks of **{name}** ({checks})?"),
            name=called(shown.name),
            checks=text(CHECKS, n=shown.checks),
        ),
        keyboard=rows(
            *(
                Button(
                    text(N_("{name}"), name=called(coach.name)),
                    data(Verb.HAND_OVER, shown.id, str(coach.id)),
                )
                for coach in coaches
            ),
            BACK_TO_TEAM,
        ),
    )


def handing_over(shown: Member, to: Member) -> Message:
    """Ask once more before checks become a colleague's."""
    return message(
        text(
            N_("Do you want to give {checks} of **{name}** to **{to}**?"),
            checks=text(CHECKS, n=shown.checks),
            name=called(shown.name),
            to=called(to.name),
        ),
        text(N_("Then only {to} sees them."), to=called(to.name)),
        keyboard=rows(
            Button(
                text(N_("Yes, hand over")),
                data(Verb.HAND_OVER, shown.id, str(to.id), "yes"),
                style=Style.SEND,
            ),
            Button(text(N_("No, leave it")), data(Verb.MEMBER, shown.id)),
        ),
    )


def handed_over(shown: Member, to: Member) -> Message:
    """Confirm that the checks are a colleague's now."""
    return message(
        text(
            N_("**{to}** has {checks} of **{name}** now."),
            to=called(to.name),
            checks=text(CHECKS, n=shown.checks),
            name=called(shown.name),
        ),
        keyboard=rows(BACK_TO_TEAM),
    )


def you_got(shown: Member) -> Message:
    """Tell a coach that a colleague's checks are theirs now."""
    return message(
        text(
            N_("You got {checks} of your colleague {name}."),
            checks=text(CHECKS, n=shown.checks),
            name=called(shown.name),
        ),
        text(N_("The codes stay the same.")),
        keyboard=rows(MY_CHECKS),
    )


def yours_went(shown: Member, to: Member) -> Message:
    """Tell a coach that the own checks are a colleague's now."""
    return message(
        text(
            N_("Your checks ({checks}) are with your colleague {name} now."),
            checks=text(CHECKS, n=shown.checks),
            name=called(to.name),
        )
    )
