"""Makes the file that a coordinator asked for, in a thread, one file at a time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from bot.clock import Clock, parse_stamp, stamp
from bot.made import Made
from bot.message import Message
from bot.office import check_sheets, proposal_sheets, research
from bot.office.csvfiles import bundle
from bot.office.periods import Form, Span
from bot.office.sheets import Sheet, explanation
from bot.office.small_counts import Count
from bot.office.wording import Wording
from bot.office.workbook import workbook
from bot.store.export import Between, Snapshot, snapshot
from bot.views import export as views
from conversations.flow import Flow

T = TypeVar("T")

LARGEST = 49_000_000
"""Bytes of a file that a bot can send: Telegram takes 50 MB."""

MONTH = 7
"""Characters of a date as far as its month."""


class StoppedError(Exception):
    """The program stops; the file is made when it runs again."""


class Exporter:
    """Makes exports from the database file, beside the one who writes it."""

    def __init__(self, path: Path, clock: Clock, flows: Mapping[str, Flow]) -> None:
        self._path = path
        self._clock = clock
        self._tasks, self._candidates = flows["propose_task"], flows["check_candidate"]
        self._one_at_a_time = asyncio.Lock()

    async def make(self, asked: Mapping[str, Any], language: str) -> Made | Message:
        """Make a file; others are answered meanwhile. One that is too large is not sent."""
        form, span = Form(asked["form"]), asked_span(asked)
        content = await self._in_thread(form, span, language)
        if len(content) > LARGEST:
            return views.too_large(span)
        return Made(name(form, span), content, views.caption(form, span))

    async def _in_thread(self, form: Form, span: Span, language: str) -> bytes:
        async with self._one_at_a_time:
            stopping = threading.Event()
            try:
                return await asyncio.to_thread(self._make, form, span, language, stopping)
            finally:
                stopping.set()  # a thread cannot be cancelled, only told

    def _make(self, form: Form, span: Span, language: str, stopping: threading.Event) -> bytes:
        with snapshot(self._path) as found:
            if form is Form.RESEARCH:
                sheets = self._research(found, span, language)
            else:
                sheets = self._records(found, span, language)
            notes = (*views.about(span), *(research.NOTES if form is Form.RESEARCH else ()))
            everything = [*sheets, explanation(sheets, notes, language)]
            watched = [Sheet(s.name, s.columns, until(stopping, s.rows)) for s in everything]
            return (bundle if form is Form.CSV else workbook)(watched, language)

    def _records(self, found: Snapshot, span: Span, language: str) -> list[Sheet]:
        between, tasks = self._between(span), self._tasks
        wording = Wording(language, self._clock.local)
        return [
            proposal_sheets.proposals(found.proposals(between), tasks, wording),
            proposal_sheets.conditions(found.proposals(between), tasks, wording),
            check_sheets.checks(found.checks(between), found.coaches(), self._candidates, wording),
            proposal_sheets.transitions(found.transitions(between), tasks, wording),
        ]

    def _research(self, found: Snapshot, span: Span, language: str) -> list[Sheet]:
        between, option = self._between(span), research.chosen(self._tasks)
        return [
            research.sheet(
                table,
                [
                    Count(tuple(key), records, people)
                    for what in table.counted
                    for *key, records, people in found.counted(what, between, self._month, option)
                ],
                language,
            )
            for table in research.tables(self._tasks, self._candidates)
        ]

    def _month(self, moment: str) -> str:
        return self._clock.local(parse_stamp(moment)).date().isoformat()[:MONTH]

    def _between(self, span: Span) -> Between:
        since = stamp(self._clock.begins(span.since)) if span.since else ""
        return Between(since, stamp(self._clock.begins(span.until + timedelta(days=1))))


def until(stopping: threading.Event, rows: Iterable[T]) -> Iterator[T]:
    """Yield the rows until told to stop. StoppedError."""
    for row in rows:
        if stopping.is_set():
            raise StoppedError
        yield row


def asked_span(asked: Mapping[str, Any]) -> Span:
    """Return the days that a delivery asks for."""
    since = asked["since"]
    return Span(date.fromisoformat(since) if since else None, date.fromisoformat(asked["until"]))


def name(form: Form, span: Span) -> str:
    """Return what the file is called."""
    kind = "onderzoek" if form is Form.RESEARCH else "export"
    return f"basisbaan-{kind}-{span.name}.{'zip' if form is Form.CSV else 'xlsx'}"
