"""Someone chooses the language of their own chat, at any moment."""

from __future__ import annotations

from bot.buttons import Press
from bot.intake.moment import Moment
from bot.intake.pausing import ask_whether_to_go_on
from bot.intake.playing import FLOW, play
from bot.translate import LANGUAGES
from bot.views import language as views
from bot.views import menu
from conversations.turn import Started


async def choose(moment: Moment, rest: str = "") -> None:
    """Ask for a language."""
    moment.send(views.choose())


async def chosen(moment: Moment, press: Press) -> None:
    """Speak the language of the button that was pressed."""
    if press.word in LANGUAGES:
        moment.strip(moment.pressed())
        await speak(moment, press.word)


async def speak(moment: Moment, language: str) -> None:
    """Speak this language from now on, and show what stands open once more in it."""
    moment.save_person(language=language)
    moment.set_menu()
    moment.send(views.speaks())
    conversation = moment.talking(FLOW)
    if conversation and conversation.prompt:
        await play(moment, conversation, Started())
    elif conversation:
        ask_whether_to_go_on(moment, conversation)
    elif moment.open() is None:
        moment.send(menu.menu(moment.person.roles))
