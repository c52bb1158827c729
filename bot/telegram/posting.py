"""One call to the Bot API, its parameters and its answer as plain values.

`telegram.Bot` makes an object of everything that goes in and comes out, and its request class asks
a dozen questions of each call; both cost more than the call itself. They stay for what is seldom
sent, and for errors: they alone know which answer is which error.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from telegram._utils.types import ODVInput
from telegram.error import NetworkError
from telegram.request import BaseRequest

from bot.telegram.wire import outcome_in


class PlainRequest(BaseRequest):
    """A request class that takes a call without files as plain values, too."""

    @abstractmethod
    async def exchange(
        self, url: str, params: Mapping[str, Any], read: ODVInput[float] = BaseRequest.DEFAULT_NONE
    ) -> tuple[int, bytes]:
        """One call: the HTTP status and the body, or a TelegramError.

        `read`: how long the server may be silent, where that is not as long as usual.
        """

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as a dictionary. Never logs it, as the inherited method does."""
        answer = outcome_in(payload)
        if answer is None:
            raise NetworkError("The answer is not one of the Bot API's")
        return answer


class _Refusal(PlainRequest):
    """An answer that came already, for the inherited code to make an error of."""

    read_timeout = None

    def __init__(self, status: int, body: bytes) -> None:
        self._answer = status, body

    async def initialize(self) -> None:
        """Nothing is to be opened."""

    async def shutdown(self) -> None:
        """Nothing was opened."""

    async def exchange(self, *_: Any, **__: Any) -> tuple[int, bytes]:
        """The answer."""
        return self._answer

    do_request = exchange


async def post(
    request: PlainRequest,
    address: str,
    params: Mapping[str, Any],
    read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
) -> Any:
    """Make a call; return its result. Raises TelegramError."""
    status, body = await request.exchange(address, params, read_timeout)
    if status != 200:
        return await _Refusal(status, body).post(address)
    return request.parse_json_payload(body)["result"]
