"""What the database holds, read as a stranger would: beside the bot, without its code."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


def rows(path: Path, sql: str, *params: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute(sql, params).fetchall()


def answers(path: Path, person: int) -> dict[str, str]:
    """Every answer of a person in the newest conversation."""
    newest = "SELECT max(id) FROM conversations WHERE person_id = ?"
    found = rows(
        path, f"SELECT question, value FROM answers WHERE conversation_id = ({newest})", person
    )
    return dict(found)
