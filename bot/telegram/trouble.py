"""A call that brought nothing: errors that tell no secret.

The token is part of every URL, and answers hold what people wrote. So these errors bear only the
kind of what went wrong.
"""

import ssl
from http import HTTPStatus

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.telegram.lines import NoLineError
from bot.telegram.retry import NotSentError
from bot.telegram.wire import BEGINS_WELL, outcome_in

NOT_CONNECTED = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ConnectionTimeoutError,
)


def failure(error: Exception) -> TelegramError:
    """Return what a call that got no answer raises."""
    kind = type(error).__name__
    if isinstance(error, NoLineError):
        return NotSentError(_why(error.__cause__))
    if isinstance(error, NOT_CONNECTED):
        found = getattr(error, "certificate_error", None) or getattr(error, "os_error", error)
        return NotSentError(_why(found))
    if isinstance(error, TimeoutError):
        return TimedOut(f"Timed out ({kind})")
    return NetworkError(f"HTTP failed ({kind})")


def _why(error: BaseException | None) -> str:
    """Return why there is no connection. The words for a certificate are those of OpenSSL."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate of BOT_API_URL is not trusted: {error.verify_message}"
    return type(error).__name__


def answered(
    outcome: tuple[int, bytes] | TelegramError, *, file: bool = False
) -> tuple[int, bytes]:
    """Raise what went wrong; where nothing did, return status and body."""
    if isinstance(outcome, TelegramError):
        raise outcome
    return status_of(*outcome, file=file), outcome[1]


def status_of(status: int, answer: bytes, *, file: bool = False) -> int:
    """Return the status of an answer, or NetworkError where it is not the Bot API's.

    A page comes from something in between, which may well repeat the URL; the inherited code
    would put it into the message. And to a refusal it would listen by the status only.
    """
    success = HTTPStatus.OK <= status <= 299
    if success and (file or answer.startswith(BEGINS_WELL)):
        return status
    found = outcome_in(answer)
    if found is None:
        large = " (too large)" if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else ""
        msg = f"HTTP status {status}{large} without an answer of the Bot API"
        raise NetworkError(msg)
    if not success or "result" in found:
        return status
    code = found.get("error_code")
    return code if isinstance(code, int) and 400 <= code <= 599 else HTTPStatus.BAD_GATEWAY
