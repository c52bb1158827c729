"""The commands `backup` and `restore`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.clock import Clock
from bot.settings import Settings
from bot.store import backup, erased
from bot.store.copying import Contents, Progress
from bot.store.database import Transaction

Say = Callable[[str], None]

UNREADABLE = (
    "What people had erased since the backup cannot be read from {name}: "
    "look for a later backup, or erase it again by hand."
)


def back_up(settings: Settings, into: Path, say: Say, *, replace: bool) -> str:
    """Write a backup beside the running bot; return one line about it."""
    source = settings.database_path
    contents = backup.back_up(source, into, steps(say), replace=replace)
    return f"{into} is a whole backup: {_held(contents)}, {size(into.stat().st_size)}."


def restore(settings: Settings, file: Path, say: Say) -> str:
    """Put a backup in the place of the database; return one line about it."""
    clock = Clock(settings.timezone)
    name = clock.local(clock.now()).strftime("%Y%m%d-%H%M%S")
    path = settings.database_path
    restored = backup.restore(file, path, name, steps(say), [erase_again(clock, say)])
    before = f" What was there is now {restored.aside}." if restored.aside else ""
    return f"{path} is restored: {_held(restored.contents)}.{before}"


def erase_again(clock: Clock, say: Say) -> backup.Amend:
    """Return what has a restored database forget who was erased since the backup."""

    async def amend(tx: Transaction, replaced: Path) -> None:
        since = erased.left_by(replaced)
        if since is None:
            say(UNREADABLE.format(name=replaced.name))
        elif done := await erased.apply(tx, since, clock.now()):
            say(f"Erased again, as asked since the backup: {done}.")

    return amend


def steps(say: Say) -> Progress:
    """Say every tenth part how far it is."""
    said = 0

    def step(done: int, whole: int) -> None:
        nonlocal said
        tenths = 10 * done // whole if whole else 10
        if tenths > said:
            said = tenths
            say(f"{10 * tenths} % of {size(whole)}")

    return step


def size(number: int) -> str:
    """Return a number of bytes as people read it."""
    return f"{number / 1_000_000:.1f} MB"


def _held(contents: Contents) -> str:
    return f"{contents.proposals} proposals, {contents.people} people"
