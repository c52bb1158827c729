"""Everyone reads in a language of their own: that of their phone at first, or what they choose.

Someone new is spoken to in the language of their Telegram where the bot has it, and else in the
bot's own. Whose Telegram is in another than the bot's own is offered the others with the greeting.
What they choose always wins.
"""

from __future__ import annotations

from bot.buttons import Press
from bot.incoming import Commanded, Incoming
from bot.intake.moment import Moment
from bot.intake.pausing import ask_whether_to_go_on
from bot.intake.playing import FLOW, play
from bot.translate import LANGUAGES
from bot.views import language as views
from bot.views import menu
from conversations.turn import Started


def first_language(incoming: Incoming, usual: str) -> str:
    """Return what to speak with someone new; who is invited works in the bot's own language."""
    what = incoming.what
    invited = isinstance(what, Commanded) and what.command == "start" and what.rest
    theirs = _of_phone(incoming)
    return theirs if theirs in LANGUAGES and not invited else usual


def offered(moment: Moment) -> tuple[str, ...]:
    """Return the other languages for who has not chosen one, and has another phone than most."""
    usual = moment.setting.language
    speaks = moment.person.language
    at_home = _of_phone(moment.incoming) in {"", usual}
    has_chosen = speaks != first_language(moment.incoming, usual)
    return () if at_home or has_chosen else _others(speaks)


def _of_phone(incoming: Incoming) -> str:
    """Return the language that someone's Telegram is set to, without the country."""
    return incoming.language.partition("-")[0].lower()


def _others(language: str) -> tuple[str, ...]:
    return tuple(other for other in LANGUAGES if other != language)


def _become(moment: Moment, language: str) -> None:
    moment.save_person(language=language)
    moment.set_menu()


async def choose(moment: Moment, rest: str = "") -> None:
    """Ask for a language."""
    moment.send(views.choose())


async def english(moment: Moment) -> None:
    """Ask who wants English for a language; who reads it already hears so."""
    if moment.person.language == "en":
        moment.send(views.speaks_already())
    else:
        await choose(moment)


async def chosen(moment: Moment, press: Press) -> None:
    """Speak the language of the button that was pressed; the greeting is said in it at once."""
    if press.word not in LANGUAGES:
        return
    if press.words[1:] == (views.GREETING,) and moment.open() is None:
        _become(moment, press.word)
        others = _others(press.word)
        greeting = menu.greeting(moment.setting.office, moment.person.roles, others)
        moment.edit(moment.pressed(), greeting)
    else:
        moment.strip(moment.pressed())
        await speak(moment, press.word)


async def speak(moment: Moment, language: str) -> None:
    """Speak this language from now on, and show what stands open once more in it."""
    _become(moment, language)
    moment.send(views.speaks())
    conversation = moment.talking(FLOW)
    if conversation and conversation.prompt:
        await play(moment, conversation, Started())
    elif conversation:
        ask_whether_to_go_on(moment, conversation)
    elif moment.open() is None:
        moment.send(menu.menu(moment.person.roles))
