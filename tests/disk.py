"""A disk that forgets what was not synced when the power fails.

SQLite writes by way of a table of functions (its VFS). While a disk is watched, writing, truncating
and syncing go past here first, so that it is known what would be left of every file. It works in
the very library that Python's sqlite3 uses, and needs no compiler and no rights.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECTOR = 512
"""Bytes that reach a disk together or not at all."""

POINTER, INT, LONG = ctypes.c_void_p, ctypes.c_int, ctypes.c_longlong
OPEN = ctypes.CFUNCTYPE(INT, POINTER, POINTER, POINTER, INT, POINTER)
DELETE = ctypes.CFUNCTYPE(INT, POINTER, POINTER, INT)
WRITE = ctypes.CFUNCTYPE(INT, POINTER, POINTER, INT, LONG)
TRUNCATE = ctypes.CFUNCTYPE(INT, POINTER, LONG)
SYNC = ctypes.CFUNCTYPE(INT, POINTER, INT)


class Vfs(ctypes.Structure):
    """The beginning of SQLite's struct sqlite3_vfs."""

    _fields_ = [
        ("version", INT),
        ("size_of_file", INT),
        ("longest_path", INT),
        ("next", POINTER),
        ("name", ctypes.c_char_p),
        ("data", POINTER),
        ("open", POINTER),
        ("delete", POINTER),
    ]


class Methods(ctypes.Structure):
    """SQLite's struct sqlite3_io_methods, up to its third version."""

    _fields_ = [
        ("version", INT),
        ("close", POINTER),
        ("read", POINTER),
        ("write", POINTER),
        ("truncate", POINTER),
        ("sync", POINTER),
        ("others", POINTER * 13),
    ]


class File(ctypes.Structure):
    """SQLite's struct sqlite3_file."""

    _fields_ = [("methods", ctypes.POINTER(Methods))]


Change = Callable[[bytearray], None]


def write(at: int, data: bytes) -> Change:
    def change(content: bytearray) -> None:
        content.extend(bytes(max(0, at + len(data) - len(content))))
        content[at : at + len(data)] = data

    return change


def truncate(size: int) -> Change:
    def change(content: bytearray) -> None:
        del content[size:]

    return change


@dataclass
class Kept:
    """One file: what is on the disk for sure, and what may be."""

    synced: bytearray
    since: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.since:
            change(self.synced)
        self.since.clear()

    def left(self, chance: random.Random | None) -> bytes:
        """What is left after a power failure: nothing of what was not synced, or any part of it."""
        content = bytearray(self.synced)
        if chance:
            share = chance.random()
            some = [change for change in self.since if chance.random() < share]
            chance.shuffle(some)
            for change in some:
                change(content)
        return bytes(content)


class Disk:
    """Every file that SQLite writes while it is watched, by path."""

    def __init__(self) -> None:
        self.files: dict[str, Kept] = {}
        self.syncs = 0
        self._lock = threading.Lock()
        self._paths: dict[int, str] = {}

    def opened(self, file: int, name: bytes) -> None:
        path = Path(name.decode())
        with self._lock:
            self._paths[file] = str(path)
            if str(path) not in self.files:
                self.files[str(path)] = Kept(bytearray(path.read_bytes()))

    def changed(self, file: int, *changes: Change) -> None:
        with self._lock:
            self.files[self._paths[file]].since.extend(changes)

    def synced(self, file: int) -> None:
        with self._lock:
            self.files[self._paths[file]].sync()
            self.syncs += 1

    def deleted(self, name: bytes) -> None:
        with self._lock:
            self.files.pop(name.decode(), None)

    def fail(self, path: Path, image: Path, chance: random.Random | None = None) -> None:
        """Writes what is left of a database and its log under another name."""
        with self._lock:
            for ending in ("", "-wal", "-journal"):
                if kept := self.files.get(f"{path}{ending}"):
                    Path(f"{image}{ending}").write_bytes(kept.left(chance))


def sectors(at: int, data: bytes) -> Iterator[Change]:
    """The writes of a disk that one write of SQLite becomes."""
    while data:
        size = SECTOR - at % SECTOR
        yield write(at, data[:size])
        at, data = at + size, data[size:]


class _Watching:
    """Our functions in the places of SQLite's own; kept for good, for files may still be open."""

    def __init__(self, disk: Disk, vfs: Vfs) -> None:
        self._disk = disk
        self._open = OPEN(vfs.open)
        self._delete = DELETE(vfs.delete)
        self._methods: dict[int, Methods] = {}
        self._keep: list[Any] = [OPEN(self.open), DELETE(self.delete)]
        vfs.open, vfs.delete = (ctypes.cast(f, POINTER) for f in self._keep)

    def open(self, vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        result = self._open(vfs, name, file, flags, out)
        if result == 0 and name:
            self._disk.opened(file, ctypes.string_at(name))
            opened = ctypes.cast(file, ctypes.POINTER(File)).contents
            opened.methods = ctypes.pointer(self._watched(opened.methods))
        return int(result)

    def delete(self, vfs: int, name: int, sync: int) -> int:
        self._disk.deleted(ctypes.string_at(name))
        return int(self._delete(vfs, name, sync))

    def _watched(self, own: Any) -> Methods:
        address = ctypes.addressof(own.contents)
        if address not in self._methods:
            self._methods[address] = self._around(Methods.from_buffer_copy(own.contents))
        return self._methods[address]

    def _around(self, methods: Methods) -> Methods:
        own_write, own_truncate = WRITE(methods.write), TRUNCATE(methods.truncate)

        def on_write(file: int, data: int, size: int, at: int) -> int:
            self._disk.changed(file, *sectors(at, ctypes.string_at(data, size)))
            return int(own_write(file, data, size, at))

        def on_truncate(file: int, size: int) -> int:
            self._disk.changed(file, truncate(size))
            return int(own_truncate(file, size))

        def on_sync(file: int, how: int) -> int:
            self._disk.synced(file)  # what it syncs to is here: no real disk need wait
            return 0

        made = WRITE(on_write), TRUNCATE(on_truncate), SYNC(on_sync)
        self._keep += [made, own_write, own_truncate]
        methods.write, methods.truncate, methods.sync = (ctypes.cast(f, POINTER) for f in made)
        return methods


_ALL: list[_Watching] = []


@contextmanager
def watched() -> Iterator[Disk]:
    """Watches what SQLite writes in files that it opens from now on."""
    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = ctypes.POINTER(Vfs)
    vfs = library.sqlite3_vfs_find(None).contents
    own = vfs.open, vfs.delete
    disk = Disk()
    _ALL.append(_Watching(disk, vfs))
    try:
        yield disk
    finally:
        vfs.open, vfs.delete = own
