"""Which commands the menus of colleagues were last set to."""

from __future__ import annotations

from bot.store.database import Transaction

SHOWN = "SELECT value FROM keys WHERE name = 'menus'"

SHOW = """
INSERT INTO keys VALUES ('menus', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""


async def shown(tx: Transaction) -> str | None:
    """Return the mark of the commands that the menus show; None when it was never noted."""
    row = await tx.row(SHOWN)
    return row[0] if row else None


async def show(tx: Transaction, mark: str) -> None:
    """Note the mark of the commands that the menus show from now on."""
    await tx.run(SHOW, (mark,))
