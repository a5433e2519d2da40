from __future__ import annotations

import errno
import hashlib
import hmac
import json
import os
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Self

import pytest
from tests.evidence.conftest import ticking

from undercount.evidence import seal as seal_module
from undercount.evidence.lines import LineFile
from undercount.evidence.merkle import leaf_hash
from undercount.evidence.seal import LONGEST_NOTE, Receipt, seal, seal_each
from undercount.evidence.vault import BATCH, open_vault
from undercount.evidence.verify import verify
from undercount.facts.problem import Refused


def objects(vault: Path) -> list[Path]:
    return sorted(path for path in (vault / "objects").rglob("*") if path.is_file())


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def many(folder: Path, count: int) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"{n}.txt" for n in range(count)]
    for n, path in enumerate(paths):
        path.write_bytes(b"%d" % n)
    return paths


def test_a_sealed_file_is_kept_under_its_hash_and_cannot_be_written(vault: Path, files: list[Path]) -> None:
    kept = {path.name: path for path in objects(vault)}
    assert {path.read_bytes() for path in kept.values()} == {path.read_bytes() for path in files}
    for name, path in kept.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == name
        assert path.parent.name == name[:2]
        assert path.parent.parent == vault / "objects" / "sha256"
        assert stat.S_IMODE(path.stat().st_mode) == 0o440
    assert list((vault / "tmp").iterdir()) == []


def test_a_receipt_says_what_the_journal_and_the_records_say(tmp_path: Path, files: list[Path]) -> None:
    receipts = seal(files, tmp_path / "vault", by="aigul", note="by post", clock=ticking())
    leaves = (tmp_path / "vault" / "journal.jsonl").read_bytes().splitlines()
    assert receipts[1] == Receipt(
        seq=1,
        record=receipts[1].record,
        sha256=hashlib.sha256(files[1].read_bytes()).hexdigest(),
        size=100,
        name="фото.jpg",
        received="2022-01-05T18:30:01Z",
        duplicate=False,
        leaf=leaf_hash(leaves[1]).hex(),
    )
    record = lines(tmp_path / "vault" / "records.jsonl")[1]
    assert record["id"] == receipts[1].record
    assert (record["by"], record["note"], record["name"], record["bytes"]) == (
        "aigul",
        "by post",
        "фото.jpg",
        100,
    )
    assert str(tmp_path) not in (tmp_path / "vault" / "records.jsonl").read_text("utf-8")


def test_whoever_sees_the_journal_learns_nothing_even_if_they_hold_the_file(
    vault: Path, files: list[Path]
) -> None:
    journal = (vault / "journal.jsonl").read_text("utf-8")
    for path in files:
        assert hashlib.sha256(path.read_bytes()).hexdigest() not in journal
        assert path.stem not in journal
    assert "aigul" not in journal


def test_whoever_holds_the_salt_can_open_the_commitments(vault: Path) -> None:
    for seq, (leaf, record) in enumerate(
        zip(lines(vault / "journal.jsonl"), lines(vault / "records.jsonl"), strict=True)
    ):
        salt = bytes.fromhex(str(record.pop("salt")))
        about = json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        content = bytes.fromhex(str(record["sha256"]))
        assert leaf == {
            "seq": seq,
            "event": "ingest",
            "at": record["received"],
            "record": record["id"],
            "content": hmac.new(salt, content, "sha256").hexdigest(),
            "about": hmac.new(salt, about, "sha256").hexdigest(),
        }


def test_the_same_bytes_are_one_object_and_every_arrival_an_event(tmp_path: Path, files: list[Path]) -> None:
    copy = tmp_path / "copy.csv"
    copy.write_bytes(files[0].read_bytes())
    vault = tmp_path / "vault"
    first = seal([files[0], copy], vault, by="aigul")
    second = seal([copy], vault, by="chinara")
    assert [receipt.duplicate for receipt in (*first, *second)] == [False, True, True]
    assert [receipt.seq for receipt in (*first, *second)] == [0, 1, 2]
    assert len(objects(vault)) == 1
    assert [leaf["event"] for leaf in lines(vault / "journal.jsonl")] == [
        "ingest",
        "duplicate-ingest",
        "duplicate-ingest",
    ]
    assert [record["name"] for record in lines(vault / "records.jsonl")] == [
        "list.csv",
        "copy.csv",
        "copy.csv",
    ]
    assert len({leaf["content"] for leaf in lines(vault / "journal.jsonl")}) == 3
    assert verify(vault).ok


def test_a_vault_is_self_contained(vault: Path, tmp_path: Path) -> None:
    vault.rename(tmp_path / "elsewhere")
    assert verify(tmp_path / "elsewhere").ok


