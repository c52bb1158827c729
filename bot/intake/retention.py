"""Deletes what has been kept long enough, a little at a time; warns of drafts before they go."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from bot.changes import Audited
from bot.intake.batch import Batch, Setting
from bot.intake.unasked import unasked
from bot.records import ProposalStatus
from bot.store import conversations, forgetting, people, retention
from bot.store.database import Transaction
from bot.views import pausing
from bot.views.tasks import title

AT_ONCE = 200
"""Records of one kind that are deleted in one go."""

EVERY = timedelta(days=1)

WARN_BEFORE = timedelta(days=2)

IDLE = timedelta(days=30)
"""How long messages that were sent, and people who left nothing, are remembered."""

DECLINED = json.dumps([ProposalStatus.DECLINED, ProposalStatus.WITHDRAWN, ProposalStatus.MERGED])
DECIDED = json.dumps([ProposalStatus.APPROVED, ProposalStatus.RECHECKED, ProposalStatus.CLOSED])


async def thrown_away(batch: Batch) -> int:
    """Delete what people threw away, as they were told."""
    ids = await retention.thrown_away(batch.tx, AT_ONCE)
    await forgetting.conversations(batch.tx, ids)
    return len(ids)


async def drafts(batch: Batch) -> int:
    """Warn of drafts that go soon, at the hour at which they were last touched; delete old ones."""
    return await _drafts_warned(batch) + await _drafts(batch)


async def purge(batch: Batch) -> int:
    """Once a day, delete what else is old enough; until nothing is left that is."""
    last = await retention.last_run(batch.tx)
    if last is not None and batch.now < last + EVERY:
        return 0
    done = [await part(batch) for part in PARTS]
    if max(done) < AT_ONCE:
        await retention.ran(batch.tx, batch.now)
    return sum(done)


async def next_due(tx: Transaction, setting: Setting, now: datetime) -> datetime | None:
    """Return when the next day's purge is."""
    last = await retention.last_run(tx)
    return last + EVERY if last else None


async def _drafts_warned(batch: Batch) -> int:
    keep = timedelta(days=batch.setting.office.keep_drafts_days)
    if keep <= WARN_BEFORE:
        return 0
    due = await retention.to_warn(batch.tx, batch.now - keep + WARN_BEFORE, AT_ONCE)
    ids = json.dumps([id_ for id_, _ in due])
    drafts = await conversations.load(batch.tx, "[]", ids)
    owners = await people.load(batch.tx, json.dumps([person for _, person in due]))
    for id_, person in due:
        begun = title(drafts[id_].state.answers, longest=80) or None
        moment = unasked(batch, owners[person])
        last_day = moment.day(batch.now + WARN_BEFORE)
        moment.send(pausing.soon_gone(id_, begun, last_day))
        batch.accept(moment.changes)
    await retention.warned(batch.tx, [id_ for id_, _ in due], batch.now)
    return len(due)


async def _drafts(batch: Batch) -> int:
    keep = timedelta(days=batch.setting.office.keep_drafts_days)
    warned = batch.now - WARN_BEFORE if keep > WARN_BEFORE else None
    ids = await retention.old_drafts(batch.tx, batch.now - keep, warned, AT_ONCE)
    await forgetting.conversations(batch.tx, ids)
    _note(batch, dict.fromkeys(f"conversation {id_}" for id_ in ids))
    return len(ids)


async def _checks(batch: Batch) -> int:
    keep = timedelta(days=batch.setting.office.keep_checks_days)
    ids = await retention.old_checks(batch.tx, batch.now - keep, AT_ONCE)
    await forgetting.checks(batch.tx, ids)
    _note(batch, dict.fromkeys(f"check {id_}" for id_ in ids))
    return len(ids)


async def _declined(batch: Batch) -> int:
    return await _proposals(batch, DECLINED, batch.setting.office.keep_declined_days)


async def _decided(batch: Batch) -> int:
    return await _proposals(batch, DECIDED, batch.setting.office.keep_decided_days)


async def _proposals(batch: Batch, statuses: str, days: int) -> int:
    before = batch.now - timedelta(days=days)
    due = await retention.old_proposals(batch.tx, statuses, before, AT_ONCE)
    await forgetting.proposals(batch.tx, (id_ for id_, _ in due))
    _note(batch, {f"proposal {id_}": reference for id_, reference in due})
    return len(due)


async def _colleagues(batch: Batch) -> int:
    before = batch.now - timedelta(days=batch.setting.office.keep_staff_days)
    ids = await retention.former_colleagues(batch.tx, before, AT_ONCE)
    await forgetting.colleagues(batch.tx, ids)
    batch.unwritten.audits += [Audited(None, "purged", "colleague") for _ in ids]
    return len(ids)


async def _tidy(batch: Batch) -> int:
    log = timedelta(days=batch.setting.office.keep_log_days)
    return await retention.tidy(batch.tx, batch.now - IDLE, AT_ONCE) + await retention.tidy_log(
        batch.tx, batch.now - log, AT_ONCE
    )


def _note(batch: Batch, deleted: Mapping[str, str | None]) -> None:
    """Leave one row for each record that was deleted by rule, with what people called it."""
    batch.unwritten.audits += [Audited(None, "purged", *each) for each in deleted.items()]


PARTS: tuple[Callable[[Batch], Awaitable[int]], ...] = (
    _checks,
    _declined,
    _decided,
    _colleagues,
    _tidy,
)
