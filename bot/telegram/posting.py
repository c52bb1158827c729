"""One call to the Bot API, its parameters and its answer as plain values.

`telegram.Bot` makes an object of everything that goes in and comes out, which costs more than the
call itself. It stays for what is seldom sent.
"""

from __future__ import annotations

import json
from typing import Any

from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


async def post(
    request: BaseRequest, address: str, read_timeout: float | None = None, **params: Any
) -> Any:
    """Make a call; return its result. Raises TelegramError. What is None is left out."""
    given = [RequestParameter(name, _plain(value), None) for name, value in params.items()]
    timeout = BaseRequest.DEFAULT_NONE if read_timeout is None else read_timeout
    return await request.post(address, RequestData(given), read_timeout=timeout)


def _plain(value: Any) -> Any:
    return _COMPACT.encode(value) if isinstance(value, dict) else value
