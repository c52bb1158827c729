"""How a coordinator wants to hear about proposals: one message with buttons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.buttons import Verb, data
from bot.message import GAP, Button, Line, Look, Message, message, rows
from bot.office.due import Rhythm, Wishes
from bot.views.asking import in_rows
from conversations.text import N_, Text, text

RHYTHMS = {
    Rhythm.DIRECT: N_("At once"),
    Rhythm.DAILY: N_("Every day"),
    Rhythm.WEEKLY: N_("Every week"),
    Rhythm.OFF: N_("Off"),
}
HOW = {
    Rhythm.DIRECT: N_("You get each proposal at once."),
    Rhythm.DAILY: N_("You get a work list on every working day, at {hour}."),
    Rhythm.WEEKLY: N_("You get a work list on the first working day of the week, at {hour}."),
    Rhythm.OFF: N_("You get no messages about proposals. The queue goes on as always."),
}
HOURS = tuple(range(6, 22))
QUIET_FROM = (17, 18, 19, 20, 21, 22)
QUIET_TO = (6, 7, 8, 9, 10)

DONE = Button(text(N_("Done")), data(Verb.DIGEST))


def settings(wishes: Wishes, coming: date | None) -> Message:
    """Return how someone hears about proposals now, and what can be changed."""
    with_hour = wishes.rhythm in {Rhythm.DAILY, Rhythm.WEEKLY}
    return message(
        Line(text(N_("Messages")), Look.BOLD),
        how(wishes),
        text(N_("Next work list: {day}"), day=coming) if coming else GAP,
        *limits(wishes),
        keyboard=rows(
            *in_rows((_rhythm(rhythm, wishes) for rhythm in Rhythm), 2),
            _to("hour", text(N_("Time: {hour}"), hour=_hour(wishes.hour))) if with_hour else None,
            _to("districts", text(N_("Districts"))),
            _to("quiet", text(N_("Quiet hours"))),
            _to("now", text(N_("Show the work list now"))),
        ),
    )


def how(wishes: Wishes) -> Text:
    """Return how often someone hears about proposals."""
    return text(HOW[wishes.rhythm], hour=_hour(wishes.hour))


def limits(wishes: Wishes) -> tuple[Text, ...]:
    """Return about which districts someone hears, and when not."""
    return (
        text(N_("Districts: {names}"), names=_names(wishes)),
        text(N_("Quiet hours: {hours}"), hours=_quiet(wishes)),
    )


def hours(wishes: Wishes) -> Message:
    """Ask at what hour the work list comes; hours that are quiet cannot be chosen."""
    return message(
        Line(text(N_("At what time do you want the work list?")), Look.BOLD),
        keyboard=rows(
            *in_rows(
                (
                    _choice(_hour(hour), hour == wishes.hour, hour, "hour")
                    for hour in HOURS
                    if not wishes.quiet_at(hour)
                ),
                4,
            ),
            DONE,
        ),
    )


def districts(wishes: Wishes, names: Sequence[str]) -> Message:
    """Ask about which districts someone wants to hear."""
    return message(
        Line(text(N_("About which districts do you want to hear?")), Look.BOLD),
        text(N_("You always hear about tasks for the whole municipality.")),
        keyboard=rows(
            _choice(text(N_("All districts")), not wishes.districts, 0, "district"),
            *in_rows(
                (
                    _choice(text(N_("{name}"), name=name), name in wishes.districts, at, "district")
                    for at, name in enumerate(names, 1)
                ),
                2,
            ),
            DONE,
        ),
    )


def quiet(wishes: Wishes) -> Message:
    """Ask between which hours no message comes."""
    none = wishes.quiet_from == wishes.quiet_to
    return message(
        Line(text(N_("Between which hours do you want no messages?")), Look.BOLD),
        text(N_("They come as soon as the quiet hours are over.")),
        text(N_("Now: {hours}"), hours=_quiet(wishes)),
        keyboard=rows(
            _choice(text(N_("No quiet hours")), none, 0, "silence"),
            *in_rows(
                (
                    _choice(
                        text(N_("From {hour}"), hour=_hour(h)),
                        not none and h == wishes.quiet_from,
                        h,
                        "from",
                    )
                    for h in QUIET_FROM
                ),
                2,
            ),
            *in_rows(
                (
                    _choice(
                        text(N_("Until {hour}"), hour=_hour(h)),
                        not none and h == wishes.quiet_to,
                        h,
                        "to",
                    )
                    for h in QUIET_TO
                ),
                3,
            ),
            DONE,
        ),
    )


def _rhythm(rhythm: Rhythm, wishes: Wishes) -> Button:
    return _choice(text(RHYTHMS[rhythm]), rhythm is wishes.rhythm, 0, "rhythm", rhythm.value)


def _choice(label: Text, chosen: bool, number: int, *words: str) -> Button:
    shown = text(N_("✅ {label}"), label=label) if chosen else label
    return Button(shown, data(Verb.DIGEST, number, *words))


def _to(screen: str, label: Text) -> Button:
    return Button(label, data(Verb.DIGEST, 0, screen))


def _hour(hour: int) -> Text:
    return text(N_("{n} o'clock"), n=hour)


def _names(wishes: Wishes) -> Text:
    if not wishes.districts:
        return text(N_("all"))
    return text(N_("{names}"), names=", ".join(sorted(wishes.districts)))


def _quiet(wishes: Wishes) -> Text:
    if wishes.quiet_from == wishes.quiet_to:
        return text(N_("none"))
    return text(N_("{start} to {end} o'clock"), start=wishes.quiet_from, end=wishes.quiet_to)