def test_receipts_come_round_by_round_and_stay_true(tmp_path: Path) -> None:
    paths = many(tmp_path / "in", BATCH + 3)
    sealing = seal_each(paths, tmp_path / "vault", by="aigul")
    assert next(sealing).seq == 0
    assert LineFile(tmp_path / "vault" / "journal.jsonl").size() == BATCH
    assert [receipt.seq for receipt in sealing] == list(range(1, BATCH + 3))
    assert verify(tmp_path / "vault").checked == 2 * (BATCH + 3)


def test_progress_is_in_bytes_and_ends_at_all_of_them(tmp_path: Path, files: list[Path]) -> None:
    told: list[tuple[int, int]] = []
    seal(files, tmp_path / "vault", by="aigul", progress=lambda done, total: told.append((done, total)))
    total = sum(path.stat().st_size for path in files)
    assert told[-1] == (total, total)
    assert told == sorted(told)


def test_a_name_that_is_not_utf8_is_kept_as_it_was(tmp_path: Path) -> None:
    raw = "список.csv".encode("cp1251")
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw))
    path.write_bytes(b"x")
    decomposed = tmp_path / unicodedata.normalize("NFD", "й")
    decomposed.write_bytes(b"y")
    seal([path, decomposed], tmp_path / "vault", by="aigul")
    first, second = lines(tmp_path / "vault" / "records.jsonl")
    assert first["name_bytes"] == raw.hex()
    assert (second["name"], second["name_bytes"]) == (
        "й",
        "й".encode().hex() and decomposed.name.encode().hex(),
    )
    assert verify(tmp_path / "vault").ok


def test_an_empty_file_is_evidence_too(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (receipt,) = seal([tmp_path / "empty"], tmp_path / "vault", by="aigul")
    assert (receipt.size, receipt.sha256) == (0, hashlib.sha256().hexdigest())
    assert verify(tmp_path / "vault").ok


# --- the order in which things become durable


def _recorded(monkeypatch: pytest.MonkeyPatch, root: Path) -> list[str]:
    """Record what is synced, linked and acknowledged, with paths inside the vault."""
    calls: list[str] = []
    fsync, link = os.fsync, os.link

    def name(path: str) -> str:
        parts = Path(path).relative_to(root).parts
        return "/".join(parts[:3] if parts[:1] == ("objects",) else parts[:1]) or "."

    def recording_fsync(descriptor: int) -> None:
        fsync(descriptor)
        calls.append("fsync " + name(str(Path(f"/proc/self/fd/{descriptor}").readlink())))

    def recording_link(old: Path, new: Path) -> None:
        link(old, new)
        calls.append("link " + name(str(new)))

    monkeypatch.setattr(os, "fsync", recording_fsync)
    monkeypatch.setattr(os, "link", recording_link)
    return calls


def _unsafe_order(calls: list[str], shard: str) -> list[str]:
    """Give the pairs of steps that are missing or the wrong way round; none means the order is safe."""
    folder = f"objects/sha256/{shard}"
    safe = ["fsync tmp", f"link {folder}", f"fsync {folder}", "fsync objects/sha256", "fsync records.jsonl",
            "fsync journal.jsonl", "receipt"]  # fmt: skip
    before = [*pairwise(safe), (safe[1], safe[3]), (safe[2], safe[4])]
    return [
        f"{first} before {then}"
        for first, then in before
        if {first, then} != {f"fsync {folder}", "fsync objects/sha256"}  # these two may change places
        and not (first in calls and then in calls and calls.index(first) < calls.index(then))
    ]


@pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="no /proc here: the ORDER of writes is UNTESTED"
)
@pytest.mark.parametrize("broken", ["", "folders", "files", "journal"])
def test_bytes_then_name_then_record_then_journal_then_receipt(
    vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    (tmp_path / "new").write_bytes(b"new")
    if broken == "folders":  # negative controls: the check must fail on each of these broken builds
        monkeypatch.setattr(seal_module, "sync_folder", lambda _path: None)
    if broken == "files":
        monkeypatch.setattr(seal_module, "ThreadPoolExecutor", _IdlePool)
    if broken == "journal":
        monkeypatch.setattr(LineFile, "append", _unsynced_append)
    calls = _recorded(monkeypatch, vault)
    receipt = next(seal_each([tmp_path / "new"], vault, by="aigul"))
    calls.append("receipt")
    assert bool(_unsafe_order(calls, receipt.sha256[:2])) == bool(broken), calls


class _IdlePool:
    """Threads that sync nothing."""

    def __init__(self, _size: int) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def map(self, *_: object) -> list[object]:
        return []


def _unsynced_append(self: LineFile, added: list[bytes], *, at: int) -> None:
    assert self.size() == at
    with self.path.open("ab") as file:
        file.write(b"".join(line + b"\n" for line in added))


# --- what a crash leaves, and how the next seal goes on


def test_leftovers_are_swept_and_a_torn_line_is_cut(vault: Path, files: list[Path]) -> None:
    (vault / "tmp" / "half").write_bytes(b"half")
    for name in ("journal.jsonl", "records.jsonl"):
        with (vault / name).open("ab") as file:
            file.write(b'{"torn')
    seal(files[:1], vault, by="aigul")
    answer = verify(vault)
    assert (answer.ok, answer.notices) == (True, ())
    assert len(lines(vault / "journal.jsonl")) == 4


def test_a_record_without_its_entry_is_entered_by_the_next_seal(vault: Path, files: list[Path]) -> None:
    before = (vault / "journal.jsonl").read_bytes()
    os.truncate(vault / "journal.jsonl", before.index(b"\n") + 1)
    assert [finding.code for finding in verify(vault).findings] == ["record_without_entry"] * 2
    seal(files[:1], vault, by="aigul")
    assert (vault / "journal.jsonl").read_bytes().startswith(before)
    assert verify(vault).ok


def test_an_object_without_a_record_has_not_arrived_yet(
    vault: Path, files: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "late").write_bytes(b"late")
    sha256 = hashlib.sha256(b"late").hexdigest()
    orphan = open_vault(vault).object(sha256)
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"late")
    first, second = seal([tmp_path / "late", tmp_path / "late"], vault, by="aigul")
    assert (first.duplicate, second.duplicate) == (False, True)
    assert verify(vault).ok


