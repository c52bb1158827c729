"""A coach's saved checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.buttons import Verb, data
from bot.message import Button, Line, Look, Message, message, rows
from bot.records import Check
from bot.views.menu import CHECK
from conversations.text import N_, text
from conversations.verdict import Outcome

A_PAGE = 8
"""Checks on one page: what a phone shows without scrolling."""

ADVICE = {
    Outcome.MET: N_("✅ meets"),
    Outcome.NOT_MET: N_("❌ does not meet"),
    Outcome.UNCLEAR: N_("❓ discuss"),
}


@dataclass(frozen=True)
class Listed:
    """A saved check as the list has it."""

    check: Check
    advice: Outcome
    """As it was computed."""
    set_aside: bool
    """Whether the coach decided otherwise on any condition."""
    day: date
    time: str | None = None
    """Of today: that stands in the place of the day."""


def saved(checks: Sequence[Listed], page: int, *, more: bool) -> Message:
    """Return one page of a coach's checks, newest first, each a button."""
    if not checks and page == 0:
        return message(text(N_("You have not saved a check yet.")), keyboard=rows(CHECK))
    newer = Button(text(N_("Newer")), data(Verb.CHECKS, page - 1)) if page else None
    older = Button(text(N_("Older")), data(Verb.CHECKS, page + 1)) if more else None
    return message(
        Line(text(N_("Your checks")), Look.BOLD),
        text(N_("Type a code to find a check, for example K-7F3Q.")),
        keyboard=rows(
            *(_entry(listed) for listed in checks),
            tuple(button for button in (newer, older) if button) or None,
            CHECK,
        ),
    )


def _entry(listed: Listed) -> Button:
    code, when, found = listed.check.code, listed.time or listed.day, text(ADVICE[listed.advice])
    if listed.set_aside:
        label = text(N_("{code} · {day} · {advice}, changed"), code=code, day=when, advice=found)
    else:
        label = text(N_("{code} · {day} · {advice}"), code=code, day=when, advice=found)
    return Button(label, data(Verb.CHECK, listed.check.id))


def unknown(code: str) -> Message:
    """Return the answer to a code that no check of this coach has."""
    return message(
        text(N_("I find no check of yours with the code {code}."), code=code),
        keyboard=rows(Button(text(N_("All checks")), data(Verb.CHECKS))),
    )


def open_card(
    conversation: int, filled: int, lines: int, begun: date, time: str | None = None
) -> Message:
    """Ask a coach who begins a check what to do with a card that is half filled in.

    `time`: of a card of today, in place of the day.
    """
    since = (
        text(N_("You began it at {time}."), time=time)
        if time
        else text(N_("You began it on {day}."), day=begun)
    )
    return message(
        text(N_("You still have a card open: {n} of {all} filled in."), n=filled, all=lines),
        since,
        keyboard=rows(
            Button(text(N_("Go on with that card")), data(Verb.CARD_ON, conversation)),
            Button(text(N_("Throw away and new card")), data(Verb.CARD_NEW, conversation)),
        ),
    )


def use_buttons() -> Message:
    """Return the answer to what a coach types while a card is open: it is taken away."""
    return message(
        text(N_("I keep nothing of what you type here. Your message is gone.")),
        text(N_("Use the buttons. A question? Press Explanation.")),
    )
