"""Whether messages leave; and which one does not, though others do."""

from __future__ import annotations

import logging

from telegram.error import RetryAfter

from bot.records import Delivery
from bot.telegram.retry import NotSentError, in_short

log = logging.getLogger(__name__)

IN_A_ROW = 5
"""Failures without a success between them, from which on nothing seems to leave."""

MENTIONED, AT_MOST = 3, 40
"""Failures of one message between which others left: it is in the log; it is given up.

The last comes after a quarter of an hour at the earliest. An outage is waited out.
"""


class Going:
    """Counts what leaves and what fails."""

    def __init__(self) -> None:
        self._left = 0
        self._in_a_row = 0
        self._alone: dict[int, tuple[int, int]] = {}
        """By delivery: how often it failed while others left, and how many had left by then."""

    def left(self) -> None:
        """Note that Telegram took something."""
        self._left += 1
        if self._in_a_row >= IN_A_ROW:
            log.warning("sends go again failures=%d", self._in_a_row)
        self._in_a_row = 0

    def failed(self, delivery: Delivery, error: Exception) -> bool:
        """Note a failure that may pass; True: not of this one, it is given up."""
        self._in_a_row += 1
        if self._in_a_row == IN_A_ROW:
            log.warning('sends fail error="%s"', in_short(error))
        if isinstance(error, RetryAfter | NotSentError):
            return False
        times, left = self._alone.get(delivery.id, (0, self._left))
        if self._left > left:
            times += 1
            if times in {MENTIONED, AT_MOST}:
                said = 'delivery fails though others leave id=%d kind=%s times=%d error="%s"'
                log.error(said, delivery.id, delivery.kind, times, in_short(error))
        self._alone[delivery.id] = times, self._left
        return times >= AT_MOST

    def over(self, delivery: Delivery) -> None:
        """Forget a delivery that is tried no more."""
        self._alone.pop(delivery.id, None)
