"""What a newcomer types: every target says what it does, and what a machine lacks is told in one line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.floors.sources import ROOT

TARGETS = ("setup", "setup-spark", "demo", "test", "faults", "check", "bench", "docs", "clean", "help")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def make(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "PYTHON"))}
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=plain | environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """The project on a machine where nothing was made yet."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_help_lists_every_target_with_what_it_does() -> None:
    said = make(ROOT, "help").stdout
    assert make(ROOT).stdout == said
    for target in TARGETS:
        assert re.search(rf"^make {target} +\S", said, re.MULTILINE), target


def test_every_target_that_is_not_a_file_is_declared_so() -> None:
    (phony,) = re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    targets = re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)
    assert sorted(phony.split()) == sorted(targets)


def test_a_machine_without_a_python_that_is_new_enough_is_told_so_in_one_line(bare: Path) -> None:
    run = make(bare, "setup", "PYTHON=no-such-python")
    assert run.returncode == 2
    assert run.stderr.splitlines()[0] == (
        "undercount needs Python 3.11 or later and found none: install it, or name it as in "
        "make setup PYTHON=/path/to/python3"
    )
    assert len(run.stderr.splitlines()) == 2  # and make's own
    assert not (bare / ".venv").exists()


def test_a_python_that_is_too_old_is_passed_over(bare: Path) -> None:
    old = bare / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    run = make(bare, "setup", f"PYTHON={old}")
    assert "needs Python 3.11 or later" in run.stderr


def test_a_python_without_venv_is_told_the_name_of_the_package(bare: Path) -> None:
    (bare / "broken").mkdir()
    (bare / "broken" / "ensurepip.py").write_text("raise ImportError\n")
    run = make(bare, "setup", PYTHONPATH=str(bare / "broken"))
    assert run.returncode == 2
    assert re.fullmatch(
        r"this Python has no venv module: install the package python3\.\d+-venv \(or python3-venv\) "
        r"and run make again",
        run.stderr.splitlines()[0],
    )
    assert not (bare / ".venv").exists()


def test_an_installation_that_fails_is_not_taken_for_one_that_worked(bare: Path) -> None:
    (bare / "requirements" / "base.txt").write_text("no-such-package==1 --hash=sha256:" + "0" * 64 + "\n")
    run = make(bare, "setup", PIP_NO_INDEX="1", PIP_FIND_LINKS="", PIP_CONFIG_FILE=os.devnull)
    assert run.returncode != 0
    assert not (bare / ".venv" / ".base").exists()


def test_what_ci_runs_is_what_people_run() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    order = [script.index(f"make {target}'") for target in ("setup-spark", "lint", "test", "faults")]
    assert order == sorted(order)
    assert subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=False).returncode == 0
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    minutes = sum(int(found) for found in re.findall(r"^ *step (\d+) ", script, re.MULTILINE))
    assert minutes <= 75


def test_the_demo_needs_no_tools_of_developers() -> None:
    (needs,) = re.findall(r"^demo: (.+?) *##", MAKEFILE, re.MULTILINE)
    (setup,) = re.findall(r"^setup: (.+?) *##", MAKEFILE, re.MULTILINE)
    assert (needs, setup) == ("setup", ".venv/.base")
