"""Telegram's limits on how fast a bot may send."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil

from bot.simulator.refusals import Json, too_many

SENDS = ("sendMessage", "sendPhoto", "sendDocument", "sendVoice", "sendMediaGroup")


@dataclass
class _Bucket:
    tokens: float
    at: float


@dataclass
class Pace:
    """So many messages a second in all, and to one chat after a short burst."""

    now: Callable[[], float]
    overall: float = 30
    per_chat: float = 1
    burst: int = 5
    _buckets: dict[int | None, _Bucket] = field(default_factory=dict)

    def check(self, method: str, params: Json) -> None:
        """Counts a message; raises a 429 when it comes too fast."""
        if method not in SENDS:
            return
        chat_id = params.get("chat_id")
        self._take(None, self.overall, self.overall)
        self._take(chat_id, self.per_chat, self.burst)

    def _take(self, key: int | None, rate: float, most: float) -> None:
        now = self.now()
        bucket = self._buckets.setdefault(key, _Bucket(most, now))
        bucket.tokens = min(most, bucket.tokens + (now - bucket.at) * rate)
        bucket.at = now
        if bucket.tokens < 1:
            raise too_many(max(1, ceil((1 - bucket.tokens) / rate)))
        bucket.tokens -= 1
