"""Invitations: making a single-use link, and taking one up."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.buttons import Press
from bot.changes import Invite, Joined
from bot.intake.moment import Moment
from bot.people import Role
from bot.store import people
from bot.views import joining, menu

VALID_DAYS = 7

CODE = re.compile(r"[\w-]{22}", re.ASCII)
"""What an invitation's code looks like; any other text is scanned like all texts."""


def invite(role: Role, code: str, now: datetime, created_by: int | None) -> Invite:
    """Return a new invitation to a role; its code is not kept, only known to who gets it."""
    expires = now + timedelta(days=VALID_DAYS)
    return Invite(people.hashed(code), role, now, expires, created_by)


def link(bot_name: str, code: str) -> str:
    """Return the address that opens the bot with an invitation."""
    return f"https://t.me/{bot_name}?start={code}"


async def choose_role(moment: Moment, rest: str = "") -> None:
    """Ask for which role an invitation is."""
    moment.send(joining.choose_role())


async def make_invite(moment: Moment, press: Press) -> None:
    """Make an invitation and show its link."""
    if press.word not in set(Role):
        return
    role = Role(press.word)
    code = moment.setting.codes.invite_code()
    moment.changes.invites.append(invite(role, code, moment.now, moment.person.id))
    moment.audit("invited", f"role {role.value}")
    address = link(moment.setting.bot_name, code)
    moment.edit(moment.pressed(), joining.invitation(role, address, VALID_DAYS))


async def join(moment: Moment, code: str) -> None:
    """Give the person the role that the invitation is for."""
    role = await people.invited(await moment.reading(), code, moment.now)
    if role is None:
        moment.send(joining.expired())
        return
    moment.changes.joined.append(Joined(people.hashed(code), moment.person.id, role))
    moment.audit("joined", f"role {role.value}")
    moment.save_person(roles=moment.person.roles | {role})
    moment.set_menu()
    moment.send(joining.welcome(role))
    moment.send(menu.menu(moment.person.roles))
