"""This bot with the benchmark's form as a flow; everything else is as it runs on Telegram."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from bot import app, cli
from conversations import flows
from conversations.flow import Flow, FreeText, Question
from conversations.places import Places
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


def with_form(places: Places) -> Mapping[str, Flow]:
    return {**flows(places), FORM.key: FORM}


def main() -> None:
    """Run the bot as `python -m bot` does, by the settings in the environment."""
    setattr(app, "flows", with_form)  # noqa: B010 - it is no part of what app offers
    sys.exit(cli.main(["run"]))


if __name__ == "__main__":
    main()
