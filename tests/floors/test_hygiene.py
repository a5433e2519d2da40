"""The repository holds nothing of the machine it was made on, nothing unaccounted for, and no secret."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path

import pytest
from tests.floors.sources import PACKAGE, ROOT, tracked

BINARY = frozenset(
    [
        ".ttf",
        ".otf",
        ".woff",
        ".woff2",
        ".png",
        ".jpg",
        ".gif",
        ".ico",
        ".pdf",
        ".docx",
        ".xlsx",
        ".xls",
        ".ods",
        ".zip",
        ".gz",
        ".parquet",
        ".db",
    ]
)
VENDORED = frozenset(
    [
        ".ttf",
        ".otf",
        ".woff",
        ".woff2",
        ".eot",
        ".js",
        ".mjs",
        ".map",
        ".wasm",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".ico",
        ".geojson",
    ]
)
FORBIDDEN = {
    "a path of a machine": (
        r"(?<![\w.\-])/(?:home|Users|root|opt|mnt)/[A-Za-z]|(?<![\w.\-/])/work/|[A-Z]:\\Users"
    ),
    "a package index": (
        r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org|crates\.io|proxy\.golang|rubygems\.org"
    ),
    "a word of a workplace": (
        r"(?<![-\w])sandbox(?:ed)?\b(?![-\w]*=)|issue tracker"
        r"|\bthis session\b|\bCLAUDE\b|ChatGPT|language model"
    ),
    "a key": (
        r"-----BEGIN (?:RSA |EC |OPENSSH |ENCRYPTED )?PRIVATE KEY-----\n[A-Za-z0-9+/=\n]{40}"
        r"|AGE-SECRET-KEY-1[A-Z0-9]{20}"
    ),
    "a mark of a merge": r"^(?:<{7} |>{7} |={7}$)",
    "work left undone": r"\b(?:FIXME|XXX+:|HACK:)",
}
MEANT = {  # what looks forbidden and is not: the file, and why
    "tests/floors/test_hygiene.py": "it names what it forbids",
    "tests/floors/test_requirements.py": "it names what it forbids",
}
LARGEST = 2_000_000  # bytes; nothing that people wrote is larger


@cache
def texts() -> dict[str, str]:
    """Return every tracked text file."""
    found = {}
    for path in tracked():
        if path.suffix.lower() not in BINARY and path.is_file():
            content = path.read_bytes()
            if b"\0" not in content:
                found[path.relative_to(ROOT).as_posix()] = content.decode("utf-8", "replace")
    return found


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_of_this_kind_stands_in_the_repository(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what], re.MULTILINE)
    found = {
        name: match.group(0)
        for name, text in texts().items()
        if name not in MEANT and (match := pattern.search(text))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("what", "planted"),
    [
        ("a path of a machine", "see /home/aigul/notes"),
        ("a package index", "https://pypi.org/simple"),
        ("a word of a workplace", "in this session"),
        ("a mark of a merge", "<<<<<<< ours"),
        ("work left undone", "# FIXME later"),
    ],
)
def test_what_is_forbidden_would_be_found(what: str, planted: str) -> None:
    assert re.search(FORBIDDEN[what], planted, re.MULTILINE)


def test_no_file_is_larger_than_a_person_can_have_written() -> None:
    large = {path.name: path.stat().st_size for path in tracked() if path.stat().st_size > LARGEST}
    assert large == {}


def _accounted() -> dict[Path, dict[str, str]]:
    """Return what the manifests say of each vendored file: hash, origin and licence."""
    found = {}
    for manifest in (path for path in tracked() if PACKAGE in path.parents and path.name == "manifest.json"):
        content = json.loads(manifest.read_text(encoding="utf-8"))
        own = {"origin": content.get("origin", ""), "licence": content.get("licence", "")}
        for name, digest in content.get("files", {}).items():
            found[manifest.parent / name] = own | {"sha256": digest}
        listed = [entries for entries in content.values() if isinstance(entries, list)]
        for entry in (entry for entries in listed for entry in entries):
            origin = entry.get("origin") or entry.get("npm_package", "")
            found[manifest.parent / entry["file"]] = {**own, **entry, "origin": origin}
    return found


def test_every_vendored_file_is_accounted_for() -> None:
    vendored = [path for path in tracked() if PACKAGE in path.parents and path.suffix.lower() in VENDORED]
    assert vendored
    assert [str(path.relative_to(PACKAGE)) for path in vendored if path not in _accounted()] == []


def test_every_file_that_is_accounted_for_is_there_unchanged_with_its_origin_and_licence() -> None:
    for path, said in _accounted().items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == said["sha256"], path.name
        assert said["origin"], path.name
        assert said["licence"], path.name


def test_data_files_say_where_they_come_from() -> None:
    silent = [
        path.relative_to(PACKAGE).as_posix()
        for path in tracked()
        if "data" in path.relative_to(ROOT).parts
        and PACKAGE in path.parents
        and path.suffix == ".toml"
        and not re.search(
            r"origin|licen[cs]e|ours|own words", path.read_text(encoding="utf-8"), re.IGNORECASE
        )
    ]
    assert silent == []


def test_pages_and_styles_ask_nothing_of_other_hosts() -> None:
    pattern = re.compile(
        r"""(?:src|href)\s*=\s*["']https?://[^"']+\.(?:js|css|woff2?)|url\(\s*["']?https?://|@import"""
    )
    found = [
        name
        for name, text in texts().items()
        if name.startswith("src/") and name.endswith((".html", ".css", ".jinja", ".j2", ".svg", ".xml"))
        if pattern.search(text)
    ]
    assert found == []


def test_the_statement_that_is_not_ours_is_not_here() -> None:
    original = ROOT.parent / "shared" / "data" / "statement" / "statement.txt"
    if not original.is_file():
        pytest.skip("the statement's text is not beside the project")
    words = re.findall(r"\w+", original.read_text(encoding="utf-8"))
    runs = {" ".join(words[start : start + 12]) for start in range(len(words) - 12)}
    names = {
        " ".join(words[start : start + 12])
        for start in range(len(words))
        if _names(words[start : start + 12])
    }
    for name, text in texts().items():
        said = re.findall(r"\w+", text)
        shared = {" ".join(said[start : start + 12]) for start in range(len(said) - 12)} & (runs - names)
        assert not shared, f"{name}: {sorted(shared)[0]}"


def _names(words: list[str]) -> bool:
    """Whether words are names of organisations, which are nobody's text."""
    return sum(word[0].isupper() for word in words) >= 6


def test_the_licence_is_the_one_the_project_says_it_has() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert 'license = "Apache-2.0"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
