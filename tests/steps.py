"""Every await of a module, with something that is told before and after each.

The code of the functions is replaced in place, made from the module's own source: an await that is
written tomorrow is a step by itself, and nothing of this stands in the program.
"""

from __future__ import annotations

import ast
import inspect
import types
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from types import CodeType, FunctionType, ModuleType, TracebackType
from typing import Any

BEFORE, AFTER = "before", "after"
Told = Callable[["Step", str], None]


@dataclass(frozen=True, eq=False)
class Step:
    """One await, or one half of an `async with`; there is one of each, counted at every pass."""

    module: str
    function: str
    line: int
    what: str

    def __str__(self) -> str:
        name = self.module.rpartition(".")[2]
        return f"{name}.py:{self.line} {self.function}: {self.what}"


class _Marks(ast.NodeTransformer):
    """Puts a call around each await, and keeps a list of them."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.steps: list[Step] = []
        self._path: list[str] = []

    def _inside(self, node: Any) -> Any:
        self._path.append(node.name)
        self.generic_visit(node)
        self._path.pop()
        return node

    visit_ClassDef = visit_FunctionDef = visit_AsyncFunctionDef = _inside  # noqa: N815

    def _number(self, node: ast.expr, what: str) -> ast.Constant:
        self.steps.append(Step(self.module, ".".join(self._path), node.lineno, what))
        return ast.Constant(len(self.steps) - 1)

    def visit_Await(self, node: ast.Await) -> ast.AST:
        words = ast.unparse(node)
        self.generic_visit(node)
        number = self._number(node, words)
        node.value = ast.Call(ast.Name("_step", ast.Load()), [number, node.value], [])
        return node

    def visit_AsyncWith(self, node: ast.AsyncWith) -> ast.AST:
        for item in node.items:
            words = ast.unparse(item.context_expr)
            numbers = [
                self._number(item.context_expr, f"async with {words}: {half}")
                for half in ("enter", "leave")
            ]
            name = ast.Name("_step_with", ast.Load())
            item.context_expr = ast.Call(name, [*numbers, item.context_expr], [])
        self.generic_visit(node)
        return node

    def visit_AsyncFor(self, node: ast.AsyncFor) -> ast.AST:
        msg = f"{self.module}:{node.lineno}: no step is made of an async for yet"
        raise NotImplementedError(msg)

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        if node.is_async:
            msg = f"{self.module}: no step is made of an async comprehension yet"
            raise NotImplementedError(msg)
        return self.generic_visit(node)


@cache
def _marked(module: ModuleType) -> tuple[Sequence[Step], CodeType]:
    marks = _Marks(module.__name__)
    tree = ast.fix_missing_locations(marks.visit(ast.parse(inspect.getsource(module))))
    return marks.steps, compile(tree, str(module.__file__), "exec")


def steps_of(module: ModuleType) -> Sequence[Step]:
    """All steps of a module, in the order of its source."""
    return _marked(module)[0]


@contextmanager
def telling(told: Told, modules: Sequence[ModuleType]) -> Iterator[None]:
    """Has `told` called before and after each step of these modules."""
    before: list[tuple[FunctionType, CodeType]] = []
    try:
        for module in modules:
            steps, code = _marked(module)
            module.__dict__.update(_calls(steps, told))
            made = {part.co_qualname: part for part in _codes(code)}
            for function in _functions(module):
                before.append((function, function.__code__))
                function.__code__ = made[function.__code__.co_qualname]
        yield
    finally:
        for function, code in before:
            function.__code__ = code
        for module in modules:
            for name in ("_step", "_step_with"):
                module.__dict__.pop(name, None)


def _calls(steps: Sequence[Step], told: Told) -> dict[str, Any]:
    async def step(number: int, awaited: Awaitable[Any]) -> Any:
        told(steps[number], BEFORE)
        try:
            return await awaited
        finally:
            told(steps[number], AFTER)

    class With:
        def __init__(
            self, enter: int, leave: int, inner: AbstractAsyncContextManager[Any, Any]
        ) -> None:
            self._enter, self._leave, self._inner = enter, leave, inner

        async def __aenter__(self) -> Any:
            return await step(self._enter, self._inner.__aenter__())

        async def __aexit__(
            self,
            kind: type[BaseException] | None,
            error: BaseException | None,
            trace: TracebackType | None,
        ) -> Any:
            return await step(self._leave, self._inner.__aexit__(kind, error, trace))

    return {"_step": step, "_step_with": With}


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _functions(module: ModuleType) -> Iterator[FunctionType]:
    """The functions and methods that a module defines; those inside them go with them."""
    for value in tuple(vars(module).values()):
        if getattr(value, "__module__", None) != module.__name__:
            continue
        members = tuple(vars(value).values()) if isinstance(value, type) else (value,)
        for member in members:
            while hasattr(member, "__wrapped__"):
                member = member.__wrapped__  # noqa: PLW2901
            if isinstance(member, staticmethod | classmethod):
                member = member.__func__  # noqa: PLW2901
            made_there = isinstance(member, types.FunctionType) and member.__code__.co_filename
            if made_there == module.__file__:
                yield member
