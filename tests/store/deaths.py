"""What a folder looks like if the program dies, or the power fails, where it changes a file.

Nothing is killed: before each such call, what a death there would leave is kept as a folder of its
own, and the program goes on.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.disk import Disk, Kept

CHANGES = ("rename", "link", "unlink", "truncate", "fsync")
"""All by which the program changes files itself; what SQLite writes is watched by a disk."""

Image = Callable[[str], None]


class Deaths:
    """Folders as deaths leave them, each with the call that it came before."""

    def __init__(self, folder: Path, into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder, self._into = folder, into
        self.left: list[tuple[str, Path]] = []
        into.mkdir()
        for name in CHANGES:
            monkeypatch.setattr(os, name, self._before(name, getattr(os, name)))

    def _before(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def changed(*given: Any, **named: Any) -> Any:
            self.keep(name)
            result = call(*given, **named)
            self.done(name, *given)
            return result

        return changed

    def keep(self, name: str) -> None:
        """Keep what a death leaves now: the computer still has all that was written."""
        shutil.copytree(self._folder, self.next(name))

    def done(self, name: str, *given: Any) -> None:
        """The call was made."""

    def next(self, name: str) -> Path:
        image = self._into / f"{len(self.left)}-{name}"
        self.left.append((name, image))
        return image

    def images(self) -> Iterator[tuple[str, Path]]:
        """What each leaves, with all calls there must have been."""
        assert {"rename", "fsync"} <= {name for name, _ in self.left}
        yield from self.left


class PowerFailures(Deaths):
    """Only what was synced is left, or any part of the rest: of what is in files, and of names."""

    def __init__(
        self, folder: Path, into: Path, monkeypatch: pytest.MonkeyPatch, disk: Disk
    ) -> None:
        super().__init__(folder, into, monkeypatch)
        self._disk = disk
        self._names = self._now()

    def _now(self) -> dict[str, Kept]:
        return {
            path.name: self._disk.files.setdefault(str(path), Kept(bytearray(path.read_bytes())))
            for path in self._folder.iterdir()
        }

    def keep(self, name: str) -> None:
        for names in (self._now(), self._names):
            for seed in (None, 1, 2):
                chance = None if seed is None else random.Random(f"{seed} {len(self.left)}")
                image = self.next(name)
                image.mkdir()
                for file, kept in names.items():
                    (image / file).write_bytes(kept.left(chance))

    def done(self, name: str, *given: Any) -> None:
        files = self._disk.files
        if name == "rename":
            files[str(given[1])] = files.pop(str(given[0]))
        elif name == "link":
            files[str(given[1])] = files[str(given[0])]
        elif name == "unlink":
            files.pop(str(given[0]), None)
        elif name == "truncate":
            files.pop(str(given[0]), None)  # it is looked at anew
        elif name == "fsync":
            self._synced(os.readlink(f"/proc/self/fd/{given[0]}"))

    def _synced(self, path: str) -> None:
        if path == str(self._folder):
            self._names = self._now()
        elif path in self._disk.files:
            self._disk.files[path].sync()
