"""The program from a process that has imported it already: many starts for the price of one.

`python -m tests.acceptance.warm SOCKET` imports the program and waits. For each start it is asked
for it splits off a process that becomes the program: with a folder, settings, arguments and streams
of its own, and a number to be killed by. Only the imports are not done again, so all lives of one
worker hash alike: what depends on that, the tests with a new Python would show.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot import cli

AT_MOST = 1 << 16
"""Bytes that a start is asked for in."""


@dataclass
class Begun:
    """One program that runs, as asyncio's own processes are."""

    pid: int
    stdout: asyncio.StreamReader
    stderr: asyncio.StreamReader
    _told: asyncio.StreamReader
    _line: asyncio.StreamWriter
    returncode: int | None = None

    def send_signal(self, how: signal.Signals) -> None:
        with suppress(ProcessLookupError):  # it may have ended by itself
            os.kill(self.pid, how)

    async def wait(self) -> int:
        """Its exit code, once it has ended."""
        if self.returncode is None:
            status = int(await self._told.readline())
            self.returncode = os.waitstatus_to_exitcode(status)
            self._line.close()
            await self._line.wait_closed()
        return self.returncode


async def begin(
    python: Path, folder: Path, settings: Mapping[str, str], arguments: tuple[str, ...]
) -> Begun:
    """Has one more program begin; `python` is where the code is."""
    asked = {"folder": str(folder), "settings": dict(settings), "arguments": arguments}
    line = socket.socket(socket.AF_UNIX)
    line.connect(str(await _waiting(python)))
    (out, out_end), (err, err_end) = os.pipe(), os.pipe()
    socket.send_fds(line, [json.dumps(asked).encode()], [out_end, err_end])
    for end in (out_end, err_end):
        os.close(end)
    told, writer = await asyncio.open_connection(sock=line)
    pid = int(await told.readline())
    return Begun(pid, await _read(out), await _read(err), told, writer)


async def _read(pipe: int) -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, os.fdopen(pipe, "rb"))
    return reader


async def _waiting(python: Path) -> Path:
    """Where the process waits that has imported the program; made once."""
    path, _ = _import_it(python)
    async with asyncio.timeout(30):
        while not path.exists():
            await asyncio.sleep(0.01)
    return path


@cache
def _import_it(python: Path) -> tuple[Path, subprocess.Popen[bytes]]:
    """It ends by itself when this process does, and lets go of its input."""
    path = Path(tempfile.mkdtemp(prefix="warm-")) / "socket"
    surroundings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(python)}
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "tests.acceptance.warm", str(path)],
        env=surroundings,
        stdin=subprocess.PIPE,
    )
    return path, process


def main(path: Path) -> None:
    """Wait for starts that are asked for, until whoever began this is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks what became of a watcher
    gc.freeze()  # what is imported is no garbage of any life, and need not be copied to look
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(f"{path}-new")
        door.listen()
        Path(f"{path}-new").rename(path)
        while True:
            ready, _, _ = select.select([door, sys.stdin], [], [])
            if sys.stdin in ready:
                break
            line, _ = door.accept()
            if os.fork() == 0:
                door.close()
                _watch(line)
            line.close()
    with suppress(OSError):
        path.unlink()
        path.parent.rmdir()


def _watch(line: socket.socket) -> None:
    """Let one program begin, and tell its number, and how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    asked, streams, _, _ = socket.recv_fds(line, AT_MOST, 2)
    pid = os.fork()
    if pid == 0:
        line.close()
        _become(streams, **json.loads(asked))
    for stream in streams:
        os.close(stream)
    line.sendall(f"{pid}\n".encode())
    _, status = os.waitpid(pid, 0)
    with suppress(OSError):  # nobody may be left to tell it to
        line.sendall(f"{status}\n".encode())
    os._exit(0)


def _become(
    streams: list[int], folder: str, settings: Mapping[str, str], arguments: list[str]
) -> None:
    """Be the program."""
    for stream, number in zip((os.open(os.devnull, os.O_RDONLY), *streams), range(3), strict=True):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(folder)
    os.environ.update(settings)  # beside what the imports have set; these cover all the rest
    sys.exit(cli.main(arguments))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
