"""Numbers for new rows, given out before they are written. There is one writer."""

from __future__ import annotations

from itertools import count

from bot.store.database import Transaction

TABLES = ("outbox", "conversations", "proposals", "checks", "transitions", "questions")


class Ids:
    """The next number for a row, by table."""

    def __init__(self, used: dict[str, int]) -> None:
        self._counts = {table: count(last + 1) for table, last in used.items()}

    @classmethod
    async def load(cls, tx: Transaction) -> Ids:
        """Go on after the highest number that each table ever had."""
        rows = await tx.rows("SELECT name, seq FROM sqlite_sequence")
        used = {row[0]: row[1] for row in rows}
        return cls({table: used.get(table, 0) for table in TABLES})

    @staticmethod
    async def skip(tx: Transaction, many: int) -> None:
        """Leave out so many numbers of each table."""
        rows = await tx.rows("SELECT name, seq FROM sqlite_sequence")
        used = {row[0]: row[1] for row in rows}
        await tx.run("DELETE FROM sqlite_sequence")
        await tx.many(
            "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)",
            ((table, used.get(table, 0) + many) for table in {*TABLES, *used}),
        )

    def next(self, table: str) -> int:
        """Return a number that no row of this table has or had."""
        return next(self._counts[table])
