"""The sheets of proposals: all that was answered, each condition, each change of status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.office import answered, labels
from bot.office.reviewing import WHOSE, Action, Actor
from bot.office.sheets import Cell, Column, Sheet
from bot.office.wording import NUMBER, RULES, Wording
from bot.store.export import ProposalRow, TransitionRow
from bot.translate import words
from bot.views import decisions
from conversations.flow import Flow
from conversations.shown import shown
from conversations.text import N_, text


def proposals(rows: Iterable[ProposalRow], flow: Flow, wording: Wording) -> Sheet:
    """Return a row for each proposal, with all that was answered but the conditions."""
    asked = tuple(answered.columns(flow, wording.language))
    readers = [reader for _, reader in asked]

    def cells() -> Iterator[tuple[Cell, ...]]:
        whole = wording.say(text(N_("The whole municipality")))
        for row in rows:
            yield (
                row.reference,
                wording.at(row.submitted_at),
                wording.statuses.get(row.status, row.status),
                wording.at(row.changed_at),
                row.district or whole,
                *(reader(row.answers) for reader in readers),
                row.photos,
                wording.outcomes.get(row.overall),
                row.rules_version,
                wording.at(row.deadline),
                wording.at(row.recheck_at),
                row.merged_into,
            )

    return Sheet(text(N_("Proposals")), _proposal_columns([c for c, _ in asked]), cells())


def _proposal_columns(asked: Iterable[Column]) -> tuple[Column, ...]:
    return (
        NUMBER,
        Column(text(N_("Sent in")), text(N_("When the proposal was sent in.")), 17),
        Column(text(N_("Status")), text(N_("Where the proposal stands now.")), 18),
        Column(text(N_("Changed")), text(N_("When the status changed last.")), 17),
        Column(text(N_("District")), text(N_("The district that the place lies in.")), 22),
        *asked,
        Column(text(N_("Photos")), text(N_("How many photos go with it.")), 8),
        Column(text(N_("Advice")), text(N_("What the computer made of the conditions.")), 16),
        RULES,
        Column(text(N_("Answer before")), text(N_("When it comes back to the queue.")), 17),
        Column(text(N_("Ask again")), text(N_("When we ask whether it still holds.")), 17),
        Column(text(N_("Joined with")), text(N_("The proposal that it was joined with.")), 12),
    )


def conditions(rows: Iterable[ProposalRow], flow: Flow, wording: Wording) -> Sheet:
    """Return a row for each condition of each proposal."""
    columns = (
        NUMBER,
        Column(text(N_("Sent in")), text(N_("When the proposal was sent in.")), 17),
        Column(text(N_("Condition")), text(N_("The condition, in a word or two.")), 22),
        Column(text(N_("Answer")), text(N_("What the proposer answered.")), 14),
        Column(text(N_("Outcome")), text(N_("What the answer means for the condition.")), 16),
        RULES,
    )
    return Sheet(text(N_("Conditions")), columns, _conditions(rows, flow, wording))


def _conditions(
    rows: Iterable[ProposalRow], flow: Flow, wording: Wording
) -> Iterator[tuple[Cell, ...]]:
    names = {c.key: wording.say(text(c.short)) for c in flow.rules.conditions}
    said = {
        (q.key, o.key): words(shown(q, o.key), wording.language)
        for q in flow.questions
        if q.condition
        for o in q.options
    }
    for row in rows:
        sent = wording.at(row.submitted_at)
        for key, name in names.items():
            outcome = wording.outcomes.get(row.verdicts.get(key, ""))
            answer = said.get((key, row.answers.get(key, "")))
            yield row.reference, sent, name, answer, outcome, row.rules_version


def transitions(rows: Iterable[TransitionRow], flow: Flow, wording: Wording) -> Sheet:
    """Return a row for each change of a proposal's status, those that were undone included."""
    columns = (
        NUMBER,
        Column(text(N_("When")), text(N_("When the status changed.")), 17),
        Column(text(N_("What")), text(N_("What was done.")), 24),
        Column(text(N_("From")), text(N_("The status before.")), 18),
        Column(text(N_("To")), text(N_("The status after.")), 18),
        Column(text(N_("By")), text(N_("The proposer, a coordinator or the computer.")), 14),
        Column(text(N_("Reason")), text(N_("The reason that was chosen.")), 22),
        Column(text(N_("Explained")), text(N_("What the proposer read beside it.")), 40),
        Column(text(N_("Undone")), text(N_("When it was undone. Empty: it was not.")), 17),
    )
    return Sheet(text(N_("Changes of status")), columns, _transitions(rows, flow, wording))


def _transitions(
    rows: Iterable[TransitionRow], flow: Flow, wording: Wording
) -> Iterator[tuple[Cell, ...]]:
    actions = {a.value: wording.say(text(labels.ACTION[a])) for a in Action}
    reasons = _reasons(flow, wording)
    by_bot = wording.say(text(labels.ACTOR[Actor.BOT]))
    actors = {a.value: wording.say(text(labels.ACTOR[WHOSE[a]])) for a in Action}
    for row in rows:
        yield (
            row.reference,
            wording.at(row.at),
            actions.get(row.action, row.action),
            wording.statuses.get(row.was, row.was),
            wording.statuses.get(row.became, row.became),
            by_bot if row.by_bot else actors.get(row.action),
            reasons.get(row.reason or "", row.reason),
            row.note,
            wording.at(row.undone_at),
        )


def _reasons(flow: Flow, wording: Wording) -> Mapping[str, str]:
    """Return the words for a reason to decline, or for the question that was asked again."""
    declined = {key: label for key, (label, _) in decisions.reasons(flow).items()}
    asked = {q.key: text(q.short) for q in flow.questions}
    return {key: words(label, wording.language) for key, label in (asked | declined).items()}
