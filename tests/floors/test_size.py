"""Small rooms: a function fits a screen, a file fits a head, and no room is a lumber-room."""

from __future__ import annotations

import ast
import re

import pytest
from tests.floors.sources import ROOMS, Module, functions, modules

LONGEST_FUNCTION, USUAL_FUNCTION, LONGEST_FILE = 40, 30, 400
LUMBER = re.compile(r"^_?(utils?|helpers?|common|misc|core|shed|stuff|lib|shared|general)$")
INITS = [module for module in modules() if module.path.endswith("__init__.py")]
EVERY = pytest.mark.parametrize("module", modules(), ids=lambda module: module.path)


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines a function's body has, its docstring and nested functions aside."""
    assert function.end_lineno is not None
    lines = function.end_lineno - function.body[0].lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        assert first.end_lineno is not None
        lines -= first.end_lineno - first.lineno + 1
    return lines


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{module.path}:{name}": length(function)
        for module in modules()
        for name, function in functions(module)
        if length(function) > LONGEST_FUNCTION
    }
    assert long == {}


def test_nine_functions_of_ten_are_short() -> None:
    lengths = sorted(length(function) for module in modules() for _, function in functions(module))
    assert lengths[int(len(lengths) * 0.9)] <= USUAL_FUNCTION


def test_no_file_is_longer_than_a_head_can_hold() -> None:
    lines = {module.path: module.text.count("\n") for module in modules()}
    assert {path: count for path, count in lines.items() if count > LONGEST_FILE} == {}


def test_nothing_is_named_after_having_no_name() -> None:
    parts = {part for module in modules() for part in module.path.removesuffix(".py").split("/")}
    assert {part for part in parts if LUMBER.match(part)} == set()


def test_the_rooms_are_those_of_the_house() -> None:
    assert {module.room for module in modules()} - {"", "crises"} == set(ROOMS)


@EVERY
def test_a_module_says_in_one_sentence_what_it_is_for(module: Module) -> None:
    docstring = ast.get_docstring(module.tree)
    assert docstring
    first = docstring.split("\n\n")[0]
    assert first.endswith((".", ":"))


@pytest.mark.parametrize("module", INITS, ids=lambda module: module.path)
def test_an_init_holds_a_docstring_and_what_it_hands_on(module: Module) -> None:
    kinds = (ast.Expr, ast.Import, ast.ImportFrom, ast.Assign)
    for node in module.tree.body:
        assert isinstance(node, kinds), ast.unparse(node)
        if isinstance(node, ast.Assign):
            (target,) = node.targets
            assert isinstance(target, ast.Name)
            assert target.id in ("__all__", "__version__")
        if isinstance(node, ast.Expr):
            assert node is module.tree.body[0], "only the docstring"


@EVERY
def test_what_others_may_use_says_what_it_means(module: Module) -> None:
    silent = [
        name for name, node in _public(module.tree) if not ast.get_docstring(node) and not _is_overload(node)
    ]
    assert silent == []


def _public(tree: ast.Module) -> list[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    found = [(node.name, node) for node in tree.body if isinstance(node, kinds)]
    inside = [
        (f"{owner.name}.{node.name}", node)
        for _, owner in found
        if isinstance(owner, ast.ClassDef)
        for node in owner.body
        if isinstance(node, kinds)
    ]
    return [(name, node) for name, node in found + inside if "_" not in (part[0] for part in name.split("."))]


def _is_overload(node: ast.AST) -> bool:
    return any(ast.unparse(decorator) == "overload" for decorator in getattr(node, "decorator_list", []))
