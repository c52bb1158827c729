"""A command, and the one question whether someone may do something."""

from __future__ import annotations

from bot.intake.joining import CODE
from bot.intake.keeping import may_keep
from bot.intake.moment import Moment
from bot.intake.routes import COMMANDS
from bot.people import Deed, may
from bot.views import refusals


def allowed(moment: Moment, deed: Deed) -> bool:
    """Ask for permission; who lacks it hears so."""
    if may(moment.person.roles, deed):
        return True
    moment.audit("refused", deed.value)
    moment.send(refusals.refused(moment.setting.office))
    return False


async def commanded(moment: Moment, name: str, rest: str) -> None:
    """Do what a command asks for."""
    invited = name == "start" and CODE.fullmatch(rest)
    if not invited and not may_keep(moment, rest):
        return
    route = COMMANDS.get("join" if name == "start" and rest else name, COMMANDS["help"])
    if moment.expected:
        moment.expect_nothing()
    if allowed(moment, route.deed):
        await route.go(moment, rest)