@pytest.mark.parametrize("spoil", ["journal", "gone", "record", "order", "object"])
def test_nothing_is_written_into_a_damaged_vault(vault: Path, files: list[Path], spoil: str) -> None:
    if spoil == "journal":
        with (vault / "journal.jsonl").open("ab") as file:
            file.write(b"{}\n")
    elif spoil == "gone":
        (vault / "journal.jsonl").unlink()
    elif spoil == "record":
        (vault / "records.jsonl").write_bytes((vault / "records.jsonl").read_bytes().split(b"\n")[0] + b"\n")
    elif spoil == "order":
        first, second, third = (vault / "records.jsonl").read_bytes().splitlines(keepends=True)
        (vault / "records.jsonl").write_bytes(third + first + second)
    else:
        kept = open_vault(vault).object(hashlib.sha256(files[0].read_bytes()).hexdigest())
        kept.chmod(0o600)
        kept.write_bytes(b"A" + files[0].read_bytes()[1:])
    before = {path: path.read_bytes() for path in vault.rglob("*") if path.is_file()}
    with pytest.raises(Refused, match="the vault is not as it was left; keep it as it is"):
        seal(files, vault, by="aigul")
    assert {path: path.read_bytes() for path in vault.rglob("*") if path.is_file()} == before


# --- what is refused


def test_a_file_that_changes_while_it_is_read_is_not_sealed(tmp_path: Path) -> None:
    growing = tmp_path / "growing.mp4"
    growing.write_bytes(b"x" * 100)

    def grow(_done: int, _total: int) -> None:
        with growing.open("ab") as file:
            file.write(b"y" if growing.stat().st_size < 105 else b"")

    with pytest.raises(
        Refused, match=r"growing.mp4: the file changed while it was read; wait until it is complete"
    ):
        seal([growing], tmp_path / "vault", by="aigul", progress=grow)
    assert objects(tmp_path / "vault") == []
    assert list((tmp_path / "vault" / "tmp").iterdir()) == []


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "there is nothing of that name; check the path"),
        (lambda path: path.mkdir(), "this is a folder; name the files in it"),
        (os.mkfifo, "this is not a file; copy its bytes into a file first"),
    ],
)
def test_what_is_no_file_is_refused_before_anything_is_written(
    tmp_path: Path, files: list[Path], make: Callable[[Path], None], message: str
) -> None:
    make(tmp_path / "X")
    with pytest.raises(Refused, match=message) as refused:
        seal([*files, tmp_path / "X"], tmp_path / "vault", by="aigul")
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "vault").exists()


@pytest.mark.parametrize(
    ("by", "note", "message"),
    [
        (" ", "", "column by: nobody is named; say who seals"),
        (
            "aigul",
            "x" * (LONGEST_NOTE + 1),
            "column note: this has 4001 characters, 4000 are kept; shorten it",
        ),
        ("a" * 201, "", "column by: this has 201 characters, 200 are kept"),
        ("aigul", "\udcff", "column note: this is not UTF-8 text; write it in UTF-8"),
    ],
)
def test_words_that_cannot_be_kept_are_refused(
    tmp_path: Path, files: list[Path], by: str, note: str, message: str
) -> None:
    with pytest.raises(Refused, match=message):
        seal(files, tmp_path / "vault", by=by, note=note)
    assert not (tmp_path / "vault").exists()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, files: list[Path]) -> None:
    with pytest.raises(Refused, match="this is neither a vault nor an empty folder; name a vault"):
        seal(files, tmp_path / "in", by="aigul")
    assert sorted((tmp_path / "in").iterdir()) == sorted(files)
    with pytest.raises(Refused, match="this is neither a vault nor an empty folder"):
        seal(files, files[0], by="aigul")


