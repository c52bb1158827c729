"""What is counted while the bot runs. No label says anything about a person."""

from __future__ import annotations

from http import HTTPStatus
from math import nan

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.process_collector import ProcessCollector

from bot.clock import Clock
from bot.store.backlog import Backlog

GAUGES = {
    "basisbaan_outbox_messages": "Messages that may leave now.",
    "basisbaan_outbox_oldest_seconds": "How long the first of them may have left already.",
    "basisbaan_failed_updates": "Updates that could not be handled and are kept aside.",
    "basisbaan_failed_messages": "Messages that could not be sent and are kept aside.",
    "basisbaan_open_conversations": "Conversations that are not finished.",
}

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
UPDATES = (1, 2, 5, 10, 20, 50, 100)


class Watch:
    """Counts, and remembers when something last went well."""

    def __init__(self, clock: Clock, registry: CollectorRegistry | None = None) -> None:
        self.registry = registry or CollectorRegistry()
        self.clock = clock
        self.heard_at = clock.monotonic()
        self.answered = False
        """Whether Telegram gave a sign of life at all."""
        self.kept_at: float | None = None
        self.posts_taken = 0
        self.cannot_post = False
        """Whether Telegram has updates that it tries in vain to post here."""
        to = self.registry
        self._updates = Counter(
            "basisbaan_updates", "Updates that were handled and kept.", registry=to
        )
        self._seconds = Histogram(
            "basisbaan_turn_seconds",
            "From when a batch of updates could be handled until it was kept.",
            buckets=SECONDS,
            registry=to,
        )
        self._batch = Histogram(
            "basisbaan_batch_updates",
            "Updates that were kept together.",
            buckets=UPDATES,
            registry=to,
        )
        self._sends = Counter(
            "basisbaan_sends", "Calls for a delivery.", ["kind", "result"], registry=to
        )
        self._known: dict[tuple[str, str], Counter] = {}
        self._posts = Counter(
            "basisbaan_posts", "Requests at the webhook.", ["status"], registry=to
        )
        self._pending = Gauge(
            "basisbaan_pending_updates", "Updates that wait at Telegram to be posted.", registry=to
        )
        self._waits = {name: Gauge(name, what, registry=to) for name, what in GAUGES.items()}
        silence = Gauge(
            "basisbaan_silence_seconds", "Since Telegram gave a sign of life.", registry=to
        )
        silence.set_function(lambda: clock.monotonic() - self.heard_at)
        ProcessCollector(registry=to)

    def heard(self) -> None:
        """Note that Telegram answers, and gives the updates to this bot."""
        self.answered, self.heard_at = True, self.clock.monotonic()

    def kept(self, updates: int, began: float) -> None:
        """Note that a batch was handled and committed."""
        self.kept_at = self.clock.monotonic()
        self._updates.inc(updates)
        self._batch.observe(updates)
        self._seconds.observe(self.kept_at - began)

    def sent(self, kind: str, result: str) -> None:
        """Note how a call for a delivery ended."""
        known = self._known.get((kind, result))
        if known is None:  # looking it up costs more than counting
            known = self._known[kind, result] = self._sends.labels(kind, result)
        known.inc()

    def posted(self, status: int) -> None:
        """Note what a request at the webhook was answered."""
        self._posts.labels(str(status)).inc()
        if status == HTTPStatus.OK:
            self.posts_taken += 1
            self.cannot_post = False

    def pending(self, updates: int) -> None:
        """Note how many updates Telegram has that it could not post yet."""
        self._pending.set(updates)

    def waits(self, backlog: Backlog | None) -> None:
        """Note what waits; None when that is not known."""
        known: list[float] = [nan] * len(GAUGES)
        if backlog:
            known = [
                backlog.waiting,
                backlog.oldest_seconds,
                backlog.failed_updates,
                backlog.failed_messages,
                backlog.open_conversations,
            ]
        for gauge, value in zip(self._waits.values(), known, strict=True):
            gauge.set(value)
