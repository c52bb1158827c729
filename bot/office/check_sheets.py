"""The sheet of candidate checks: verdicts as computed, and beside them as a coach changed them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.office.sheets import Cell, Column, Sheet
from bot.office.wording import RULES, Wording
from bot.store.export import CheckRow
from bot.views.saved import REASON
from conversations.flow import Flow
from conversations.text import N_, text
from conversations.verdict import Condition, Outcome, overall


def checks(
    rows: Iterable[CheckRow], coaches: Mapping[int, int], flow: Flow, wording: Wording
) -> Sheet:
    """Return a row for each check: its verdict as computed, and beside it as overridden."""
    each = flow.rules.conditions
    columns = (
        Column(text(N_("Code")), text(N_("What the check is called, as in K-7K2M.")), 10),
        Column(text(N_("Version")), text(N_("The second time is version 2, and so on.")), 9),
        Column(text(N_("Newest")), text(N_("Whether no later version stands in its place.")), 9),
        Column(text(N_("Saved")), text(N_("When the check was saved.")), 17),
        Column(text(N_("Coach")), text(N_("A number for the coach, not a name.")), 8),
        Column(text(N_("Advice")), text(N_("What the computer made of the conditions.")), 16),
        Column(text(N_("With changes")), text(N_("The advice with what a coach changed.")), 16),
        *(Column(text(c.short), text(N_("{ask} As computed."), ask=text(c.ask)), 18) for c in each),
        Column(text(N_("Changed by coach")), text(N_("What a coach changed, and why.")), 40),
        RULES,
    )
    return Sheet(text(N_("Checks")), columns, _checks(rows, coaches, each, wording))


def _checks(
    rows: Iterable[CheckRow],
    coaches: Mapping[int, int],
    each: tuple[Condition, ...],
    wording: Wording,
) -> Iterator[tuple[Cell, ...]]:
    names = {c.key: wording.say(text(c.short)) for c in each}
    reasons = {because.value: wording.say(text(REASON[because])) for because in REASON}
    yes, no = wording.say(text(N_("Yes"))), wording.say(text(N_("No")))
    for row in rows:
        found = {**row.verdicts, **{key: outcome for key, outcome, _ in row.overrides}}
        changed = overall(Outcome(found[key]) for key in names if key in found)
        yield (
            row.code,
            row.version,
            yes if row.newest else no,
            wording.at(row.saved_at),
            coaches.get(row.coach_id),
            wording.outcomes.get(row.overall),
            wording.outcomes.get(changed),
            *(wording.outcomes.get(row.verdicts.get(key, "")) for key in names),
            "; ".join(
                f"{names.get(key, key)}: {wording.outcomes.get(outcome)} ({why})"
                for key, outcome, reason in row.overrides
                for why in (reasons.get(reason, reason),)
            ),
            row.rules_version,
        )
