"""Waiting for what the bot does, counted in calls."""

import asyncio

from bot.simulator.world import World


async def calls(world: World, many: int) -> None:
    """Waits for so many calls of the bot."""
    until = len(world.calls) + many
    reached = asyncio.Event()

    def count(_method: str, _params: object) -> None:
        if len(world.calls) >= until:
            reached.set()

    world.on_call.append(count)
    try:
        await reached.wait()
    finally:
        world.on_call.remove(count)
