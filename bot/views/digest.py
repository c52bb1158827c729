"""A coordinator's work list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.buttons import Verb, data
from bot.message import GAP, Button, Line, Look, Message, message, rows
from bot.office.digest import Item, Part, Section
from bot.views.fitting import shorten
from bot.views.menu import REVIEW
from bot.views.opening import BESIDE
from conversations.text import N_, NN_, Text, Verbatim, text

HEADINGS = {
    Section.ANSWERED: N_("The proposer has answered"),
    Section.PAST_DEADLINE: N_("No answer in time to your question"),
    Section.RECHECK: N_("Asked again after six months, no answer"),
    Section.NEW: N_("New"),
    Section.WAITING: N_("Waiting longest"),
}
SETTINGS = Button(text(N_("Set messages")), data(Verb.MENU, 0, "messages"))
OPENINGS = 4
"""Proposals with a button of their own, those to begin with: with more, no phone shows it all."""


def work_list(parts: Sequence[Part], day: date) -> Message:
    """Return what is to be done; the first have a button each, the queue has one for the rest."""
    items = [item for part in parts for item in part.items]
    return message(
        Line(text(N_("Work list of {day}"), day=day), Look.BOLD),
        *(line for part in parts for line in _part(part)),
        keyboard=rows(*(_open(item) for item in items[:OPENINGS]), REVIEW, SETTINGS),
    )


def nothing() -> Message:
    """Return the answer to who asks for the work list when it is empty."""
    return message(text(N_("Nothing waits for you.")), keyboard=rows(SETTINGS))


def _part(part: Part) -> Iterator[Line]:
    yield GAP
    yield Line(text(HEADINGS[part.section]), Look.BOLD)
    if part.broken:
        yield Line(text(N_("I cannot show this part now. Look in the queue.")))
    for item in part.items:
        yield Line(_item(item))
        if item.unreachable:
            yield Line(text(N_("⚠️ {reference}: cannot be reached here."), reference=item.reference))
    if part.uncounted:
        yield Line(text(N_("And many more.")))
    elif part.more:
        yield Line(text(N_("And {n} more."), n=part.more))


def _item(item: Item) -> Text:
    days = text(NN_("{n} working day", "{n} working days"), n=item.days)
    place = Verbatim(item.district) if item.district else text(N_("Whole municipality"))
    return text(
        N_("{reference} · {district} · {wait}: {title}"),
        reference=item.reference,
        district=place.words if isinstance(place, Verbatim) else place,
        wait=days if item.days else text(N_("came in today")),
        title=shorten(item.title, 80),
    )


def _open(item: Item) -> Button:
    label = text(
        N_("{reference}: {title}"), reference=item.reference, title=shorten(item.title, 24)
    )
    return Button(label, data(Verb.REVIEW, item.proposal_id, BESIDE))
