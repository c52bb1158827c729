"""Logging: one line an event, and never an answer, a name, a code or the token."""

from __future__ import annotations

import logging

TALKATIVE = ("telegram", "aiosqlite", "aiohttp", "asyncio", "httpx", "httpcore")
"""They log the token, addresses or what people wrote when they are asked for more detail."""


def configure(level: str) -> None:
    """Log to standard error in lines with time, level, module and event."""
    logging.basicConfig(
        level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))


def where(error: BaseException) -> str:
    """Return what went wrong and where, without the words of anybody's message."""
    while error.__cause__:
        error = error.__cause__
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    place = f"{frame.tb_frame.f_code.co_qualname}:{frame.tb_lineno}" if frame else "?"
    return f"{type(error).__name__} in {place}"
