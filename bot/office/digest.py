"""A coordinator's work list: what waits, each under the one heading where it belongs. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.office.due import Calendar
from bot.office.reviewing import Action
from bot.records import ProposalStatus

AT_MOST = 5
"""Items under one heading: what a phone shows at a glance."""

FETCHED = 50
"""Rows that are looked at for one heading."""

CAME_BACK = 100
"""Rows that came back to the queue, of which each belongs under one of several headings: so many
are looked at, the newest. Older ones stand at the top of the queue itself."""


class Section(StrEnum):
    """A heading of the work list, in the order in which they stand."""

    ANSWERED = "answered"
    PAST_DEADLINE = "past_deadline"
    RECHECK = "recheck"
    NEW = "new"
    WAITING = "waiting"

    @property
    def came_back(self) -> bool:
        """Whether what stands here was in the queue before."""
        return self not in {Section.NEW, Section.WAITING}


@dataclass(frozen=True)
class Row:
    """A proposal that may be on the list, as it stands in the store."""

    proposal_id: int
    reference: str
    title: str
    district: str | None
    status: ProposalStatus
    submitted_at: datetime
    action: str | None = None
    """The newest change of its status, from which status that was, and when."""
    was: str | None = None
    changed_at: datetime | None = None
    unreachable: bool = False
    """Whether the proposer has blocked the bot."""


@dataclass(frozen=True)
class Item:
    """One thing to do."""

    proposal_id: int
    reference: str
    title: str
    district: str | None
    days: int
    """Working days that it waits for a coordinator."""
    unreachable: bool = False


@dataclass(frozen=True)
class Part:
    """One heading with what is under it."""

    section: Section
    items: tuple[Item, ...] = ()
    more: int = 0
    """How many there are beside these items."""
    uncounted: bool = False
    """Whether there may be even more than that."""
    broken: bool = False
    """Nothing is known of this section just now."""


def section_of(row: Row, since: datetime) -> Section | None:
    """Return the heading that a proposal belongs under; None when nothing is to be done."""
    if row.status is not ProposalStatus.NEW:
        return None
    if row.action == Action.ANSWER:
        return Section.ANSWERED
    if row.action == Action.RETURN:
        again = row.was == ProposalStatus.RECHECKED
        return Section.RECHECK if again else Section.PAST_DEADLINE
    return Section.NEW if row.submitted_at >= since else Section.WAITING


def digest(
    found: Mapping[Section, Sequence[Row] | None],
    *,
    since: datetime,
    now: datetime,
    calendar: Calendar,
) -> tuple[Part, ...]:
    """Return the parts of a work list; none when there is nothing to report.

    `since` is when the last one was due. Rows that were handled meanwhile are left out. A section
    that could not be read is None: it costs only itself.
    """

    # What came back by an undone decision, or is considered again, is new or waits like the rest.
    back = next((rows for section, rows in found.items() if section.came_back and rows), ())

    def parts() -> Iterator[Part]:
        for section in Section:
            rows = found.get(section, ())
            if rows is None:
                yield Part(section, broken=True)
                continue
            if not section.came_back:
                rows = tuple(dict.fromkeys((*rows, *back)))
            if fit := [row for row in rows if section_of(row, since) is section]:
                full = len(rows) >= CAME_BACK if section.came_back else len(fit) >= FETCHED
                yield _part(section, fit, full, now, calendar)

    return tuple(parts())


def _part(
    section: Section, rows: Sequence[Row], uncounted: bool, now: datetime, calendar: Calendar
) -> Part:
    longest = sorted(rows, key=_waits_since)[:AT_MOST]
    items = tuple(
        Item(
            row.proposal_id,
            row.reference,
            row.title,
            row.district,
            calendar.working_days(_waits_since(row), now),
            row.unreachable,
        )
        for row in longest
    )
    return Part(section, items, len(rows) - len(items), uncounted)


def _waits_since(row: Row) -> datetime:
    return row.changed_at or row.submitted_at
