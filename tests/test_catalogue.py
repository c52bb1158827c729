"""Every text that people read is in the catalogues, whole, and goes through them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest

from bot.translate import LANGUAGES, PLACEHOLDER, catalogue, problems, words
from conversations import flows
from conversations.answers import Accepted, Within, understand
from conversations.flow import Flow, InPlace, Question, Shape
from conversations.hours import Hours, parse_hours
from conversations.replies import Chosen, Typed
from conversations.shown import shown
from conversations.text import text
from conversations.verdict import Option
from tests.conversations.test_places import PLACES

ROOT = Path(__file__).parents[1]
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for package in ("bot", "conversations")
    for path in (ROOT / package).rglob("*.py")
)
MARKS = {"N_", "NN_"}
SPEAKS_NO_DUTCH = ("bot/simulator/", "bot/telegram/render.py")
"""Where `text` is something else: the page of the simulator, and the text of a message."""

FLOWS = flows(PLACES)
DIALOGUES = [flow for flow in FLOWS.values() if flow.shape is Shape.DIALOGUE]


@cache
def tree(file: str) -> ast.Module:
    return ast.parse((ROOT / file).read_text("utf-8"), file)


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


@cache
def all_calls(file: str) -> Sequence[ast.Call]:
    return [node for node in ast.walk(tree(file)) if isinstance(node, ast.Call)]


def calls(file: str, *names: str) -> Iterator[ast.Call]:
    return (call for call in all_calls(file) if called(call) in names)


def marked(file: str) -> Iterator[str | tuple[str, ...]]:
    """The msgids of a file, as extraction finds them."""
    for call in calls(file, *MARKS):
        literals = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
        said = [literal for literal in literals if isinstance(literal, str)]
        yield said[0] if called(call) == "N_" else tuple(said)


MSGIDS = {msgid for file in FILES for msgid in marked(file)}


def entries(language: str) -> dict[str | tuple[str, ...], tuple[str, ...]]:
    """The translations by msgid; a sentence that counts has two of each."""
    return {
        entry.id if isinstance(entry.id, str) else tuple(entry.id): forms(entry.string)
        for entry in catalogue(language)
        if entry.id
    }


def forms(said: object) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)  # type: ignore[arg-type]


def first(msgid: str | tuple[str, ...]) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def test_only_plain_sentences_are_marked() -> None:
    """An f-string or a variable inside `N_` would be skipped silently by extraction."""
    for file in FILES:
        for call in calls(file, *MARKS):
            plain = [isinstance(a, ast.Constant) and isinstance(a.value, str) for a in call.args]
            assert all(plain), f"{file}:{call.lineno}"
            assert len(plain) == (1 if called(call) == "N_" else 2), f"{file}:{call.lineno}"
            assert not call.keywords, f"{file}:{call.lineno}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_sentence_and_no_other(language: str) -> None:
    assert len(MSGIDS) > 200
    assert set(entries(language)) == MSGIDS
    assert not catalogue(language).obsolete
    print(f"{language}: {len(MSGIDS)} sentences")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_whole(language: str) -> None:
    assert not problems(language)


def test_dutch_is_complete() -> None:
    assert not [msgid for msgid, said in entries("nl").items() if not all(said)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_bold_parts_and_the_signs_of_its_sentence(language: str) -> None:
    for msgid, said in entries(language).items():
        for form in filter(None, said):
            assert form.count("**") % 2 == 0, form
            assert form.count("**") == first(msgid).count("**"), form
            assert re.findall("[✅❌❓🕐]", form) == re.findall("[✅❌❓🕐]", first(msgid)), form
            assert {*PLACEHOLDER.findall(form)} == {*PLACEHOLDER.findall(first(msgid))}, form


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_no_stray_space_and_no_open_brace(language: str) -> None:
    for said in entries(language).values():
        for form in said:
            assert form == form.strip()
            assert "  " not in form
            assert not re.search(r"[{}]", PLACEHOLDER.sub("", form))


def constants(file: str) -> Mapping[str, ast.expr]:
    """What the capitals at the top of a file stand for."""
    found: dict[str, ast.expr] = {}
    for node in tree(file).body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found[name] = value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found[name] = value
            case _:
                pass
    return found


IN_DATA = {
    "ask",
    "short",
    "label",
    "told",
    "example",
    "help",
    "rule",
    "because",
    "remedy",
    "if_unsure",
    "title",
}
"""Fields of conditions, questions and options that hold a msgid; see the test after the next."""

PASSED_ON = {
    "bot/flowprint.py": {"msgid"},
    "bot/intake/menus.py": {"what"},
    "bot/message.py": {"msgid"},
    "bot/telegram/menus.py": {"what"},
    "bot/views/asking.py": {"msgid"},
    "bot/views/explaining.py": {"helps", "known"},
    "bot/views/joining.py": {"label"},
    "bot/views/menu.py": {"what"},
    "conversations/text.py": {"msgid"},
}
"""Variables that hold a msgid which was marked elsewhere."""


def is_marked(node: ast.expr, file: str) -> bool:
    """Tell whether an expression can only be a sentence that was marked somewhere."""
    match node:
        case ast.Call():
            return called(node) in MARKS
        case ast.Name(id=name):
            known = constants(file).get(name)
            if known is not None:
                return is_marked(known, file)
            return name.isupper() or name in PASSED_ON.get(file, ())
        case ast.Attribute(attr=attr):
            return attr in IN_DATA or attr.isupper()
        case ast.BoolOp(values=[value, ast.Constant(value="")]):
            return is_marked(value, file)
        case _:
            parts = _parts(node, file)
            return bool(parts) and all(is_marked(part, file) for part in parts)


def _parts(node: ast.expr, file: str) -> list[ast.expr]:
    match node:
        case ast.Dict(values=values) | ast.Tuple(elts=values):
            return values
        case ast.IfExp(body=body, orelse=orelse):
            return [body, orelse]
        case ast.Subscript(value=value):
            return [value]
        case _:
            return []


def speaking() -> list[str]:
    return [file for file in FILES if not file.startswith(SPEAKS_NO_DUTCH)]


def test_what_people_read_is_a_marked_sentence() -> None:
    for file in speaking():
        for call in calls(file, "text", "Text"):
            assert call.args, f"{file}:{call.lineno}"
            assert is_marked(call.args[0], file), f"{file}:{call.lineno}: {ast.unparse(call)}"


def test_what_is_verbatim_is_no_sentence_of_ours() -> None:
    for file in speaking():
        for call in calls(file, "Verbatim"):
            literals = [n.value for n in ast.walk(call) if isinstance(n, ast.Constant)]
            assert not any(literals), f"{file}:{call.lineno}"


def data() -> Iterator[str]:
    """Every msgid that stands in a flow or in a condition."""
    for flow in FLOWS.values():
        yield flow.title
        for question in flow.questions:
            yield from (question.ask, question.short)
            yield from filter(None, (question.example, question.help, question.hint))
            yield from (option.label for option in question.options)
            yield from (option.told for option in question.options if option.told)
        for condition in flow.rules.conditions:
            yield from (condition.ask, condition.short, condition.rule, condition.remedy)
            yield from filter(None, (condition.because, condition.if_unsure))
            yield from (option.label for option in condition.options)


def test_what_flows_and_conditions_say_is_marked() -> None:
    assert set(data()) <= {first(msgid) for msgid in MSGIDS}


def test_a_sentence_is_given_exactly_what_it_asks_for() -> None:
    """`text(N_("{n} photos"), n=3)`: the placeholders and the parameters are the same."""
    checked = 0
    for file in speaking():
        known = constants(file)
        for call in calls(file, "text"):
            said = call.args[0]
            if isinstance(said, ast.Name) and said.id in known:
                said = known[said.id]
            if not isinstance(said, ast.Call) or any(k.arg is None for k in call.keywords):
                continue
            (msgid, *_) = (a.value for a in said.args if isinstance(a, ast.Constant))
            given = {keyword.arg for keyword in call.keywords}
            assert given == {hole[0] for hole in PLACEHOLDER.findall(str(msgid))}, (
                f"{file}:{call.lineno}"
            )
            checked += 1
    assert checked > 100


def options() -> list[tuple[Question, Option]]:
    return [(q, o) for flow in DIALOGUES for q in flow.questions for o in q.options]


def means(question: Question, typed: str, option: Option) -> bool:
    found = understand(question, Typed(typed))
    if found == Accepted(option.key):
        return True
    hours = parse_hours(typed)
    return isinstance(hours, Hours) and found == Accepted(str(hours)) == Accepted(option.key)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("question", "option"), options(), ids=lambda case: case.key)
def test_the_label_of_a_button_can_be_typed_instead(
    question: Question, option: Option, language: str
) -> None:
    label = words(text(option.label), language)
    for typed in (label, label.lower(), label.upper(), f" {label}. "):
        assert means(question, typed, option), typed


@pytest.mark.parametrize("flow", DIALOGUES, ids=lambda flow: flow.key)
def test_districts_and_the_whole_municipality_can_be_typed_too(flow: Flow) -> None:
    for question in flow.questions:
        if isinstance(question.kind, InPlace):
            for district in question.kind.places.districts:
                found = understand(question, Typed(district))
                assert found in {Within(district), Accepted(district)}
            whole = words(shown(question, "*"), "nl")
            assert understand(question, Typed(whole)) == Accepted("*")


@pytest.mark.parametrize("flow", FLOWS.values(), ids=list(FLOWS))
def test_every_value_that_a_button_gives_can_be_shown(flow: Flow) -> None:
    for question in flow.questions:
        for option in question.options:
            assert understand(question, Chosen(option.key)) == Accepted(option.key)
            assert words(shown(question, option.key), "nl")
