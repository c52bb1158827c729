"""A coordinator looks at the figures, and enters how many people are at work."""

from __future__ import annotations

import re

from bot.buttons import Press
from bot.changes import AtWork
from bot.intake.moment import Moment
from bot.office.poster import Picture
from bot.office.stretches import Period
from bot.records import Kind
from bot.views import figures

NUMBER = re.compile(r"[0-9]{1,4}")
"""More than 9999 people is a slip of the finger."""


async def first_picture(moment: Moment, rest: str = "") -> None:
    """Show the first picture, with buttons for the others."""
    _ask(moment, Picture.MONTHS, Period.YEAR)


async def another(moment: Moment, press: Press) -> None:
    """Show another picture, or another time; only the newest picture keeps its buttons."""
    if not press.words:
        await first_picture(moment)
        return
    picture, period = (*press.words, "")[:2]
    if picture in set(Picture) and period in set(Period):
        moment.strip(moment.pressed())
        _ask(moment, Picture(picture), Period(period))


def _ask(moment: Moment, picture: Picture, period: Period) -> None:
    day = moment.day(moment.now).isoformat()
    moment.send_made(Kind.PICTURE, "figures", picture=picture, period=period, day=day)


async def at_work(moment: Moment, rest: str) -> None:
    """Keep the number of people who are at work now, with the day and who says so."""
    typed = NUMBER.fullmatch(rest.strip().rstrip("."))
    if not typed:
        moment.send(figures.type_a_number())
        return
    people = int(typed[0])
    moment.changes.at_work.append(AtWork(moment.now, people, moment.person.id))
    moment.audit("entered", "people at work", str(people))
    moment.send(figures.kept(people, moment.day(moment.now)))
