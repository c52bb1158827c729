"""What stands under a picture of figures, and the answers about the number of people at work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.buttons import Verb, data
from bot.message import Button, Inline, Message, message, rows
from bot.office.figures import (
    Count,
    District,
    Failing,
    Group,
    Months,
    Step,
)
from bot.office.poster import Picture, Poster
from bot.office.stretches import Period
from bot.views.failing import ADVICE
from bot.views.menu import FIGURES
from bot.views.posters import inside, named, number, step_name, to_go
from conversations.flow import Flow
from conversations.text import N_, NN_, Text, Words, text
from conversations.verdict import Outcome

PERIODS = {
    Period.YEAR: text(N_("This year")),
    Period.TWELVE: text(N_("12 months")),
    Period.ALL: text(N_("All")),
}
PICTURES = {
    Picture.MONTHS: text(N_("Months")),
    Picture.DISTRICTS: text(N_("Districts")),
    Picture.CONDITIONS: text(N_("Conditions")),
    Picture.FUNNEL: text(N_("Where people stop")),
    Picture.CHECKS: text(N_("Checks")),
    Picture.GOAL: text(N_("On the way to 250")),
}


def caption(poster: Poster, seen: Words | None, buttons: Inline) -> Message:
    """Return the words under a picture: the one thing that it says."""
    return message(poster.nothing or seen or poster.title, keyboard=buttons)


def not_made() -> Message:
    """Return what comes in place of a picture that could not be drawn."""
    return message(
        text(N_("The picture could not be made. Try again later.")), keyboard=rows(FIGURES)
    )


def keyboard(picture: Picture, period: Period) -> Inline:
    """Return the buttons for another time and another picture; the ones in use have a mark."""
    times = tuple(
        _button(name, (picture, other), chosen=other is period) for other, name in PERIODS.items()
    )
    shown = [
        _button(name, (other, period), chosen=other is picture) for other, name in PICTURES.items()
    ]
    return rows(times, *((shown[at], shown[at + 1]) for at in range(0, len(shown), 2)))


def _button(name: Text, asks: tuple[Picture, Period], *, chosen: bool) -> Button:
    label = text(N_("• {name}"), name=name) if chosen else name
    return Button(label, data(Verb.FIGURES, 0, *asks))


def months_seen(found: Months) -> Text:
    """Say how many proposals there are, and how many of them are approved."""
    approved = found.totals[Group.APPROVED]
    if not approved:
        return text(NN_("{n} proposal.", "{n} proposals."), n=found.total)
    return text(
        NN_("{n} proposal: {approved} approved.", "{n} proposals: {approved} approved."),
        n=found.total,
        approved=approved,
    )


def districts_seen(found: Sequence[District]) -> Text:
    """Say which district has most proposals."""
    most = max(found, key=lambda district: district.total)
    return text(
        N_("Most proposals are for {district}: {total}."),
        district=inside(named(most)),
        total=most.total,
    )


def conditions_seen(found: Sequence[Failing], flow: Flow) -> Text:
    """Say which condition stands in the way most."""
    worst = found[0]
    return text(
        NN_(
            "Most in the way is “{condition}”: {n} time.",
            "Most in the way is “{condition}”: {n} times.",
        ),
        condition=text(flow.rules.condition(worst.condition).short),
        n=(worst.not_met.shown or 0) + (worst.unclear.shown or 0),
    )


def funnel_seen(steps: Sequence[Step], flow: Flow) -> Text | None:
    """Say at which question most people stop, or how many were sent."""
    if not steps:
        return None
    worst = max(steps, key=lambda step: step.stopped)
    if worst.stopped:
        return text(N_("Most people stop at “{question}”."), question=step_name(worst, flow))
    both = {"begun": inside(number(steps[0].reached)), "sent": inside(number(steps[-1].reached))}
    return text(N_("Of {begun} proposals that were begun, {sent} were sent."), **both)


def checks_seen(found: Mapping[Outcome, Count]) -> Text | None:
    """Say which advice the checks have most; None where all are too few to show."""
    most = max(Outcome, key=lambda outcome: found[outcome].shown or 0)
    if not found[most].shown:
        return None
    _, advice = ADVICE[most]
    return text(
        N_("The advice is most often: {advice:lower} ({n} checks)."),
        advice=advice,
        n=found[most].shown or 0,
    )


def goal_seen(entered: Sequence[tuple[date, int]]) -> Text | None:
    """Say how many people are at work and how many are still to come."""
    if not entered:
        return None
    day, people = entered[-1]
    return text(
        N_("{people} people were at work on {day}. {to_go}"),
        people=inside(number(Count.of(people))),
        day=day,
        to_go=to_go(people) if Count.of(people).shown is not None else "",
    )


def kept(people: int, day: date) -> Message:
    """Confirm a number of people at work."""
    return message(
        text(
            NN_(
                "Saved: on {day}, **{n}** person is at work.",
                "Saved: on {day}, **{n}** people are at work.",
            ),
            n=people,
            day=day,
        ),
        to_go(people),
        keyboard=rows(
            Button(text(N_("On the way to 250")), data(Verb.FIGURES, 0, Picture.GOAL, Period.ALL))
        ),
    )


def type_a_number() -> Message:
    """Ask for a number after the command."""
    return message(
        text(N_("How many people are at work now? Type the number behind the command.")),
        text(N_("For example: /aan_het_werk 132")),
    )
