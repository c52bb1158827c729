"""The simulator over HTTP: the Bot API for the bot, the page for people. This computer only."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict

from aiohttp import web

from bot.clock import MovableClock
from bot.simulator.api import Api
from bot.simulator.faults import CutShort
from bot.simulator.phones import Phones
from bot.simulator.refusals import Json
from bot.simulator.request import Upload
from bot.simulator.webhook import WebhookPosts
from bot.simulator.world import World

HOSTS = ("127.0.0.1", "localhost")
LARGEST_UPLOAD = 50 * 1024 * 1024
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Simulator:
    """A server for one world, with the clock that people may move. `start` gives its address."""

    def __init__(
        self,
        world: World,
        host: str = "127.0.0.1",
        port: int = 0,
        api: Api | None = None,
        clock: MovableClock | None = None,
    ) -> None:
        if host not in HOSTS:
            said = f"the simulator listens on this computer only, not on {host}"
            raise ValueError(said)
        self.world = world
        self.host = host
        self.port = port
        self.api = api or Api(world)
        self.url = ""
        self._phones = Phones(world, clock)
        self.routes: list[web.RouteDef] = []
        """Other pages at the same address, added before it starts."""
        self._runner: web.AppRunner | None = None
        self._posts: asyncio.Task[None] | None = None

    async def start(self) -> str:
        """Listens; the base URL. OSError if the port is taken."""
        app = web.Application(middlewares=[_local_only], client_max_size=LARGEST_UPLOAD)
        app.add_routes([*self._phones.routes(), *self.routes])
        app.router.add_get("/sim/calls", self._calls)
        app.router.add_route("*", "/file/bot{token}/{path:.+}", self._file)
        app.router.add_route("*", "/bot{token}/{method}", self._method)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        try:
            await site.start()
        except OSError:
            await self.stop()
            raise
        self.port = self._runner.addresses[0][1]
        self.url = f"http://{self.host}:{self.port}"
        self._posts = asyncio.create_task(WebhookPosts(self.world).run())
        return self.url

    @property
    def connections(self) -> int:
        """How many connections are open; of what ended, those of which not all was read yet."""
        server = self._runner.server if self._runner else None
        return len(server.connections) if server else 0

    async def stop(self) -> None:
        """Closes every connection, those that wait included."""
        self._phones.close()
        if self._posts:
            self._posts.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._posts
        if self._runner:
            await self._runner.cleanup()
        self._posts = self._runner = None

    async def _method(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.world.token:
            return web.json_response(
                {"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401
            )
        params, uploads = await _read(request)
        try:
            status, body = await self.api.call(request.match_info["method"], params, uploads)
        except CutShort as cut:
            return await _half(request, cut)
        if isinstance(body, bytes):
            return web.Response(body=body, status=status, content_type="text/html")
        return web.json_response(body, status=status)

    async def _calls(self, _: web.Request) -> web.Response:
        """Every request of the bot so far, for who wants to look at what it asks."""
        return web.json_response([asdict(call) for call in self.world.calls])

    async def _file(self, request: web.Request) -> web.Response:
        stored = self.world.files.at(request.match_info["path"])
        if request.match_info["token"] != self.world.token or stored is None:
            return web.json_response(
                {"ok": False, "error_code": 404, "description": "Not Found"}, status=404
            )
        return web.Response(body=stored.content, content_type="application/octet-stream")


@web.middleware
async def _local_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses what another web page in the same browser could ask.

    Its requests carry its own origin, or, after DNS rebinding, its own host.
    """
    host = request.headers.get("Host", "")
    origin = request.headers.get("Origin", f"http://{host}")
    site = request.headers.get("Sec-Fetch-Site", "none")
    followed = request.method == "GET" and request.path == "/"
    if host.rsplit(":", 1)[0] not in HOSTS or origin != f"http://{host}":
        raise web.HTTPForbidden
    if site not in {"same-origin", "none"} and not followed:
        raise web.HTTPForbidden
    return await handler(request)


async def _read(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """The parameters and files of a request, in any of the ways that Telegram accepts."""
    params: Json = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        with contextlib.suppress(ValueError):
            params.update(await request.json())
        return params, uploads
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            uploads[name] = Upload(value.filename, value.file.read(), value.content_type)
        else:
            params[name] = value.decode() if isinstance(value, bytes | bytearray) else value
    return params, uploads


async def _half(request: web.Request, cut: CutShort) -> web.StreamResponse:
    body = json.dumps(cut.body).encode()
    headers = {"Content-Type": "application/json", "Content-Length": str(len(body))}
    response = web.StreamResponse(status=cut.status, headers=headers)
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    response.force_close()
    if request.transport:
        request.transport.close()
    return response
