"""The real program in a process of its own."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.acceptance.warm import Begun, begin

REPOSITORY = Path(__file__).parents[2]
ADDRESS = re.compile(r"http://\S+")
START_WITHIN = 20.0
STOP_WITHIN = 5.0
"""Seconds that a service manager may count on."""


@dataclass
class Program:
    """A process, and what it has written so far."""

    process: asyncio.subprocess.Process | Begun
    lines: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    ended: bool = False
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)
    _reading: list[asyncio.Task[None]] = field(default_factory=list)

    def listen(self) -> None:
        """Reads on in the background, or a program that writes much would come to a halt."""
        for stream, into in ((self.process.stdout, self.lines), (self.process.stderr, self.errors)):
            assert stream
            self._reading.append(asyncio.create_task(self._read(stream, into)))

    async def _read(self, stream: asyncio.StreamReader, into: list[str]) -> None:
        async for line in stream:
            async with self._news:
                into.append(line.decode().rstrip("\n"))
                self._news.notify_all()
        async with self._news:
            self.ended = True
            self._news.notify_all()

    async def line(self, holding: str) -> str:
        """Waits until the program says this."""
        async with asyncio.timeout(START_WITHIN), self._news:
            await self._news.wait_for(lambda: self.ended or self.said(holding))
        found = self.said(holding)
        assert found, f"ended without {holding!r}: {self.lines + self.errors}"
        return found[0]

    def said(self, holding: str) -> list[str]:
        """The lines so far that hold these words."""
        return [line for line in self.lines if holding in line]

    async def address(self) -> str:
        """Where the page is."""
        found = ADDRESS.search(await self.line("http://"))
        assert found
        return found.group()

    async def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Tells it to stop; its exit code."""
        if self.process.returncode is None:
            self.process.send_signal(how)
        async with asyncio.timeout(STOP_WITHIN):
            return await self.result()

    async def result(self) -> int:
        """Its exit code, once it has ended by itself and all it wrote was read."""
        await asyncio.gather(*self._reading)
        return await self.process.wait()


async def start(folder: Path, *arguments: str, module: str = "", **settings: str) -> Program:
    """Starts the program in a folder, at any free port, unpaced, with nothing else set.

    `module`: by a new Python, `bot` as whoever runs it does; else by one that has it imported.
    """
    surroundings = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONWARNINGS": "error",
        "LISTEN": "127.0.0.1:0",
        "SEND_PER_SECOND": "0",
        **settings,
    }
    if module:
        program = Program(await _begin(folder, surroundings, "-m", module, *arguments))
    else:
        program = Program(await begin(REPOSITORY, folder, surroundings, arguments))
    program.listen()
    return program


async def _begin(
    folder: Path, surroundings: dict[str, str], *arguments: str
) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=folder,
        env=surroundings,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@asynccontextmanager
async def running(
    folder: Path, *arguments: str, module: str = "", **settings: str
) -> AsyncIterator[Program]:
    """Has the program run meanwhile, and killed if it is still there afterwards."""
    program = await start(folder, *arguments, module=module, **settings)
    try:
        yield program
    finally:
        await program.end(signal.SIGKILL)


async def run(folder: Path, *arguments: str, module: str = "", **settings: str) -> Program:
    """Lets the program run until it ends by itself."""
    async with (
        running(folder, *arguments, module=module, **settings) as program,
        asyncio.timeout(START_WITHIN),
    ):
        await program.result()
    return program
