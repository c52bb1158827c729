"""The pictures of what fails: conditions that tasks and candidates do not meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.office.figures import Count, Failing
from bot.office.poster import Bar, Bars, Part, Poster, Tint
from bot.views.posters import FEW_PEOPLE, NO_FIGURES, number
from conversations.flow import Flow
from conversations.text import N_, Text, Verbatim, Words, text
from conversations.verdict import Outcome

NOT_MET, UNCLEAR = N_("Does not meet it"), N_("Not clear yet")
FAILS = ((Tint.SECOND, text(NOT_MET)), (Tint.THIRD, text(UNCLEAR)))
ADVICE = {
    Outcome.MET: (Tint.MAIN, text(N_("Meets all conditions"))),
    Outcome.UNCLEAR: (Tint.THIRD, text(N_("Discuss"))),
    Outcome.NOT_MET: (Tint.SECOND, text(N_("Does not meet them"))),
}


def conditions(found: Sequence[Failing], flow: Flow, time: Text) -> Poster:
    """Return on which conditions proposals fail, and which were approved all the same."""
    title = text(N_("Where tasks do not meet a condition"))
    if not any(f.not_met.shown or f.unclear.shown for f in found):
        return Poster(title, time, nothing=NO_FIGURES)
    rules = {f.condition: text(flow.rules.condition(f.condition).rule) for f in found}
    bars = _failing(found, rules)
    aside = text(
        N_("Of the tasks that do not meet one, {n} were approved all the same."),
        n=sum(f.aside.shown or 0 for f in found),
    )
    return Poster(title, time, (Bars(bars, key=FAILS),), (aside,))


def _shorts(found: Sequence[Failing], flow: Flow) -> Mapping[str, Text]:
    return {f.condition: text(flow.rules.condition(f.condition).short) for f in found}


def _failing(found: Sequence[Failing], names: Mapping[str, Text]) -> tuple[Bar, ...]:
    bars = []
    for f in found:
        parts = (
            Part(f.not_met.shown or 0, Tint.SECOND),
            Part(f.unclear.shown or 0, Tint.THIRD),
        )
        hidden = f.not_met.shown is None or f.unclear.shown is None
        total = sum(part.number for part in parts)
        bars.append(Bar(names[f.condition], parts, _total(total, hidden=hidden)))
    return tuple(bars)


def checks(
    found: Mapping[Outcome, Count], failing: Sequence[Failing], flow: Flow, time: Text
) -> Poster:
    """Return the checks by their advice, and on which conditions candidates fail."""
    title = text(N_("Checks of candidates"))
    if not any(count.shown != 0 for count in found.values()):
        return Poster(title, time, nothing=NO_FIGURES)
    advice = Bars(
        tuple(
            Bar(name, (Part(found[outcome].shown or 0, tint),), number(found[outcome]))
            for outcome, (tint, name) in ADVICE.items()
        ),
        text(N_("The advice of the computer")),
    )
    names = _shorts(failing, flow)
    lines = Bars(_failing(failing, names), text(N_("Where they do not meet a condition")), FAILS)
    return Poster(title, time, (advice, lines), (*_aside(failing, names), FEW_PEOPLE))


def _aside(failing: Sequence[Failing], names: Mapping[str, Text]) -> Iterable[Text]:
    most = max(failing, key=lambda f: f.aside.shown or 0)
    if most.aside.shown:
        yield text(
            N_("Most often decided otherwise: {condition}, {n} times."),
            condition=names[most.condition],
            n=most.aside.shown,
        )


def _total(number: int, *, hidden: bool) -> Words:
    if not hidden:
        return Verbatim(str(number))
    return text(N_("more than {n}"), n=number) if number else text(N_("few"))
