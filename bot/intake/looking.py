"""A coach's own saved check, with all that belongs to it."""

from __future__ import annotations

from bot.intake.moment import Moment
from bot.message import Message
from bot.records import Check
from bot.store import checks as store
from bot.store import conversations, overrides
from bot.views import saved
from bot.views.saved import Saved

FLOW = "check_candidate"


async def own(moment: Moment, number: int) -> Check | None:
    """Return the coach's own check with this id; ids in buttons prove nothing."""
    found = await store.one(await moment.reading(), number)
    return found if found and found.coach_id == moment.person.id else None


async def whole(moment: Moment, check: Check) -> Saved:
    """Return a check with its answers, its advice and what was decided beside it."""
    tx = await moment.reading()
    loaded = await conversations.load(tx, "[]", f"[{check.conversation_id}]")
    flow = moment.setting.flows[FLOW]
    return Saved(
        check,
        moment.day(check.saved_at),
        flow,
        loaded[check.conversation_id].state.answers,
        await store.advice(tx, check.conversation_id, flow.by_key),
        await overrides.of_check(tx, check.id),
        [
            (other, moment.day(other.saved_at))
            for other in await store.versions(tx, check.code)
            if other.id != check.id
        ],
    )


async def opened(moment: Moment, check: Check) -> Message:
    """Return a check as it is opened; who looked is kept."""
    if check.deleted_at:
        return saved.deleted(check.code, moment.day(check.deleted_at))
    moment.audit("looked at", f"check {check.id}")
    return saved.opened(await whole(moment, check))
