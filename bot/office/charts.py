"""Draws a poster as a picture that can be read on a phone and shown in a meeting.

Each colour has a pattern too, and the numbers stand on the bars. matplotlib is imported when
something is drawn, not before.
"""

from __future__ import annotations

import asyncio
import logging
import threading

from bot.office.poster import Poster

WIDTH, HEIGHT = 1080, 1350
"""Pixels: upright, as a phone is held."""

_one_at_a_time = threading.Lock()
"""matplotlib keeps state of its own, which two threads must not share."""


async def drawn(poster: Poster, language: str) -> bytes:
    """Return the picture as PNG, drawn while others are answered."""
    return await asyncio.to_thread(draw, poster, language)


def draw(poster: Poster, language: str) -> bytes:
    """Return the picture as PNG."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it tells where it keeps its files
    with _one_at_a_time:
        from bot.office.canvas import Canvas
        from bot.office.layout import Layout

        canvas = Canvas(WIDTH, HEIGHT)
        Layout(canvas, language).put(poster)
        return canvas.png()
