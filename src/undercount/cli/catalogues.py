"""The command line's catalogues: every sentence it prints, gathered from the code of all rooms.

Run `python -m undercount.cli.catalogues` after changing a sentence: it brings the files of locale up to date,
keeps what is translated, and leaves new sentences empty for a translator.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from undercount.cli.sayings import DOMAIN, KINDS, ROOM, VALUE, WORDED, foreign
from undercount.facts.vocabulary import LANGUAGES
from undercount.publish.words import catalogue

_MAKERS = {"Problem", "refuse"}  # of a problem: (code, what, do, …)
_PLACES = {"what": 1, "do": 2}
_TAKES_WORDS = ("Problem", "refuse", "_problem", ".about")  # what is called with the words of a place
# rooms whose ValueErrors arrive at a person as the value of a template: '{text}' {fault}
_FAULTS = ("facts/columns.py", "facts/moment.py", "facts/unknown.py", "line/tabular.py")
_KINDS = ("facts/columns.py", "Kind")  # an enumeration whose values are the words of {kind}
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Sentence:
    """One sentence that the command line may print.

    Attributes:
        file: where it stands, relative to the package.
        text: in English, with its places.
        plural: the same for many; "" where it counts nothing.
        context: `VALUE` where it fills a place of another sentence; else "".
    """

    file: str
    text: str
    plural: str = ""
    context: str = ""


class UntoldError(Exception):
    """Raised where a problem's words are no literal that can be found; the message says where."""


def sentences() -> Iterator[Sentence]:
    """Yield every sentence, in the order of files and lines.

    Raises:
        UntoldError: a problem's words are no literal; no catalogue can hold them.
    """
    with as_file(files("undercount")) as package:
        for path in sorted(Path(package).rglob("*.py")):
            name = path.relative_to(package).as_posix()
            yield from sentences_in(name, path.read_text(encoding="utf-8"))
    for kind in _of_module(*_KINDS):
        yield Sentence(_KINDS[0], kind.value, "", VALUE)
    for text in foreign():
        yield Sentence("cli/data/foreign.toml", text, "", VALUE)


def sentences_in(file: str, source: str) -> Iterator[Sentence]:
    """Yield the sentences of one file, named relative to the package."""
    yield from _Module(file, ast.parse(source)).sentences()


def _of_module(file: str, name: str) -> Any:
    return getattr(import_module(f"undercount.{file.removesuffix('.py').replace('/', '.')}"), name)


@dataclass(frozen=True)
class _Module:
    """One file of the package: what it says, found without running it, its tables of texts aside."""

    file: str
    tree: ast.Module

    def sentences(self) -> Iterator[Sentence]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield from self._templates(node)
                yield from self._words(node)
                yield from self._own(node)
            elif isinstance(node, ast.Raise) and self.file in _FAULTS:
                yield from self._raised(node)

    def _templates(self, call: ast.Call) -> Iterator[Sentence]:
        """Yield what a problem says is wrong and is to be done."""
        if ast.unparse(call.func) in _MAKERS and self.file != "facts/problem.py":
            for part, place in _PLACES.items():
                for text in self._texts(_argument(call, part, place)):
                    yield Sentence(self.file, text)

    def _words(self, call: ast.Call) -> Iterator[Sentence]:
        """Yield the words that fill a problem's places: `kind="a video"`."""
        if ast.unparse(call.func).endswith(_TAKES_WORDS):
            for name, value in _values(call):
                texts = self._known(value) if name in WORDED else []
                yield from (Sentence(self.file, text, "", VALUE) for text in texts if text not in KINDS)

    def _own(self, call: ast.Call) -> Iterator[Sentence]:
        """Yield the command line's own sentences: `said("…")`, `said.many("one", "other", n)`."""
        name = ast.unparse(call.func)
        texts = [str(arg.value) for arg in call.args[:2] if isinstance(arg, ast.Constant)]
        if self.file.startswith("cli/") and name in ("said", "said.many") and texts:
            yield Sentence(self.file, texts[0], texts[1] if name == "said.many" else "")

    def _raised(self, node: ast.Raise) -> Iterator[Sentence]:
        if isinstance(node.exc, ast.Call) and ast.unparse(node.exc.func) == "ValueError" and node.exc.args:
            text = node.exc.args[0]
            found = [_numbered(text)] if isinstance(text, ast.JoinedStr) else self._known(text)
            yield from (Sentence(self.file, each, "", VALUE) for each in found)

    def _known(self, node: ast.expr) -> list[str]:
        try:
            return list(self._texts(node))
        except UntoldError:
            return []  # a code, or somebody else's words passed on

    def _texts(self, node: ast.expr | _Entry | None) -> Iterator[str]:
        """Yield every literal that an expression can be."""
        if isinstance(node, _Entry):
            yield from self._of_table(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.Name):
            yield from self._named(node)
        elif isinstance(node, ast.Subscript) and _is_constant(ast.unparse(node.value)):
            yield from self._of_table(_Entry(ast.unparse(node.value), 0))
        elif parts := _alternatives(node):
            yield from (text for part in parts for text in self._texts(part))
        elif not _passes_on(node):
            raise UntoldError(f"{self.file}:{getattr(node, 'lineno', '?')}")

    def _named(self, name: ast.Name) -> Iterator[str]:
        function = self._around.get(name)
        given = _bindings(function, name.id) if function else []
        if function and name.id in _parameters(function):
            given += self._passed(function, _parameters(function).index(name.id))
        if _is_constant(name.id):
            given += _bindings(self.tree, name.id)
        if not given:
            raise UntoldError(f"{self.file}:{name.lineno}: {name.id}")
        for value in given:
            yield from self._texts(value)

    def _passed(self, function: _Function, place: int) -> list[ast.expr | _Entry]:
        calls = (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))
        return [c.args[place] for c in calls if ast.unparse(c.func) == function.name and len(c.args) > place]

    def _of_table(self, entry: _Entry) -> Iterator[str]:
        """Yield the texts of a module's table, such as {code: (what, do)}, at one place of its entries."""
        table = _of_module(self.file, entry.table)
        for row in table.values() if isinstance(table, Mapping) else table:
            yield row if isinstance(row, str) else row[entry.place]

    @cached_property
    def _around(self) -> dict[ast.AST, _Function]:
        """Which function each part of the file stands in: the innermost, as it is walked last."""
        functions = (node for node in ast.walk(self.tree) if isinstance(node, _Function))
        return {inner: function for function in functions for inner in ast.walk(function)}


