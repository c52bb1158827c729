"""A call as bytes of HTTP/1.1, and the answer read from bytes. Pure.

No more of HTTP than a Bot API server takes: JSON, and an answer of a known length, in chunks, or
to the end of the connection.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from yarl import URL

STATUS = re.compile(rb"HTTP/1\.([01]) (\d{3})\b")
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,12})[ \t]*(?=\r\n|$)")
CHUNKED = re.compile(rb"\r\ntransfer-encoding:[^\r\n]*\bchunked\b")
CLOSES = re.compile(rb"\r\nconnection:[^\r\n]*\bclose\b")
KEEPS = re.compile(rb"\r\nconnection:[^\r\n]*\bkeep-alive\b")
SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")
LONGEST_HEAD = 65_536
WITHOUT_BODY = {204, 304}
BEGINS_WELL = (b'{"ok":true,"result":', b'{"ok": true, "result":')
"""How nearly every answer of the Bot API begins."""

_READER = json.JSONDecoder()
_COMPACT = json.JSONEncoder(separators=(",", ":"), check_circular=False)


class GarbledError(Exception):
    """The server's answer is not HTTP."""


@dataclass(frozen=True)
class Place:
    """Where a server is."""

    host: str
    port: int
    secure: bool


class Answer(NamedTuple):
    """A whole answer."""

    status: int
    body: bytes
    rest: bytes = b""
    """What came after it."""
    last: bool = False
    """Whether the connection ends with it."""


class Head(NamedTuple):
    """What stands above the body of an answer."""

    status: int
    last: bool
    """Whether the server ends the connection; an old one does unless it says otherwise."""
    chunked: bool
    size: int | None


@lru_cache(maxsize=64)
def _head(address: str, agent: str) -> tuple[Place, str]:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError
    secure = parts.scheme == "https"
    place = Place(parts.hostname, parts.port or (443 if secure else 80), secure)
    lines = (
        f"POST {URL(address).raw_path_qs} HTTP/1.1",
        f"Host: {URL(address).raw_authority}",
        f"User-Agent: {agent}",
        "Content-Type: application/json",
        "Content-Length: ",
    )
    return place, "\r\n".join(lines)


def call(address: str, agent: str, params: Mapping[str, Any]) -> tuple[Place, bytes]:
    """Return the server of an address, and what is to be sent to it. ValueError."""
    place, head = _head(address, agent)
    body = _COMPACT.encode(params)  # of ASCII only: as many bytes as characters
    return place, f"{head}{len(body)}\r\n\r\n{body}".encode("ascii")


def answer(read: bytes, *, ended: bool) -> Answer | None:
    """Return the first answer in what was read; None: not all of it is there yet. GarbledError.

    `ended`: nothing more comes.
    """
    rest = read
    while True:
        head, end, rest = rest.partition(b"\r\n\r\n")
        if not end:
            if len(head) > LONGEST_HEAD:
                raise GarbledError
            return None
        said = _said(head)
        if said.status >= 200:  # below it, the real one follows
            break
    whole = _body(said, rest, ended=ended)
    return Answer(said.status, *whole, ended or said.last) if whole else None


@lru_cache(maxsize=64)
def _said(head: bytes) -> Head:
    """Read a head. GarbledError. One second's answers of one length have the same."""
    found = STATUS.match(head)
    if found is None:
        raise GarbledError
    head = head.lower()
    length = LENGTH.search(head)
    return Head(
        status=int(found[2]),
        last=KEEPS.search(head) is None if found[1] == b"0" else CLOSES.search(head) is not None,
        chunked=CHUNKED.search(head) is not None,
        size=int(length[1]) if length else None,
    )


def _body(said: Head, rest: bytes, *, ended: bool) -> tuple[bytes, bytes] | None:
    if said.status in WITHOUT_BODY:
        return b"", rest
    if said.chunked:
        return unchunked(rest)
    if said.size is None:
        return (rest, b"") if ended else None
    return (rest[: said.size], rest[said.size :]) if len(rest) >= said.size else None


def unchunked(rest: bytes) -> tuple[bytes, bytes] | None:
    """Return a body that comes in chunks, and what follows; None: not all yet. GarbledError."""
    parts, at = list[bytes](), 0
    while found := SIZE.match(rest, at):
        size, at = int(found[1], 16), found.end()
        if size == 0:
            return _after(b"".join(parts), rest, at)
        if len(rest) < at + size + 2:
            return None
        parts.append(rest[at : at + size])
        at += size + 2
    if len(rest) - at > LONGEST_HEAD:
        raise GarbledError
    return None


def _after(body: bytes, rest: bytes, at: int) -> tuple[bytes, bytes] | None:
    """Return the body, and what follows the trailers after it."""
    if rest.startswith(b"\r\n", at):
        return body, rest[at + 2 :]
    end = rest.find(b"\r\n\r\n", at)
    return (body, rest[end + 4 :]) if end >= 0 else None


def outcome_in(payload: bytes) -> dict[str, Any] | None:
    """Return what the Bot API answers in a body; None where that is something else."""
    try:
        answer = _READER.decode(payload.decode())
    except ValueError:
        return None
    if not isinstance(answer, dict):
        return None
    if answer.get("ok") is False:
        return _refusal(answer)
    return answer if "result" in answer else None


def _refusal(answer: dict[str, Any]) -> dict[str, Any]:
    """Return a refusal with what is of use in it, and of the kind that it should be."""
    kinds = {"ok": bool, "error_code": int, "description": str, "parameters": dict}
    kept = {name: answer[name] for name, kind in kinds.items() if type(answer.get(name)) is kind}
    numbers = {k: v for k, v in kept.pop("parameters", {}).items() if type(v) is int}
    return {**kept, "parameters": numbers} if numbers else kept
