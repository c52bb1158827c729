"""What each picture of figures shows, in words and bars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.office.figures import GOAL as JOBS
from bot.office.figures import Count, District, Group, Months, Step
from bot.office.poster import Bar, Bars, Course, Goal, Part, Poster, Tint
from bot.office.stretches import Stretch
from conversations.flow import Flow
from conversations.text import N_, NN_, Text, Verbatim, Words, text

MONTH = (
    N_("Jan {year}"),
    N_("Feb {year}"),
    N_("Mar {year}"),
    N_("Apr {year}"),
    N_("May {year}"),
    N_("Jun {year}"),
    N_("Jul {year}"),
    N_("Aug {year}"),
    N_("Sep {year}"),
    N_("Oct {year}"),
    N_("Nov {year}"),
    N_("Dec {year}"),
)
BY = {1: N_("Proposals a month"), 3: N_("Proposals a quarter"), 12: N_("Proposals a year")}
GROUPS = {
    Group.APPROVED: (Tint.MAIN, text(N_("Approved"))),
    Group.OPEN: (Tint.THIRD, text(N_("In progress"))),
    Group.DECLINED: (Tint.SECOND, text(N_("Declined"))),
    Group.ENDED: (Tint.QUIET, text(N_("Withdrawn or joined"))),
}
FEW_PEOPLE = text(N_("We do not show numbers of people from 1 to 4."))
NO_FIGURES = text(N_("There are no figures yet for this period."))


def span(start: date, end: date) -> Text:
    """Return the time that a picture is about."""
    return text(N_("{start} to {end}"), start=start, end=end)


def number(count: Count) -> Words:
    """Return a number of people, or that it is too small."""
    return text(N_("less than 5")) if count.shown is None else Verbatim(str(count.shown))


def _stretch(of: Stretch) -> Words:
    year = str(of.start.year)
    if of.months == 1:
        return text(MONTH[of.start.month - 1], year=year)
    if of.months == 3:
        return text(N_("Quarter {quarter}, {year}"), quarter=(of.start.month + 2) // 3, year=year)
    return Verbatim(year)


def months(found: Months, time: Text) -> Poster:
    """Return the proposals by month, above them by where they stand."""
    title = text(BY[found.stretches[0][0].months])
    if not found.total:
        return Poster(title, time, nothing=NO_FIGURES)
    totals = Bars(
        tuple(
            Bar(name, (Part(found.totals[group], tint),), Verbatim(str(found.totals[group])))
            for group, (tint, name) in GROUPS.items()
        ),
        text(NN_("{n} proposal", "{n} proposals"), n=found.total),
    )
    through = Bars(
        tuple(
            Bar(
                _stretch(stretch),
                tuple(Part(counts.get(g, 0), tint) for g, (tint, _) in GROUPS.items()),
                Verbatim(str(sum(counts.values()))),
            )
            for stretch, counts in found.stretches
        ),
        text(N_("When they were sent")),
    )
    return Poster(title, time, (totals, through))


def districts(found: Sequence[District], time: Text) -> Poster:
    """Return the proposals by district, and how many of them are approved."""
    title = text(N_("Proposals by district"))
    if not any(district.total for district in found):
        return Poster(title, time, nothing=NO_FIGURES)
    bars = tuple(
        Bar(
            named(district),
            (
                Part(district.approved, Tint.MAIN),
                Part(district.total - district.approved, Tint.THIRD),
            ),
            Verbatim(str(district.total)),
        )
        for district in found
    )
    key = ((Tint.MAIN, text(N_("Approved"))), (Tint.THIRD, text(N_("Not approved, or not yet"))))
    return Poster(title, time, (Bars(bars, key=key),))


def named(district: District) -> Words:
    """Return what a district is called."""
    return Verbatim(district.name) if district.name else text(N_("Whole municipality"))


def inside(said: Words) -> Text | str:
    """Return words as they stand in a sentence."""
    return said if isinstance(said, Text) else said.words


def funnel(steps: Sequence[Step], flow: Flow, time: Text) -> Poster:
    """Return how many come to each question, and how many send the proposal."""
    title = text(N_("Where people stop"))
    if not steps:
        return Poster(title, time, nothing=NO_FIGURES)
    heading = text(N_("Of {n} proposals that were begun"), n=steps[0].reached.shown or 0)
    bars = tuple(
        Bar(
            step_name(step, flow),
            _way(step),
            _step_said(step),
        )
        for step in steps
    )
    few = text(N_("Less than 5 who stop at a question are counted with the next question."))
    key = ((Tint.MAIN, text(N_("Goes on"))), (Tint.SECOND, text(N_("Stop here"))))
    return Poster(title, time, (Bars(bars, heading, key),), (few,))


def _way(step: Step) -> tuple[Part, ...]:
    reached = step.reached.shown or 0
    if not step.stopped:
        return (Part(reached),)
    return (
        Part(reached - step.stopped, said=False),
        Part(step.stopped, Tint.SECOND, said=False),
    )


def _step_said(step: Step) -> Words:
    here = number(step.reached)
    if not step.stopped:
        return here
    return text(N_("{here} (-{n})"), here=inside(here), n=step.stopped)


def step_name(step: Step, flow: Flow) -> Text:
    """Return what a step of a proposal is called."""
    return text(flow.by_key[step.question].short if step.question else N_("Sent"))


def goal(entered: Sequence[tuple[date, int]], time: Text) -> Poster:
    """Return how many people are at work, on the way to the goal."""
    title = text(N_("On the way to {goal} Basisbanen"), goal=JOBS)
    if not entered:
        return Poster(title, time, nothing=NO_NUMBER)
    points = tuple(dict(entered).items())
    day, people = points[-1]
    shown = Count.of(people)
    if shown.shown is None:
        return Poster(title, time, nothing=FEW_PEOPLE)
    reached = text(N_("of {goal} people, on {day}"), goal=JOBS, day=day)
    way = Goal(people, JOBS, reached, to_go(people))
    kept = tuple((at, n) for at, n in points if Count.of(n).shown is not None)
    if len(kept) < 2:
        return Poster(title, time, (way,))
    ends = (text(N_("{day}"), day=kept[0][0]), text(N_("{day}"), day=kept[-1][0]))
    return Poster(title, time, (way, Course(kept, JOBS, text(N_("People at work")), *ends)))


NO_NUMBER = text(N_("There is no number yet. Type for example: /aan_het_werk 132"))


def to_go(people: int) -> Text:
    """Return how many are still to come."""
    if people >= JOBS:
        return text(N_("The goal has been reached."))
    return text(NN_("{n} more to go.", "{n} more to go."), n=JOBS - people)
