"""Runs the real bot against a Telegram on this computer, with three phones on a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot import app
from bot.clock import MovableClock
from bot.people import Role
from bot.running import Parts, run, stop_on_signals
from bot.settings import Settings
from bot.simulator.cast import CAST
from bot.simulator.server import Simulator
from bot.simulator.world import World
from bot.store.database import Database
from bot.store.latest import latest
from bot.watching.pages import Pages

STAFF: Mapping[int, Role] = {2001: Role.COACH, 3001: Role.COORDINATOR}
"""Whose phones in the page are whose."""


@dataclass(frozen=True)
class Playing:
    """A simulator that runs, and where."""

    world: World
    clock: MovableClock
    simulator: Simulator
    address: str
    pages: Pages


async def play(settings: Settings) -> Playing:
    """Start the simulator with its people. OSError if the port is taken."""
    clock = MovableClock(settings.timezone)
    world = World(now=lambda: clock.now().timestamp())
    world.queue.jump(int(world.now() * 1000))  # numbers that a bot which goes on has not seen
    for user in CAST:
        world.add_user(user.user_id, user.first_name, user.language_code, user.phone)
    simulator = Simulator(world, settings.listen_host, settings.listen_port, clock=clock)
    pages = Pages()
    simulator.routes += pages.routes()
    return Playing(world, clock, simulator, await simulator.start(), pages)


async def serve(settings: Settings, say: Callable[[str], None]) -> None:
    """Run bot and simulator until SIGTERM or SIGINT."""
    stopping = stop_on_signals()
    playing = await play(settings)
    # The simulator is asked for updates: no web server is between it and the bot.
    settings = settings.model_copy(update={"bot_api_url": playing.address, "webhook_url": ""})
    try:
        await _go_on(playing.clock, settings.database_path)
        async with app.stored(settings) as database:
            front = app.front(settings, database, playing.clock)
            async with app.opened(settings, playing.world.token, database, front) as parts:
                playing.pages.watched = parts.watched
                await _staff(parts, playing.world)
                say(f"No BOT_TOKEN: try the bot with three phones at {playing.address}")
                await run(parts, stopping)
    finally:
        await playing.simulator.stop()


async def _go_on(clock: MovableClock, path: Path) -> None:
    """Let the clock go on where it was moved to, so that nothing is done a second time."""
    database = Database(path)
    await database.open()
    try:
        async with database.transaction() as tx:
            moment = await latest(tx)
    finally:
        await database.close()
    if moment:
        clock.not_before(moment)


async def _staff(parts: Parts, world: World) -> None:
    """Let the coach and the coordinator in as in real life: each by an invitation."""
    for user_id, role in STAFF.items():
        code = ""
        if not await app.has(parts.database, role):
            code = parts.codes.invite_code()
            await app.make_invite(parts.database, parts.clock, role, code)
        world.start(user_id, code)
