"""Where charts and exports are made, when they are sent and off the event loop."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.logs import where
from bot.made import Product
from bot.message import Message
from bot.records import Delivery
from bot.views import export, figures, own_data

log = logging.getLogger(__name__)

INSTEAD: Mapping[str, Message] = {
    "figures": figures.not_made(),
    "export": export.not_made(),
    "own data": own_data.not_made(),
}
"""What comes where something cannot be made, by who makes it."""

Maker = Callable[[Mapping[str, Any], str], Awaitable[Product]]
"""Makes one kind of thing, from what was asked and the language of who asked."""


class Workshop:
    """Knows by name who makes what."""

    def __init__(self, makers: Mapping[str, Maker]) -> None:
        self._makers = makers

    async def make(self, delivery: Delivery) -> Product:
        """Make what a delivery asks for: its content is JSON with the maker's name as `what`.

        Who asked for a picture or a file that cannot be made hears so.
        """
        asked = json.loads(delivery.content)
        try:
            return await self._makers[asked["what"]](asked, delivery.language)
        except Exception as error:
            if asked["what"] not in INSTEAD:
                raise
            log.error('cannot be made what=%s error="%s"', asked["what"], where(error))
            return INSTEAD[asked["what"]]
