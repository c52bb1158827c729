"""The choice of a language; each is named in itself."""

from __future__ import annotations

from bot.buttons import Verb, data
from bot.message import Button, Message, message, rows
from conversations.text import N_, Verbatim, text

NAMES = {"nl": "Nederlands", "en": "English"}


GREETING = "greeting"
"""What a button carries that stands under the greeting."""


def at_the_greeting(language: str) -> Button:
    """Return the button under the greeting that says it in another language."""
    return Button(Verbatim(NAMES[language]), data(Verb.LANGUAGE, 0, language, GREETING))


def choose() -> Message:
    """Ask in which language the bot is to speak."""
    return message(
        text(N_("Which language do you want to read? / In welke taal wilt u lezen?")),
        keyboard=rows(
            *(
                Button(Verbatim(name), data(Verb.LANGUAGE, 0, language))
                for language, name in NAMES.items()
            )
        ),
    )


def speaks() -> Message:
    """Confirm the language, in it."""
    return message(text(N_("All right. We go on in English.")))


def speaks_already() -> Message:
    """Tell who asks for the language that they read, in it."""
    return message(text(N_("We already speak English.")))