def test_a_vault_of_a_newer_program_is_left_alone(vault: Path, files: list[Path]) -> None:
    meta = (vault / "vault.json").read_text()
    (vault / "vault.json").write_text(meta.replace('"schema":1', '"schema":2'))
    with pytest.raises(Refused, match="this vault has schema 2, this program knows 1; use a newer version"):
        seal(files, vault, by="aigul")


def test_a_vault_cannot_be_written_on_windows(
    tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(Refused, match="a vault cannot be written on Windows; use Linux, macOS or WSL for it"):
        seal(files, tmp_path / "vault", by="aigul")
    assert not (tmp_path / "vault").exists()


# --- every call of the system failing in turn

CALLS = ["open", "write", "fsync", "link", "fchmod", "mkdir", "replace", "ftruncate", "scandir"]


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("fresh", [True, False])
def test_whichever_call_fails_the_answer_is_one_line_and_the_vault_is_whole(
    tmp_path: Path, files: list[Path], fresh: bool, error: int
) -> None:
    failures = 0
    for k in range(1, 500):
        vault = tmp_path / f"vault{k}"
        if not fresh:
            seal(files[:1], vault, by="aigul")
        try:
            with _failing(k, error) as reached:
                seal(files, vault, by="aigul")
        except Refused as refused:
            failures += 1
            assert "\n" not in str(refused)  # noqa: PT017
        if not reached():
            break
        _is_whole(vault, 0 if fresh else 1, k)
        seal(files, vault, by="aigul")
        assert verify(vault).ok
    assert failures > 15


def _is_whole(vault: Path, before: int, k: int) -> None:
    if not (vault / "vault.json").exists():
        return
    answer = verify(vault)
    assert answer.ok, (k, answer)
    assert LineFile(vault / "journal.jsonl").size() in (before, before + 3)


class _failing:  # noqa: N801 - used as a context, like a function
    """Make call number `k` of the operating system fail once, and tell whether it was reached."""

    def __init__(self, k: int, error: int) -> None:
        self.left, self.error, self.patch = k, error, pytest.MonkeyPatch()

    def __enter__(self) -> Callable[[], bool]:
        for name in CALLS:
            self.patch.setattr(os, name, self._wrapped(getattr(os, name)))
        return lambda: self.left <= 0

    def __exit__(self, *_: object) -> None:
        self.patch.undo()

    def _wrapped(self, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            self.left -= 1
            if self.left == 0:
                raise OSError(self.error, os.strerror(self.error))
            return real(*arguments, **named)

        return call


# --- several writers, large files

SEAL = """
import sys
from pathlib import Path
from undercount.evidence.seal import seal
seal([Path(each) for each in sys.argv[2:]], Path(sys.argv[1]), by="bolat")
# the peak of this program's own memory; ru_maxrss would count the process that it was forked from
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def _run(vault: Path, paths: list[Path]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", SEAL, vault, *paths], stdout=subprocess.PIPE)


def test_two_processes_that_seal_at_once_make_one_contiguous_log(tmp_path: Path) -> None:
    ours, theirs = many(tmp_path / "ours", 70), many(tmp_path / "theirs", 80)
    running = [_run(tmp_path / "vault", ours), _run(tmp_path / "vault", theirs)]
    assert [process.wait(60) for process in running] == [0, 0]
    leaves = lines(tmp_path / "vault" / "journal.jsonl")
    assert [leaf["seq"] for leaf in leaves] == list(range(150))
    assert sum(leaf["event"] == "ingest" for leaf in leaves) == 80
    assert verify(tmp_path / "vault").ok


@pytest.mark.slow
def test_a_file_of_a_gibibyte_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(1 << 30)
    process = _run(tmp_path / "vault", [tmp_path / "sparse"])
    out, _ = process.communicate(timeout=200)
    assert process.returncode == 0
    assert int(out) < 100_000  # kilobytes
    (kept,) = objects(tmp_path / "vault")
    assert kept.stat().st_size == 1 << 30
    kept.chmod(0o600)
    kept.unlink()  # it is a real gibibyte on the disk by now


@pytest.fixture(autouse=True)
def _no_leftover_large_files(tmp_path: Path) -> Iterator[None]:
    yield
    for path in tmp_path.glob("sparse"):
        path.unlink()
