"""A flow on paper, for a policy officer to sign off: every question, source and consequence."""

from __future__ import annotations

from collections.abc import Iterator

from bot.translate import words
from bot.views.states import MARKS, OPEN
from conversations.flow import UNSURE, Flow, HoursAWeek, InPlace, OneOf, Question, Shape
from conversations.text import N_, Text, text
from conversations.verdict import Condition, Option, Outcome

OUTCOMES = {
    Outcome.MET: N_("meets it"),
    Outcome.NOT_MET: N_("does not meet it"),
    Outcome.UNCLEAR: N_("still to find out"),
}


def outline(flow: Flow, language: str) -> str:
    """Print what is asked, why, and what each answer leads to, to sign off."""
    lines = [words(text(N_("# {title}"), title=text(flow.title)), language)]
    lines.append(words(text(N_("Rules: {version}"), version=flow.rules.version), language))
    for number, question in enumerate(flow.questions, 1):
        asked = text(N_("{number}. {ask}"), number=number, ask=text(question.ask))
        lines += ["", words(asked, language)]
        lines += [f"   {words(said, language)}" for said in _question(flow, question)]
    return "\n".join(lines)


def _question(flow: Flow, question: Question) -> Iterator[Text]:
    if question.asked_if:
        asked = flow.by_key[question.asked_if.question]
        chosen = [o for o in asked.options if o.key in question.asked_if.is_]
        yield text(
            N_("Only after: {ask} {answers}"), ask=text(asked.ask), answers=joined(flow, chosen)
        )
    if question.optional and not question.condition:
        yield text(N_("Nobody has to answer this."))
    if question.example:
        yield text(question.example)
    yield text(N_("Answers: {answers}"), answers=_answers(flow, question))
    if question.help:
        yield text(N_("Help: {help}"), help=text(question.help))
    if question.condition:
        yield from _condition(flow, question.condition)


def _answers(flow: Flow, question: Question) -> Text:
    match question.kind:
        case OneOf() | HoursAWeek():
            return joined(flow, question.options)
        case InPlace(places=places):
            districts = ", ".join(places.districts)
            names = len(places.places)
            return text(N_("{names} names in {districts}"), names=names, districts=districts)
        case _:
            return text(N_("typed"))


def joined(flow: Flow, options: tuple[Option, ...] | list[Option]) -> Text:
    """Return options after each other."""
    whole = _label(flow, options[0])
    for option in options[1:]:
        whole = text(N_("{first} / {second}"), first=whole, second=_label(flow, option))
    return whole


def _label(flow: Flow, option: Option) -> Text:
    """Return an option as it is read; on a card the sign tells its states apart."""
    if flow.shape is not Shape.CARD:
        return text(option.label)
    outcomes = (c.outcomes.get(option.key) for c in flow.rules.conditions if option in c.options)
    mark = MARKS[next((outcome for outcome in outcomes if outcome), Outcome.UNCLEAR)]
    return text(N_("{mark} {label}"), mark=mark, label=text(option.label))


def _condition(flow: Flow, condition: Condition) -> Iterator[Text]:
    rule = text(condition.rule, policy=condition.policy)
    yield text(N_("Condition: {rule}"), rule=rule)
    for quote in condition.quotes:
        yield text(
            N_("Source: «{quote}» ({title}, {address})"),
            quote=quote.words,
            title=quote.source.title,
            address=quote.source.address,
        )
    for option in condition.options:
        outcome = text(OUTCOMES[condition.outcomes.get(option.key, Outcome.UNCLEAR)])
        if option.key != UNSURE:
            yield text(N_("{answer}: {outcome}"), answer=_label(flow, option), outcome=outcome)
    if condition.because:
        yield text(N_("Reason given: {because}"), because=text(condition.because))
    yield text(N_("What helps: {remedy}"), remedy=text(condition.remedy))
    unsure = next((text(o.label) for o in condition.options if o.key == UNSURE), None)
    yield text(
        N_("{answer}: {outcome}. {unsure}"),
        answer=unsure or OPEN,
        outcome=text(OUTCOMES[Outcome.UNCLEAR]),
        unsure=text(condition.if_unsure),
    )
