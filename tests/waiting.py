"""Waiting for something to become so, never for time to pass."""

import asyncio
from collections.abc import Callable


async def until(so: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not so():
            await asyncio.sleep(0.001)
