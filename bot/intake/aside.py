"""An update that could not be handled is kept aside, and handled again when an operator asks."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.incoming import Edited, Incoming, Pictured, Said, SharedContact
from bot.intake.batch import Batch
from bot.logs import where
from bot.privacy import scan
from bot.store import failed, updates

log = logging.getLogger(__name__)

PRIVATE = frozenset({"phone_number", "latitude", "longitude"})
"""Fields of an update that must not be kept, whatever they hold."""

MEANT_THEN = Said | Edited | Pictured | SharedContact
"""What answers the question that was open when it was sent, and must not answer a later one."""


class OvertakenError(Exception):
    """The person has gone on since: what they said then would answer another question now."""


class UnreadableError(Exception):
    """What came is not what Telegram is known to send: the cause tells the place."""


async def keep_aside(batch: Batch, id_: int, raw: Mapping[str, Any], error: Exception) -> None:
    """Keep what could not be handled, without what must not be stored."""
    label = _label(error)
    log.error('update failed id=%d error="%s"', id_, label)
    private = any(name in PRIVATE or scan(said) for name, said in _texts(raw))
    kept = None if private else json.dumps(raw)
    await updates.keep_aside(batch.tx, id_, kept, label, batch.now)


async def failed_again(batch: Batch, id_: int, error: Exception) -> None:
    """Keep it aside as before; nobody hears of it a second time."""
    label = _label(error)
    log.error('update failed again id=%d error="%s"', id_, label)
    ever = not isinstance(error, OvertakenError)
    await failed.failed_again(batch.tx, id_, label, ever=ever)


async def still_meant(batch: Batch, incoming: Incoming, failed_at: datetime) -> None:
    """Make sure that what was said then may still count. OvertakenError."""
    typed = isinstance(incoming.what, MEANT_THEN)
    if typed and await failed.went_on(batch.tx, incoming.person_id, failed_at):
        raise OvertakenError


def _label(error: Exception) -> str:
    """Return what is listed as the reason: a kind and a place, never a word of anybody's."""
    match error:
        case OvertakenError():
            return type(error).__name__
        case UnreadableError():
            return f"unreadable: {where(error)}"
        case _:
            return where(error)


def _texts(raw: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text in an update, and every spot, with the name that it goes by."""
    if isinstance(raw, str | float):
        yield name, str(raw)
    elif isinstance(raw, Mapping):
        for key, value in raw.items():
            yield from _texts(value, str(key))
    elif isinstance(raw, Sequence):
        for value in raw:
            yield from _texts(value, name)
