"""Coordinators see who has which role, what they are called, and open invitations."""

from __future__ import annotations

from bot.buttons import Press
from bot.changes import Expected
from bot.intake.moment import Moment
from bot.message import Message
from bot.people import Role
from bot.staff import Member, Named
from bot.store import team as store
from bot.views import team as view
from bot.views.joining import NAME_AT_MOST

NAME = "name"
RENAME = "rename"


async def team(moment: Moment, rest: str = "") -> None:
    """Show who has which role, in a new message."""
    moment.send(await _page(moment, 0))


async def page(moment: Moment, press: Press) -> None:
    """Show a page of colleagues, in the same message."""
    moment.edit(moment.pressed(), await _page(moment, press.number))


async def _page(moment: Moment, number: int) -> Message:
    tx = await moment.reading()
    everyone = sorted(await store.staff(tx), key=place)
    number = min(number, max(0, len(everyone) - 1) // view.A_PAGE)
    first = number * view.A_PAGE
    rest = everyone[first:]
    invites = len(await store.open_invites(tx, moment.now))
    return view.team(rest[: view.A_PAGE], number, more=len(rest) > view.A_PAGE, invites=invites)


def place(member: Member) -> tuple[bool, bool, str, int]:
    """Coordinators first, then coaches, then who has left; each by name."""
    coordinates = Role.COORDINATOR in member.roles
    return not coordinates, not member.roles, (member.name or "~").casefold(), member.id


async def open_member(moment: Moment, press: Press) -> None:
    """Show one colleague, in the same message."""
    found = await member(moment, press.number)
    if found:
        moment.edit(moment.pressed(), view.member(found, myself=found.id == moment.person.id))


async def member(moment: Moment, number: int) -> Member | None:
    """Return the colleague; where there is none any more, the list comes instead."""
    found = await store.member(await moment.reading(), number)
    if found is None:
        moment.edit(moment.pressed(), await _page(moment, 0))
    return found


async def invites(moment: Moment, press: Press) -> None:
    """Show the invitations that nobody took up yet."""
    found = await store.open_invites(await moment.reading(), moment.now)
    moment.edit(
        moment.pressed(),
        view.invites([(invite, moment.day(invite.expires_at)) for invite in found]),
    )


async def uninvite(moment: Moment, press: Press) -> None:
    """Take an invitation back, and show what is left."""
    found = await store.open_invites(await moment.reading(), moment.now)
    left = [invite for invite in found if invite.key != press.word]
    if len(left) < len(found):
        moment.changes.uninvited.append(press.word)
        moment.audit("took back", f"invitation {press.word}")
    moment.edit(
        moment.pressed(),
        view.invites([(invite, moment.day(invite.expires_at)) for invite in left]),
    )


async def ask_name(moment: Moment, press: Press) -> None:
    """Ask a colleague for the name that the team's list has for them."""
    moment.expect(NAME, moment.person.id)
    moment.send(view.ask_name())


async def ask_new_name(moment: Moment, press: Press) -> None:
    """Ask a coordinator for a colleague's new name."""
    found = await member(moment, press.number)
    if found:
        moment.expect(RENAME, found.id, prompt=moment.pressed())
        moment.edit(moment.pressed(), view.ask_name(found))


async def named(moment: Moment, expected: Expected, words: str) -> None:
    """Keep what a colleague is called."""
    name = " ".join(words.split())
    if not name or len(name) > NAME_AT_MOST:
        moment.expect(expected.purpose, expected.subject)
        moment.send(view.no_name())
        return
    moment.changes.named.append(Named(expected.subject, name))
    moment.audit("named", f"person {expected.subject}")
    moment.send(view.named(name))
