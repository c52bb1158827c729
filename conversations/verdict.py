"""Conditions with their sources, and what an answer means for them.

A result is advice: it says per condition whether it is met, not met or still unclear, and it
carries the version of the rules it was made with. An unknown is never counted as a no.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What is known of one condition, or of all of them together."""

    MET = "met"
    NOT_MET = "not_met"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Source:
    """A document of the municipality that conditions are taken from."""

    title: str
    address: str

    def quote(self, words: str) -> Quote:
        """Return these words, verbatim, as taken from this document."""
        return Quote(self, words)


@dataclass(frozen=True)
class Quote:
    """Verbatim policy text, in Dutch and never translated, with where it stands."""

    source: Source
    words: str


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen; `words` is what people type for it, in any language.

    `told` is how the summary says it, where the words of the button would sound odd there.
    """

    key: str
    label: str
    words: tuple[str, ...] = ()
    told: str | None = None


@dataclass(frozen=True)
class Condition:
    """One condition of the policy, and the question that finds out whether it is met.

    `outcomes` says per option what it means; an answer that is missing is unclear.
    """

    key: str
    ask: str
    short: str
    """A word or two for lists and buttons."""
    options: tuple[Option, ...]
    outcomes: Mapping[str, Outcome]
    quotes: tuple[Quote, ...]
    rule: str
    """The condition as a plain sentence; {policy} in it stands for the verbatim text."""
    remedy: str
    """What would help where it is not met."""
    if_unsure: str
    """What would settle it where it is unclear, and who finds out."""
    because: str | None = None
    """Which answer fails it, in the person's own terms."""
    example: str | None = None
    help: str | None = None

    @property
    def policy(self) -> str:
        """The verbatim policy text, all its quotations together."""
        return "; ".join(quote.words for quote in self.quotes)


@dataclass(frozen=True)
class Rules:
    """A set of conditions that is judged together; a change of meaning is a new version."""

    version: str
    conditions: tuple[Condition, ...]

    def condition(self, key: str) -> Condition:
        """Return the condition with this key."""
        return next(c for c in self.conditions if c.key == key)


@dataclass(frozen=True)
class Advice:
    """The verdict per condition, in the order of the rules, and overall."""

    rules_version: str
    verdicts: Mapping[str, Outcome]

    @property
    def overall(self) -> Outcome:
        """The verdict over all conditions."""
        return overall(self.verdicts.values())

    def having(self, outcome: Outcome) -> tuple[str, ...]:
        """Return the keys of the conditions with this outcome, in the order of the rules."""
        return tuple(key for key, found in self.verdicts.items() if found is outcome)


def judge(condition: Condition, answer: str | None) -> Outcome:
    """Return what this answer means for the condition; no or an unknown answer is unclear."""
    return condition.outcomes.get(answer or "", Outcome.UNCLEAR)


def overall(verdicts: Iterable[Outcome]) -> Outcome:
    """One not met decides; otherwise one unclear makes it unclear; otherwise it is met."""
    found = set(verdicts)
    for decisive in (Outcome.NOT_MET, Outcome.UNCLEAR):
        if decisive in found:
            return decisive
    return Outcome.MET


def assess(rules: Rules, answers: Mapping[str, str]) -> Advice:
    """Judge every condition of the rules by the answers, which are kept by its key."""
    verdicts = {c.key: judge(c, answers.get(c.key)) for c in rules.conditions}
    return Advice(rules.version, verdicts)
