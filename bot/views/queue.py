"""The queue around its cards: which district it is shown of, and when it is empty."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import Verb, data
from bot.message import Button, Message, message, rows
from bot.views.asking import in_rows
from bot.views.menu import APPROVED, FIGURES
from conversations.text import N_, Verbatim, text

NEXT = Button(text(N_("Next proposal")), data(Verb.QUEUE))
"""Shows the first of the queue in the same message."""

NEXT_BESIDE = Button(NEXT.label, data(Verb.QUEUE, 0, "new"))
"""Shows it in a message of its own, so that what it stands under stays."""


def choose_district(now: str | None) -> Button:
    """Return the button that asks for a district; `now` is the one that is chosen."""
    label = text(N_("Another district")) if now else text(N_("Choose a district"))
    return Button(label, data(Verb.FILTER))


def empty(district: str | None) -> Message:
    """Return what a coordinator sees when nothing waits, with what else there is to look at."""
    said = (
        text(N_("Nothing to review in {district}."), district=district)
        if district
        else text(N_("Nothing to review. Everything is done."))
    )
    other = choose_district(district) if district else None
    return message(said, keyboard=rows(other, FIGURES, APPROVED))


def districts(names: Sequence[str]) -> Message:
    """Ask of which district the queue is to be shown."""
    return message(
        text(N_("Of which district do you want to see the proposals?")),
        keyboard=rows(
            *in_rows((Button(Verbatim(n), data(Verb.FILTER, 0, n)) for n in names), 2),
            Button(text(N_("All districts")), data(Verb.FILTER, 0, "*")),
        ),
    )


def purged() -> Message:
    """Tell a coordinator that a proposal was deleted since its card was on the screen."""
    return message(
        text(N_("This proposal is not there any more.")),
        text(N_("It was kept long enough.")),
        keyboard=rows(NEXT),
    )
