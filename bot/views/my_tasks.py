"""The list of someone's own tasks: first what was not sent yet, then each with its status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from bot.buttons import Verb, data
from bot.message import GAP, Button, Line, Look, Message, message, rows
from bot.records import Proposal
from bot.views.fitting import shorten
from bot.views.menu import ABOUT, PROPOSE
from bot.views.pausing import go_on
from bot.views.tasks import STATUS
from conversations.text import N_, Verbatim, text

ON_A_BUTTON = 36
"""UTF-16 units of a title that fit on a button as wide as the chat."""

Draft = tuple[int, str]
"""A proposal that was not sent yet: its conversation, and the words that it begins with."""


def mine(tasks: Iterable[tuple[Proposal, str, date]], draft: Draft | None = None) -> Message:
    """Return someone's proposals, each given with its title and the day it was sent in."""
    listed = tuple(tasks)
    if not listed and not draft:
        return message(text(N_("You have not sent a proposal yet.")), keyboard=rows(PROPOSE, ABOUT))
    return message(
        Line(text(N_("Your tasks")), Look.BOLD),
        *(_unsent(draft[1]) if draft else ()),
        *(line for task in listed for line in _entry(*task)),
        keyboard=rows(
            go_on(draft[0]) if draft else None,
            *(
                Button(Verbatim(_called(proposal, name)), data(Verb.TASK, proposal.id))
                for proposal, name, _ in listed
            ),
            PROPOSE,
        ),
    )


def _called(proposal: Proposal, name: str) -> str:
    """Return its title; its number, where the title has no letter that can be seen."""
    seen = any(letter.isprintable() and not letter.isspace() for letter in name)
    return shorten(name, ON_A_BUTTON) if seen else proposal.reference


def _unsent(begun: str) -> Iterator[Line]:
    yield GAP
    if begun:
        yield Line(text(N_("Not sent yet: {begun}"), begun=begun))
    else:
        yield Line(text(N_("You have a proposal that is not sent yet.")))


def _entry(proposal: Proposal, name: str, day: date) -> Iterator[Line]:
    """Yield a proposal as its proposer knows it: what it is about, then where it stands."""
    yield GAP
    yield Line(Verbatim(name), Look.BOLD)
    yield Line(
        text(
            N_("{status} · {day} · {reference}"),
            status=text(STATUS[proposal.status]),
            day=day,
            reference=proposal.reference,
        )
    )
