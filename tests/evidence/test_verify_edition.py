from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.conftest import FILES, META, lay_out

from undercount.evidence.edition_format import OWN_NAMES, read_sums, write_manifest_and_sign, write_sums
from undercount.evidence.sign import KeyFiles, load_private_key, sign
from undercount.evidence.verification import Verification
from undercount.evidence.verify import verify
from undercount.facts.problem import Refused

Pairs = set[tuple[str, str]]


def found(answer: Verification) -> Pairs:
    return {(finding.code, finding.item) for finding in answer.findings}


def resigned(folder: Path, key: KeyFiles) -> None:
    """List and sign the folder as it is now, as whoever holds the key can."""
    sums = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("SHA256SUMS")
    }
    (folder / "SHA256SUMS").write_bytes(write_sums(sums))
    sign_sums(folder, key)


def sign_sums(folder: Path, key: KeyFiles) -> None:
    listed = (folder / "SHA256SUMS").read_bytes()
    (folder / "SHA256SUMS.sig").write_bytes(sign(listed, load_private_key(key.private)))


def replace(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))


def test_an_untouched_edition_is_as_it_was_signed(edition: Path, aigul_key: KeyFiles) -> None:
    answer = verify(edition, key=aigul_key.public)
    assert answer.as_json() == {
        "ok": True,
        "kind": "edition",
        "checked": len(FILES) + 5,
        "findings": [],
        "not_proven": [
            "content_true",
            "who_made_it",
            "nothing_withheld",
            "bytes_not_held:ex-1",
            "bytes_not_held:ex-2",
        ],
        "notices": [],
    }
    assert "key_not_pinned" in verify(edition).not_proven


def test_progress_is_in_bytes_and_ends_at_all_of_them(edition: Path) -> None:
    told: list[tuple[int, int]] = []
    verify(edition, progress=lambda done, total: told.append((done, total)))
    total = sum(path.stat().st_size for path in edition.rglob("*") if path.is_file())
    assert told[-1] == (total, total)


@pytest.fixture(scope="module")
def signed_once(tmp_path_factory: pytest.TempPathFactory, aigul_key: KeyFiles) -> Path:
    folder = lay_out(tmp_path_factory.mktemp("flips") / "edition")
    write_manifest_and_sign(folder, META, aigul_key.private)
    return folder


NAMES = [name for name in (*FILES, *OWN_NAMES) if FILES.get(name) != b""]


@settings(max_examples=400)
@given(st.sampled_from(NAMES), st.floats(0, 1, exclude_max=True), st.integers(1, 255), st.booleans())
def test_a_changed_byte_is_named(
    signed_once: Path, aigul_key: KeyFiles, name: str, where: float, change: int, pinned: bool
) -> None:
    path = signed_once / name
    whole = path.read_bytes()
    place = int(where * len(whole))
    try:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ change]) + whole[place + 1 :])
        answer = verify(signed_once, key=aigul_key.public if pinned else None)
    finally:
        path.write_bytes(whole)
    items = {item.partition(":")[0] for _, item in found(answer)}
    assert not answer.ok
    if name == "SHA256SUMS":
        assert name in items  # a changed path in it is named as well
    else:
        assert items == {name}


@settings(max_examples=60)
@given(st.sampled_from(NAMES), st.floats(0, 1, exclude_max=True), st.binary(min_size=0, max_size=3))
def test_a_cut_or_lengthened_file_is_named(signed_once: Path, name: str, where: float, more: bytes) -> None:
    path = signed_once / name
    whole = path.read_bytes()
    try:
        path.write_bytes(whole + more if more else whole[: int(where * len(whole))])
        answer = verify(signed_once)
    finally:
        path.write_bytes(whole)
    assert name in {item.partition(":")[0] for _, item in found(answer)}


def add_line(folder: Path, path: str) -> None:
    with (folder / "SHA256SUMS").open("ab") as file:
        file.write(b"0" * 64 + b"  " + path.encode() + b"\n")


Tamper = Callable[[Path, KeyFiles], object]


