from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.conftest import ticking

from undercount.evidence.canonical import Json, dumps
from undercount.evidence.seal import seal
from undercount.evidence.sign import KeyFiles
from undercount.evidence.vault import object_name, write_checkpoint
from undercount.evidence.verification import Verification
from undercount.evidence.verify import verify
from undercount.facts.problem import Refused

Pairs = set[tuple[str, str]]
LIST, PHOTO, NOTE = (
    object_name(hashlib.sha256(data).hexdigest()) for data in (b"a,b\n1,2\n", b"\xff\xd8" * 50, b"n" * 10)
)


def found(answer: Verification) -> Pairs:
    return {(finding.code, finding.item) for finding in answer.findings}


def rewrite(path: Path, data: bytes) -> None:
    path.chmod(0o600)
    path.write_bytes(data)


def lines(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))


def journal(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[Path], None]:
    return lambda vault: lines(vault / "journal.jsonl", change)


def records(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[Path], None]:
    return lambda vault: lines(vault / "records.jsonl", change)


def with_value(line: bytes, **changed: Json) -> bytes:
    return dumps({**json.loads(line), **changed}) + b"\n"


def put(vault: Path, name: str, data: bytes = b"x") -> None:
    (vault / name).parent.mkdir(parents=True, exist_ok=True)
    (vault / name).write_bytes(data)


def swap_objects(vault: Path) -> None:
    one, other = (vault / LIST).read_bytes(), (vault / NOTE).read_bytes()
    rewrite(vault / LIST, other)
    rewrite(vault / NOTE, one)


def make_an_object_a_link(vault: Path) -> None:
    (vault / NOTE).rename(vault.parent / "note")
    (vault / NOTE).symlink_to(vault.parent / "note")


INSERTED = b'{"at":"2022-01-05T12:00:00Z","event":"publish","seq":1}\n'

