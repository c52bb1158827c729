"""A coach decides otherwise on a condition of a saved check; the computed verdict stays."""

from __future__ import annotations

from dataclasses import replace

from bot.buttons import Press
from bot.changes import Expected
from bot.intake import looking
from bot.intake.moment import Moment
from bot.intake.playing import FLOW as TASK_FLOW
from bot.message import Message
from bot.person_names import names_someone
from bot.records import Sent
from bot.staff import Because, Override
from bot.views import overriding as view
from bot.views.saved import Saved, opened
from conversations.flow import InPlace
from conversations.verdict import Outcome

PURPOSE = "override"


async def override(moment: Moment, press: Press) -> None:
    """Ask which condition, what it becomes and why, one after another; then keep it."""
    check = await looking.own(moment, press.number)
    if check is None:
        return
    if not check.newest or check.deleted_at:
        moment.edit(moment.pressed(), await looking.opened(moment, check))
        return
    saved = await looking.whole(moment, check)
    moment.edit(moment.pressed(), await _next(moment, saved, press.words))


async def _next(moment: Moment, saved: Saved, words: tuple[str, ...]) -> Message:
    condition, outcome, reason, *_ = (*words, "", "", "")
    if condition not in saved.advice.verdicts:
        return view.which(saved)
    if outcome not in set(Outcome):
        return view.becomes(saved, condition)
    if reason not in set(Because):
        return view.why(saved, condition, Outcome(outcome))
    if reason == Because.OTHER:
        moment.expect(PURPOSE, saved.check.id, f"{condition}:{outcome}", moment.pressed())
        return view.note(saved, condition, Outcome(outcome))
    return await _keep(moment, saved, condition, Outcome(outcome), Because(reason))


async def noted(moment: Moment, expected: Expected, words: str) -> None:
    """Take the note that was typed, and keep the decision with it."""
    check = await looking.own(moment, expected.subject)
    if check is None or not check.newest or check.deleted_at:
        return
    refusal = _refusal(moment, words)
    if refusal:
        moment.expect(expected.purpose, expected.subject, expected.content)
        moment.delete(Sent(0, moment.incoming.message_id))
        moment.send(refusal)
        return
    condition, _, outcome = expected.content.partition(":")
    saved = await looking.whole(moment, check)
    note = " ".join(words.split())
    moment.send(await _keep(moment, saved, condition, Outcome(outcome), Because.OTHER, note))


def _refusal(moment: Moment, words: str) -> Message | None:
    asked = moment.setting.flows[TASK_FLOW].by_key["place"].kind
    places = {p.name for p in asked.places.places} if isinstance(asked, InPlace) else set()
    if names_someone(words, places):
        return view.names_someone()
    return view.too_long() if len(words) > view.NOTE_AT_MOST else None


async def _keep(
    moment: Moment,
    saved: Saved,
    condition: str,
    outcome: Outcome,
    reason: Because,
    note: str | None = None,
) -> Message:
    decided = Override(saved.check.id, condition, outcome, reason, note, moment.person.id)
    moment.changes.overridden.append(decided)
    moment.audit("overrode", f"check {saved.check.id}")
    return opened(replace(saved, overrides={**saved.overrides, condition: decided}))
