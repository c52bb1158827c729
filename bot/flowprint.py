"""A flow on paper and in the terminal: what a policy officer reads, draws and tries out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from bot import app
from bot.talk import talk
from bot.translate import words
from conversations import flows
from conversations.flow import UNSURE, Flow, HoursAWeek, InPlace, OneOf, Question
from conversations.text import Text, text
from conversations.verdict import Condition

FLOWS = ("propose_task", "check_candidate")


def outline(flow: Flow, language: str) -> str:
    """print what is asked, why, and what each answer leads to, to sign off"""
    return "\n".join(_outline(flow, language))


def _outline(flow: Flow, language: str) -> Iterator[str]:
    def say(msgid: str) -> str:
        return words(text(msgid), language)

    yield f"# {say(flow.title)}"
    yield f"rules: {flow.rules.version}"
    for number, question in enumerate(flow.questions, 1):
        yield ""
        yield f"{number}. {say(question.ask)}  [{question.key}]"
        if question.asked_if:
            asked = flow.by_key[question.asked_if.question]
            values = [say(asked.option(k).label) for k in question.asked_if.is_ if asked.option(k)]  # type: ignore[union-attr]
            yield f"   only if: {say(asked.ask)} {' / '.join(values)}"
        if question.optional and not question.condition:
            yield "   optional"
        if question.example:
            yield f"   {say(question.example)}"
        yield f"   answers: {_answers(question, say)}"
        if question.help:
            yield f"   help: {say(question.help)}"
        if question.condition:
            yield from _condition(question.condition, say, language)


def _answers(question: Question, say: Callable[[str], str]) -> str:
    match question.kind:
        case OneOf() | HoursAWeek():
            return " / ".join(say(option.label) for option in question.options)
        case InPlace(places=places):
            return f"{len(places.places)} names in {' / '.join(places.districts)}"
        case _:
            return "typed"


def _condition(condition: Condition, say: Callable[[str], str], language: str) -> Iterator[str]:
    rule = words(Text(condition.rule, {"policy": condition.policy}), language)
    yield f"   condition: {rule}"
    for quote in condition.quotes:
        yield f"   source: «{quote.words}»"
        yield f"           {quote.source.title}, {quote.source.address}"
    for option in condition.options:
        outcome = condition.outcomes.get(option.key)
        if outcome:
            yield f"   {say(option.label)}: {outcome.value}"
    if condition.because:
        yield f"   reason given: {say(condition.because)}"
    yield f"   remedy: {say(condition.remedy)}"
    unsure = next((o for o in condition.options if o.key == UNSURE), None)
    label = say(unsure.label) if unsure else "?"
    yield f"   {label}: unclear. {say(condition.if_unsure)}"


def graph(flow: Flow, language: str) -> str:
    """print the flow as a Mermaid diagram"""
    lines = ["flowchart TD"]
    for question in flow.questions:
        label = words(text(question.ask), language).replace('"', "'")
        lines.append(f'    {question.key}["{label}"]')
    lines.append("    whole([*])")
    asked = [q for q in flow.questions if not q.optional] or list(flow.questions)
    for question, following in zip(asked, [*asked[1:], None], strict=True):
        lines += _arrows(flow, question, asked, following, language)
    lines += [f"    whole -.-> {q.key} -.-> whole" for q in flow.questions if q not in asked]
    return "\n".join(lines)


def _arrows(
    flow: Flow, question: Question, asked: list[Question], following: Question | None, language: str
) -> Iterator[str]:
    """Yield the arrows from a question to what may follow it."""
    rest = asked[asked.index(following) :] if following else []
    for candidate in rest:
        when = candidate.asked_if
        if when is None:
            yield f"    {question.key} --> {candidate.key}"
            return
        labels = (flow.by_key[when.question].option(key) for key in when.is_)
        told = " / ".join(words(text(option.label), language) for option in labels if option)
        yield f'    {question.key} -->|"{told}"| {candidate.key}'
    yield f"    {question.key} --> whole"


def _talk(flow: Flow, language: str) -> str:
    """go through a flow in the terminal; what it prints is a dialogue test"""
    talk(flow, language, read=sys.stdin, write=sys.stdout)
    return ""


PRINTS: dict[str, Callable[[Flow, str], str]] = {"outline": outline, "graph": graph, "talk": _talk}


def run(command: str, flow: str, language: str) -> int:
    """Print a flow; return the exit code."""
    printed = PRINTS[command](flows(app.places())[flow], language)
    if printed:
        print(printed)
    return 0
