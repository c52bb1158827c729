"""What the simulated Telegram knows, shared by the people's side and the bot's."""

import asyncio
import time as clock
from abc import ABC
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.simulator.chats import Chat
from bot.simulator.faults import Faults
from bot.simulator.files import Files
from bot.simulator.queue import Queue
from bot.simulator.refusals import Json

if TYPE_CHECKING:
    from bot.simulator.keys import Query

BOT_ID = 7_000_000_001


@dataclass(frozen=True)
class Call:
    """One request of the bot and how it ended."""

    method: str
    params: Json
    ok: bool
    status: int
    result: Any = None
    description: str = ""
    at: float = 0


@dataclass(frozen=True)
class Toast:
    """The answer to a press: a short notice, or an alert with a button."""

    text: str
    alert: bool = False
    url: str = ""


class State(ABC):  # noqa: B024 - the acts are added by its heirs
    """Chats, updates, files, calls; no HTTP and no rules."""

    def __init__(
        self,
        token: str = "1:simulator",  # noqa: S107 - it opens nothing  # nosec B107
        now: Callable[[], float] = clock.time,
        username: str = "basisbaan_bot",
    ) -> None:
        self.token = token
        self.now = now
        self.username = username
        self.chats: dict[int, Chat] = {}
        self.queue = Queue()
        self.files = Files()
        self.faults = Faults()
        self.queries: dict[str, Query] = {}
        self.query_lifetime = 900.0
        self.clipboards: dict[int, str] = {}
        self.notices: dict[int, list[Toast]] = {}
        self.commands: dict[tuple[str, int, str], list[Json]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self.webhook: Json = {}
        self.calls: list[Call] = []
        self.on_call: list[Callable[[str, Json], None]] = []
        self.violations: list[str] = []
        self.listeners: list[Callable[[int], None]] = []
        self.webhook_set = asyncio.Event()
        self._number = 40_000

    def time(self) -> int:
        """Now, in the whole seconds that Telegram counts in."""
        return int(self.now())

    def next_number(self) -> int:
        """A number that was never given before."""
        self._number += 1
        return self._number

    def changed(self, user_id: int) -> None:
        """Tells who looks on that this person sees something else now."""
        for listener in self.listeners:
            listener(user_id)

    def bot_json(self) -> Json:
        """The bot, as the Bot API's User."""
        return {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": "Basisbaan",
            "username": self.username,
        }
