"""A bot on a stage that dies at one of its steps, and is started again on what it had kept."""

from __future__ import annotations

import asyncio
import gc
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.simulator.api import Answer, Api
from bot.simulator.server import Simulator
from bot.simulator.webhook import WebhookPosts
from bot.store.database import Database
from bot.telegram.http import AiohttpRequest
from bot.telegram.posting import PlainRequest
from tests.acceptance.posted import free_port
from tests.people import promises
from tests.people.residents import Resident
from tests.stage import Stage
from tests.steps import Step

Keep = Callable[[Path, Path], None]
"""Writes what is left of a database under another name."""

Moment = tuple[Step, str]
"""Before or after a step."""


BUSY_STEPS = 50
"""Times that a copy is tried while somebody has locked the file."""


class Cable:
    """The connection to Telegram; once it is cut, nothing goes through and no answer comes."""

    def __init__(self, api: Api, *, slow: bool = False) -> None:
        self._api = api
        self.slow = slow
        """Whether people have seen a message, and replied, before the bot hears that it was sent."""
        self.cut = False
        self.garbled = False
        """Whether the next answer to getUpdates makes no sense."""

    async def call(self, method: str, *more: Any) -> Answer:
        if self.cut:
            await asyncio.Event().wait()
        if method == "getUpdates" and self.garbled:
            self.garbled = False
            return 200, {"ok": True, "result": [{"no": "number"}]}
        answer = await self._api.call(method, *more)
        if self.slow and method == "sendMessage":
            await asyncio.sleep(0.005)
        if self.cut:
            await asyncio.Event().wait()
        return answer


class Wires(AiohttpRequest):
    """Calls over real connections, to wherever the server is now."""

    def __init__(self, simulator: Simulator) -> None:
        super().__init__()
        self._simulator = simulator

    async def do_request(self, url: str, *more: Any, **others: Any) -> tuple[int, bytes]:
        return await super().do_request(self._there(url), *more, **others)

    async def exchange(self, url: str, *more: Any, **others: Any) -> tuple[int, bytes]:
        return await super().exchange(self._there(url), *more, **others)

    def _there(self, url: str) -> str:
        return url.replace("http://telegram", self._simulator.url)


class Posts:
    """Telegram's posts to the bot's webhook, over real HTTP; not answered once the cable is cut."""

    def __init__(self, stage: Mortal) -> None:
        self._stage = stage
        self._runner: web.AppRunner | None = None
        self._posting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        cable, app = self._stage.cable, web.Application()
        for route in self._stage.parts.receiving.routes():
            assert isinstance(route, web.RouteDef)
            app.router.add_route(route.method, route.path, self._until_cut(cable, route.handler))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.01)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", PORT, reuse_address=True)
        await site.start()
        if self._posting is None:
            self._posting = self._stage.meet(WebhookPosts(self._stage.world, retry=0.01).run())

    @staticmethod
    def _until_cut(cable: Cable, handler: Any) -> Any:
        async def handle(request: web.Request) -> web.StreamResponse:
            answer: web.StreamResponse = await handler(request)
            if cable.cut and request.transport:
                request.transport.abort()
            return answer

        return handle

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()
        self._runner = None


PORT = free_port()
POSTED = {
    "bot_api_url": "http://telegram",
    "webhook_url": f"http://127.0.0.1:{PORT}/telegram",
    "webhook_secret": "a-secret-of-the-tests",
}


