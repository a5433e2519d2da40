"""Problems are literal templates, every field supplied, so that they can be translated and always print."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator

import pytest
from tests.floors.sources import Module, functions, modules

SAYS = {"Problem": ("code", "what", "do"), "refuse": ("code", "what", "do")}
CODE = frozenset(string.ascii_lowercase + string.digits + "_")


CONSTANTS: dict[str, ast.expr] = {}  # texts that a module keeps at its top, filled below


def calls(module: Module) -> Iterator[tuple[ast.Call, ast.AST]]:
    """Yield every call that makes a problem, with the function it stands in."""
    if module.path == "facts/problem.py":
        return  # where the two are made
    inside: dict[ast.AST, ast.AST] = {}
    for _, function in functions(module):
        inside.update({node: function for node in ast.walk(function)})  # the innermost comes last
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYS:
            yield node, inside.get(node, module.tree)


def argument(call: ast.Call, name: str) -> ast.expr | None:
    place = ("code", "what", "do").index(name)
    named = [keyword.value for keyword in call.keywords if keyword.arg == name]
    return named[0] if named else call.args[place] if len(call.args) > place else None


def texts(node: ast.expr | None, scope: ast.AST) -> set[str] | None:
    """Return the literal texts an expression can be, or None where it is no literal."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        found = [texts(node.body, scope), texts(node.orelse, scope)]
        return None if None in found else set().union(*(f for f in found if f))
    if isinstance(node, ast.Name):
        value = _assigned(node, scope)
        return texts(value, scope) if value is not None else None
    return None


def _assigned(name: ast.Name, scope: ast.AST) -> ast.expr | None:
    """Return what a name was last given above the line where it is used."""
    above = [(value.lineno, value) for value in _given(name.id, scope) if value.lineno <= name.lineno]
    return max(above, key=lambda found: found[0])[1] if above else CONSTANTS.get(name.id)


def _given(name: str, scope: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(scope):
        if isinstance(node, ast.AnnAssign) and node.value and ast.unparse(node.target) == name:
            yield node.value
        if isinstance(node, ast.Assign):
            yield from (value for target in node.targets for value in _bound(name, target, node.value))


def _bound(name: str, target: ast.expr, value: ast.expr) -> Iterator[ast.expr]:
    if isinstance(target, ast.Name) and target.id == name:
        yield value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for part, inner in zip(target.elts, value.elts, strict=False):
            yield from _bound(name, part, inner)


def supplied(call: ast.Call, scope: ast.AST) -> set[str] | None:
    """Return the names of the values that fill the templates; None where that can't be told."""
    assert isinstance(call.func, ast.Name)
    if call.func.id == "refuse":
        double = [k.value for k in call.keywords if k.arg is None]
        inner = [_keys(value, scope) for value in double]
        named = {k.arg for k in call.keywords if k.arg} - {"at", "code", "what", "do"}
        return None if None in inner else named.union(*(keys for keys in inner if keys))
    values = [k.value for k in call.keywords if k.arg == "values"] or call.args[4:5]
    return _keys(values[0], scope) if values else set()


def _keys(node: ast.expr, scope: ast.AST) -> set[str] | None:
    if isinstance(node, ast.Dict):
        keys = [key.value for key in node.keys if isinstance(key, ast.Constant)]
        return {str(key) for key in keys} if len(keys) == len(node.keys) else None
    if isinstance(node, ast.Name):
        value = _assigned(node, scope)
        return _keys(value, scope) if value is not None else None
    return None


def fields(template: str) -> set[str]:
    return {
        name.split(".")[0].split("[")[0]
        for _, name, _, _ in string.Formatter().parse(template)
        if name is not None
    }


for _module in modules():
    for _node in _module.tree.body:
        if isinstance(_node, ast.Assign) and isinstance(_node.value, ast.Constant):
            CONSTANTS.update({ast.unparse(target): _node.value for target in _node.targets})

ALL = [(module, call, scope) for module in modules() for call, scope in calls(module)]
IDS = [f"{module.path}:{call.lineno}" for module, call, _ in ALL]
EVERY = pytest.mark.parametrize(("module", "call", "scope"), ALL, ids=IDS)


def passes_on(call: ast.Call) -> bool:
    """Whether the call only moves a problem or translates it: `Problem(p.code, said(p.what), …)`."""
    parts = [argument(call, name) for name in ("code", "what", "do")]
    return all(
        isinstance(p.args[0] if isinstance(p, ast.Call) and p.args else p, ast.Attribute) for p in parts
    )


def is_given(node: ast.expr | None, module: Module, scope: ast.AST) -> bool:
    """Whether a text comes from a table of the module's own, or literally from every caller in the module."""
    if not isinstance(node, ast.Name):
        return False
    if _from_a_table(node.id, scope):
        return True
    parameters = [a.arg for a in scope.args.args] if isinstance(scope, ast.FunctionDef) else []
    if node.id not in parameters:
        return False
    place = parameters.index(node.id)
    passed = [(call.args[place], outer) for call, outer in _callers(scope, module)]
    return all(texts(text, outer) or is_given(text, module, outer) for text, outer in passed)


def _from_a_table(name: str, scope: ast.AST) -> bool:
    """Whether a name is bound by a loop over a constant, or taken out of one: `what, do = FAULTS[code]`."""
    for node in ast.walk(scope):
        if isinstance(node, ast.For):
            target, source = node.target, node.iter
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript):
            target, source = node.targets[0], node.value.value
        else:
            continue
        bound = {part.id for part in ast.walk(target) if isinstance(part, ast.Name)}
        if name in bound and isinstance(source, ast.Name) and source.id.isupper():
            return True
    return False


