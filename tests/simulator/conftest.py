from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import pytest
import telegram

from bot.clock import MovableClock
from bot.simulator.api import Api
from bot.simulator.server import Simulator
from bot.simulator.world import World


@dataclass
class Clock:
    seconds: float = 1_795_000_000

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    """Anna (1) has started the bot; Bram (2) has not."""
    world = World(now=clock)
    world.add_user(1, "Anna", phone="+31600000001")
    world.add_user(2, "Bram", language_code="en")
    world.start(1)
    world.queue.waiting.clear()
    return world


@pytest.fixture
def api(world: World) -> Api:
    return Api(world)


@asynccontextmanager
async def serving(world: World, clock: MovableClock | None = None) -> AsyncIterator[Simulator]:
    """Has this world served meanwhile."""
    simulator = Simulator(world, clock=clock)
    await simulator.start()
    yield simulator
    await simulator.stop()


def at_the_time_of(clock: MovableClock) -> World:
    """Anna (1) has not started the bot."""
    world = World(now=lambda: clock.now().timestamp())
    world.add_user(1, "Anna", phone="+31600000001")
    return world


async def moved(simulator: Simulator, step: str) -> int:
    """Moves the clock forward as a page does; the answer's status."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{simulator.url}/sim/clock", json={"step": step}) as answer,
    ):
        return answer.status


@pytest.fixture
async def simulator(world: World) -> AsyncIterator[Simulator]:
    async with serving(world) as simulator:
        yield simulator


@pytest.fixture
async def bot(simulator: Simulator, world: World) -> AsyncIterator[telegram.Bot]:
    url = simulator.url
    bot = telegram.Bot(world.token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot")
    async with bot:
        yield bot
