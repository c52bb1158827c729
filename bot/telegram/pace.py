"""How fast messages may leave: Telegram's limits, as token buckets. Pure."""

from __future__ import annotations

PER_CHAT = 1.0
"""Messages a second to one chat, in the long run."""

CHAT_BURST = 5.0
"""Messages that may follow each other at once in one chat."""

BURST = 1 / 3
"""Seconds' worth of messages that may leave at once, to all people together."""

EVERYBODY, WITHIN = 3, 1.0
"""Chats that Telegram asks to wait within so many seconds, from which on it means everybody."""


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
    """Overall and for each chat. Where `per_second` is 0, only what Telegram asks for waits."""

    def __init__(self, per_second: float) -> None:
        self._overall = Bucket(per_second, per_second * BURST) if per_second else None
        self._chats: dict[int, Bucket] = {}
        self._asked: dict[int, float] = {}
        """By chat: when Telegram last asked it to wait."""
        self._until = 0.0

    def take(self, now: float, chat: int | None = None) -> float:
        """Return how long to wait; `chat` when it is a message that counts for that chat."""
        held = max(0.0, self._until - now)
        if self._overall is None:
            return held
        wait = held + self._overall.take(now + held)
        if chat is None:
            return wait
        if len(self._chats) > 10_000:
            self._chats.clear()
        bucket = self._chats.setdefault(chat, Bucket(PER_CHAT, CHAT_BURST))
        return max(wait, bucket.take(now))

    def asked_to_wait(self, now: float, chat: int, seconds: float) -> None:
        """Note that Telegram asks a chat to wait: it does not say whether it means everybody."""
        lately = {other: at for other, at in self._asked.items() if at >= now - WITHIN}
        self._asked = {**lately, chat: now}
        if len(self._asked) >= EVERYBODY:
            self._until = max(self._until, now + seconds)

    def holds(self, now: float) -> bool:
        """Tell whether everybody is asked to wait."""
        return now < self._until
