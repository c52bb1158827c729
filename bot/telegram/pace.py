"""How fast messages may leave: Telegram's limits, as token buckets. Pure."""

from __future__ import annotations

PER_CHAT = 1.0
"""Messages a second to one chat, in the long run."""

CHAT_BURST = 5.0
"""Messages that may follow each other at once in one chat."""

BURST = 1 / 3
"""Seconds' worth of messages that may leave at once, to all people together."""


class Bucket:
    """So many a second in the long run, and a burst of them at once."""

    def __init__(self, per_second: float, burst: float) -> None:
        self._per_second = per_second
        self._burst = burst
        self._tokens = burst
        self._at = 0.0

    def take(self, now: float) -> float:
        """Take one turn; return the seconds to wait before using it."""
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._per_second)
        self._at = now
        self._tokens -= 1
        return max(0.0, -self._tokens / self._per_second)


class Pace:
    """Overall and for each chat. Nothing waits where `per_second` is 0."""

    def __init__(self, per_second: float) -> None:
        self._overall = Bucket(per_second, per_second * BURST) if per_second else None
        self._chats: dict[int, Bucket] = {}

    def take(self, now: float, chat: int | None = None) -> float:
        """Return how long to wait; `chat` when it is a message that counts for that chat."""
        if self._overall is None:
            return 0.0
        wait = self._overall.take(now)
        if chat is None:
            return wait
        if len(self._chats) > 10_000:
            self._chats.clear()
        bucket = self._chats.setdefault(chat, Bucket(PER_CHAT, CHAT_BURST))
        return max(wait, bucket.take(now))
