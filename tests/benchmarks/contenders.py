"""The bots that are measured, each a program of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.server import TOKEN

ROOT = Path(__file__).parents[2]
PEERS = Path(os.environ.get("BENCH_PYTHON", ROOT / ".venv" / "peers" / "bin" / "python"))
"""The Python that has aiogram: it asks for other versions than this bot does."""

OURS, AS_IT_IS = "ours", "ours, its own flows"
PICKLE, SQLITE, AIOGRAM = "ptb-pickle", "ptb-sqlite", "aiogram"
OTHERS = (PICKLE, SQLITE, AIOGRAM)


@dataclass(frozen=True)
class Contender:
    """How a bot is started."""

    module: str
    arguments: Sequence[str] = ("{address}", "{token}", "{path}")
    environment: Mapping[str, str] = field(default_factory=dict)
    python: Path = Path(sys.executable)

    def command(self, address: str, path: Path) -> list[str]:
        values = {"address": address, "token": TOKEN, "path": path}
        filled = (argument.format(**values) for argument in self.arguments)
        return [str(self.python), "-m", self.module, *filled]

    def variables(self, address: str, path: Path) -> dict[str, str]:
        values = {"address": address, "token": TOKEN, "path": path}
        own = {name: value.format(**values) for name, value in self.environment.items()}
        return {**os.environ, "PYTHONPATH": str(ROOT), **own}


SETTINGS = {
    "BOT_TOKEN": "{token}",
    "BOT_API_URL": "{address}",
    "DATABASE_PATH": "{path}",
    "SEND_PER_SECOND": "0",
    "LOG_LEVEL": "WARNING",
    "CONTACT_EMAIL": "basisbaan@example.org",
    "LISTEN": "127.0.0.1:0",
}

CONTENDERS: Mapping[str, Contender] = {
    OURS: Contender("tests.benchmarks.ours", (), SETTINGS),
    AS_IT_IS: Contender("bot", (), SETTINGS),
    PICKLE: Contender("tests.benchmarks.peers.telegram_bot"),
    SQLITE: Contender(
        "tests.benchmarks.peers.telegram_bot", ("{address}", "{token}", "{path}", "--sqlite")
    ),
    AIOGRAM: Contender("tests.benchmarks.peers.aiogram_bot", python=PEERS),
}