class Mortal(Stage):
    """Dies the `nth` time that it comes to a moment.

    To die is: what it had committed is copied aside (or what `keep` says is left), and not a byte
    leaves it from then on. Whatever it still does has no effect; the next life begins with the copy.
    """

    def __init__(
        self,
        path: Path,
        doom: Moment | None = None,
        nth: int = 1,
        keep: Keep | None = None,
        *,
        posted: bool = False,
        wired: bool = False,
    ) -> None:
        super().__init__(path / "bot.db", **(POSTED if posted else {}))
        self.posted = posted
        self._posts = Posts(self) if posted else None
        self._wired = wired
        self._far: tuple[Simulator, Wires] | None = None
        self._folder = path
        self._doom, self._nth = doom, nth
        self._keep = keep or copy
        self.synced = keep is not None
        self.cable = Cable(self.api)
        self.slow = False
        self._died = asyncio.Event()
        self._databases: list[Database] = []
        self._people: set[asyncio.Task[None]] = set()
        self.residents: list[Resident] = []
        self.passed: Counter[Moment] = Counter()
        self.halfway = False
        """Whether it was stopped in order once."""
        self.deaths: list[int] = []
        self.again = 0
        """Updates that were waiting when it died: they come again."""

    def told(self, step: Step, when: str) -> None:
        """It passes this moment now."""
        if self._died.is_set():
            return
        self.passed[step, when] += 1
        if (step, when) == self._doom and self.passed[step, when] == self._nth:
            self._die()

    def _die(self) -> None:
        self.cable.cut = True
        self._died.set()
        self.deaths.append(len(self.world.calls))
        self.again = len(self.world.queue.waiting)
        image = self._folder / "image.db"
        self._keep(self.settings.database_path, image)
        self.settings = self.settings.model_copy(update={"database_path": image})

    async def start(self) -> None:
        self.cable = Cable(Api(self.world), slow=self.slow)
        self.api = self.cable  # type: ignore[assignment]
        if self._wired:
            simulator = Simulator(self.world, api=self.api)
            await simulator.start()
            self._far = simulator, Wires(simulator)
        await super().start()
        if self._posts:
            await self._posts.start()

    def connection(self) -> PlainRequest:
        return self._far[1] if self._far else super().connection()

    async def stop(self) -> None:
        await super().stop()
        if self._posts:
            await self._posts.stop()
        await self._hang_up()
        self._running = None
        self._databases.clear()

    async def _hang_up(self) -> None:
        if self._far:
            simulator, wires = self._far
            self._far = None
            await wires.shutdown()
            await simulator.stop()

    @property
    def up(self) -> bool:
        """Whether it runs."""
        return self._running is not None

    def meet(self, person: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Somebody begins to do something, and goes on whatever becomes of the bot."""
        task = asyncio.create_task(person)
        self._people.add(task)
        return task

    async def live(self, work: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        """Does this; if the bot dies meanwhile, once more after its restart."""
        while True:
            task = asyncio.create_task(work())
            death = asyncio.create_task(self._died.wait())
            await asyncio.wait({task, death}, return_when=asyncio.FIRST_COMPLETED)
            died = self._died.is_set()
            death.cancel()
            if not died:
                await task
                return
            task.cancel()
            await self._begin_again()

    async def _begin_again(self) -> None:
        await self.bury()
        path = self.settings.database_path
        promises.acknowledged(path, self.world)
        promises.confirmed(path, self.residents)
        self._died.clear()
        self._doom = None
        await self.start()

    async def bury(self) -> None:
        """Clears away what is left of a life."""
        if self._posts:
            await self._posts.stop()
        await self._hang_up()
        others = asyncio.all_tasks() - self._people - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for database in self._databases:
            await database.close()
        self._databases.clear()
        self._running = None

    def waiting(self) -> str:
        """What everybody waits for, when something never comes."""
        said = [f"waiting {len(self.world.queue.waiting)}, died {len(self.deaths)}, up {self.up}"]
        for task in asyncio.all_tasks():
            frames = [f"{f.f_code.co_qualname}:{f.f_lineno}" for f in task.get_stack()]
            said.append(f"{task.get_coro()}: {frames}")
        for resident in self.residents:
            shown = self.world.chat(resident.user_id).messages[-3:]
            said.append(str([(m.message_id, m.text, m.buttons) for m in shown]))
        return "\n".join(said)

    async def end(self) -> None:
        """Clears away all that is left, people included."""
        for person in self._people:
            person.cancel()
        await self.bury()
        if self._wired:
            gc.collect()  # what is left of connections goes now, and not in another test

    def opened(self, database: Database) -> None:
        self._databases.append(database)


class _LockedError(Exception):
    """What died had just locked the file, and its thread does nothing more."""


def copy(path: Path, image: Path) -> None:
    """Keeps what is committed at this moment: what recovery finds after a kill."""
    if not path.exists():
        return
    steps = count(1)

    def patience(*_: int) -> None:
        if next(steps) > BUSY_STEPS:
            raise _LockedError

    with (
        closing(sqlite3.connect(path)) as now,
        closing(sqlite3.connect(image)) as kept,
        suppress(_LockedError),
    ):
        now.backup(kept, progress=patience, sleep=0.01)
        return
    for end in ("", "-wal"):  # nobody writes: the files are as a kill leaves them
        if (file := path.with_name(path.name + end)).exists():
            shutil.copyfile(file, image.with_name(image.name + end))
