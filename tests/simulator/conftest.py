from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import telegram

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


@pytest.fixture
async def simulator(world: World) -> AsyncIterator[Simulator]:
    simulator = Simulator(world)
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def bot(simulator: Simulator, world: World) -> AsyncIterator[telegram.Bot]:
    url = simulator.url
    bot = telegram.Bot(world.token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot")
    async with bot:
        yield bot
