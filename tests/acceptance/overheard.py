"""Every request that the program made, held against the Bot API's documentation."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from tests.acceptance.program import running
from tests.botapi import violations

FEWEST = 10
"""Requests that even the shortest conversation makes."""


@asynccontextmanager
async def overheard(folder: Path) -> AsyncIterator[str]:
    """Has the program run meanwhile, with its page here; nothing that it asks may be wrong."""
    async with running(folder) as program:
        address = await program.address()
        yield address
        await check_requests(address)
        assert await program.end() == 0


async def check_requests(address: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{address}/sim/calls") as answer:
        calls = await answer.json()
    assert len(calls) >= FEWEST
    wrong = [w for call in calls for w in violations(call["method"], call["params"])]
    assert not wrong
    refused = [f"{c['method']}: {c['status']} {c['description']}" for c in calls if not c["ok"]]
    assert not refused
