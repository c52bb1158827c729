"""Logging: one line an event, and never an answer, a name, a code or the token.

A line is `LEVEL time logger event key=value…`, as in
`ERROR 2026-03-02T09:00:00.000Z bot.intake.aside update failed id=7 error="ValueError in f:12"`.
"""

from __future__ import annotations

import logging
import re
import sys
from datetime import UTC, datetime
from traceback import extract_tb
from types import TracebackType

from bot.clock import stamp

TALKATIVE = ("telegram", "aiosqlite", "aiohttp", "asyncio", "httpx", "httpcore")
"""They log the token, addresses or what people wrote when they are asked for more detail."""

TOKEN = re.compile(r"\d{5,}:[\w-]{20,}")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

log = logging.getLogger(__name__)


class OneLine(logging.Formatter):
    """An event as one line. Of an error it shows the kind and the place, never its words."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said = record.getMessage()
        if not record.name.startswith("bot"):
            said = said.partition("\n")[0]  # the second line of asyncio's repeats an error's words
        if record.exc_info and record.exc_info[1]:
            said += f' error="{where(record.exc_info[1])}"'
        line = f"{record.levelname} {_time(record)} {record.name} {said}"
        return TOKEN.sub("[token]", CONTROL.sub(" ", line))


def _time(record: logging.LogRecord) -> str:
    return stamp(datetime.fromtimestamp(record.created, UTC))


def configure(level: str) -> None:
    """Log to standard error, a line for each event; a fault that ends the program too."""
    out = logging.StreamHandler()
    out.setFormatter(OneLine())
    logging.basicConfig(level=level, handlers=[out], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
    sys.excepthook = uncaught


def uncaught(
    _: type[BaseException], error: BaseException, trace: TracebackType | None = None
) -> None:
    """Log a fault that nobody caught: where it came from, without the words that it bears."""
    path = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(extract_tb(trace)))
    log.critical('fault error="%s" path="%s"', where(error), path)


SAID_AT_FIRST, SAID_EVERY = 5, 60
"""Of how many failures in a row each is logged, and after that of how many one is."""


def worth_a_line(failures: int) -> bool:
    """Tell whether to log a failure, by how many there were in a row."""
    return failures <= SAID_AT_FIRST or failures % SAID_EVERY == 0


def where(error: BaseException) -> str:
    """Return what went wrong and where, without the words of anybody's message."""
    while error.__cause__:
        error = error.__cause__
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    place = f"{frame.tb_frame.f_code.co_qualname}:{frame.tb_lineno}" if frame else "?"
    return f"{type(error).__name__} in {place}"
