"""The page's side of the server, and updates posted to a webhook."""

import asyncio
import json
from typing import Any

import aiohttp
from aiohttp import web

from bot.simulator.cast import CAST
from bot.simulator.server import Simulator
from bot.simulator.world import World


async def test_the_page_and_its_parts(simulator: Simulator) -> None:
    parts = {"/": "<!doctype html>", "/page.js": "use strict", "/page.css": ":root"}
    async with aiohttp.ClientSession() as session:
        for path, content in parts.items():
            async with session.get(simulator.url + path) as answer:
                assert content in await answer.text()
                assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


async def acted(simulator: Simulator, user_id: int, act: str, **more: Any) -> tuple[int, Any]:
    asked = {"act": act, "user_id": user_id, **more}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{simulator.url}/sim/act", json=asked) as answer,
    ):
        return answer.status, await answer.json()


async def test_every_act_of_the_page(simulator: Simulator, world: World) -> None:
    assert await acted(simulator, 2, "start", payload="abc") == (200, {"ok": True, "result": 1})
    await acted(simulator, 2, "type", text="hallo")
    await acted(simulator, 2, "edit", message_id=2, text="dag")
    await acted(simulator, 2, "photos", n=3)
    await acted(simulator, 2, "contact")
    await acted(simulator, 2, "other", kind="sticker")
    await acted(simulator, 2, "data", message_id=2, data="x")
    await acted(simulator, 2, "block")
    assert (await acted(simulator, 2, "type", text="nee"))[0] == 400
    await acted(simulator, 2, "unblock")
    await acted(simulator, 1002, "add", name="Bewoner 2")
    assert (await acted(simulator, 2, "press", label="Ja"))[0] == 400
    assert (await acted(simulator, 2, "fly"))[0] == 400
    assert len(world.queue.waiting) == 11
    assert 1002 in world.chats


async def test_changes_are_told_as_they_come(simulator: Simulator, world: World) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{simulator.url}/sim/events") as stream,
    ):
        first = [await _told(stream) for _ in world.chats]
        assert {state["user_id"] for state in first} == {1, 2}
        world.type(1, "<b>hallo</b>")
        state = await _told(stream)
        assert state["messages"][-1]["text"] == "<b>hallo</b>"


async def _told(stream: aiohttp.ClientResponse) -> Any:
    async with asyncio.timeout(2):
        while not (line := await stream.content.readline()).strip():
            pass
    return json.loads(line.removeprefix(b"data: "))


async def test_only_json_acts(simulator: Simulator) -> None:
    """A form on another site can post text, but not JSON."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{simulator.url}/sim/act", data='{"act":"start","user_id":2}') as answer,
    ):
        assert answer.status == 415


async def test_the_webhook_is_tried_until_it_takes_an_update(
    simulator: Simulator, world: World
) -> None:
    heard: list[tuple[str | None, Any]] = []
    all_heard = asyncio.Event()

    async def take(request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        heard.append((secret, await request.json()))
        if len(heard) == 3:
            all_heard.set()
        return web.Response(status=500 if len(heard) == 1 else 200)

    app = web.Application()
    app.router.add_post("/telegram", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    asked = {"url": f"http://127.0.0.1:{port}/telegram", "secret_token": "s"}
    await simulator.api.call("setWebhook", asked)
    world.type(1, "een")
    world.type(1, "twee")
    async with asyncio.timeout(3):
        await all_heard.wait()
    await runner.cleanup()
    assert {secret for secret, _ in heard} == {"s"}
    assert [update["message"]["text"] for _, update in heard] == ["een", "een", "twee"]


def test_the_cast() -> None:
    assert {user.user_id: user.first_name for user in CAST} == {
        1001: "Bewoner",
        2001: "Coach",
        3001: "Coördinator",
    }