TAMPERED: dict[str, tuple[Callable[[Path], object], Pairs]] = {
    "an object is changed": (lambda v: rewrite(v / LIST, b"a,b\n1,3\n"), {("object_changed", LIST)}),
    "an object is cut": (lambda v: rewrite(v / LIST, b"a,b\n"), {("object_truncated", LIST)}),
    "an object is emptied": (lambda v: rewrite(v / LIST, b""), {("object_truncated", LIST)}),
    "an object is lengthened": (lambda v: rewrite(v / LIST, b"a,b\n1,2\n\n"), {("object_extended", LIST)}),
    "two objects are swapped": (swap_objects, {("object_extended", LIST), ("object_truncated", NOTE)}),
    "an object is missing": (lambda v: (v / NOTE).unlink(), {("object_missing", NOTE)}),
    "an object became a link": (make_an_object_a_link, {("symlink", NOTE), ("object_missing", NOTE)}),
    "an object is added": (
        lambda v: put(v, object_name(hashlib.sha256(b"x").hexdigest())),
        {("object_without_record", object_name(hashlib.sha256(b"x").hexdigest()))},
    ),
    "an object is added under a false name": (
        lambda v: put(v, object_name("0" * 64)),
        {("object_without_record", object_name("0" * 64)), ("object_changed", object_name("0" * 64))},
    ),
    "an object lies in the wrong folder": (
        lambda v: put(v, "objects/sha256/00/" + "1" * 64),
        {("file_unlisted", "objects/sha256/00/" + "1" * 64)},
    ),
    "a file is added": (lambda v: put(v, "objects/readme\n"), {("file_unlisted", "objects/readme\\n")}),
    "an entry is changed": (
        journal(lambda each: [each[0], with_value(each[1], at="2022-01-05T18:30:09Z"), each[2]]),
        {("entry_changed", "journal.jsonl:2")},
    ),
    "an entry became another event": (
        journal(lambda each: [each[0], with_value(each[1], event="duplicate-ingest"), each[2]]),
        {("entry_changed", "journal.jsonl:2")},
    ),
    "an entry became no arrival": (
        journal(lambda each: [each[0], with_value(each[1], event="publish"), each[2]]),
        {("record_without_entry", "records.jsonl:2")},
    ),
    "an entry is spelt differently": (
        journal(lambda each: [each[0], each[1].replace(b",", b", "), each[2]]),
        {("entry_malformed", "journal.jsonl:2"), ("record_without_entry", "records.jsonl:2")},
    ),
    "an entry says something twice": (
        journal(lambda each: [each[0], each[1].replace(b'{"about"', b'{"about":"0","about"'), each[2]]),
        {("duplicate_key", "journal.jsonl:2"), ("record_without_entry", "records.jsonl:2")},
    ),
    "an entry tells of an unknown event": (
        journal(lambda each: [each[0], with_value(each[1], event="forget"), each[2]]),
        {("entry_unknown", "journal.jsonl:2"), ("record_without_entry", "records.jsonl:2")},
    ),
    "an entry is removed from the middle": (
        journal(lambda each: [each[0], each[2]]),
        {("entries_missing", "journal.jsonl:2"), ("record_without_entry", "records.jsonl:2")},
    ),
    "an entry is removed and the rest renumbered": (
        journal(lambda each: [each[0], with_value(each[2], seq=1)]),
        {("record_without_entry", "records.jsonl:2")},
    ),
    "the first entry is removed": (
        journal(lambda each: each[1:]),
        {("entries_missing", "journal.jsonl:1"), ("record_without_entry", "records.jsonl:1")},
    ),
    "the last entry is removed": (
        journal(lambda each: each[:2]),
        {("record_without_entry", "records.jsonl:3")},
    ),
    "entries are reordered": (
        journal(lambda each: [each[0], each[2], each[1]]),
        {("entries_missing", "journal.jsonl:2"), ("entry_out_of_order", "journal.jsonl:3")},
    ),
    "an entry is inserted": (
        journal(lambda each: [each[0], INSERTED, *each[1:]]),
        {("entry_out_of_order", "journal.jsonl:3")},
    ),
    "an entry is repeated": (
        journal(lambda each: [*each, each[2]]),
        {("entry_out_of_order", "journal.jsonl:4"), ("entry_without_record", "journal.jsonl:4")},
    ),
    "an arrival is invented": (
        journal(lambda each: [*each, with_value(each[2], seq=3, record="0" * 32)]),
        {("entry_without_record", "journal.jsonl:4")},
    ),
    "the last entry is torn": (
        journal(lambda each: [*each[:2], each[2][:-1]]),
        {("journal_torn", "journal.jsonl:3"), ("record_without_entry", "records.jsonl:3")},
    ),
    "a line of the journal has no end": (
        journal(lambda each: [each[0], b"x" * (1 << 20) + b"\n", each[2]]),
        {("entry_malformed", "journal.jsonl:2"), ("record_without_entry", "records.jsonl:2")},
    ),
    "a record is changed": (
        records(lambda each: [each[0], with_value(each[1], name="other.jpg"), each[2]]),
        {("entry_changed", "journal.jsonl:2")},
    ),
    "a record names another object": (
        records(lambda each: [each[0], with_value(each[1], sha256="0" * 64), each[2]]),
        {
            ("entry_changed", "journal.jsonl:2"),
            ("object_missing", object_name("0" * 64)),
            ("object_without_record", PHOTO),
        },
    ),
    "a record is removed": (
        records(lambda each: [each[0], each[2]]),
        {("entry_without_record", "journal.jsonl:2"), ("object_without_record", PHOTO)},
    ),
    "a record is repeated": (
        records(lambda each: [*each, each[0]]),
        {("record_repeated", "records.jsonl:4")},
    ),
    "a record is none": (
        records(lambda each: [each[0], b"{}\n", each[2]]),
        {
            ("record_malformed", "records.jsonl:2"),
            ("entry_without_record", "journal.jsonl:2"),
            ("object_without_record", PHOTO),
        },
    ),
    "the last record is torn": (
        records(lambda each: [*each[:2], each[2][:-1]]),
        {
            ("records_torn", "records.jsonl:3"),
            ("entry_without_record", "journal.jsonl:3"),
            ("object_without_record", NOTE),
        },
    ),
    "records are reordered": (
        records(lambda each: [each[0], each[2], each[1]]),
        {("record_out_of_order", "records.jsonl:3")},
    ),
    "the journal is gone": (
        lambda v: (v / "journal.jsonl").unlink(),
        {
            ("file_missing", "journal.jsonl"),
            *(("record_without_entry", f"records.jsonl:{n}") for n in (1, 2, 3)),
        },
    ),
    "the records are gone": (
        lambda v: (v / "records.jsonl").unlink(),
        {
            ("file_missing", "records.jsonl"),
            *(("entry_without_record", f"journal.jsonl:{n}") for n in (1, 2, 3)),
            *(("object_without_record", name) for name in (LIST, PHOTO, NOTE)),
        },
    ),
    "vault.json is gone": (lambda v: (v / "vault.json").unlink(), {("file_missing", "vault.json")}),
    "vault.json is none": (lambda v: put(v, "vault.json", b"{}"), {("vault_malformed", "vault.json")}),
    "vault.json is of a newer schema": (
        lambda v: put(v, "vault.json", (v / "vault.json").read_bytes().replace(b'"schema":1', b'"schema":2')),
        {("schema_unknown", "vault.json")},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("tamper", "expected"), TAMPERED.values(), ids=TAMPERED.keys())
def test_what_was_done_to_a_vault_is_named(
    vault: Path, tamper: Callable[[Path], object], expected: Pairs
) -> None:
    tamper(vault)
    assert found(verify(vault)) == expected


def test_an_untouched_vault_is_as_it_was_sealed(vault: Path) -> None:
    assert verify(vault).as_json() == {
        "ok": True,
        "kind": "vault",
        "checked": 6,
        "findings": [],
        "not_proven": [
            "content_true",
            "who_made_it",
            "nothing_withheld",
            "time_by_own_clock",
            "no_checkpoint",
        ],
        "notices": [],
    }


def test_leftovers_are_told_and_no_fault(vault: Path) -> None:
    put(vault, "tmp/half")
    put(vault, ".vault.json.00.tmp")
    answer = verify(vault)
    assert answer.ok
    assert [(each.code, each.item) for each in answer.notices] == [
        ("leftover", ".vault.json.00.tmp"),
        ("leftover", "tmp/half"),
    ]


def test_a_vault_that_can_only_be_read_is_verified(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (vault / "lock").unlink()
    before = sorted(vault.rglob("*"))
    assert verify(vault).ok
    assert sorted(vault.rglob("*")) == before


@settings(max_examples=250)
@given(
    st.sampled_from(["journal.jsonl", "records.jsonl", "objects"]),
    st.floats(0, 1, exclude_max=True),
    st.integers(1, 255),
)
def test_no_changed_byte_goes_unseen(vault_once: Path, name: str, where: float, change: int) -> None:
    path = vault_once / (PHOTO if name == "objects" else name)
    path.chmod(0o600)
    whole = path.read_bytes()
    place = int(where * len(whole))
    try:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ change]) + whole[place + 1 :])
        answer = verify(vault_once)
    finally:
        path.write_bytes(whole)
    assert not answer.ok


