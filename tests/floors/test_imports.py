"""Imports go down only: the contracts hold, and each of them catches what it is there to catch."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.floors.sources import PACKAGE, ROOT, imports, modules

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
NETWORK = ("socket", "ssl", "http", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "ftplib",
           "smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc", "socketserver", "webbrowser")  # fmt: skip
MAY_REACH_OUT = ("intake/", "evidence/timestamp.py")
MAY_SERVE = {"cli/demo.py": "http.server"}  # the demo shows its edition on 127.0.0.1
NEVER = ("pickle", "shelve", "marshal", "dill", "joblib")  # what is kept must be readable without us


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(folder / "src"), "NO_COLOR": "1"}
    command = [str(LINT_IMPORTS), "--config", str(folder / "pyproject.toml"), "--no-cache"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package in which a fault may be planted."""
    python_only = shutil.ignore_patterns("__pycache__", "data", "assets", "kazakhstan_2022", "kosovo_1999")
    shutil.copytree(PACKAGE, tmp_path / "src" / "undercount", ignore=python_only)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept(copy: Path) -> None:
    run = lint(copy)
    assert run.returncode == 0, run.stdout
    assert "0 broken" in run.stdout


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("facts/planted.py", "from undercount.publish import edition", "Floors"),
        ("facts/planted.py", "def lazy():\n    import undercount.line.folder", "Floors"),
        ("counting/planted.py", "import undercount.statements", "Floors"),
        ("line/planted.py", "from undercount.cli import main", "Floors"),
        ("evidence/planted.py", "import undercount.engine", "Floors"),
        ("counting/planted.py", "import splink", "Splink has one door"),
        ("publish/planted.py", "import django.db", "Django stays out"),
        ("demands/planted.py", "from gettext import gettext", "Methods and facts return codes"),
        ("counting/planted.py", "import socket", "The network is reached"),
        ("room/__init__.py", "", "Floors"),
    ],
)
def test_a_planted_fault_is_caught(copy: Path, file: str, line: str, contract: str) -> None:
    planted = copy / "src" / "undercount" / file
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(f"{line}\n")
    run = lint(copy)
    assert run.returncode != 0, run.stdout
    said = run.stdout + run.stderr
    assert contract in said
    assert "BROKEN" in said or "not listed" in said, said


def test_the_network_is_reached_where_it_may_be_and_nowhere_else() -> None:
    found = {
        f"{module.path}:{line} {name}"
        for module in modules()
        for line, name in imports(module)
        if any(name == root or name.startswith(f"{root}.") for root in NETWORK)
        and not module.path.startswith(MAY_REACH_OUT)
        and not name.startswith(MAY_SERVE.get(module.path, "\0"))
    }
    assert found == set()


def test_nothing_is_kept_in_a_form_that_only_python_reads() -> None:
    found = [(m.path, name) for m in modules() for _, name in imports(m) if name.split(".")[0] in NEVER]
    assert found == []


def test_imports_are_absolute() -> None:
    for module in modules():
        assert "\nfrom ." not in module.text, module.path


def test_words_are_printed_by_the_verbs_alone() -> None:
    found = [
        f"{module.path}:{node.lineno}"
        for module in modules()
        if module.room != "cli"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        if ast.unparse(node.func) in ("print", "sys.stdout.write", "click.echo")
    ]
    assert found == []
