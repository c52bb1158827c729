"""Telegram's HTML: read as its server reads it, with its error messages."""

import re
from dataclasses import dataclass, field
from html import escape

from bot.simulator.refusals import Json, bad_request

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "s": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
}
_ATTRIBUTE = re.compile(r"\s*([^\s=>\"']+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[A-Za-z0-9.-]+))?")
_CHARACTER = re.compile(r"&(?:(lt|gt|amp|quot)|#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6}));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


@dataclass(frozen=True)
class Formatted:
    """Plain text and the entities over it, offsets in UTF-16 units."""

    text: str
    entities: list[Json] = field(default_factory=list)

    @property
    def length(self) -> int:
        """The length as Telegram counts it."""
        return units(self.text)


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int


def units(text: str) -> int:
    """The number of UTF-16 units of a text."""
    return len(text.encode("utf-16-le")) // 2


def parse_html(source: str) -> Formatted:
    """The text and entities of Telegram's HTML; a Refusal in its words if it is malformed."""
    return _Reader(source).read()


def as_html(text: str) -> str:
    """Plain text as HTML that shows the same."""
    return escape(text, quote=False)


def trimmed(formatted: Formatted) -> Formatted:
    """Without the white space at both ends, which Telegram takes away."""
    start = len(formatted.text) - len(formatted.text.lstrip())
    text = formatted.text.strip()
    cut, end = units(formatted.text[:start]), units(text)
    entities = []
    for entity in formatted.entities:
        first = max(entity["offset"] - cut, 0)
        last = min(entity["offset"] + entity["length"] - cut, end)
        if first < last:
            entities.append({**entity, "offset": first, "length": last - first})
    return Formatted(text, entities)


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def read(self) -> Formatted:
        while self.at < len(self.source):
            if self.source.startswith("</", self.at):
                self._end_tag()
            elif self.source[self.at] == "<":
                self._start_tag()
            else:
                self._character()
        if self.open:
            self._fail(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return Formatted("".join(self.text), self.entities)

    def _character(self) -> None:
        match = _CHARACTER.match(self.source, self.at)
        character = _decoded(match) if match else ""
        if match and character:
            self.at = match.end()
        else:
            character = self.source[self.at]
            self.at += 1
        self.text.append(character)
        self.offset += units(character)

    def _start_tag(self) -> None:
        begin = self.at
        match = re.compile(r"[^\s>]*").match(self.source, begin + 1)
        name = match.group().lower() if match else ""
        after = begin + 1 + len(name)
        if after >= len(self.source):
            self._fail(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if name not in KINDS:
            self._fail(f'Unsupported start tag "{name}" at byte offset {self._byte(begin)}')
        attributes, self.at = self._attributes(name, begin, after)
        self.open.append(_Open(name, attributes, self.offset))

    def _attributes(self, tag: str, begin: int, at: int) -> tuple[dict[str, str], int]:
        found: dict[str, str] = {}
        while True:
            at += len(self.source[at:]) - len(self.source[at:].lstrip())
            if self.source.startswith(">", at):
                return found, at + 1
            match = _ATTRIBUTE.match(self.source, at)
            if at >= len(self.source):
                self._fail(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
            if not match:
                self._fail(
                    f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}'
                )
            else:
                value = (match.group(2) or "").strip("\"'")
                found[match.group(1).lower()] = parse_characters(value)
                at = match.end()

    def _end_tag(self) -> None:
        begin = self.at
        where = self._byte(begin)
        if not self.open:
            self._fail(f"Unexpected end tag at byte offset {where}")
        match = re.compile(r"</([^\s>]*)\s*>").match(self.source, begin)
        if not match:
            self._fail(f"Unclosed end tag at byte offset {where}")
            return
        opened = self.open.pop()
        found = match.group(1).lower()
        if found and found != opened.tag:
            self._fail(
                f"Unmatched end tag at byte offset {where}, "
                f'expected "</{opened.tag}>", found "</{found}>"'
            )
        self.at = match.end()
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = self.offset - opened.offset
        if not length:
            return
        entity: Json = {"type": KINDS[opened.tag], "offset": opened.offset, "length": length}
        if opened.tag == "a":
            url = opened.attributes.get("href", "")
            if not url:
                return
            entity["url"] = url
        if opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        self.entities.append(entity)

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    @staticmethod
    def _fail(said: str) -> None:
        description = f"can't parse entities: {said}"
        raise bad_request(description)


def _decoded(match: re.Match[str]) -> str:
    name, decimal, hexadecimal = match.groups()
    if name:
        return _NAMED[name]
    number = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else ""


def parse_characters(source: str) -> str:
    """A text with its character references replaced."""
    return _CHARACTER.sub(lambda match: _decoded(match) or match.group(), source)