def _callers(function: ast.AST, module: Module) -> Iterator[tuple[ast.Call, ast.AST]]:
    for _, outer in functions(module):
        for node in ast.walk(outer):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == getattr(function, "name", None):
                yield node, outer


@EVERY
def test_what_is_wrong_and_what_to_do_are_literal(module: Module, call: ast.Call, scope: ast.AST) -> None:
    if passes_on(call):
        return
    for name in ("what", "do"):
        found = texts(argument(call, name), scope)
        given = is_given(argument(call, name), module, scope)
        assert found or given, f"{module.path}:{call.lineno}: {name} is not a literal template"
        for text in found or ():
            assert text == text.strip()
            assert not text.endswith((".", ";"))


@EVERY
def test_every_field_of_a_template_is_supplied(module: Module, call: ast.Call, scope: ast.AST) -> None:
    if passes_on(call):
        return
    have = supplied(call, scope)
    templates = (texts(argument(call, "what"), scope) or set()) | (
        texts(argument(call, "do"), scope) or set()
    )
    need = set().union(*(fields(text) for text in templates))
    assert "" not in need, "a field has a name"
    if have is None:
        assert not need, f"{module.path}:{call.lineno}: it can't be told whether {sorted(need)} are supplied"
    else:
        assert need <= have, f"{module.path}:{call.lineno}: {sorted(need - have)} missing"


@EVERY
def test_a_code_is_one_short_word(module: Module, call: ast.Call, scope: ast.AST) -> None:
    if passes_on(call):
        return
    for code in texts(argument(call, "code"), scope) or set():
        assert set(code) <= CODE, f"{module.path}:{call.lineno}: {code}"


def test_the_search_finds_what_is_there() -> None:
    assert len(ALL) > 60
    planted = ast.parse("def f(x):\n    what = 'it is {size}'\n    raise refuse('c', what, 'mend it', at=x)")
    (call,) = [node for node in ast.walk(planted) if isinstance(node, ast.Call)]
    assert texts(argument(call, "what"), planted) == {"it is {size}"}
    assert supplied(call, planted) == set()
