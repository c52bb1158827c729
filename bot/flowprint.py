"""A flow on paper and in the terminal: what a policy officer reads, draws and tries out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from bot import app
from bot.outline import outline
from bot.talk import talk
from bot.translate import words
from conversations import flows
from conversations.flow import Flow, Question
from conversations.text import text

FLOWS = ("propose_task", "check_candidate")


def graph(flow: Flow, language: str) -> str:
    """Print the flow as a Mermaid diagram."""
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
    """Go through a flow in the terminal; what it prints is a dialogue test."""
    talk(flow, language, read=sys.stdin, write=sys.stdout)
    return ""


PRINTS: dict[str, Callable[[Flow, str], str]] = {"outline": outline, "graph": graph, "talk": _talk}


def run(command: str, flow: str, language: str) -> int:
    """Print a flow; return the exit code."""
    printed = PRINTS[command](flows(app.places())[flow], language)
    if printed:
        print(printed)
    return 0
