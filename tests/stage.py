"""The whole bot and a Telegram in one process: people act, the bot's calls are the transcript.

Everything is real but the network: turns, SQLite, outbox, render, python-telegram-bot's Bot.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, closing
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from telegram import Bot
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData

from bot import app, running, turns
from bot.intake.joining import invite
from bot.people import Role
from bot.settings import Settings
from bot.simulator.api import Api
from bot.simulator.chats import Message
from bot.simulator.faults import CutShort
from bot.simulator.request import Upload
from bot.simulator.world import Call, World
from bot.store import people
from bot.store.database import Database
from bot.telegram.posting import PlainRequest
from bot.views.menu import NO_BREAK
from tests.botapi import violations
from tests.fakes import FakeClock, FakeCodes

turns.LINGER = 0.001
"""Of the thousands of turns that are waited for here, each would linger longer than it lasts."""

RESIDENT, NEIGHBOUR, COACH, COLLEAGUE, COORDINATOR = 1001, 1002, 2001, 2002, 3001

REACH = "Bel 050 123 45 67 of mail basisbaan@example.org."
"""How a person reaches the office, as a transcript has it."""
REACH_SHOWN = REACH.replace("050 123 45 67", "050 123 45 67".replace(" ", NO_BREAK))
"""The same as it is sent: the number stays on one line."""

QUIET = {
    "setMyCommands",
    "setChatMenuButton",
    "setMyDescription",
    "setMyShortDescription",
    "getUpdates",
    "getMe",
    "deleteWebhook",
}


class InProcess(PlainRequest):
    """Calls the simulator's Bot API without a network."""

    def __init__(self, api: Api) -> None:
        self._api = api

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        params = dict(request_data.json_parameters) if request_data else {}
        return await self._call(url, params, _files(request_data))

    async def exchange(self, url: str, params: Mapping[str, Any], *_: Any) -> tuple[int, bytes]:
        return await self._call(url, json.loads(json.dumps(params)), {})

    async def _call(
        self, url: str, params: Mapping[str, Any], files: Mapping[str, Upload]
    ) -> tuple[int, bytes]:
        try:
            status, body = await self._api.call(url.rpartition("/")[2], params, files)
        except CutShort as cut:
            raise NetworkError(type(cut).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        return status, body if isinstance(body, bytes) else json.dumps(body).encode()


def _files(request_data: RequestData | None) -> dict[str, Upload]:
    sent = request_data.multipart_data if request_data else {}
    return {key: Upload(name, content, mime) for key, (name, content, mime) in sent.items()}  # type: ignore[arg-type]


def check_call(method: str, params: dict[str, Any]) -> None:
    found = violations(method, params)
    assert not found, found
    if method in {"sendMessage", "editMessageText"}:
        assert params["link_preview_options"] == {"is_disabled": True}, "no page unfolds by itself"
    markup = params.get("reply_markup") or {}
    assert "keyboard" not in markup or markup["input_field_placeholder"], "it says what to type"


SEEN = (
    *("chats", "files", "queries", "clipboards", "notices", "commands", "descriptions"),
    *("webhook", "calls", "_number"),
)
"""What a Telegram knows, apart from the updates that wait and what goes wrong."""


@dataclass(frozen=True)
class Scene:
    """A stage at the moment that it stopped, with nothing waiting."""

    file: bytes
    world: Mapping[str, Any]
    next_update: int
    clock: FakeClock
    codes: int


_migrated = bytearray()


async def migrate_at(path: Path) -> None:
    """Make a file that has had every migration, and no more; they are run once for all files."""
    if not _migrated:
        with TemporaryDirectory() as folder:
            made = Database(Path(folder) / "made.db")
            await made.open()
            await made.close()
            _migrated.extend(made.path.read_bytes())
    path.write_bytes(_migrated)  # noqa: ASYNC240 - a moment
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("PRAGMA synchronous = OFF")
        file.execute("UPDATE keys SET value = lower(hex(randomblob(32)))")  # each has its own


class Stage:
    """A bot that can be restarted at any moment, and the people around it."""

    synced = False
    """Whether a commit waits for the disk: it is for nothing where no power can fail."""

    def __init__(self, path: Path, **settings: Any) -> None:
        self.clock, self.codes = FakeClock(), FakeCodes()
        self.settings = Settings(
            database_path=path,
            send_per_second=0,
            contact_email="basisbaan@example.org",
            contact_phone="050 123 45 67",
            **settings,
        )
        self.world = World(now=lambda: self.clock.now().timestamp())
        self.world.on_call.append(check_call)
        for id_, name in {
            RESIDENT: "Rita",
            NEIGHBOUR: "Noor",
            COACH: "Karim",
            COLLEAGUE: "Kees",
            COORDINATOR: "Carla",
        }.items():
            self.world.add_user(id_, name)
        self.api = Api(self.world)
        self.parts: running.Parts
        self._running: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()
        self._seen = 0

    async def start(self) -> None:
        database = Database(self.settings.database_path)
        await database.open()
        if not self.synced:
            await database._writer.execute("PRAGMA synchronous = OFF")  # type: ignore[union-attr]
        request = self.connection()
        bot = Bot(
            self.world.token,
            "http://telegram/bot",
            "http://telegram/file/bot",
            request=request,
            get_updates_request=request,
        )
        await bot.initialize()
        self.parts = await app.wire(self.settings, database, bot, request, self.clock, self.codes)
        self._stopping = asyncio.Event()
        self._running = asyncio.create_task(running.run(self.parts, self._stopping))

    def connection(self) -> PlainRequest:
        """What its calls go over."""
        return InProcess(self.api)

    async def stop(self) -> None:
        self._stopping.set()
        try:
            if self._running:
                await self._running
        finally:  # an open database is a thread that keeps a failed run from ending
            await self.parts.bot.shutdown()
            await self.parts.database.close()

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def settle(self) -> None:
        """Wait until everything that was sent is handled, and every reply has arrived."""
        calm = 0
        async with asyncio.timeout(20):
            while calm < 5:
                await asyncio.sleep(0)
                going = self.parts.running.is_set() and self.parts.turns.idle
                busy = self.world.queue.waiting or not going
                busy = busy or not self.parts.deliver.idle
                calm = 0 if busy else calm + 1
                if self._running and self._running.done():
                    await self._running
                    return
                if busy:
                    await asyncio.sleep(0.0005)

    async def scene(self) -> Scene:
        """Stop, and return all that there is to go on from."""
        await self.settle()
        await self.stop()
        world = deepcopy({name: getattr(self.world, name) for name in SEEN})
        file = self.settings.database_path.read_bytes()
        return Scene(file, world, self.world.queue._next_id, deepcopy(self.clock), self.codes.given)

    def go_on_from(self, scene: Scene) -> None:
        """Be, before the start, as that stage was when it stopped."""
        self.settings.database_path.write_bytes(scene.file)
        vars(self.world).update(deepcopy(dict(scene.world)))
        self.world.queue.jump(scene.next_update)
        vars(self.clock).update(vars(scene.clock))
        self.codes.given = scene.codes
        self.forget()

    async def give(self, user: int, role: Role) -> None:
        """Let someone join by a real invitation."""
        code = self.codes.invite_code()
        async with self.parts.database.transaction() as tx:
            await people.put_invites(tx, [invite(role, code, self.clock.now(), None)])
        self.world.start(user, code)
        await self.settle()
        self.forget()

    def forget(self) -> None:
        """Leave out of the transcript what happened so far."""
        self._seen = len(self.world.calls)

    def calls(self) -> list[Call]:
        """Return the calls since the last time, without those that nobody sees."""
        fresh = self.world.calls[self._seen :]
        self.forget()
        return [call for call in fresh if call.method not in QUIET]

    def calls_for(self, user: int) -> list[Call]:
        """Return the calls that this person sees something of, answers to presses first."""
        own = [c for c in self.calls() if c.params.get("chat_id", user) == user]
        return sorted(own, key=lambda call: call.method != "answerCallbackQuery")

    async def query(self, sql: str, *params: object) -> list[Any]:
        async with self.parts.database.transaction() as tx:
            return await tx.rows(sql, params)

    def last(self, user: int) -> Message:
        return next(m for m in reversed(self.world.chat(user).messages) if m.by_bot)


@asynccontextmanager
async def on_stage(path: Path, scene: Scene | None = None, **settings: Any) -> AsyncIterator[Stage]:
    """Have a bot run on a new database, or on from where another stopped."""
    path.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - a moment
    stage = Stage(path / "bot.db", **settings)
    if scene:
        stage.go_on_from(scene)
    elif not stage.settings.database_path.exists():
        await migrate_at(stage.settings.database_path)
    await stage.start()
    try:
        yield stage
        assert not stage.world.violations, stage.world.violations
    finally:
        await stage.stop()


Prepare = Callable[[Stage], Awaitable[None]]
_scenes: dict[Prepare, Scene] = {}


async def prepared_by(prepare: Prepare) -> Scene:
    """Return the scene that this prepares; acted out once, whoever goes on from it."""
    if prepare not in _scenes:
        with TemporaryDirectory() as folder:
            async with on_stage(Path(folder)) as stage:
                await prepare(stage)
                _scenes[prepare] = await stage.scene()
    return _scenes[prepare]


def told(call: Call) -> str:
    """Return a call as one line of a transcript."""
    params = call.params
    match call.method:
        case "sendMessage":
            return f"+ {_words(params)}{_buttons(params)}"
        case "editMessageText":
            return f"~ {_words(params)}{_buttons(params)}"
        case "editMessageReplyMarkup":
            return "~ (no buttons)"
        case "deleteMessage":
            return "- deleted"
        case "answerCallbackQuery":
            return f"✓ {params['text']}" if params.get("text") else "✓"
        case other:
            return other


def _words(params: dict[str, Any]) -> str:
    html = params["text"].replace("<b>", "**").replace("</b>", "**").replace("****", "")
    html = html.replace(NO_BREAK, " ")
    quoted = html.replace("<blockquote expandable>", "> ").replace("</blockquote>", "")
    lines = (line.strip() for line in quoted.split("\n"))
    return " / ".join(line for line in lines if line)


def _buttons(params: dict[str, Any]) -> str:
    markup = params.get("reply_markup") or {}
    rows: Iterator[list[dict[str, Any]]] = iter(
        markup.get("inline_keyboard") or markup.get("keyboard") or []
    )
    shown = "".join(" " + " ".join(f"[{button['text']}]" for button in row) for row in rows)
    return shown + (" (keyboard gone)" if markup.get("remove_keyboard") else "")
