"""The project's own files as text and as syntax trees, for the tests that hold the rules of the house."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "undercount"
ROOMS = ("facts", "evidence", "engine", "intake", "people", "counting", "connectivity", "demands",
         "statements", "line", "publish", "cli")  # fmt: skip


@dataclass(frozen=True)
class Module:
    """One Python file of the package.

    Attributes:
        path: relative to the package, such as `facts/tables.py`.
        text: its source.
        tree: its syntax.
    """

    path: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The room it stands in; "" for the package's own files."""
        return self.path.split("/")[0] if "/" in self.path else ""


@cache
def modules() -> tuple[Module, ...]:
    """Return every Python file of the package, crises' data aside."""
    return tuple(_module(path) for path in sorted(PACKAGE.rglob("*.py")))


def _module(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(PACKAGE).as_posix(), text, ast.parse(text))


@cache
def tracked() -> tuple[Path, ...]:
    """Return every file that git tracks, or would: what is ignored is no part of the repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.check_output(command, cwd=ROOT).decode().split("\0")
    return tuple(sorted(ROOT / name for name in names if name and (ROOT / name).is_file()))


def functions(module: Module) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield every function of a module with its dotted name."""
    yield from _functions(module.tree, "")


def _functions(node: ast.AST, prefix: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{prefix}{child.name}", child
            yield from _functions(child, f"{prefix}{child.name}.")
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{prefix}{child.name}.")
        else:
            yield from _functions(child, prefix)


def imports(module: Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the full name of everything a module imports, lazily or not."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"
