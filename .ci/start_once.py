"""Starts the program given, gets the page it names, and stops it as a service manager does."""

import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from urllib.request import urlopen


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def follow(program: subprocess.Popen[str]) -> queue.Queue[str | None]:
    """Reads on in the background, or a program that writes much would come to a halt."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        assert program.stdout
        for line in program.stdout:
            sys.stdout.write(line)
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    return lines


def address(lines: queue.Queue[str | None], seconds: float) -> str:
    """The first address that the program writes."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            line = lines.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            sys.exit(f"No address was shown in {seconds:.0f} seconds.")
        if line is None:
            sys.exit("The program ended before it showed an address.")
        if found := re.search(r"http://[^\s\x1b]+", line):
            return found.group()


def main() -> None:
    surroundings = os.environ | {"LISTEN": f"127.0.0.1:{free_port()}"}
    program = subprocess.Popen(
        sys.argv[1:],
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        url = address(follow(program), seconds=30)
        with urlopen(url, timeout=10) as page:
            if b"<html" not in page.read().lower():
                sys.exit("The address shows no page.")
        program.send_signal(signal.SIGTERM)
        code = program.wait(timeout=10)
    finally:
        program.kill()
    if code != 0:
        sys.exit(f"SIGTERM ended the program with exit code {code} instead of 0.")


main()
