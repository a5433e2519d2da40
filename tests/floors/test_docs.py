"""The documents are true: what they link to and name exists, and what they tell people to type works."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from tests.floors.sources import ROOT, tracked

from undercount.cli.main import VERBS, verbs

PAGES = [path for path in tracked() if path.suffix == ".md" and "src" not in path.relative_to(ROOT).parts]
PAGES = [path for path in PAGES if "tests" not in path.relative_to(ROOT).parts]
HOW_TO = [path for path in PAGES if path.parent == ROOT / "docs" / "how-to"]
EVERY = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
UNDERCOUNT = Path(sys.executable).with_name("undercount")


def commands(page: Path) -> list[list[str]]:
    """Return what a page's blocks of shell tell people to type."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [shlex.split(line, comments=True) for line in lines if line.strip() and not line.startswith("#")]


def of_undercount(page: Path) -> list[list[str]]:
    return [words[1:] for words in commands(page) if words and words[0] == "undercount"]


@EVERY
def test_what_a_page_links_to_is_there(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"https?:|mailto:|#", target):
            assert (page.parent / target.split("#")[0]).exists(), target


@EVERY
def test_the_verbs_and_options_a_page_names_exist(page: Path) -> None:
    for verb, *rest in of_undercount(page):
        if verb.startswith("-"):
            continue
        command = verbs.get_command(click.Context(verbs), verb)
        assert command, f"there is no verb {verb}"
        known = {name for option in command.params for name in option.opts} | {"--help", "-h"}
        assert {word.split("=")[0] for word in rest if word.startswith("--")} <= known


@EVERY
def test_the_targets_of_make_that_a_page_names_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8")))
    named |= {words[1] for words in commands(page) if words[0] == "make" and len(words) > 1}
    assert named <= targets


@EVERY
def test_the_files_of_the_project_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for name in re.findall(r"`((?:tests|docs|requirements|src)/[\w./-]+)`", text):
        assert "NNNN" in name or (ROOT / name).exists(), name
    for name in re.findall(r"`((?:facts|line|cli|evidence|counting|demands|publish|intake)/\w+\.py)`", text):
        later = name == "evidence/timestamp.py"  # its room is kept
        assert later or (ROOT / "src" / "undercount" / name).exists(), name


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_shown_in_a_how_to_or_in_the_readme(verb: str) -> None:
    assert any(
        f"undercount {verb}" in page.read_text(encoding="utf-8") for page in [*HOW_TO, ROOT / "README.md"]
    )


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_every_verb_gives_an_example_that_names_what_exists(verb: str) -> None:
    command = verbs.get_command(click.Context(verbs), verb)
    assert command is not None
    assert command.help
    example = re.search(r"Example: undercount (.+?)(?:\n\n|\Z)", command.help, re.DOTALL)
    assert example, "its --help has no example"
    first, *rest = shlex.split(example[1].rstrip("."))
    known = {name for option in command.params for name in option.opts}
    assert first == verb
    assert {word for word in rest if word.startswith("--")} <= known


def test_the_verbs_of_the_issue_are_all_there() -> None:
    wanted = "demo seal verify statement gaps indicators import export freeze publish keygen"
    assert set(wanted.split()) <= set(VERBS)


@pytest.mark.slow
@pytest.mark.parametrize("page", HOW_TO, ids=lambda page: page.name)
def test_what_a_how_to_tells_people_to_type_works(page: Path, tmp_path: Path) -> None:
    (tmp_path / "src").symlink_to(ROOT / "src")
    (tmp_path / "README.md").symlink_to(ROOT / "README.md")
    for words in of_undercount(page):
        run = subprocess.run(
            [str(UNDERCOUNT), *words],
            cwd=tmp_path,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, f"undercount {shlex.join(words)}\n{run.stderr}"
        assert "Traceback" not in run.stderr
