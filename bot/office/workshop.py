"""Where charts and exports are made, when they are sent and off the event loop."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.made import Product
from bot.records import Delivery

Maker = Callable[[Mapping[str, Any], str], Awaitable[Product]]
"""Makes one kind of thing, from what was asked and the language of who asked."""


class Workshop:
    """Knows by name who makes what."""

    def __init__(self, makers: Mapping[str, Maker]) -> None:
        self._makers = makers

    async def make(self, delivery: Delivery) -> Product:
        """Make what a delivery asks for: its content is JSON with the maker's name as `what`."""
        asked = json.loads(delivery.content)
        return await self._makers[asked["what"]](asked, delivery.language)
