"""A coordinator looks at who did what."""

from __future__ import annotations

from bot.buttons import Press
from bot.intake.moment import Moment
from bot.message import Message
from bot.store import audit
from bot.views import logbook as views


async def newest(moment: Moment, rest: str = "") -> None:
    """Show the newest lines of the log in a new message."""
    moment.send(await _page(moment, 0))


async def page(moment: Moment, press: Press) -> None:
    """Show another page, in the same message."""
    moment.edit(moment.pressed(), await _page(moment, press.number))


async def _page(moment: Moment, number: int) -> Message:
    number = min(number, audit.LAST // views.A_PAGE)
    tx = await moment.reading()
    found = await audit.page(tx, views.A_PAGE + 1, number * views.A_PAGE)
    entries = [_entry(moment, entry) for entry in found[: views.A_PAGE]]
    return views.page(entries, number, more=len(found) > views.A_PAGE)


def _entry(moment: Moment, entry: audit.Entry) -> views.Entry:
    at = moment.setting.clock.local(entry.at)
    return views.Entry(
        at.date(),
        f"{at:%H:%M}",
        entry.by_colleague,
        entry.name,
        entry.action,
        entry.subject,
        entry.about,
    )
