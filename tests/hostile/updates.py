"""Updates made from the Bot API's own data: any kind, any field, texts that hope to do harm."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from bot.buttons import Verb
from bot.intake.routes import COMMANDS, MENU
from tests.botapi import CONSTANT, ONE_OF, specification
from tests.intake.test_hostile import NASTY

Json = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]

DEEPEST, OPTIONAL_AT_MOST = 4, 3
GROUP = {"id": -100200, "type": "supergroup", "title": "Straat"}
CHANNEL = {"id": -100300, "type": "channel", "title": "Nieuws"}
PRESS = "press"
"""Instead of an update: press that button on the person's screen."""
GO_ON = "go on"
"""Instead of an update: do what brings the person further, so that there is something to harm."""

USUAL = (
    "blad opruimen op het plein",
    "Selwerd",
    "een uur of zes",
    "ja",
    "nee",
    "weet ik niet",
    "terug",
    "06 12345678",
    "rita@example.org",
    "123456782",
    "NL91ABNA0417164300",
    "K-22222",
    "BB-22222",
    "verwijder mijn gegevens",
)
COMMANDED = tuple(f"/{name}" for name in COMMANDS)
KINDS = tuple(f["name"] for f in specification()["types"]["Update"]["fields"][1:])

WORDS = (
    st.sampled_from(USUAL)
    | st.sampled_from(COMMANDED)
    | st.sampled_from(tuple(NASTY.values()))
    | st.text(st.characters(codec="utf-8"), max_size=20)
    | st.tuples(st.sampled_from(COMMANDED), st.sampled_from(USUAL)).map(" ".join)
)
NUMBERS = st.integers(0, 40) | st.integers(0, 2**63 + 5) | st.integers(-9, -1)
WORD = st.sampled_from(("", "yes", "ask", "sure", "coach", "en", "hours", "1", "approve", *MENU))
CARRIED = (
    st.builds(
        lambda verb, number, words: f"{verb}:{number}:{':'.join(words)}".rstrip(":"),
        st.sampled_from(tuple(Verb)),
        NUMBERS,
        st.lists(WORD, max_size=4),
    )
    | st.text(max_size=64)
    | st.binary(max_size=64).map(lambda some: some.decode("latin-1"))
)
"""What a button may carry: a verb with something behind it, or just anything."""

LEAVES: dict[str, st.SearchStrategy[Any]] = {
    "Integer": st.integers(0, 2**31 - 1),
    "Float": st.floats(-180, 180),
    "String": WORDS,
    "Boolean": st.booleans(),
    "True": st.just(True),
}


def person(id_: int) -> Json:
    return {"id": id_, "is_bot": False, "first_name": f"P{id_}", "language_code": "nl"}


def private(id_: int) -> Json:
    return {"id": id_, "type": "private", "first_name": f"P{id_}"}


def value(draw: Draw, types: list[str], field: Json, who: int, depth: int) -> Any:
    kind = draw(st.sampled_from(types)) if len(types) > 1 else types[0]
    if kind.startswith("Array of "):
        most = 0 if depth > DEEPEST else 2
        inner = kind.removeprefix("Array of ")
        return [
            value(draw, [inner], field, who, depth + 1) for _ in range(draw(st.integers(0, most)))
        ]
    if kind not in LEAVES:
        return made(draw, kind, who, depth + 1)
    if kind == "String" and (constant := CONSTANT.search(field["description"])):
        return constant.group(1)
    if kind == "String" and (choice := ONE_OF.search(field["description"])):
        return choice.group(1).split("”")[0].strip('“"')
    return draw(LEAVES[kind])


def made(
    draw: Draw, kind: str, who: int, depth: int = 0, without: frozenset[str] = frozenset()
) -> Any:
    """Return a value of one of the Bot API's types, valid as far as its data say."""
    if kind == "User":
        return person(who if depth < 2 else draw(st.integers(1, 2**31)))
    if kind == "Chat":
        return private(who)
    described = specification()["types"][kind]
    if subtypes := described.get("subtypes"):
        own = {"name": kind, "description": ""}
        return value(draw, [draw(st.sampled_from(subtypes))], own, who, depth)
    fields = [f for f in described.get("fields", []) if f["name"] not in without]
    optional = [f["name"] for f in fields if not f["required"]]
    chosen: set[str] = set()
    if optional and depth < DEEPEST:
        chosen = draw(st.sets(st.sampled_from(optional), max_size=OPTIONAL_AT_MOST))
    return {
        f["name"]: value(draw, f["types"], f, who, depth)
        for f in fields
        if f["required"] or f["name"] in chosen
    }


def message(draw: Draw, who: int) -> Json:
    """Return a message, with words more often than not."""
    without = frozenset({"from", "chat", "text", "sender_chat", "message_id", "date"})
    said: Json = {"message_id": 0, "date": 1_772_000_000, "from": person(who), "chat": private(who)}
    match draw(st.integers(0, 9)):
        case 0 | 1:
            any_: Json = made(draw, "Message", who, 0, without)
            return said | any_
        case 2:
            chat = draw(st.sampled_from((GROUP, CHANNEL)))
            return said | {"chat": {**chat}, "sender_chat": {**chat}, "text": draw(WORDS)}
        case 3:
            return said | {"photo": [made(draw, "PhotoSize", who, 2)], "caption": draw(WORDS)}
        case _:
            return said | {"text": draw(WORDS) or "x"}


def pressed(draw: Draw, who: int) -> Json:
    under = {"message_id": 0, "date": 1_772_000_000, "chat": private(who)}
    return {
        "id": str(draw(st.integers(1, 10**18))),
        "from": person(who),
        "chat_instance": "c",
        "message": under,
        "data": draw(CARRIED),
    }


@st.composite
def updates(draw: Draw, people: tuple[int, ...]) -> Json:
    """An update, valid by the Bot API's data, without its number; or a press on the screen."""
    who = draw(st.sampled_from(people))
    match draw(st.integers(0, 19)):
        case 0 | 1:
            return {PRESS: draw(st.integers(0, 12)), "who": who}
        case 2 | 3 | 4 | 5 | 6 | 7 | 8:
            return {GO_ON: draw(st.integers(0, 3)), "who": who}
        case 9 | 10:
            return {"callback_query": pressed(draw, who)}
        case 11:
            return {"edited_message": message(draw, who) | {"edit_date": 1_772_000_001}}
        case 12 | 13:
            kind = draw(st.sampled_from(KINDS))
            types = next(
                f["types"]
                for f in specification()["types"]["Update"]["fields"]
                if f["name"] == kind
            )
            return {kind: made(draw, types[0], who)}
        case _:
            return {"message": message(draw, who)}


@st.composite
def broken(draw: Draw, people: tuple[int, ...]) -> Json:
    """An update of which one part is not what the Bot API says."""
    update: Json = draw(updates(people).filter(lambda made: "who" not in made))
    at: Any = update
    key: Any = next(iter(at))
    for _ in range(draw(st.integers(0, 3))):
        inner = at[key]
        if not isinstance(inner, dict | list) or not inner:
            break
        at, key = (
            inner,
            draw(st.sampled_from(sorted(inner) if isinstance(inner, dict) else range(len(inner)))),
        )
    wrong: tuple[Any, ...] = (
        None,
        0,
        -1,
        2**70,
        1.5,
        "",
        "x",
        "\ud800",
        [],
        [[]],
        {},
        {"id": None},
        True,
    )
    at[key] = draw(st.sampled_from(wrong))
    return update
