"""What may import what, so that the core stays pure and each concern has one home.

Read with `ast` from the files themselves: nothing is imported, so nothing can hide.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(
    str(path.relative_to(ROOT))
    for package in ("bot", "conversations")
    for path in (ROOT / package).rglob("*.py")
)
CORE = [file for file in FILES if file.startswith("conversations/")]

LONGEST = 200
LONGER = {
    "bot/views/menu.py": "one short message after another",
}
"""The files over 200 lines, each with its reason."""

PURE = (
    "bot/people.py",
    "bot/person_names.py",
    "bot/held.py",
    "bot/staff.py",
    "bot/privacy.py",
    "bot/phone_patterns.py",
    "bot/iban.py",
    "bot/neighbour.py",
    "bot/records.py",
    "bot/incoming.py",
    "bot/message.py",
    "bot/buttons.py",
    "bot/phones.py",
    "bot/office/due.py",
    "bot/office/digest.py",
    "bot/office/figures.py",
    "bot/office/plan.py",
    "bot/office/poster.py",
    "bot/office/stretches.py",
    "bot/office/reviewing.py",
    "bot/office/labels.py",
    "bot/office/periods.py",
    "bot/office/small_counts.py",
    "bot/views/*.py",
    "bot/telegram/retry.py",
)
PURE_MAY = {
    "bot/phones.py": {"phonenumbers"},
    "bot/telegram/retry.py": {"telegram"},
    "conversations/spelling.py": {"rapidfuzz"},
}
"""What a pure module may import beside the standard library and what is pure."""

IMPURE = {
    *("asyncio", "threading", "multiprocessing", "concurrent", "subprocess", "signal", "socket"),
    *("time", "random", "secrets", "uuid", "os", "io", "pathlib", "tempfile", "shutil", "sys"),
    *("sqlite3", "logging", "locale", "gettext", "urllib", "http", "ssl"),
}
ASKS_THE_WORLD = {
    *("now", "today", "utcnow", "open", "input", "print", "getenv"),
    *("read_text", "write_text", "read_bytes", "write_bytes"),
}

OUTSIDE_WORLD = ("bot/simulator/*.py", "bot/simulator/*/*.py", "bot/simulate.py")
"""The simulator plays Telegram, not the bot."""


@cache
def tree(file: str) -> ast.Module:
    return ast.parse((ROOT / file).read_text("utf-8"), file)


def imports(file: str) -> set[str]:
    """The modules that a file imports, with the names it takes from them."""
    found = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def tops(file: str) -> set[str]:
    return {name.split(".")[0] for name in imports(file)}


def fits(file: str, *patterns: str) -> bool:
    return any(fnmatch(file, pattern) for pattern in patterns)


def strings(file: str) -> Iterator[str]:
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree(file)):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
        ):
            yield node.value


def calls(file: str) -> Iterator[str]:
    """The last name of everything that is called: `datetime.now()` is "now"."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node.func.id


def who(name: str, *, but: tuple[str, ...]) -> list[str]:
    """The files that import a module, but for those that may."""
    return [file for file in FILES if name in tops(file) and not fits(file, *but)]


def test_there_is_something_to_read() -> None:
    assert len(CORE) > 15
    assert len(FILES) > 80


@pytest.mark.parametrize("file", CORE)
def test_the_core_imports_only_itself_and_the_standard_library(file: str) -> None:
    allowed = {"conversations", *sys.stdlib_module_names, *PURE_MAY.get(file, ())} - IMPURE
    assert tops(file) <= allowed


@pytest.mark.parametrize("file", [f for f in FILES if f in CORE or fits(f, *PURE)])
def test_what_is_pure_asks_nothing_of_the_world(file: str) -> None:
    assert not ASKS_THE_WORLD.intersection(calls(file))
    assert not [node for node in ast.walk(tree(file)) if isinstance(node, ast.AsyncFunctionDef)]


@pytest.mark.parametrize("file", [f for f in FILES if fits(f, *PURE)])
def test_what_is_pure_imports_only_what_is_pure(file: str) -> None:
    pure = {f.removesuffix(".py").replace("/", ".") for f in FILES if fits(f, *PURE)}
    for name in imports(file):
        top = name.split(".")[0]
        if top == "bot":
            assert name in pure or name.rsplit(".", 1)[0] in pure
        else:
            assert top in {"conversations", *sys.stdlib_module_names, *PURE_MAY.get(file, ())}
            assert top not in IMPURE


def test_the_core_does_not_know_the_bot() -> None:
    assert not [file for file in CORE if "bot" in tops(file)]


def test_only_the_telegram_package_and_the_wiring_know_telegram() -> None:
    assert not who("telegram", but=("bot/telegram/*.py", "bot/app.py"))


