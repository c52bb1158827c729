"""A flow on one card: every question a line that a tap steps through its states."""

from collections.abc import Mapping

from conversations.flow import Flow


def step(flow: Flow, answers: Mapping[str, str], key: str) -> Mapping[str, str]:
    """Return the answers after one tap on a line: open, then each option, then open again."""
    question = flow.by_key.get(key)
    if question is None:
        return answers
    states = (None, *(option.key for option in question.options))
    now = answers.get(key)
    following = states[(states.index(now) + 1) % len(states)] if now in states else None
    others = {k: v for k, v in answers.items() if k != key}
    return others if following is None else {**others, key: following}


def fill(flow: Flow, answers: Mapping[str, str]) -> Mapping[str, str]:
    """Return the answers with every open line met; lines already set stay."""
    met = {question.key: question.options[0].key for question in flow.questions if question.options}
    return {**met, **answers}
