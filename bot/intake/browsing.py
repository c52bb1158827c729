"""Coaches look through approved tasks: by district, hours and guidance. Read only."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import Press
from bot.intake.moment import Moment
from bot.intake.playing import FLOW
from bot.message import Message
from bot.store import taken as store
from bot.store.taken import Wanted
from bot.views import taken
from bot.views.asking import param
from bot.views.fitting import shorten
from bot.views.taken import Entry, Filters
from bot.views.tasks import title
from conversations.flow import InPlace
from conversations.shown import shown

PAGES_AT_MOST = 9999


async def browse(moment: Moment, rest: str = "") -> None:
    """Show approved tasks, newest first, in a new message."""
    moment.send(await _page(moment, Filters()))


async def page(moment: Moment, press: Press) -> None:
    """Show a page of approved tasks, in the same message."""
    moment.edit(moment.pressed(), await _page(moment, _filters(moment, press.number, press.words)))


async def choose(moment: Moment, press: Press) -> None:
    """Ask for one filter, in the same message."""
    if press.word in taken.FILTER:
        filters = _filters(moment, 0, press.words[1:])
        moment.edit(moment.pressed(), taken.choose(press.word, filters, _districts(moment)))


async def open_task(moment: Moment, press: Press) -> None:
    """Show one approved task, in the same message."""
    answers = await store.one(await moment.reading(), press.number)
    number = int(press.word) if press.word.isascii() and press.word.isdigit() else 0
    filters = _filters(moment, number, press.words[1:])
    flow = moment.setting.flows[FLOW]
    said = taken.task(flow, answers, filters) if answers else taken.gone(filters)
    moment.edit(moment.pressed(), said)


async def _page(moment: Moment, filters: Filters) -> Message:
    least, most = taken.HOURS.get(filters.hours, (0, 0))
    wanted = Wanted(filters.district, filters.guidance, least, most)
    tx = await moment.reading()
    found = await store.page(tx, wanted, taken.A_PAGE + 1, filters.page * taken.A_PAGE)
    asked = moment.setting.flows[FLOW].by_key["place"]
    entries = []
    for task in found[: taken.A_PAGE]:
        place = param(shown(asked, task.place))
        entries.append(
            Entry(
                task.id,
                title({"description": task.description}, taken.TITLE_AT_MOST),
                shorten(place, taken.PLACE_AT_MOST) if isinstance(place, str) else place,
            )
        )
    return taken.listed(filters, entries, more=len(found) > taken.A_PAGE)


def _filters(moment: Moment, number: int, words: Sequence[str]) -> Filters:
    """Return the filters that a button carries; what is none of ours is left out."""
    district, hours, guidance, *_ = (*words, "", "", "")
    return Filters(
        min(number, PAGES_AT_MOST),
        district if district in _districts(moment) else "",
        hours if hours in taken.HOURS else "",
        guidance if guidance in taken.GUIDANCE else "",
    )


def _districts(moment: Moment) -> Sequence[str]:
    asked = moment.setting.flows[FLOW].by_key["place"].kind
    return asked.places.districts if isinstance(asked, InPlace) else ()
