"""A coach finds a saved check again: in the list of them, or by its code."""

from __future__ import annotations

import re

from bot.buttons import Press
from bot.intake import looking
from bot.intake.moment import Moment
from bot.message import Message
from bot.records import Check
from bot.store import checks as store
from bot.views import checks

CODE = re.compile(r"\s*k\s*[-– ]?\s*([2-9b-df-hjkmnp-tv-z]{4})\s*", re.IGNORECASE)


async def saved_checks(moment: Moment, rest: str = "") -> None:
    """Show the coach's own checks, newest first; or the one with the code that was typed."""
    if rest:
        await find(moment, rest)
    else:
        moment.send(await _page(moment, 0))


async def page(moment: Moment, press: Press) -> None:
    """Show a page of the coach's own checks, in the same message."""
    moment.edit(moment.pressed(), await _page(moment, press.number))


async def _page(moment: Moment, number: int) -> Message:
    number = min(number, 10_000)
    tx = await moment.reading()
    found = await store.of_coach(tx, moment.person.id, checks.A_PAGE + 1, number * checks.A_PAGE)
    shown = [
        checks.Listed(check, outcome, set_aside, moment.day(check.saved_at), _time(moment, check))
        for check, outcome, set_aside in found
    ]
    return checks.saved(shown[: checks.A_PAGE], number, more=len(found) > checks.A_PAGE)


def _time(moment: Moment, check: Check) -> str | None:
    """Return at what time a check of today was saved: several of one day are told apart by it."""
    if moment.day(check.saved_at) != moment.day(moment.now):
        return None
    return f"{moment.setting.clock.local(check.saved_at):%H:%M}"


async def find(moment: Moment, typed: str) -> None:
    """Open the coach's own check with this code."""
    read = CODE.fullmatch(typed if typed[:1] in "kK" else f"K-{typed}")
    code = f"K-{read.group(1).upper()}" if read else typed[:20]
    found = await store.by_code(await moment.reading(), code)
    if found and found.coach_id == moment.person.id:
        moment.send(await looking.opened(moment, found))
    else:
        moment.send(checks.unknown(code))


async def open_check(moment: Moment, press: Press) -> None:
    """Open one of the coach's own checks, in the same message."""
    found = await looking.own(moment, press.number)
    if found:
        moment.edit(moment.pressed(), await looking.opened(moment, found))


def is_code(words: str) -> bool:
    """Tell whether someone typed the code of a check."""
    return CODE.fullmatch(words) is not None
