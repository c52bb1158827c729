"""This bot with the benchmark's form as a flow; everything else is as it runs on Telegram."""

from __future__ import annotations

import asyncio

from bot import app, live
from bot.settings import load
from conversations import flows
from conversations.flow import Flow, FreeText, Question
from conversations.verdict import Rules
from tests.benchmarks.form import QUESTIONS

KEYS = ("description", "place", *(f"question_{n}" for n in range(3, 16)))

FORM = Flow(
    key="propose_task",
    title="Form",
    questions=tuple(
        Question(key=key, ask=ask, short=key, kind=FreeText())
        for key, ask in zip(KEYS, QUESTIONS, strict=True)
    ),
    rules=Rules("benchmark", ()),
)


def main() -> None:
    """Run the bot, by the settings in the environment."""
    known = {**flows(app.places()), FORM.key: FORM}
    asyncio.run(live.serve(load(), print, known))


if __name__ == "__main__":
    main()
