"""The files on Telegram's servers, and sample pictures to send."""

import struct
import zlib
from dataclasses import dataclass

from bot.simulator.refusals import Json, bad_request

FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "video": "videos"}
EXTENSIONS = {"photo": "jpg", "voice": "oga", "video": "mp4", "audio": "mp3", "animation": "mp4"}
SKIES = ((126, 180, 222), (233, 189, 140), (160, 170, 190), (120, 200, 190))


@dataclass(frozen=True)
class Stored:
    """One file."""

    file_id: str
    path: str
    content: bytes
    name: str = ""
    mime: str = "application/octet-stream"

    def to_json(self) -> Json:
        """The Bot API's File."""
        return {
            "file_id": self.file_id,
            "file_unique_id": unique_id(self.file_id),
            "file_size": len(self.content),
            "file_path": self.path,
        }


def unique_id(file_id: str) -> str:
    """The id that a file keeps when it is sent again."""
    return "AQAD" + file_id[-12:]


class Files:
    """Every file that was ever sent."""

    def __init__(self) -> None:
        self._by_id: dict[str, Stored] = {}

    def put(self, kind: str, content: bytes, name: str = "", mime: str = "") -> Stored:
        """Keeps a file and gives it an id."""
        number = len(self._by_id)
        extension = name.rsplit(".", 1)[-1] if "." in name else EXTENSIONS.get(kind, "bin")
        stored = Stored(
            file_id=f"AgACAgQAAxkBAAI{kind[:2].upper()}{number:012d}",
            path=f"{FOLDERS.get(kind, kind + 's')}/file_{number}.{extension}",
            content=content,
            name=name,
            mime=mime or _mime(content),
        )
        self._by_id[stored.file_id] = stored
        return stored

    def get(self, file_id: str) -> Stored:
        """The file with this id, or Telegram's refusal."""
        if file_id not in self._by_id:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self._by_id[file_id]

    def at(self, path: str) -> Stored | None:
        """The file at this path."""
        return next((file for file in self._by_id.values() if file.path == path), None)


def _mime(content: bytes) -> str:
    starts = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"OggS": "audio/ogg"}
    found = (mime for start, mime in starts.items() if content.startswith(start))
    return next(found, "application/octet-stream")


def sample_picture(number: int = 0, width: int = 320, height: int = 240) -> bytes:
    """A small PNG of a field under a sky, another colour for each number."""
    sky = SKIES[number % len(SKIES)]
    horizon = height * 3 // 5
    rows = []
    for y in range(height):
        shade = y / horizon if y < horizon else 1.4 - (y - horizon) / height
        base = sky if y < horizon else (92, 142, 78)
        pixel = bytes(min(255, int(part * (0.75 + 0.25 * shade))) for part in base)
        rows.append(b"\x00" + _row(pixel, y, number, width, height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(rows), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")
    )


def _row(pixel: bytes, y: int, number: int, width: int, height: int) -> bytes:
    """One line of pixels, with a pale sun where it passes through."""
    line = bytearray(pixel * width)
    radius, centre = height // 9, height // 4
    reach = int((radius**2 - (y - centre) ** 2) ** 0.5) if abs(y - centre) < radius else 0
    middle = width // 4 + (number * width // 5) % (width // 2)
    for x in range(middle - reach, middle + reach):
        line[x * 3 : x * 3 + 3] = b"\xff\xf3\xd0"
    return bytes(line)


def _chunk(kind: bytes, data: bytes) -> bytes:
    checked = kind + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG; a usual size for anything else."""
    if content.startswith(b"\x89PNG") and len(content) > 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    return 1280, 960
