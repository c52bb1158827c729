"""Invitations: making a single-use link, and taking one up."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.buttons import Press
from bot.changes import Invite, Joined
from bot.incoming import Commanded
from bot.intake.moment import Moment
from bot.people import Role
from bot.privacy import scan
from bot.staff import Named
from bot.store import people, team
from bot.views import joining, menu
from bot.views.fitting import shorten

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
    tx = await moment.reading()
    role = await people.invited(tx, code, moment.now)
    if role is None:
        moment.send(joining.expired())
        return
    moment.changes.joined.append(Joined(people.hashed(code), moment.person.id, role))
    moment.audit("joined", f"role {role.value}")
    moment.save_person(roles=moment.person.roles | {role})
    moment.set_menu()
    colleague = await team.member(tx, moment.person.id)
    name = (colleague.name if colleague else None) or _name(moment)
    if name:
        moment.changes.named.append(Named(moment.person.id, name))
    moment.send(joining.welcome(role, name))
    moment.send(menu.menu(moment.person.roles))


def _name(moment: Moment) -> str:
    """Return what Telegram calls who joins, where that can be kept as a name."""
    what = moment.incoming.what
    name = what.first_name if isinstance(what, Commanded) else ""
    return "" if scan(name) else shorten(" ".join(name.split()), joining.NAME_AT_MOST)