@settings(max_examples=200)
@given(st.sampled_from(["journal.jsonl", "records.jsonl"]), st.permutations(range(6)), st.integers(0, 6))
def test_no_other_order_or_choice_of_lines_goes_unseen(
    vault_once: Path, name: str, order: list[int], count: int
) -> None:
    path = vault_once / name
    whole = path.read_bytes()
    each = whole.splitlines(keepends=True)
    chosen = order[:count]
    try:
        path.write_bytes(b"".join(each[n] for n in chosen))
        answer = verify(vault_once)
    finally:
        path.write_bytes(whole)
    assert answer.ok == (chosen == list(range(6)))


@pytest.fixture(scope="module")
def vault_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("once")
    paths = [folder / f"{n}" for n in range(6)]
    for n, path in enumerate(paths):
        path.write_bytes(b"\xff\xd8" * 50 if n == 0 else b"%d" % (n // 2))
    seal(paths, folder / "vault", by="aigul", note="жазба", clock=ticking())
    return folder / "vault"


# --- checkpoints


def test_a_checkpoint_is_checked_and_what_came_after_it_is_said(
    vault: Path, files: list[Path], aigul_key: KeyFiles
) -> None:
    path = write_checkpoint(vault, aigul_key.private)
    assert path.read_text("utf-8").split("\n")[1] == "3"
    answer = verify(vault)
    assert (answer.ok, "key_not_pinned" in answer.not_proven, "no_checkpoint" in answer.not_proven) == (
        True,
        True,
        False,
    )
    seal(files[:1], vault, by="bolat")
    later = verify(vault, key=aigul_key.public)
    assert (later.ok, "after_last_checkpoint" in later.not_proven, "key_not_pinned" in later.not_proven) == (
        True,
        True,
        False,
    )
    write_checkpoint(vault, aigul_key.private)
    assert verify(vault, key=aigul_key.public).not_proven == (
        "content_true", "who_made_it", "nothing_withheld", "time_by_own_clock",
    )  # fmt: skip


def test_two_may_sign_the_same_checkpoint(vault: Path, aigul_key: KeyFiles, chinara_key: KeyFiles) -> None:
    write_checkpoint(vault, aigul_key.private)
    write_checkpoint(vault, aigul_key.private)
    write_checkpoint(vault, chinara_key.private)
    assert len(list((vault / "checkpoints").iterdir())) == 2
    assert verify(vault).ok
    answer = verify(vault, key=aigul_key.public)
    assert {code for code, _ in found(answer)} == {"checkpoint_key_unknown"}


def drop_the_last_arrival(vault: Path) -> None:
    for name in ("journal.jsonl", "records.jsonl"):
        lines(vault / name, lambda each: each[:-1])
    (vault / NOTE).unlink()


def make_the_vault_anew(vault: Path) -> None:
    """Rewrite all of it, as whoever holds the folder can: only a checkpoint tells."""
    meta = (vault / "vault.json").read_bytes()
    kept = vault.with_name("kept")
    vault.rename(kept)
    source = vault.with_name("in")
    seal([source / "list.csv", source / "note.txt", source / "list.csv"], vault, by="forger", clock=ticking())
    (vault / "vault.json").write_bytes(meta)
    for folder in ("checkpoints", "keys"):
        (kept / folder).rename(vault / folder)


def first_note(vault: Path) -> Path:
    return next((vault / "checkpoints").iterdir())


def change_the_size_in_the_note(vault: Path) -> None:
    first_note(vault).write_bytes(first_note(vault).read_bytes().replace(b"\n3\n", b"\n2\n"))


def give_the_vault_another_id(vault: Path) -> None:
    put(vault, "vault.json", dumps({"kind": "vault", "schema": 1, "id": "0" * 32}))


@pytest.mark.parametrize(
    ("tamper", "codes"),
    [
        (drop_the_last_arrival, {"journal_shorter_than_checkpoint"}),
        (make_the_vault_anew, {"journal_not_as_checkpointed"}),
        (change_the_size_in_the_note, {"checkpoint_key_unknown"}),
        (lambda v: first_note(v).write_bytes(b"hello\n"), {"checkpoint_malformed"}),
        (give_the_vault_another_id, {"checkpoint_of_another_log"}),
        (
            lambda v: os.truncate(next((v / "keys").iterdir()), 40),
            {"checkpoint_key_unknown", "key_unreadable"},
        ),
        (lambda v: next((v / "keys").iterdir()).unlink(), {"checkpoint_key_unknown"}),
    ],
)
def test_what_a_checkpoint_shows_is_named(
    vault: Path, aigul_key: KeyFiles, tamper: Callable[[Path], object], codes: set[str]
) -> None:
    write_checkpoint(vault, aigul_key.private)
    tamper(vault)
    assert {code for code, _ in found(verify(vault))} == codes


def test_without_a_checkpoint_a_vault_made_anew_fits_itself_and_verify_says_so(vault: Path) -> None:
    drop_the_last_arrival(vault)
    answer = verify(vault)
    assert answer.ok
    assert "no_checkpoint" in answer.not_proven


def test_whoever_trusts_a_key_misses_a_checkpoint_that_was_taken_away(
    vault: Path, aigul_key: KeyFiles
) -> None:
    assert found(verify(vault, key=aigul_key.public)) == {("checkpoint_missing", "checkpoints")}


def test_no_checkpoint_is_written_over_a_damaged_vault(vault: Path, aigul_key: KeyFiles) -> None:
    with (vault / "journal.jsonl").open("ab") as file:
        file.write(b"{}\n")
    with pytest.raises(Refused, match="the vault is not as it was left"):
        write_checkpoint(vault, aigul_key.private)
    assert not (vault / "checkpoints").exists()
