"""What all tests share."""

import gc
import os
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from hypothesis import settings

from tests.remembered import watched

os.environ["PTB_TIMEDELTA"] = "true"
for name in ("BOT_TOKEN", "DATABASE_PATH", "LISTEN", "BOT_API_URL"):
    os.environ.pop(name, None)

settings.register_profile("basisbaan", deadline=None)  # a busy machine is no fault of ours
settings.load_profile("basisbaan")


@pytest.fixture(autouse=True)
def nothing_is_remembered_wrongly() -> Iterator[None]:
    """What a bot in this process remembers of people is what it would read, whatever it does."""
    with watched():
        yield


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def one_browser() -> AsyncIterator[None]:
    """All tests of this worker that open the page do so in one browser, each as a new visitor."""
    from tests.simulator.browser import sharing

    async with sharing():
        yield


def pytest_collection_finish() -> None:
    """Look for no garbage in what was loaded and collected: that all stays, as in the program."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deal out the long tests, a share to begin with for each worker: none is left for the end."""
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    if workers == 1:
        return
    long = [item for item in items if item.get_closest_marker("long")]
    short = [item for item in items if not item.get_closest_marker("long")]
    left, dealt = len(items), list[pytest.Item]()
    for worker in range(workers):
        size = left // (workers - worker)
        own = long[worker::workers]
        dealt += [*own, *short[: size - len(own)]]
        short = short[size - len(own) :]
        left -= size
    items[:] = dealt