def swap_two_files(folder: Path, _key: KeyFiles) -> None:
    (folder / "index.html").write_bytes(FILES["ru/Итог.html"])
    (folder / "ru/Итог.html").write_bytes(FILES["index.html"])


def make_a_file_a_link(folder: Path, _key: KeyFiles) -> None:
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to("data/figures.csv")


def make_a_folder_a_link(folder: Path, _key: KeyFiles) -> None:
    (folder / "data").rename(folder.parent / "data")
    (folder / "data").symlink_to(folder.parent / "data")


def make_a_file_a_pipe(folder: Path, _key: KeyFiles) -> None:
    (folder / "index.html").unlink()
    os.mkfifo(folder / "index.html")


def add_a_folder_that_differs_in_case(folder: Path, _key: KeyFiles) -> None:
    (folder / "DATA").mkdir()
    (folder / "DATA" / "x").touch()


def change_a_file_and_its_hash_alike(folder: Path, _key: KeyFiles) -> None:
    old, new = (hashlib.sha256(data).hexdigest().encode() for data in (FILES["index.html"], b"x"))
    (folder / "index.html").write_bytes(b"x")
    replace(folder / "SHA256SUMS", old, new)


def change_the_line_ends_of_the_list(folder: Path, _key: KeyFiles) -> None:
    (folder / "SHA256SUMS").write_bytes((folder / "SHA256SUMS").read_bytes().replace(b"\n", b"\r\n"))


def sign_the_list_with_another_key(folder: Path, key: KeyFiles) -> None:
    shutil.copy(key.public, folder / "key.pub.pem")
    sign_sums(folder, key)


# what is done to the folder without the key, and what must be named
WITHOUT_THE_KEY: dict[str, tuple[Tamper, Pairs]] = {
    "a file is missing": (lambda d, _: (d / "index.html").unlink(), {("file_missing", "index.html")}),
    "a file is added": (lambda d, _: (d / "data/b.csv").touch(), {("file_unlisted", "data/b.csv")}),
    "a hidden file is added": (lambda d, _: (d / ".x.tmp").touch(), {("file_unlisted", ".x.tmp")}),
    "a file is renamed": (
        lambda d, _: (d / "index.html").rename(d / "home.html"),
        {("file_missing", "index.html"), ("file_unlisted", "home.html")},
    ),
    "two files are swapped": (
        swap_two_files,
        {("file_changed", "index.html"), ("file_changed", "ru/Итог.html")},
    ),
    "a file became a link": (make_a_file_a_link, {("symlink", "index.html")}),
    "a folder became a link": (
        make_a_folder_a_link,
        {("symlink", "data"), ("file_missing", "data/figures.csv"), ("file_missing", "data/empty.csv")},
    ),
    "a file became a pipe": (make_a_file_a_pipe, {("not_a_file", "index.html")}),
    "a file that differs in case is added": (
        lambda d, _: (d / "Index.html").touch(),
        {("file_unlisted", "Index.html"), ("names_collide", "index.html")},
    ),
    "a folder that differs in case is added": (
        add_a_folder_that_differs_in_case,
        {("file_unlisted", "DATA/x"), ("names_collide", "data")},
    ),
    "a name with a direction mark is added": (
        lambda d, _: (d / "a\u202ecod.exe").touch(),
        {("unsafe_name", "a\\u202ecod.exe")},
    ),
    "a file and its hash are changed alike": (
        change_a_file_and_its_hash_alike,
        {
            ("file_changed", "index.html"),
            ("sums_disagree", "SHA256SUMS"),
            ("signature_invalid", "SHA256SUMS"),
        },
    ),
    "the list has other line ends": (
        change_the_line_ends_of_the_list,
        {("sums_line_ends", "SHA256SUMS"), ("signature_invalid", "SHA256SUMS")},
    ),
    "the list names a file outside": (
        lambda d, _: add_line(d, "../outside"),
        {("unsafe_name", "../outside"), ("sums_disagree", "SHA256SUMS"), ("signature_invalid", "SHA256SUMS")},
    ),
    "the list names a file of the system": (
        lambda d, _: add_line(d, "/etc/passwd"),
        {
            ("unsafe_name", "/etc/passwd"),
            ("sums_disagree", "SHA256SUMS"),
            ("signature_invalid", "SHA256SUMS"),
        },
    ),
    "the list is gone": (lambda d, _: (d / "SHA256SUMS").unlink(), {("file_missing", "SHA256SUMS")}),
    "the signature is gone": (
        lambda d, _: (d / "SHA256SUMS.sig").unlink(),
        {("file_missing", "SHA256SUMS.sig")},
    ),
    "the manifest is gone": (
        lambda d, _: (d / "manifest.json").unlink(),
        {("file_missing", "manifest.json")},
    ),
    "the key is gone": (lambda d, _: (d / "key.pub.pem").unlink(), {("file_missing", "key.pub.pem")}),
    "another key signed the list as it is": (
        sign_the_list_with_another_key,
        {("file_changed", "key.pub.pem"), ("key_disagrees", "key.pub.pem")},
    ),
    "another key signed the list and was kept back": (sign_sums, {("signature_invalid", "SHA256SUMS.sig")}),
}


