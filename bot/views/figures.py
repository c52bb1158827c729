"""What stands under a picture of figures, and the answers about the number of people at work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.buttons import Verb, data
from bot.message import Button, Inline, Line, Look, Message, message, rows
from bot.office.figures import (
    Count,
    District,
    Failing,
    Group,
    Months,
    Step,
)
from bot.office.poster import Bars, Picture, Poster
from bot.office.stretches import Period
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
    """Return the words under a picture: what is seen, and folded, all that it shows."""
    if poster.nothing:
        return message(poster.nothing, keyboard=buttons)
    told = [Line(line, Look.QUOTE) for line in _told(poster)]
    return message(*([seen] if seen else []), *told, keyboard=buttons)


def _told(poster: Poster) -> Iterator[Words]:
    """Yield each bar as a line, for who cannot see the picture."""
    for block in poster.blocks:
        if isinstance(block, Bars):
            if block.heading:
                yield block.heading
            for bar in block.bars:
                yield bar.told or text(
                    N_("{what}: {said}"), what=inside(bar.label), said=inside(bar.said)
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
    """Say what the picture of months shows."""
    counts = {group.value: found.totals[group] for group in Group}
    return text(
        NN_(
            "{n} proposal: {approved} approved, {open} in progress, {declined} declined, "
            "{ended} withdrawn or joined.",
            "{n} proposals: {approved} approved, {open} in progress, {declined} declined, "
            "{ended} withdrawn or joined.",
        ),
        n=found.total,
        **counts,
    )


def districts_seen(found: Sequence[District]) -> Text:
    """Say which district has most proposals."""
    most = max(found, key=lambda district: district.total)
    return text(
        N_("Most proposals are for {district}: {total}, of which {approved} approved."),
        district=inside(named(most)),
        total=most.total,
        approved=most.approved,
    )


def conditions_seen(found: Sequence[Failing], flow: Flow) -> Text:
    """Say which condition stands in the way most."""
    worst = found[0]
    return text(
        N_("Most in the way is “{condition}”: {not_met} times not met, {unclear} times not clear."),
        condition=text(flow.rules.condition(worst.condition).short),
        not_met=inside(number(worst.not_met)),
        unclear=inside(number(worst.unclear)),
    )


def funnel_seen(steps: Sequence[Step], flow: Flow) -> Text | None:
    """Say how many of those who begin come to the end, and where most stop."""
    if not steps:
        return None
    worst = max(steps, key=lambda step: step.stopped)
    begun, sent = steps[0].reached, steps[-1].reached
    both = {"begun": inside(number(begun)), "sent": inside(number(sent))}
    if not worst.stopped:
        return text(N_("Of {begun} proposals that were begun, {sent} were sent."), **both)
    return text(
        N_(
            "Of {begun} proposals that were begun, {sent} were sent. "
            "Most people stop at “{question}”: {stopped}."
        ),
        **both,
        question=step_name(worst, flow),
        stopped=worst.stopped,
    )


def checks_seen(found: Mapping[Outcome, Count]) -> Text:
    """Say how many checks had which advice."""
    return text(
        N_("Advice in the checks: {met} meet, {unclear} to discuss, {not_met} do not meet."),
        **{outcome.value: inside(number(found[outcome])) for outcome in Outcome},
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
