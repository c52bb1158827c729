"""What Telegram shows around the chat: the menu of commands, and who the bot is."""

from __future__ import annotations

from collections.abc import Set

from bot.people import Role
from conversations.text import N_

DESCRIPTION = N_(
    "Do you know of work in your neighbourhood or village that is left undone? "
    "Propose it here for a Basisbaan. Press START."
)
"""What stands on the empty screen before someone presses START."""

SHORT_DESCRIPTION = N_("Propose work that is left undone in Groningen. For a Basisbaan.")
"""What stands in the profile of the bot, and beside a link to it."""

COMMANDS: tuple[tuple[str, str, Role | None], ...] = (
    ("taak", N_("Propose a task"), None),
    ("mijntaken", N_("My tasks"), None),
    ("check", N_("Check a candidate"), Role.COACH),
    ("checks", N_("My checks"), Role.COACH),
    ("beoordelen", N_("Review proposals"), Role.COORDINATOR),
    ("meldingen", N_("Messages about proposals"), Role.COORDINATOR),
    ("export", N_("Export"), Role.COORDINATOR),
    ("taken", N_("Approved tasks"), Role.COACH),
    ("taken", N_("Approved tasks"), Role.COORDINATOR),
    ("team", N_("Team"), Role.COORDINATOR),
    ("cijfers", N_("Figures"), Role.COORDINATOR),
    ("logboek", N_("Who did what"), Role.COORDINATOR),
    ("aan_het_werk", N_("Enter how many people are at work"), Role.COORDINATOR),
    ("uitnodigen", N_("Invite a colleague"), Role.COORDINATOR),
    ("medewerker", N_("Speak with a member of staff"), None),
    ("taal", N_("Choose a language"), None),
    ("privacy", N_("How I treat your data"), None),
    ("mijngegevens", N_("What I keep of you"), None),
    ("verwijder", N_("Erase my data"), None),
    ("help", N_("Help"), None),
    ("stop", N_("Stop for now"), None),
)
"""Every command of the menu, what it is for, and whose it is (None: everyone's)."""


def commands_of(roles: Set[Role]) -> list[tuple[str, str]]:
    """Return the commands for someone with these roles, each once, with what it is for.

    Those of a role come first: that is what a colleague is here for.
    """
    of_roles = [(command, what) for command, what, role in COMMANDS if role in roles]
    of_everyone = [(command, what) for command, what, role in COMMANDS if role is None]
    return list(dict.fromkeys(of_roles + of_everyone))
