"""What to do when Telegram refuses: a value, computed from the error. Pure.

Telegram tells its 400s apart by their description only; those words stand here and nowhere else.
"""

import warnings
from dataclasses import dataclass
from datetime import timedelta

from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

LONGEST_WAIT = 60.0

ANSWERS_WITHIN, PATIENCE = 30.0, 120.0
"""Seconds that Telegram has to answer that it took a message: at first, and in the end."""


class NotSentError(NetworkError):
    """There was no connection to send a call over: it had no effect, and its text says why."""


_UNREACHABLE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "user is deactivated",
    "input_user_deactivated",
    "bot was blocked",
)
_NOTHING_LEFT_TO_DO = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    "message can't be deleted",
    "message_id_invalid",
    "query is too old",
    "query id is invalid",
    "query_id_invalid",
)
_REASONS = (
    ("can't parse", "markup"),
    ("unsupported start tag", "markup"),
    ("is too long", "too long"),
    ("too large", "too large"),
    ("too big", "too large"),
    ("text is empty", "empty"),
    ("text must be non-empty", "empty"),
    ("button", "button"),
    ("reply markup", "button"),
    ("file", "file"),
    ("photo", "file"),
    ("replied not found", "reply target"),
    ("not enough rights", "rights"),
    ("no rights", "rights"),
)


@dataclass(frozen=True)
class Again:
    """Try once more, that many seconds from now."""

    after_seconds: float


@dataclass(frozen=True)
class Unreachable:
    """This person cannot be written to: blocked, gone, or never started the bot."""


@dataclass(frozen=True)
class Done:
    """What was to be achieved already is so, or no longer can be; nothing is lost."""


@dataclass(frozen=True)
class Refused:
    """Telegram never takes this message. The reason is a label of ours, never Telegram's text."""

    reason: str


@dataclass(frozen=True)
class Stop:
    """Nothing can be sent at all until a person sets it right."""

    reason: str


RetryDecision = Again | Unreachable | Done | Refused | Stop


def decide(error: Exception, attempt: int, jitter: float) -> RetryDecision:
    """What becomes of a call that failed for the attempt-th time (from 1); jitter is 0 to 1.

    An outage is waited out however long it lasts; only what can never succeed is given up.
    """
    if isinstance(error, RetryAfter):
        return Again(_seconds(error) + 0.1 + 0.4 * jitter)
    lasting = _lasting(error)
    return Again(backoff(attempt, jitter)) if lasting is None else lasting


def backoff(attempt: int, jitter: float) -> float:
    """Seconds to wait after the attempt-th failure: 1, 2, 4 … 60, of which half is chance."""
    doublings = min(max(attempt, 1), 10) - 1
    longest = min(LONGEST_WAIT, float(2**doublings))
    return longest * (0.5 + 0.5 * jitter)


def answers_within(attempt: int) -> float:
    """Seconds to wait for the answer to the attempt-th try to send a message: 30, 60, 120.

    Who hangs up on a slow Telegram too soon sends the same message twice, and with the same
    patience each time for ever. Whatever changes nothing when it comes twice waits shorter.
    """
    return min(PATIENCE, ANSWERS_WITHIN * 2.0 ** (min(max(attempt, 1), 10) - 1))


def in_short(error: Exception) -> str:
    """What a log line calls an error: never in Telegram's words, which may be somebody's."""
    return error.message if isinstance(error, NotSentError) else type(error).__name__


def _lasting(error: Exception) -> RetryDecision | None:
    match error:
        case BadRequest():
            return _bad_request(error.message.lower())
        case Forbidden():
            return Unreachable()
        case InvalidToken():
            return Stop("token")
        case NetworkError() | Conflict() | OSError():
            return Refused("too large") if "too large" in str(error).lower() else None
        case TelegramError():
            return Refused(type(error).__name__)
        case _:
            return Refused(f"bug: {type(error).__name__}")


def _bad_request(description: str) -> RetryDecision:
    if any(words in description for words in _UNREACHABLE):
        return Unreachable()
    if any(words in description for words in _NOTHING_LEFT_TO_DO):
        return Done()
    for words, reason in _REASONS:
        if words in description:
            return Refused(reason)
    return Refused("bad request")


def _seconds(error: RetryAfter) -> float:
    with warnings.catch_warnings():
        # A number or a timedelta, by an environment variable; reading the number warns.
        warnings.simplefilter("ignore")
        period = error.retry_after
    return period.total_seconds() if isinstance(period, timedelta) else float(period)