@pytest.mark.parametrize(("tamper", "expected"), WITHOUT_THE_KEY.values(), ids=WITHOUT_THE_KEY.keys())
def test_what_was_done_without_the_key_is_named(
    edition: Path, chinara_key: KeyFiles, tamper: Tamper, expected: Pairs
) -> None:
    tamper(edition, chinara_key)
    assert found(verify(edition)) == expected


def change_manifest(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    value = json.loads((folder / "manifest.json").read_text("utf-8"))
    change(value)
    line = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    (folder / "manifest.json").write_text(line + "\n", "utf-8")


def first_file(value: dict[str, object]) -> dict[str, object]:
    files = value["files"]
    assert isinstance(files, list)
    first = files[0]
    assert isinstance(first, dict)
    return first


def test_and_the_first_file_of_the_manifest_is_known(edition: Path) -> None:
    assert first_file(json.loads((edition / "manifest.json").read_text("utf-8")))["path"] == "VERIFY.md"


def say_it_twice(folder: Path) -> None:
    replace(folder / "manifest.json", b'"fictional":false', b'"fictional":true,"fictional":false')


# what the holder of the key can do to the manifest: these editions are signed, and wrong in themselves
MANIFESTS: dict[str, tuple[Callable[[Path], object], Pairs]] = {
    "has another hash": (
        lambda d: change_manifest(d, lambda v: first_file(v).update(sha256="0" * 64)),
        {("manifest_disagrees", "VERIFY.md")},
    ),
    "has another size": (
        lambda d: change_manifest(d, lambda v: first_file(v).update(bytes=1)),
        {("manifest_disagrees", "VERIFY.md")},
    ),
    "leaves a file out": (
        lambda d: change_manifest(d, lambda v: v.update(files=v["files"][1:])),  # type: ignore[index]
        {("manifest_disagrees", "VERIFY.md")},
    ),
    "names a file outside": (
        lambda d: change_manifest(d, lambda v: first_file(v).update(path="../../x")),
        {("manifest_disagrees", "../../x"), ("manifest_disagrees", "VERIFY.md"), ("unsafe_name", "../../x")},
    ),
    "names another key": (
        lambda d: change_manifest(d, lambda v: v.update(key={"algorithm": "ed25519", "fingerprint": "0"})),
        {("key_disagrees", "key.pub.pem")},
    ),
    "says something twice": (say_it_twice, {("duplicate_key", "manifest.json")}),
    "is of a newer schema": (
        lambda d: change_manifest(d, lambda v: v.update(schema=2)),
        {("schema_unknown", "manifest.json")},
    ),
    "is spelt differently": (
        lambda d: replace(d / "manifest.json", b'":', b'": '),
        {("manifest_malformed", "manifest.json")},
    ),
    "is none": (
        lambda d: (d / "manifest.json").write_bytes(b"{}\n"),
        {("manifest_malformed", "manifest.json")},
    ),
}


@pytest.mark.parametrize(("change", "expected"), MANIFESTS.values(), ids=MANIFESTS.keys())
def test_a_signed_manifest_that_is_wrong_is_named(
    edition: Path, aigul_key: KeyFiles, change: Callable[[Path], object], expected: Pairs
) -> None:
    change(edition)
    resigned(edition, aigul_key)
    assert found(verify(edition, key=aigul_key.public)) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda lines: [*lines, lines[0]], {("sums_malformed", "SHA256SUMS:8")}),
        (lambda lines: [b"# a remark\n", *lines], {("sums_malformed", "SHA256SUMS:1")}),
        (
            lambda lines: [line for line in lines if b"figures.csv" not in line],
            {("file_unlisted", "data/figures.csv"), ("manifest_disagrees", "data/figures.csv")},
        ),
        (
            lambda lines: [*lines, b"0" * 64 + b"  ../x\n"],
            {("unsafe_name", "../x"), ("manifest_disagrees", "../x")},
        ),
    ],
)
def test_a_signed_list_that_is_wrong_is_named(
    edition: Path, aigul_key: KeyFiles, change: Callable[[list[bytes]], list[bytes]], expected: Pairs
) -> None:
    lines = (edition / "SHA256SUMS").read_bytes().splitlines(keepends=True)
    (edition / "SHA256SUMS").write_bytes(b"".join(change(lines)))
    sign_sums(edition, aigul_key)
    assert found(verify(edition, key=aigul_key.public)) == expected


