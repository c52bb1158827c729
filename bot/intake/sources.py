"""Which of a person's messages each answer came from, so that an edit of it can correct one."""

from __future__ import annotations

from collections.abc import Mapping

from bot.records import Conversation
from conversations.turn import State


def sources(conversation: Conversation, now: State, source: int | None) -> Mapping[str, int]:
    """Return the message of each answer, where those that are new came from `source`."""
    known, was = conversation.sources, conversation.state.answers
    if now.answers is was:
        return known
    found = {}
    for key, answer in now.answers.items():
        number = known.get(key) if answer == was.get(key) else source
        if number:
            found[key] = number
    return found
