"""Makes a picture of figures: counts beside the writer, and draws while others are answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.clock import Clock
from bot.made import Made
from bot.office import charts, figures, stretches
from bot.office.poster import Picture, Poster
from bot.office.stretches import Period
from bot.store import figures as store
from bot.store.database import Database, Transaction
from bot.views import failing, posters
from bot.views import figures as views
from conversations.flow import Flow, InPlace
from conversations.text import Text


@dataclass(frozen=True)
class Asked:
    """Over which time: from the first day of a month until today."""

    start: date
    today: date

    @property
    def time(self) -> Text:
        """The time in words."""
        return posters.span(self.start, self.today)


class Drawing:
    """Draws what a delivery of figures asks for."""

    def __init__(self, database: Database, clock: Clock, flows: Mapping[str, Flow]) -> None:
        self._database = database
        self._clock = clock
        self._tasks, self._candidates = flows["propose_task"], flows["check_candidate"]

    async def make(self, asked: Mapping[str, Any], language: str) -> Made:
        """Return the picture with its caption and buttons."""
        picture, period = Picture(asked["picture"]), Period(asked["period"])
        async with self._database.reading() as tx:
            poster, seen = await self._counted(tx, picture, await self._time(tx, period, asked))
        caption = views.caption(poster, seen, views.keyboard(picture, period))
        return Made(f"{picture}.png", await charts.drawn(poster, language), caption)

    async def _time(self, tx: Transaction, period: Period, asked: Mapping[str, Any]) -> Asked:
        today = date.fromisoformat(asked["day"])
        first = await store.first(tx) if period is Period.ALL else None
        return Asked(stretches.since(period, today, first), today)

    async def _counted(
        self, tx: Transaction, picture: Picture, asked: Asked
    ) -> tuple[Poster, Text | None]:
        match picture:
            case Picture.MONTHS:
                return await self._months(tx, asked)
            case Picture.DISTRICTS:
                return await self._districts(tx, asked)
            case Picture.CONDITIONS:
                return await self._conditions(tx, asked)
            case Picture.FUNNEL:
                return await self._funnel(tx, asked)
            case Picture.CHECKS:
                return await self._checks(tx, asked)
            case Picture.GOAL:
                return await self._goal(tx, asked)

    async def _months(self, tx: Transaction, asked: Asked) -> tuple[Poster, Text]:
        cut = stretches.stretches(asked.start, asked.today)
        bounds = [(stretch.start, stretch.end) for stretch in cut]
        found = figures.months(cut, await store.by_stretch(tx, bounds))
        return posters.months(found, asked.time), views.months_seen(found)

    async def _districts(self, tx: Transaction, asked: Asked) -> tuple[Poster, Text]:
        place = self._tasks.by_key["place"].kind
        known = place.places.districts if isinstance(place, InPlace) else ()
        found = figures.districts(known, await store.by_district(tx, asked.start))
        return posters.districts(found, asked.time), views.districts_seen(found)

    async def _conditions(self, tx: Transaction, asked: Asked) -> tuple[Poster, Text]:
        keys = [condition.key for condition in self._tasks.rules.conditions]
        found = figures.failing_tasks(keys, await store.of_tasks(tx, asked.start))
        seen = views.conditions_seen(found, self._tasks)
        return failing.conditions(found, self._tasks, asked.time), seen

    async def _funnel(self, tx: Transaction, asked: Asked) -> tuple[Poster, Text | None]:
        questions = self._tasks.numbered({})
        found = figures.funnel(questions, *await store.sent_and_left(tx, asked.start))
        seen = views.funnel_seen(found, self._tasks)
        return posters.funnel(found, self._tasks, asked.time), seen

    async def _checks(self, tx: Transaction, asked: Asked) -> tuple[Poster, Text | None]:
        found = figures.checks(await store.checks(tx, asked.start))
        keys = [condition.key for condition in self._candidates.rules.conditions]
        fails = figures.failing_candidates(
            keys,
            await store.of_candidates(tx, asked.start),
            await store.overridden(tx, asked.start),
        )
        poster = failing.checks(found, fails, self._candidates, asked.time)
        return poster, views.checks_seen(found)

    async def _goal(self, tx: Transaction, asked: Asked) -> tuple[Poster, Text | None]:
        entered = [
            (day, people)
            for at, people in await store.at_work(tx)
            if (day := self._clock.local(at).date()) >= asked.start
        ]
        return posters.goal(entered, asked.time), views.goal_seen(entered)
