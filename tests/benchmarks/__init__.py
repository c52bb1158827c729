"""How fast the bot is beside others."""

import sys

for development in ("click", "rich"):  # httpx takes them along where it finds them
    sys.modules[development] = None  # type: ignore[assignment]