@dataclass(frozen=True)
class _Entry:
    """A text that is taken out of a table: `what, do = FAULTS[code]`."""

    table: str
    place: int


def _alternatives(node: ast.expr | None) -> list[ast.expr]:
    """Return what an expression can be: either branch, either side of an `or`, the default of `next`."""
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    if isinstance(node, ast.BoolOp):
        return node.values
    return node.args[1:] if isinstance(node, ast.Call) and ast.unparse(node.func) == "next" else []


def _passes_on(node: ast.expr | None) -> bool:
    """Whether an expression only moves a problem or translates it: `first.what`, `said(problem.what)`."""
    parts = node.args if isinstance(node, ast.Call) else [node]
    return node is None or all(isinstance(part, ast.Attribute) for part in parts)


def _is_constant(name: str) -> bool:
    return name.strip("_").isupper()


def _argument(call: ast.Call, name: str, place: int) -> ast.expr | None:
    named = [keyword.value for keyword in call.keywords if keyword.arg == name]
    return named[0] if named else call.args[place] if len(call.args) > place else None


def _values(call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """Yield what fills the places of a problem's templates, given by keyword or as a dictionary."""
    for keyword in call.keywords:
        yield keyword.arg or "", keyword.value
    for part in (*call.args, *(keyword.value for keyword in call.keywords)):
        if isinstance(part, ast.Dict):
            keys = (ast.unparse(key).strip("'") if key else "" for key in part.keys)
            yield from zip(keys, part.values, strict=True)


def _parameters(function: _Function) -> list[str]:
    return [each.arg for each in function.args.args]


def _bindings(scope: ast.AST, name: str) -> list[ast.expr | _Entry]:
    """Return all that a name is given inside a scope."""
    found: list[ast.expr | _Entry] = []
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                found += _bound(name, target, node.value)
        elif isinstance(node, ast.AnnAssign) and node.value and ast.unparse(node.target) == name:
            found.append(node.value)
        elif isinstance(node, ast.For | ast.comprehension):
            found += _from_table(name, node.target, node.iter)
    return found


def _bound(name: str, target: ast.expr, value: ast.expr) -> Sequence[ast.expr | _Entry]:
    if isinstance(target, ast.Name):
        return [value] if target.id == name else []
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=False)
        return [found for part, inner in pairs for found in _bound(name, part, inner)]
    if isinstance(value, ast.Subscript):
        return _from_table(name, target, value.value)
    return []


def _from_table(name: str, target: ast.expr, source: ast.expr) -> list[ast.expr | _Entry]:
    if isinstance(target, ast.Tuple) and isinstance(source, ast.Name) and _is_constant(source.id):
        names = [ast.unparse(part) for part in target.elts]
        return [_Entry(source.id, names.index(name))] if name in names else []
    return []


def _numbered(text: ast.JoinedStr) -> str:
    """Return an f-string as a template whose places are numbered: {0}, {1}."""
    places = iter(range(len(text.values)))
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else f"{{{next(places)}}}" for part in text.values
    )


def update(language: str) -> Catalog:
    """Return a language's catalogue with every sentence in it and none that is no longer said."""
    old, new = catalogue(language, ROOM, DOMAIN), Catalog(locale=language)
    for said in sentences():
        known = old.get(said.text, said.context or None)
        kept = known.string if known and isinstance(known.string, str) != bool(said.plural) else None
        key = (said.text, said.plural) if said.plural else said.text
        new.add(key, kept, locations=[(said.file, 0)], flags=[], context=said.context or None)
    return new


def _write(language: str) -> None:
    made, out = update(language), BytesIO()
    write_po(out, made, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    head = (
        f"# What the command line says in {made.locale.english_name if made.locale else language}.\n"
        "# origin: written for this project\n# licence: Apache-2.0\n"
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {made.plural_forms}\\n"\n'
    )
    _, _, body = out.getvalue().decode().partition("\n\n")  # without the header, which tells the time
    with as_file(files(ROOM)) as room:
        path = Path(room) / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        path.write_text(f"{head}\n{body.rstrip()}\n", encoding="utf-8", newline="\n")


def main() -> None:
    """Bring every catalogue up to date."""
    for language in LANGUAGES:
        if language != "en":
            _write(language)


if __name__ == "__main__":
    main()
