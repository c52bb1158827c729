"""The commands `backup` and `restore`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from bot.clock import Clock
from bot.settings import Settings
from bot.store import backup, erased, erasure_list
from bot.store.copying import Contents, Progress
from bot.store.database import Transaction
from bot.store.erased import Left

Say = Callable[[str], None]

UNKNOWN = (
    "Warning: it is not known what people had erased since this backup: it brings that back. "
    "Restore again with --erasures FILE (a newer erasures.txt or backup), or erase it by hand."
)
KNOWN_UNTIL = "What people had erased after {until} is not known here: erase that by hand."
INCOMPARABLE = (
    "Warning: this backup is from before the list of what people had erased: it brings that back. "
    "Restore again with --erasures FILE (any newer backup), or erase it by hand."
)


def back_up(settings: Settings, into: Path, say: Say, *, replace: bool) -> str:
    """Write a backup beside the running bot, with a list of what was erased; return one line."""
    clock = Clock(settings.timezone)
    began = clock.now()
    contents = backup.back_up(settings.database_path, into, steps(say), replace=replace)
    left = erased.left_by(into) or Left()
    erasure_list.add(erasure_list.beside(into), left.erasures, began)
    return f"{into} is a whole backup: {_held(contents)}, {size(into.stat().st_size)}."


def restore(settings: Settings, file: Path, say: Say, erasures: Path | None = None) -> str:
    """Put a backup in the place of the database; return one line about it. UnfitError.

    What people had erased since goes again: by what the replaced database remembers, by the list
    beside the backup, and by `erasures`, another list or a newer backup.
    """
    clock, path = Clock(settings.timezone), settings.database_path
    name = clock.local(clock.now()).strftime("%Y%m%d-%H%M%S")
    own = erased.left_by(file) or Left()
    lists = {one: erasure_list.read(one) for one in _lists(file, erasures)}
    replaced: list[Left] = []
    amend = erase_again(clock, say, own, lists.values(), replaced)
    restored = backup.restore(file, path, name, steps(say), [amend])
    if line := _unsure(clock, own, lists, replaced):
        say(line)
    before = f" What was there is now {restored.aside}." if restored.aside else ""
    return f"{path} is restored: {_held(restored.contents)}.{before}"


def _lists(file: Path, erasures: Path | None) -> Iterator[Path]:
    if erasures:
        yield erasures
    if (beside := erasure_list.beside(file)).exists():
        yield beside


def erase_again(
    clock: Clock, say: Say, own: Left, lists: Iterable[Left], replaced: list[Left]
) -> backup.Amend:
    """Return what has a restored database forget who was erased since the backup.

    `own` is what the backup itself remembers. What the replaced database remembers comes into
    `replaced`, if it can be read.
    """

    async def amend(tx: Transaction, path: Path) -> None:
        if since := erased.left_by(path):
            replaced.append(since)
        known = [*replaced, *lists]
        key = next((left.key for left in known if left.key and left.erasures), None)
        if own.key is None and key:
            await erased.adopt(tx, key)
        every = [one for left in known for one in left.erasures]
        if done := await erased.apply(tx, every, clock.now()):
            say(f"Erased again, as asked since the backup: {done}.")

    return amend


def _unsure(
    clock: Clock, own: Left, lists: Mapping[Path, Left], replaced: Sequence[Left]
) -> str | None:
    """Return what the operator must know of erasures that may have come back.

    A database that was replaced knows them all, unless it is not the one that was backed up.
    """
    known = [*replaced, *lists.values()]
    if own.key is None and any(k.erasures for k in known) and not any(k.key for k in known):
        return INCOMPARABLE
    if any(own.key in (None, left.key) for left in replaced):
        return None
    if not lists:
        return UNKNOWN
    until = max((left.until for left in lists.values() if left.until), default=None)
    said = f"{clock.local(until):%Y-%m-%d %H:%M}" if until else f"{next(iter(lists))} was made"
    return KNOWN_UNTIL.format(until=said)


def steps(say: Say) -> Progress:
    """Say every tenth part how far it is."""
    said = 0

    def step(done: int, whole: int) -> None:
        nonlocal said
        tenths = 10 * done // whole if whole else 0  # an empty file
        if tenths > said:
            said = tenths
            say(f"{10 * tenths} % of {size(whole)}")

    return step


def size(number: int) -> str:
    """Return a number of bytes as people read it."""
    return f"{number / 1_000_000:.1f} MB"


def _held(contents: Contents) -> str:
    return f"{contents.proposals} proposals, {contents.people} people"
