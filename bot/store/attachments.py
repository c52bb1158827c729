"""Photos and voice messages that go with a conversation, by Telegram's ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import stamp
from bot.records import Conversation, Photo, Voice
from bot.store.database import Row, Transaction

COLUMNS = "SELECT conversation_id, kind, unique_id, file_id, album, caption FROM photos"

SAVE = """
INSERT INTO photos (conversation_id, unique_id, file_id, album, caption, kind, added_at)
VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
"""

REMOVE = "DELETE FROM photos WHERE conversation_id = ? AND unique_id = ?"

Added = tuple[str, str, str | None, str | None, str]


@dataclass
class Attached:
    """What goes with one conversation, in the order in which it was added."""

    photos: list[Photo] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)


def found(rows: Iterable[Row]) -> Mapping[int, Attached]:
    """Return what is in these rows, by conversation; nothing for the others."""
    added: dict[int, Attached] = defaultdict(Attached)
    for conversation, kind, unique, file, album, caption in rows:
        if kind == "voice":
            added[conversation].voices.append(Voice(unique, file))
        else:
            added[conversation].photos.append(Photo(unique, file, album, caption))
    return added


async def save(
    tx: Transaction,
    changed: Iterable[Conversation],
    before: Mapping[int, Conversation],
    now: datetime,
) -> None:
    """Write what was added to these conversations, and remove what was taken off."""
    gone, added = [], []
    for c in changed:
        earlier = before.get(c.id)
        if earlier and (earlier.photos, earlier.voices) == (c.photos, c.voices):
            continue
        was = set(_rows(earlier)) if earlier else set()
        rows = list(_rows(c))
        kept = {row[0] for row in rows}
        gone += [(c.id, row[0]) for row in was if row[0] not in kept]
        added += [(c.id, *row, stamp(now)) for row in rows if row not in was]
    await tx.many(REMOVE, gone)
    await tx.many(SAVE, added)


def _rows(c: Conversation) -> Iterator[Added]:
    for photo in c.photos:
        yield photo.unique_id, photo.file_id, photo.album, photo.caption, "photo"
    for voice in c.voices:
        yield voice.unique_id, voice.file_id, None, None, "voice"
