"""Numbers for new rows, given out before they are written. There is one writer."""

from __future__ import annotations

from itertools import count

from bot.store.database import Transaction


class Ids:
    """The next number for a row, by table."""

    def __init__(self, used: dict[str, int]) -> None:
        self._counts = {table: count(last + 1) for table, last in used.items()}

    @classmethod
    async def load(cls, tx: Transaction) -> Ids:
        """Go on after the highest number that each table ever had."""
        tables = ("outbox", "conversations", "proposals", "checks", "transitions", "questions")
        rows = await tx.rows("SELECT name, seq FROM sqlite_sequence")
        used = {row[0]: row[1] for row in rows}
        return cls({table: used.get(table, 0) for table in tables})

    def next(self, table: str) -> int:
        """Return a number that no row of this table has or had."""
        return next(self._counts[table])
