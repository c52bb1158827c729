"""Messages that Telegram refused go out again when an operator asks."""

from __future__ import annotations

from bot.intake.batch import Batch
from bot.store import failed


async def send_again(batch: Batch) -> int:
    """Put back in the outbox what an operator wants to have sent again."""
    again = await failed.deliveries(batch.tx, batch.now, batch.setting.language)
    batch.deliveries.extend(again)
    return len(again)
