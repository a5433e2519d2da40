from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from undercount.evidence.journal import Event, Journal
from undercount.evidence.lines import LineFile
from undercount.evidence.verification import Code, Notice, NotProven

PAGE = (Path(__file__).parents[2] / "docs" / "methods" / "evidence.md").read_text("utf-8")


def stranger(vault: Path) -> subprocess.CompletedProcess[str]:
    """Run the page's own program, which uses nothing of ours."""
    program = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(program) == 1
    return subprocess.run(
        [sys.executable, "-I", "-c", program[0], str(vault)], capture_output=True, text=True, check=False
    )


def test_the_page_explains_every_code_and_no_other() -> None:
    explained = re.findall(r"^\| `([a-z_]+)` \|", PAGE.partition("## What `verify` says")[2], re.MULTILINE)
    assert sorted(explained) == sorted([*Code, *Notice, *NotProven])


def test_the_page_lists_the_events() -> None:
    assert " ".join(Event) in " ".join(PAGE.split())


def test_a_stranger_with_the_page_alone_finds_our_root(vault: Path) -> None:
    done = stranger(vault)
    assert done.stdout == f"3 {Journal(LineFile(vault / 'journal.jsonl')).root().hex()}\n", done.stderr


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("journal.jsonl", b"18:30:01", b"18:30:02", "entry 1: event"),
        ("journal.jsonl", b'"seq":1', b'"seq":2', "entry 1 is out of order"),
        ("records.jsonl", b'"note":""', b'"note":"x"', "entry 0: record"),
        ("records.jsonl", b'"salt":"', b'"salt":"00', "entry 0: content"),
    ],
)
def test_and_finds_what_was_changed(vault: Path, name: str, old: bytes, new: bytes, said: str) -> None:
    (vault / name).write_bytes((vault / name).read_bytes().replace(old, new, 1))
    assert f"AssertionError: {said}" in stranger(vault).stderr
