"""What the bot tells of itself."""

from __future__ import annotations

from bot.intake import language
from bot.intake.moment import Moment
from bot.intake.pausing import ask_whether_to_go_on
from bot.intake.playing import FLOW
from bot.views import menu


async def start(moment: Moment, rest: str = "") -> None:
    """Introduce the bot, or come back to what was open."""
    conversation = moment.open(FLOW)
    if conversation and conversation.state.answers:
        ask_whether_to_go_on(moment, conversation)
    else:
        others = language.offered(moment)
        moment.send(menu.greeting(moment.setting.office, moment.person.roles, others))


async def help_(moment: Moment, rest: str = "") -> None:
    """Say what can be done here."""
    moment.send(menu.help_(moment.setting.office, moment.person.roles))


async def about(moment: Moment, rest: str = "") -> None:
    """Tell what the scheme is."""
    moment.send(menu.about(moment.setting.office))


async def privacy(moment: Moment, rest: str = "") -> None:
    """Tell what is kept."""
    moment.send(menu.privacy(moment.setting.office))