# --- keys


def test_an_edition_made_anew_by_another_is_only_seen_by_whoever_trusts_a_key(
    tmp_path: Path, aigul_key: KeyFiles, chinara_key: KeyFiles
) -> None:
    forged = lay_out(tmp_path / "forged")
    write_manifest_and_sign(forged, META, chinara_key.private)
    alone = verify(forged)
    assert (alone.ok, "key_not_pinned" in alone.not_proven) == (True, True)
    pinned = verify(forged, key=aigul_key.public)
    assert found(pinned) == {("key_is_another", "key.pub.pem")}
    assert "key_not_pinned" not in pinned.not_proven


def test_a_key_exchanged_in_the_folder_does_not_deceive_whoever_trusts_one(
    edition: Path, aigul_key: KeyFiles, chinara_key: KeyFiles
) -> None:
    shutil.copy(chinara_key.public, edition / "key.pub.pem")
    answer = found(verify(edition, key=aigul_key.public))
    assert answer == {("file_changed", "key.pub.pem"), ("key_disagrees", "key.pub.pem")}


def test_a_broken_list_under_another_key_names_both(edition: Path, chinara_key: KeyFiles) -> None:
    add_line(edition, "more.csv")
    assert {("key_is_another", "key.pub.pem"), ("signature_invalid", "SHA256SUMS")} <= found(
        verify(edition, key=chinara_key.public)
    )


# --- what is refused


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "there is no such folder; name a vault or an edition"),
        (lambda path: path.touch(), "there is no such folder; name a vault or an edition"),
        (lambda path: path.mkdir(), "this is neither a vault nor an edition; name one of these"),
    ],
)
def test_what_cannot_be_verified_is_refused(
    tmp_path: Path, make: Callable[[Path], None], message: str
) -> None:
    make(tmp_path / "X")
    with pytest.raises(Refused, match=message):
        verify(tmp_path / "X")


def test_what_is_no_key_is_refused(edition: Path) -> None:
    with pytest.raises(Refused, match="this is no Ed25519 public key in PEM form"):
        verify(edition, key=edition / "index.html")


def test_verifying_changes_nothing(edition: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in edition.rglob("*")}
    verify(edition)
    assert {path: path.stat().st_mtime_ns for path in edition.rglob("*")} == before
    assert read_sums((edition / "SHA256SUMS").read_bytes())[1] == []
