"""What the bot does of its own accord when it is due. The one list of it.

What is due is worked out from the database each time, so that nothing is lost while the bot is
down, and nothing happens twice: a job writes what it did in the transaction in which it does it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.intake import menus, merging, retention, sending_again, still, worklists
from bot.intake.batch import Batch, Setting
from bot.store.database import Transaction

Do = Callable[[Batch], Awaitable[int]]
NextDue = Callable[[Transaction, Setting, datetime], Awaitable[datetime | None]]


@dataclass(frozen=True)
class Job:
    """Something that is done when it is due."""

    name: str
    do: Do
    """Do all that is due at `batch.now`, through `batch.accept`; return how many."""
    next_due: NextDue | None = None
    """When there is something to do again, if that is known; it is looked at each minute anyway."""


JOBS: tuple[Job, ...] = (
    Job("menus of colleagues", menus.refresh),
    Job("failed messages sent again", sending_again.send_again),
    Job("overdue questions", still.return_overdue),
    Job("approved tasks asked again", still.ask_again),
    Job("joined with what is withdrawn", merging.release),
    Job("thrown away", retention.thrown_away),
    Job("drafts", retention.drafts),
    Job("kept long enough", retention.purge, retention.next_due),
    Job("digests", worklists.send_due, worklists.next_due),
)
