"""A coordinator chooses how to hear about proposals, or asks for the work list now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.buttons import Press
from bot.changes import Wished
from bot.intake import worklists
from bot.intake.moment import Moment
from bot.intake.playing import FLOW
from bot.message import Message
from bot.office.due import Rhythm, Wishes, next_digest
from bot.store import digests
from bot.views import digest
from bot.views import wishes as views
from conversations.flow import InPlace

HOURS = range(24)


async def messages(moment: Moment, rest: str = "") -> None:
    """Show how the person hears about proposals now, in a new message."""
    wishes = await _wishes(moment)
    moment.send(_settings(moment, wishes))


async def pressed(moment: Moment, press: Press) -> None:
    """Show a screen of the settings, or change something and show what it is now."""
    wishes = await _wishes(moment)
    if press.word == "now":
        await _show_now(moment, wishes)
        return
    changed = _changed(moment, wishes, press)
    if changed != wishes:
        moment.changes.wished.append(Wished(moment.person.id, changed))
    moment.edit(moment.pressed(), _screen(moment, changed, press.word))


async def _wishes(moment: Moment) -> Wishes:
    return await digests.wishes_of(await moment.reading(), moment.person.id) or Wishes()


async def _show_now(moment: Moment, wishes: Wishes) -> None:
    tx = await moment.reading()
    parts = await worklists.parts(tx, moment.setting, wishes, moment.now)
    said = digest.work_list(parts, moment.day(moment.now)) if parts else digest.nothing()
    moment.send(said)


def _changed(moment: Moment, wishes: Wishes, press: Press) -> Wishes:
    """Return the wishes with what was pressed; the same ones for what cannot be chosen."""
    number = press.number
    match press.words:
        case ("rhythm", word) if word in set(Rhythm):
            return replace(wishes, rhythm=Rhythm(word), chosen_at=moment.now)
        case ("hour",) if number in views.HOURS and not wishes.quiet_at(number):
            return replace(wishes, hour=number, chosen_at=moment.now)
        case ("district",):
            return replace(wishes, districts=_toggled(wishes, number, _districts(moment)))
        case ("silence",):
            return replace(wishes, quiet_from=0, quiet_to=0)
        case ("from",) if number in HOURS:
            end = wishes.quiet_to if wishes.quiet_from != wishes.quiet_to else 8
            return _awake(replace(wishes, quiet_from=number, quiet_to=end))
        case ("to",) if number in HOURS:
            start = wishes.quiet_from if wishes.quiet_from != wishes.quiet_to else 18
            return _awake(replace(wishes, quiet_from=start, quiet_to=number))
        case _:
            return wishes


def _toggled(wishes: Wishes, number: int, names: tuple[str, ...]) -> frozenset[str]:
    """Return the districts with one more or one less; number 0 is all of them."""
    if not 0 < number <= len(names):
        return frozenset()
    chosen = wishes.districts ^ {names[number - 1]}
    return frozenset() if chosen == frozenset(names) else chosen


def _awake(wishes: Wishes) -> Wishes:
    """Return the wishes with the digest at the end of the quiet hours, if it fell in them."""
    return replace(wishes, hour=wishes.quiet_to) if wishes.quiet_at(wishes.hour) else wishes


def _screen(moment: Moment, wishes: Wishes, word: str) -> Message:
    screens: Mapping[str, Callable[[], Message]] = {
        "hour": lambda: views.hours(wishes),
        "districts": lambda: views.districts(wishes, _districts(moment)),
        "district": lambda: views.districts(wishes, _districts(moment)),
        "quiet": lambda: views.quiet(wishes),
        "silence": lambda: views.quiet(wishes),
        "from": lambda: views.quiet(wishes),
        "to": lambda: views.quiet(wishes),
    }
    return screens.get(word, lambda: _settings(moment, wishes))()


def _settings(moment: Moment, wishes: Wishes) -> Message:
    coming = next_digest(wishes, moment.now, moment.setting.calendar)
    return views.settings(wishes, moment.day(coming) if coming else None)


def _districts(moment: Moment) -> tuple[str, ...]:
    asked = moment.setting.flows[FLOW].by_key["place"].kind
    return asked.places.districts if isinstance(asked, InPlace) else ()
