"""Approved tasks for coaches: a list with filters, and one card a task. Read only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.buttons import Verb, data
from bot.message import Button, Line, Look, Message, message, rows
from bot.views.asking import BACK, in_rows, param
from bot.views.fitting import shorten
from conversations.flow import Flow
from conversations.shown import shown
from conversations.text import N_, Text, Verbatim, text

A_PAGE = 6
TITLE_AT_MOST, PLACE_AT_MOST = 28, 18
DESCRIPTION_AT_MOST = 3000
"""UTF-16 units of a task's description on its card."""

HOURS: Mapping[str, tuple[int, int]] = {
    "1-4": (0, 4),
    "5-8": (5, 8),
    "9-16": (9, 16),
    "17+": (17, 168),
}
"""What can be chosen for hours a week, from and up to."""

GUIDANCE: Mapping[str, str] = {
    "proposer": N_("The proposer"),
    "other": N_("Another organisation"),
    "unsure": N_("Still to be found"),
}
FILTER: Mapping[str, str] = {
    "district": N_("District: {choice}"),
    "hours": N_("Hours: {choice}"),
    "guidance": N_("Guidance: {choice}"),
}
ASK: Mapping[str, str] = {
    "district": N_("In which district?"),
    "hours": N_("How many hours a week?"),
    "guidance": N_("Who gives guidance?"),
}
EVERY = N_("all")


@dataclass(frozen=True)
class Filters:
    """What a coach looks for, and the page of it; an empty word is all."""

    page: int = 0
    district: str = ""
    hours: str = ""
    guidance: str = ""

    @property
    def words(self) -> tuple[str, str, str]:
        """The filters as a button carries them."""
        return self.district, self.hours, self.guidance


@dataclass(frozen=True)
class Entry:
    """A task as the list has it."""

    id: int
    title: str
    place: str | Text


def listed(filters: Filters, entries: Sequence[Entry], *, more: bool) -> Message:
    """Return one page of approved tasks, with the filters above them."""
    newer = Button(text(N_("Newer")), _page(filters, filters.page - 1)) if filters.page else None
    older = Button(text(N_("Older")), _page(filters, filters.page + 1)) if more else None
    none_fit = text(N_("No approved task fits. Choose another filter."))
    nothing = none_fit if any(filters.words) else text(N_("There are no approved tasks yet."))
    return message(
        Line(text(N_("Approved tasks")), Look.BOLD),
        text(N_("Choose a task, or a filter.")) if entries else nothing,
        keyboard=rows(
            *(_filter(which, filters) for which in FILTER),
            *(_entry(entry, filters) for entry in entries),
            tuple(button for button in (newer, older) if button) or None,
        ),
    )


def _page(filters: Filters, number: int) -> str:
    return data(Verb.BROWSE, number, *filters.words)


def _filter(which: str, filters: Filters) -> Button:
    chosen = getattr(filters, which)
    return Button(
        text(FILTER[which], choice=_choice(which, chosen)),
        data(Verb.BROWSE_BY, 0, which, *filters.words),
    )


def _choice(which: str, chosen: str) -> str | Text:
    if not chosen:
        return text(EVERY)
    return text(GUIDANCE[chosen]) if which == "guidance" else chosen


def _entry(entry: Entry, filters: Filters) -> Button:
    return Button(
        text(N_("{place}: {title}"), place=entry.place, title=entry.title),
        data(Verb.BROWSE_TASK, entry.id, str(filters.page), *filters.words),
    )


def choose(which: str, filters: Filters, districts: Sequence[str]) -> Message:
    """Ask for one filter."""
    values = {"district": districts, "hours": tuple(HOURS), "guidance": tuple(GUIDANCE)}[which]
    choices = (
        Button(
            Verbatim(value) if which != "guidance" else text(GUIDANCE[value]),
            _page(_with(filters, which, value), 0),
        )
        for value in values
    )
    return message(
        Line(text(ASK[which]), Look.BOLD),
        keyboard=rows(
            *in_rows(choices, 1 if which == "guidance" else 2),
            Button(text(N_("All of them")), _page(_with(filters, which, ""), 0)),
            Button(BACK, _page(filters, 0)),
        ),
    )


def _with(filters: Filters, which: str, value: str) -> Filters:
    match which:
        case "district":
            return replace(filters, district=value)
        case "hours":
            return replace(filters, hours=value)
        case _:
            return replace(filters, guidance=value)


def task(flow: Flow, answers: Mapping[str, str], filters: Filters) -> Message:
    """Return one task: what, where, when, how many hours and whose guidance; never whose it is."""
    description = shorten(answers["description"], DESCRIPTION_AT_MOST)
    rest = (
        text(
            N_("**{short}**: {answer}"),
            short=text(flow.by_key[key].short),
            answer=text(GUIDANCE[answers[key]])
            if key == "guidance" and answers[key] in GUIDANCE
            else param(shown(flow.by_key[key], answers[key])),
        )
        for key in ("place", "hours", "season", "guidance")
        if key in answers
    )
    return message(
        Line(text(N_("Approved task")), Look.BOLD),
        Verbatim(description),
        *rest,
        text(N_("Does it fit a candidate? Discuss it with the coordinator.")),
        keyboard=rows(Button(text(N_("All approved tasks")), _page(filters, filters.page))),
    )


def gone(filters: Filters) -> Message:
    """Return the answer where a task is no longer among the approved ones."""
    return message(
        text(N_("This task is no longer among the approved tasks.")),
        keyboard=rows(Button(text(N_("All approved tasks")), _page(filters, 0))),
    )
