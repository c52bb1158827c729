"""Runs the real bot against a Telegram on this computer, with three phones on a page."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot import app
from bot.people import Role
from bot.running import Parts, run
from bot.settings import Settings
from bot.simulator.cast import CAST
from bot.simulator.server import Simulator
from bot.simulator.world import World

STAFF: Mapping[int, Role] = {2001: Role.COACH, 3001: Role.COORDINATOR}
"""Whose phones in the page are whose."""


@dataclass(frozen=True)
class Playing:
    """A simulator that runs, and where."""

    world: World
    simulator: Simulator
    address: str


async def play(settings: Settings) -> Playing:
    """Start the simulator with its people. OSError if the port is taken."""
    world = World()
    world.queue.jump(int(time.time() * 10))  # a bot that goes on must not have seen these numbers
    for user in CAST:
        world.add_user(user.user_id, user.first_name, user.language_code, user.phone)
    simulator = Simulator(world, settings.listen_host, settings.listen_port)
    return Playing(world, simulator, await simulator.start())


async def serve(settings: Settings, say: Callable[[str], None]) -> None:
    """Run bot and simulator until SIGTERM or SIGINT."""
    stopping = app.stop_on_signals()
    playing = await play(settings)
    settings = settings.model_copy(update={"bot_api_url": playing.address})
    try:
        async with app.opened(settings, playing.world.token) as parts:
            await _staff(parts, playing.world)
            say(f"No BOT_TOKEN: try the bot with three phones at {playing.address}")
            await run(parts, stopping)
    finally:
        await playing.simulator.stop()


async def _staff(parts: Parts, world: World) -> None:
    """Let the coach and the coordinator in as in real life: each by an invitation."""
    for user_id, role in STAFF.items():
        code = ""
        if not await app.has(parts.database, role):
            code = parts.codes.invite_code()
            await app.make_invite(parts.database, parts.clock, role, code)
        world.start(user_id, code)
