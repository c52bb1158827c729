"""Everything that can be wrong before a start."""

from __future__ import annotations

from bot import app, translate
from bot.settings import Settings
from bot.store.database import Database, intact
from conversations import flows
from conversations.soundness import problems


class UnsoundError(Exception):
    """The program itself is not fit to start."""


def sound() -> None:
    """Make sure that flows and catalogues are whole. UnsoundError."""
    found = [fault for flow in flows(app.places()).values() for fault in problems(flow)]
    for language in translate.LANGUAGES:
        found += [f"{language}: {fault}" for fault in translate.problems(language)]
    if found:
        raise UnsoundError("; ".join(found))


async def checkup(settings: Settings) -> str:
    """Return one line that all is well. UnsoundError, InUseError, sqlite3.Error."""
    sound()
    database = Database(settings.database_path)
    await database.open(alone=False)
    try:
        async with database.transaction() as tx:
            whole = await intact(tx)
    finally:
        await database.close()
    if not whole:
        raise UnsoundError("the database is damaged: restore a backup")
    return "Settings, database, catalogues and flows are in order."
