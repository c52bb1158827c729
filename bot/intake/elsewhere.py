"""The bot is in a group or a channel, where it has no business: it says so and leaves."""

from __future__ import annotations

from bot.changes import Changes
from bot.incoming import Elsewhere
from bot.intake.batch import Batch
from bot.message import dump, message
from bot.records import Delivery, Kind
from bot.store import outbox
from conversations.text import N_, text

GOODBYE = N_(
    "I talk with one person at a time. That is why I leave this group. Please write to me yourself."
)


async def leave(batch: Batch, chat: int, what: Elsewhere) -> None:
    """Leave a chat of several people, once; nothing of what is said there is kept."""
    waits = any(d.chat_id == chat and d.kind is Kind.LEAVE for d in batch.deliveries)
    if waits or await outbox.leaves(batch.tx, chat):
        return
    language, next_ = batch.setting.language, batch.ids.next
    goodbye = dump(message(text(GOODBYE)))
    deliveries = []
    if what.can_write:
        deliveries.append(Delivery(next_("outbox"), chat, Kind.SEND, language, goodbye))
    deliveries.append(Delivery(next_("outbox"), chat, Kind.LEAVE, language))
    batch.accept(Changes(deliveries=deliveries))
