"""Is a request one that the Bot API knows? Checked against its documentation as data."""

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from bot.simulator.formatting import parse_html, units
from bot.simulator.refusals import Refusal

Json = dict[str, Any]
FILE = "InputFile"
LENGTH = re.compile(r"(?<![\w-])(\d+)-(\d+) (characters|bytes)")
UP_TO = re.compile(r"[Uu]p to (\d+) (characters|bytes)")
ONE_OF = re.compile(r"[Mm]ust be one of ((?:[“\"][^”\"]+[”\"][^“\"”,.]*,? ?(?:or )?)+)")
CONSTANT = re.compile(r"(?:must be|always) [“\"]?(\w+)[”\"]?\.?$")
ACTION = re.compile(r"(Exactly|At most) one of the fields other than ([\w, ]+?) must be used")


@cache
def specification() -> Json:
    """The Bot API's methods and types."""
    loaded: Json = json.loads(Path(__file__).with_name("telegram-bot-api.json").read_text("utf-8"))
    return loaded


def violations(method: str, params: Json) -> list[str]:
    """What the documentation does not allow in this request; empty when all is well."""
    known = specification()["methods"].get(method)
    if known is None:
        return [f"{method}: no such method"]
    return _fields(method, known.get("fields", []), params)


def _fields(where: str, fields: list[Json], given: Json) -> list[str]:
    by_name = {field["name"]: field for field in fields}
    wrong = [f"{where}.{name}: no such field" for name in given if name not in by_name]
    for name, field in by_name.items():
        if name in given and given[name] is not None:
            wrong += _value(f"{where}.{name}", field["types"], given[name])
            wrong += _prose(f"{where}.{name}", field, given[name], given)
        elif field["required"]:
            wrong.append(f"{where}.{name}: required")
    return wrong


def _value(where: str, types: list[str], value: Any) -> list[str]:
    """The violations of the type that fits best."""
    tried = [_one(where, kind, value) for kind in types]
    return min(tried, key=len) if tried else []


def _one(where: str, kind: str, value: Any) -> list[str]:
    if kind.startswith("Array of "):
        return _array(where, kind.removeprefix("Array of "), value)
    simple = {
        "Integer": isinstance(value, int) and not isinstance(value, bool),
        "Float": isinstance(value, int | float) and not isinstance(value, bool),
        "String": isinstance(value, str),
        "Boolean": isinstance(value, bool),
        "True": value is True,
        FILE: isinstance(value, str) and value.startswith("attach://"),
    }
    if kind in simple:
        return [] if simple[kind] else [f"{where}: {value!r} is no {kind}"]
    return _object(where, kind, value)


def _array(where: str, kind: str, value: Any) -> list[str]:
    if not isinstance(value, list):
        return [f"{where}: {value!r} is no Array of {kind}"]
    return [
        wrong
        for number, item in enumerate(value)
        for wrong in _one(f"{where}[{number}]", kind, item)
    ]


def _object(where: str, kind: str, value: Any) -> list[str]:
    described = specification()["types"][kind]
    if kind == "KeyboardButton" and isinstance(value, str):
        return []  # its own prose: a String may stand for a simple button
    if not isinstance(value, dict):
        return [f"{where}: {value!r} is no {kind}"]
    if subtypes := described.get("subtypes"):
        return _subtype(where, subtypes, value)
    fields = described.get("fields", [])
    return _fields(where, fields, value) + _actions(where, described, value)


def _subtype(where: str, subtypes: list[str], value: Json) -> list[str]:
    """The subtype whose constant field (type, source, …) agrees; the nearest otherwise."""
    agreeing = [name for name in subtypes if _agrees(name, value)]
    return _value(where, agreeing or subtypes, value)


def _agrees(name: str, value: Json) -> bool:
    for field in specification()["types"][name].get("fields", []):
        constant = CONSTANT.search(field["description"])
        if constant and field["required"] and field["types"] == ["String"]:
            return bool(value.get(field["name"]) == constant.group(1))
    return True


def _actions(where: str, described: Json, value: Json) -> list[str]:
    """A button does one thing."""
    rule = ACTION.search(" ".join(described["description"]))
    if not rule:
        return []
    free = set(re.split(r", and |, ", rule.group(2)))
    used = sorted(set(value) - free)
    if len(used) > 1 or (rule.group(1) == "Exactly" and not used):
        return [f"{where}: {rule.group(1).lower()} one action, not {used}"]
    return []


def _prose(where: str, field: Json, value: Any, given: Json) -> list[str]:
    """The lengths and choices that only the description states."""
    if not isinstance(value, str):
        return []
    description = field["description"]
    wrong = []
    if choice := ONE_OF.search(description):
        allowed = re.findall(r"[“\"]([^”\"]+)[”\"]", choice.group(1))
        wrong += [] if value in allowed else [f"{where}: {value!r} is none of {allowed}"]
    least, most, counted = _limits(description)
    if most:
        parsed = "after entit" in description
        length = _length(value, counted, given.get("parse_mode") if parsed else None)
        if not least <= length <= most:
            wrong.append(f"{where}: {length} {counted}, allowed {least}-{most}")
    return wrong


def _limits(description: str) -> tuple[int, int, str]:
    if match := LENGTH.search(description):
        return int(match.group(1)), int(match.group(2)), match.group(3)
    if match := UP_TO.search(description):
        return 0, int(match.group(1)), match.group(2)
    return 0, 0, ""


@lru_cache(4096)
def _length(text: str, counted: str, parse_mode: Any) -> int:
    if counted == "bytes":
        return len(text.encode())
    if str(parse_mode).lower() == "html":
        try:
            return parse_html(text).length
        except Refusal:
            return units(text)
    return units(text)