def test_only_the_store_knows_the_database() -> None:
    assert not who("aiosqlite", but=("bot/store/*.py",))
    named = who("sqlite3", but=("bot/store/*.py",))
    assert set(named) <= {
        "bot/running.py",
        "bot/wrongs.py",
        "bot/turns.py",
        "bot/intake/batches.py",
    }
    for file in named:
        used = {
            node.attr
            for node in ast.walk(tree(file))
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "sqlite3"
        }
        assert all(name.endswith("Error") for name in used), f"{file}: only to catch an error"


SQL = re.compile(
    r"\b(SELECT\b.+\bFROM|INSERT (OR \w+ )?INTO|UPDATE \w+ SET|DELETE FROM|CREATE (TABLE|INDEX)"
    r"|PRAGMA|BEGIN|COMMIT|ROLLBACK)\b",
    re.DOTALL,
)


def test_only_the_store_holds_sql() -> None:
    elsewhere = [file for file in FILES if not fits(file, "bot/store/*.py")]
    assert not [(file, said) for file in elsewhere for said in strings(file) if SQL.search(said)]
    assert any(SQL.search(said) for file in FILES for said in strings(file))


def test_there_is_one_clock_and_one_chance() -> None:
    for module in ("time", "random", "secrets", "uuid"):
        assert not who(module, but=("bot/clock.py", *OUTSIDE_WORLD))
    asks = [file for file in FILES if {"now", "today", "utcnow"}.intersection(calls(file))]
    reads = [
        file
        for file in asks
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"now", "today", "utcnow"}
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"datetime", "date"}
    ]
    assert set(reads) <= {"bot/clock.py"}


def test_only_render_escapes_html() -> None:
    assert not who("html", but=("bot/telegram/render.py", *OUTSIDE_WORLD))


def test_only_the_canvas_draws() -> None:
    assert not who("matplotlib", but=("bot/office/canvas.py",))


def test_only_translate_knows_the_catalogues() -> None:
    assert not who("babel", but=("bot/translate.py",))


def test_only_one_package_counts_for_prometheus() -> None:
    assert not who("prometheus_client", but=("bot/watching/*.py",))


def test_only_one_module_knows_when_it_is_easter() -> None:
    assert not who("dateutil", but=("bot/office/holidays.py",))


def test_only_the_wiring_and_the_command_line_import_the_wiring() -> None:
    runs = {"bot/live.py", "bot/simulate.py"}
    may = {"bot/app.py", "bot/cli.py", "bot/checkup.py", "bot/flowprint.py"} | runs
    wired = {file for file in FILES if {"bot.app"} & {*imports(file)}}
    assert wired <= may


@pytest.mark.parametrize(
    ("package", "never"),
    [
        ("bot/store/*.py", ("bot.telegram", "bot.views", "bot.intake", "bot.turns")),
        ("bot/views/*.py", ("bot.telegram", "bot.store", "bot.intake", "bot.turns")),
        ("bot/intake/*.py", ("bot.telegram", "bot.simulator")),
        ("bot/telegram/*.py", ("bot.simulator", "bot.views.summary", "bot.views.card")),
        (
            "bot/simulator/*.py",
            ("bot.store", "bot.intake", "bot.views", "bot.turns", "conversations"),
        ),
    ],
)
def test_the_direction_of_imports(package: str, never: tuple[str, ...]) -> None:
    wrong = [
        f"{file} imports {name}"
        for file in FILES
        if fits(file, package)
        for name in imports(file)
        if name.startswith(tuple(f"{module}." for module in never)) or name in never
    ]
    assert not wrong


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {
        "utils",
        "util",
        "helpers",
        "helper",
        "common",
        "manager",
        "managers",
        "misc",
        "handler",
        "handlers",
    }
    assert not [file for file in FILES if drawers.intersection(re.split(r"[/._]", file))]


def test_no_module_does_work_on_the_world_when_it_is_imported() -> None:
    """No file, connection or loop is opened at import: every module can be read and tested."""
    opens = {"open", "connect", "run", "get_event_loop", "basicConfig", "create_task"}
    for file in FILES:
        for node in tree(file).body:
            if isinstance(node, ast.Expr | ast.Assign | ast.AnnAssign):
                called = {
                    call.func.attr
                    if isinstance(call.func, ast.Attribute)
                    else getattr(call.func, "id", "")
                    for call in ast.walk(node)
                    if isinstance(call, ast.Call)
                }
                assert not opens & called, file


def test_modules_stay_small() -> None:
    lengths = {file: len((ROOT / file).read_text("utf-8").splitlines()) for file in FILES}
    long = {file: lines for file, lines in lengths.items() if lines > LONGEST}
    median = sorted(lengths.values())[len(lengths) // 2]
    print(f"{len(FILES)} modules, median {median} lines")
    for file, lines in sorted(long.items(), key=lambda found: -found[1]):
        print(f"{lines:4} {file}: {LONGER.get(file, 'NO REASON')}")
    assert set(long) <= set(LONGER)
    assert median <= 100
