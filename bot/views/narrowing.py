"""Finding the place that was meant: a district's places, and "did you mean"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import Verb, data
from bot.message import Button, Line, Look, Message, message, rows
from bot.views.asking import BACK, STOP, choice, in_rows
from conversations.answers import in_district
from conversations.flow import WHOLE_MUNICIPALITY, InPlace, Question
from conversations.shown import shown
from conversations.text import N_, Verbatim, text

EVERYWHERE = N_("Do you mean **the whole municipality**?")
SHORT = 14
"""Characters of a name that can be read on a button that shares its row with another."""


def district(conversation: int, asked: Question, name: str) -> Message:
    """Return the place question with the places of one district to choose from."""
    known = asked.kind.places.in_district(name) if isinstance(asked.kind, InPlace) else ()
    places = (choice(conversation, asked, p.name, Verbatim(p.name)) for p in known)
    whole = in_district(name)
    return message(
        Line(text(asked.ask), Look.BOLD),
        text(N_("Choose a place in {district}. Or type the name."), district=name),
        keyboard=rows(
            *in_rows(places, 2),
            choice(conversation, asked, whole, shown(asked, whole)),
            (
                Button(BACK, data(Verb.AGAIN, conversation, asked.key)),
                Button(STOP, data(Verb.STOP, conversation)),
            ),
        ),
    )


def did_you_mean(conversation: int, asked: Question, values: Sequence[str]) -> Message:
    """Return the question which of a few values was meant."""
    no = Button(text(N_("No")), data(Verb.CHANGE, conversation, asked.key))
    if len(values) == 1:
        value = values[0]
        if value == WHOLE_MUNICIPALITY:
            everywhere = choice(conversation, asked, value, shown(asked, value))
            return message(text(EVERYWHERE), keyboard=rows((everywhere, no)))
        yes = choice(conversation, asked, value, text(N_("Yes, {answer}"), answer=value))
        return message(
            text(N_("Do you mean **{answer}**?"), answer=value),
            keyboard=rows((yes, no)) if len(value) <= SHORT else rows(yes, no),
        )
    each = (choice(conversation, asked, value, Verbatim(value)) for value in values)
    none = Button(text(N_("None of these")), data(Verb.CHANGE, conversation, asked.key))
    return message(text(N_("Which one do you mean?")), keyboard=rows(*((b,) for b in each), none))
