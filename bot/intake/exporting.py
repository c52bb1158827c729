"""A coordinator takes data along: chooses a period and a form, and gets a file."""

from __future__ import annotations

from bot.buttons import Press
from bot.intake.moment import Moment
from bot.office.periods import Form, Period, span
from bot.records import Kind
from bot.store.export import is_being_made
from bot.views import export as views


async def export(moment: Moment, rest: str = "") -> None:
    """Offer the usual choice in a new message."""
    period, form = Period.THIS_YEAR, Form.EXCEL
    moment.send(views.choose(period, form, span(period, moment.day(moment.now))))


async def choose(moment: Moment, press: Press) -> None:
    """Show another choice, in the same message."""
    if chosen := _chosen(press):
        moment.edit(
            moment.pressed(), views.choose(*chosen, span(chosen[0], moment.day(moment.now)))
        )


async def make(moment: Moment, press: Press) -> None:
    """Have the file made; while one is on its way to this person, no other is begun."""
    chosen = _chosen(press)
    if chosen is None:
        return
    period, form = chosen
    days = span(period, moment.day(moment.now))
    moment.edit(moment.pressed(), views.making(period, form, days))
    if await is_being_made(await moment.reading(), moment.person.id):
        return
    since, until = days.since and days.since.isoformat(), days.until.isoformat()
    moment.send_made(Kind.FILE, "export", form=form.value, since=since, until=until)
    moment.audit("exported", f"export {form.value}", f"{since or '-'} {until}")


def _chosen(press: Press) -> tuple[Period, Form] | None:
    match press.words:
        case (period, form) if period in set(Period) and form in set(Form):
            return Period(period), Form(form)
        case _:
            return None
