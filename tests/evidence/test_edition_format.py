from __future__ import annotations

import dataclasses
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.evidence.conftest import FILES, META, lay_out

from undercount.evidence.canonical import Malformed
from undercount.evidence.edition_format import (
    OWN_NAMES,
    read_manifest,
    read_sums,
    write_manifest_and_sign,
    write_sums,
)
from undercount.evidence.sign import KeyFiles
from undercount.evidence.verify import verify
from undercount.facts.problem import Refused

TOOLS = [tool for tool in ("bash", "openssl", "sha256sum", "diff", "find") if shutil.which(tool) is None]
needs_tools = pytest.mark.skipif(bool(TOOLS), reason=f"not there: {TOOLS}: VERIFY.md is UNTESTED")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_signed_edition_holds_its_files_and_five_more(edition: Path) -> None:
    found = contents(edition)
    assert set(found) == {*FILES, *OWN_NAMES}
    assert {name: found[name] for name in FILES} == FILES
    assert len(found["SHA256SUMS.sig"]) == 64


def test_the_same_files_meta_and_key_give_the_same_bytes(
    edition: Path, tmp_path: Path, aigul_key: KeyFiles
) -> None:
    again = lay_out(tmp_path / "again")
    (again / "index.html").touch()
    write_manifest_and_sign(again, META, aigul_key.private)
    assert contents(again) == contents(edition)


def test_the_manifest_says_what_the_edition_is(edition: Path, aigul_key: KeyFiles) -> None:
    manifest = json.loads((edition / "manifest.json").read_text("utf-8"))
    files = manifest.pop("files")
    assert manifest == {
        "kind": "edition",
        "schema": 1,
        "crisis": "kazakhstan_2022",
        "edition": "2022-01-31",
        "snapshot": "a" * 16,
        "fictional": False,
        "title": dict(META.title),
        "dates": {"as_of": "2022-01-31"},
        "software": "undercount 0.1.0",
        "bytes_not_held": ["ex-1", "ex-2"],
        "key": {"algorithm": "ed25519", "fingerprint": aigul_key.fingerprint},
    }
    assert [each["path"] for each in files] == sorted([*FILES, "VERIFY.md", "key.pub.pem"])
    assert all(each["bytes"] == (edition / each["path"]).stat().st_size for each in files)
    assert (edition / "manifest.json").read_bytes().count(b"\n") == 1


def test_what_the_writer_says_it_wrote(tmp_path: Path, aigul_key: KeyFiles) -> None:
    folder = lay_out(tmp_path / "edition")
    signed = write_manifest_and_sign(folder, META, aigul_key.private)
    listed = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    assert (signed.files, signed.fingerprint) == (len(listed), aigul_key.fingerprint)
    sizes = sum(len(data) for name, data in contents(folder).items() if not name.startswith("SHA256SUMS"))
    assert signed.size == sizes


def test_an_exercise_says_so_where_it_tells_how_to_check(tmp_path: Path, aigul_key: KeyFiles) -> None:
    folder = lay_out(tmp_path / "edition")
    write_manifest_and_sign(folder, dataclasses.replace(META, fictional=True), aigul_key.private)
    assert "everything in it is fictional" in (folder / "VERIFY.md").read_text("utf-8")
    assert json.loads((folder / "manifest.json").read_text("utf-8"))["fictional"] is True


def commands(edition: Path) -> list[str]:
    text = (edition / "VERIFY.md").read_text("utf-8")
    blocks = re.findall(r"(?:^ {8}\S.*\n(?: {8,}.*\n)*)", text, re.MULTILINE)
    return [block for block in blocks if " " in block.strip()]  # the fingerprint stands in a block of its own


def run_guide(edition: Path) -> list[tuple[int, str]]:
    done = [
        subprocess.run(["bash", "-c", each], cwd=edition, capture_output=True, check=False)
        for each in commands(edition)
    ]
    return [(each.returncode, (each.stdout + each.stderr).decode()) for each in done]


@needs_tools
def test_the_guide_works_with_stock_tools_as_it_is_written(edition: Path, aigul_key: KeyFiles) -> None:
    assert run_guide(edition) == [
        (0, f"{aigul_key.fingerprint}  -\n"),
        (0, "Signature Verified Successfully\n"),
        (0, ""),
        (0, ""),
    ]
    assert aigul_key.fingerprint in (edition / "VERIFY.md").read_text("utf-8")


@needs_tools
@pytest.mark.parametrize(
    ("tamper", "step"),
    [
        (lambda folder: (folder / "index.html").write_bytes(b"other"), 2),
        (lambda folder: (folder / "data" / "more.csv").write_bytes(b"other"), 3),
        (lambda folder: (folder / "SHA256SUMS").write_bytes(b"0" * 64 + b"  index.html\n"), 1),
    ],
)
def test_the_guide_shows_what_was_tampered_with(
    edition: Path, tamper: Callable[[Path], None], step: int
) -> None:
    tamper(edition)
    code, said = run_guide(edition)[step]
    assert code != 0
    assert said


