"""A bot to which Telegram posts, and someone who posts as Telegram does."""

import json
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.telegram.webhook import SECRET as HEADER

SECRET = "9tq-Xw2_secret"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def hooked(settings: Mapping[str, str]) -> dict[str, str]:
    """The settings of a bot that has updates posted to it, at a port that is free now."""
    here = f"127.0.0.1:{free_port()}"
    posted = {"LISTEN": here, "WEBHOOK_URL": f"http://{here}", "WEBHOOK_SECRET": SECRET}
    return {**settings, **posted}


@asynccontextmanager
async def posting(hook: Mapping[str, str]) -> AsyncIterator["Poster"]:
    async with aiohttp.ClientSession() as session:
        yield Poster(session, hook)


class Poster:
    """Posts as Telegram does."""

    def __init__(self, session: aiohttp.ClientSession, hook: Mapping[str, str]) -> None:
        self.session, self.address = session, f"http://{hook['LISTEN']}"

    async def post(self, update: object, secret: str = SECRET) -> int:
        header = {HEADER: secret}
        async with self.session.post(
            f"{self.address}/telegram", data=json.dumps(update).encode(), headers=header
        ) as answer:
            return answer.status

    async def get(self, path: str) -> tuple[int, str]:
        async with self.session.get(self.address + path) as answer:
            return answer.status, await answer.text()

    async def health(self) -> dict[str, Any]:
        status, body = await self.get("/health")
        found: dict[str, Any] = json.loads(body)
        assert (status == 200) == (found["status"] == "ok")
        return found


def said(id_: int, person: int, text: str) -> dict[str, Any]:
    user = {"id": person, "is_bot": False, "first_name": "R", "language_code": "nl"}
    chat = {"id": person, "type": "private", "first_name": "R"}
    message = {"message_id": id_, "date": 1, "chat": chat, "from": user, "text": text}
    return {"update_id": id_, "message": message}
