"""How the Bot's calls go over the network: one aiohttp session, and errors that tell no secret.

The token is part of every URL, and answers hold what people wrote. So an error raised here bears
only the kind of what went wrong, and has no cause or context that would be logged with it.
"""

import asyncio
import contextlib
import io
import logging
import os
from collections.abc import Mapping
from typing import Any

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

from bot.telegram.lines import Lines
from bot.telegram.posting import PlainRequest
from bot.telegram.proxies import proxy_for, shown
from bot.telegram.retry import NotSentError
from bot.telegram.trouble import answered, failure
from bot.telegram.wire import call

log = logging.getLogger(__name__)

os.environ["PTB_TIMEDELTA"] = "true"  # else it warns at each 429 that retry_after becomes one

_DEFAULT = BaseRequest.DEFAULT_NONE


class AiohttpRequest(PlainRequest):
    """A request class for `telegram.Bot`, several times as fast as its own.

    Up to `connections` calls go on at once; one more waits `pool_timeout` for its turn. A call
    with files ends when connecting, writing and waiting take longer than their limits together.
    """

    def __init__(
        self,
        connections: int = 256,
        *,
        read_timeout: float | None = 5.0,
        write_timeout: float | None = 20.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 5.0,
    ) -> None:
        self._connections = connections
        self._read = read_timeout
        self._write = write_timeout
        self._connect = connect_timeout
        self._pool = pool_timeout
        self._turns = asyncio.Semaphore(connections)
        self._session: aiohttp.ClientSession | None = None
        self._lines = Lines()
        self._proxies: dict[str, str | None] = {}

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer, unless a call says otherwise."""
        return self._read

    async def initialize(self) -> None:
        """Opens the session; more than once does no harm."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=self._connections, keepalive_timeout=30, ttl_dns_cache=300
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Closes the session and its connections."""
        session, self._session = self._session, None
        self._lines.close()
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = _DEFAULT,
        write_timeout: ODVInput[float] = _DEFAULT,
        connect_timeout: ODVInput[float] = _DEFAULT,
        pool_timeout: ODVInput[float] = _DEFAULT,
    ) -> tuple[int, bytes]:
        """One call: the status and the body, or a TimedOut, NetworkError or NotSentError."""
        if method == "POST" and not (request_data and request_data.contains_files):
            params = request_data.json_parameters if request_data else {}
            return await self.exchange(url, params, read_timeout, connect_timeout, pool_timeout)
        read, connect = _given(read_timeout, self._read), _given(connect_timeout, self._connect)
        limits = _limits(read, _given(write_timeout, self._write), connect, request_data)
        await self._take_turn(_given(pool_timeout, self._pool))
        try:
            outcome = await self._send(method, url, limits, data=_body(request_data))
        finally:
            self._turns.release()
        return answered(outcome, file=method == "GET")

    async def exchange(
        self,
        url: str,
        params: Mapping[str, Any],
        read: ODVInput[float] = _DEFAULT,
        connect: ODVInput[float] = _DEFAULT,
        pool: ODVInput[float] = _DEFAULT,
    ) -> tuple[int, bytes]:
        """One call without files, as most are: the same."""
        self._opened()
        await self._take_turn(_given(pool, self._pool))
        within, silent = _given(connect, self._connect), _given(read, self._read)
        outcome: tuple[int, bytes] | TelegramError
        try:
            if self._proxy(url):
                limits = _limits(silent, None, within, None)
                outcome = await self._send("POST", url, limits, json=params)
            else:
                place, request = call(url, self.USER_AGENT, params)
                outcome = await self._lines.exchange(place, request, within, silent)
        except Exception as error:
            outcome = failure(error)
        finally:
            self._turns.release()
        return answered(outcome)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise NetworkError("The request class is not initialized")
        return self._session

    def _proxy(self, url: str) -> str | None:
        """Return the proxy of a server, looked up once: aiohttp knows how to talk to one."""
        server = url[: url.find("/", 8)]
        if server not in self._proxies:
            proxy = self._proxies[server] = proxy_for(server)
            if proxy:
                log.info('Telegram is reached through a proxy proxy="%s"', shown(proxy))
        return self._proxies[server]

    async def _send(
        self, method: str, url: str, limits: aiohttp.ClientTimeout, **body: Any
    ) -> tuple[int, bytes] | TelegramError:
        # A failure is returned: raised in the except block, it would have the original, whose
        # text may hold the URL, as its context.
        session, proxy = self._opened(), self._proxy(url)
        try:
            # A redirect is not followed: it would take the token elsewhere.
            async with session.request(
                method, url, timeout=limits, allow_redirects=False, proxy=proxy, **body
            ) as response:
                return response.status, await response.read()
        except Exception as error:
            return failure(error)

    async def _take_turn(self, seconds: float | None) -> None:
        if not self._turns.locked():
            await self._turns.acquire()
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._turns.acquire()
                return
        raise NotSentError("all connections are in use")


def _given(passed: ODVInput[float], default: float | None) -> float | None:
    return default if isinstance(passed, DefaultValue) else passed


def _limits(
    read: float | None, write: float | None, connect: float | None, data: RequestData | None
) -> aiohttp.ClientTimeout:
    total, uploads = None, data is not None and data.contains_files
    if uploads and read is not None and write is not None and connect is not None:
        total = read + write + connect
    return aiohttp.ClientTimeout(total=total, sock_connect=connect, sock_read=read)


def _body(request_data: RequestData | None) -> aiohttp.FormData | None:
    if request_data is None:
        return None
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False, charset="utf-8")
    for name, (filename, content, kind) in request_data.multipart_data.items():
        # aiohttp warns about bytes of some size, as they are sent in one go.
        file = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, file, filename=filename, content_type=kind)
    return form