def test_the_guide_says_what_it_does_not_prove(edition: Path) -> None:
    text = (edition / "VERIFY.md").read_text("utf-8")
    for words in (
        "says is true",
        "Who made it",
        "nothing was withheld",
        "the key is theirs",
        "bytes_not_held",
    ):
        assert words in text


# --- what is refused


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda folder: (folder / "link").symlink_to("index.html"), "symlink"),
        (lambda folder: (folder / "up").symlink_to("..", target_is_directory=True), "symlink"),
        (lambda folder: os.mkfifo(folder / "pipe"), "not_a_file"),
        (lambda folder: (folder / "INDEX.html").touch(), "names_collide"),
        (lambda folder: ((folder / "Data").mkdir(), (folder / "Data" / "x").touch()), "names_collide"),
        (lambda folder: (folder / "a\nb").touch(), "unsafe_name"),
        (lambda folder: (folder / "a\\b").touch(), "unsafe_name"),
        (lambda folder: (folder / "a\u202eb").touch(), "unsafe_name"),
        (lambda folder: (folder / "и\u0306").touch(), "unsafe_name"),
        (lambda folder: (folder / "aux.html").touch(), "unsafe_name"),
        (lambda folder: (folder / " a").touch(), "unsafe_name"),
        (lambda folder: (folder / "a.").touch(), "unsafe_name"),
        (lambda folder: (folder / os.fsdecode(b"\xff")).touch(), "unsafe_name"),
    ],
)
def test_what_not_every_system_can_hold_is_not_signed(
    tmp_path: Path, aigul_key: KeyFiles, make: Callable[[Path], object], code: str
) -> None:
    folder = lay_out(tmp_path / "edition")
    make(folder)
    before = sorted(folder.rglob("*"))
    with pytest.raises(Refused, match="an edition cannot hold this") as refused:
        write_manifest_and_sign(folder, META, aigul_key.private)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert sorted(folder.rglob("*")) == before


def test_a_signed_edition_is_not_signed_again(edition: Path, chinara_key: KeyFiles) -> None:
    before = contents(edition)
    with pytest.raises(Refused, match="kept for what signing adds; an edition is never changed"):
        write_manifest_and_sign(edition, META, chinara_key.private)
    assert contents(edition) == before


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
def test_when_the_disk_refuses_nothing_of_the_signing_is_left(
    tmp_path: Path, aigul_key: KeyFiles, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = lay_out(tmp_path / "edition")
    real, left = getattr(os, call), [3]

    def third_time(*arguments: object, **named: object) -> object:
        left[0] -= 1
        if left[0] == 0:
            raise OSError(28, "No space left on device")
        return real(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, third_time)
        with pytest.raises(Refused, match="the disk is full"):
            write_manifest_and_sign(folder, META, aigul_key.private)
    assert set(contents(folder)) == set(FILES)
    write_manifest_and_sign(folder, META, aigul_key.private)
    assert verify(folder).ok


def test_what_is_no_folder_is_refused(tmp_path: Path, aigul_key: KeyFiles) -> None:
    with pytest.raises(Refused, match="this is not a folder; name the edition's folder"):
        write_manifest_and_sign(tmp_path / "none", META, aigul_key.private)


# --- reading


def test_sums_are_read_as_they_were_written() -> None:
    sums = {"b": "1" * 64, "a/ә": "2" * 64, "a b": "3" * 64}
    assert read_sums(write_sums(sums)) == (sums, [])
    assert write_sums(sums).decode().splitlines()[0].endswith("  a b")


def test_lines_that_say_nothing_or_say_it_twice_are_counted() -> None:
    good = "0" * 64 + "  a\n"
    assert read_sums((good + "\n" + "x  b\n" + good + "# c\n" + "0" * 64 + "  d").encode()) == (
        {"a": "0" * 64, "d": "0" * 64},
        [6, 2, 3, 4, 5],
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"schema": 2}, "schema_unknown"),
        ({"schema": 2, "files": None}, "schema_unknown"),
        ({"schema": 0}, "not_a_manifest"),
        ({"schema": "1"}, "not_a_manifest"),
        ({"kind": "bundle"}, "not_a_manifest"),
        ({"files": [{"path": "a", "bytes": 1}]}, "not_a_manifest"),
        ({"files": [{"path": "a", "bytes": 1, "sha256": ""}] * 2}, "not_a_manifest"),
        ({"fictional": "no"}, "not_a_manifest"),
    ],
)
def test_what_is_no_manifest_is_not_read_as_one(edition: Path, change: dict[str, object], code: str) -> None:
    value = {**json.loads((edition / "manifest.json").read_text("utf-8")), **change}
    data = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    with pytest.raises(Malformed) as refused:
        read_manifest(data)
    assert refused.value.code == code
