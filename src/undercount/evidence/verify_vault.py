"""Verifies a vault: objects against names, arrivals against the journal, it against checkpoints."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from undercount.evidence.canonical import Malformed
from undercount.evidence.checkpoint import LARGEST_NOTE, is_signed_by, parse_checkpoint, parse_note
from undercount.evidence.durable import is_temporary, read_locked
from undercount.evidence.journal import read_leaf
from undercount.evidence.lines import numbered_lines
from undercount.evidence.listing import Listing, hash_file, list_folder, read_small
from undercount.evidence.merkle import Frontier, leaf_hash
from undercount.evidence.record import ARRIVALS, Record, read_record
from undercount.evidence.sign import LARGEST_PEM, fingerprint, parse_public_key
from undercount.evidence.vault import (
    CHECKPOINTS,
    JOURNAL,
    KEYS,
    LOCK,
    META,
    OBJECTS,
    RECORDS,
    SCHEMA,
    TMP,
    object_name,
    read_meta,
    vault_origin,
)
from undercount.evidence.verification import (
    ALWAYS_OPEN,
    Code,
    Finding,
    Notice,
    NotProven,
    Progress,
    Verification,
    ordered,
    printable,
)

_OBJECT = re.compile(rf"{OBJECTS}/([0-9a-f]{{2}})/(\1[0-9a-f]{{62}})")
_OWN = frozenset({META, JOURNAL, RECORDS, LOCK})
_KEPT = re.compile(rf"{CHECKPOINTS}/[^/]+\.txt|{KEYS}/[^/]+\.pub\.pem")


@dataclass(slots=True)
class _Check:
    """What is known so far of one vault."""

    root: Path
    listing: Listing = field(default_factory=Listing)
    findings: list[Finding] = field(default_factory=list)
    notices: list[Finding] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)  # of every object that a record speaks of
    entries: int = 0
    checkpoints: dict[int, set[bytes]] = field(default_factory=lambda: defaultdict(set))

    def add(self, code: Code, item: str) -> None:
        self.findings.append(Finding(code, printable(item)))


def verify_vault(root: Path, key: Ed25519PublicKey | None, progress: Progress) -> Verification:
    """Verify the vault in `root`; with `key`, its checkpoints must be signed by that key.

    Writers are kept out while the journal is read, not while the objects are: those never change.
    """
    check = _Check(root)
    with read_locked(root / LOCK):
        check.listing = list_folder(root)
        check.findings += check.listing.findings
        schema, origin = _read_meta(check)
        if schema > SCHEMA:
            check.add(Code.SCHEMA_UNKNOWN, META)
            return _answer(check, 0, key)
        _check_names(check)
        _read_checkpoints(check, origin, key)
        _check_arrivals(check)
    hashed = _check_objects(check, progress)
    return _answer(check, hashed + check.entries, key)


def _read_meta(check: _Check) -> tuple[int, str]:
    data = read_small(check.root / META, LARGEST_PEM)
    if data is None:
        check.add(Code.FILE_MISSING, META)
        return SCHEMA, ""
    try:
        schema, name = read_meta(data)
    except Malformed:
        check.add(Code.VAULT_MALFORMED, META)
        return SCHEMA, ""
    return schema, vault_origin(name)


def _check_names(check: _Check) -> None:
    for path in check.listing.files:
        if path.startswith(f"{TMP}/") or is_temporary(path.rpartition("/")[2]):
            check.notices.append(Finding(Notice.LEFTOVER, printable(path)))
        elif path not in _OWN and not _OBJECT.fullmatch(path) and not _KEPT.fullmatch(path):
            check.add(Code.FILE_UNLISTED, path)
    for path in (JOURNAL, RECORDS):
        if path not in check.listing.files:
            check.add(Code.FILE_MISSING, path)


def _read_checkpoints(check: _Check, origin: str, pinned: Ed25519PublicKey | None) -> None:
    keys = _read_keys(check)
    if pinned is not None:
        keys = [pinned]
    for path in _kept_in(check, CHECKPOINTS):
        try:
            note = parse_note(read_small(check.root / path, LARGEST_NOTE) or b"")
            checkpoint = parse_checkpoint(note.text)
        except Malformed:
            check.add(Code.CHECKPOINT_MALFORMED, path)
            continue
        if origin and checkpoint.origin != origin:
            check.add(Code.CHECKPOINT_OF_ANOTHER_LOG, path)
        elif any(is_signed_by(note, checkpoint.origin, key) for key in keys):
            check.checkpoints[checkpoint.size].add(checkpoint.root)
        else:
            check.add(Code.CHECKPOINT_KEY_UNKNOWN, path)
    if pinned is not None and not check.checkpoints:
        check.add(Code.CHECKPOINT_MISSING, CHECKPOINTS)


def _kept_in(check: _Check, folder: str) -> list[str]:
    return sorted(
        path for path in check.listing.files if path.startswith(f"{folder}/") and _KEPT.fullmatch(path)
    )


def _read_keys(check: _Check) -> list[Ed25519PublicKey]:
    keys = []
    for path in _kept_in(check, KEYS):
        key = parse_public_key(read_small(check.root / path, LARGEST_PEM) or b"")
        if key is None or path != f"{KEYS}/{fingerprint(key)}.pub.pem":
            check.add(Code.KEY_UNREADABLE, path)
        else:
            keys.append(key)
    return keys


@dataclass(frozen=True, slots=True)
class _Arrival:
    """An entry that tells of an arrival: its line, its number in the log, its bytes, its record's id."""

    line: int
    seq: int
    data: bytes
    record: str


def _check_arrivals(check: _Check) -> None:
    """Join the journal's arrivals with the records; both are in one order, so few wait for the other half."""
    entries: dict[str, _Arrival] = {}
    records: dict[str, tuple[int, Record]] = {}
    last = (-1, 0)
    for arrival, numbered in zip_longest(_read_journal(check), _read_records(check)):
        if arrival is not None:
            entries[arrival.record] = arrival
        if numbered is not None:
            records[numbered[1].id] = numbered
        for name in (arrival.record if arrival else "", numbered[1].id if numbered else ""):
            if name in entries and name in records:
                last = _check_pair(check, entries.pop(name), *records.pop(name), last)
    for arrival in entries.values():
        check.add(Code.ENTRY_WITHOUT_RECORD, f"{JOURNAL}:{arrival.line}")
    for number, _record in records.values():
        check.add(Code.RECORD_WITHOUT_ENTRY, f"{RECORDS}:{number}")


def _check_pair(
    check: _Check, arrival: _Arrival, number: int, record: Record, last: tuple[int, int]
) -> tuple[int, int]:
    """Compare an entry with its record; give the furthest entry and record that found each other so far."""
    if record.leaf(arrival.seq) != arrival.data:
        check.add(Code.ENTRY_CHANGED, f"{JOURNAL}:{arrival.line}")
    seq, place = last
    if (arrival.seq > seq) != (number > place):
        check.add(Code.RECORD_OUT_OF_ORDER, f"{RECORDS}:{number}")
    return max(arrival.seq, seq), max(number, place)


def _read_records(check: _Check) -> Iterator[tuple[int, Record]]:
    seen: set[str] = set()
    for number, line, whole in numbered_lines(check.root / RECORDS):
        if not whole:
            check.add(Code.RECORDS_TORN, f"{RECORDS}:{number}")
            continue
        try:
            record = read_record(line)
        except Malformed as error:
            check.add(_line_code(error, Code.RECORD_MALFORMED), f"{RECORDS}:{number}")
            continue
        if record.id in seen:
            check.add(Code.RECORD_REPEATED, f"{RECORDS}:{number}")
            continue
        seen.add(record.id)
        check.sizes[record.sha256] = record.size
        yield number, record


def _read_journal(check: _Check) -> Iterator[_Arrival]:
    frontier, expected = Frontier(), 0
    _compare_root(check, frontier)
    for number, line, whole in numbered_lines(check.root / JOURNAL):
        if not whole:
            check.add(Code.JOURNAL_TORN, f"{JOURNAL}:{number}")
            continue
        frontier.append(leaf_hash(line))
        _compare_root(check, frontier)
        try:
            seq, entry = read_leaf(line)
        except Malformed as error:
            unknown = Code.ENTRY_UNKNOWN if error.code == "event_unknown" else Code.ENTRY_MALFORMED
            check.add(_line_code(error, unknown), f"{JOURNAL}:{number}")
            expected += 1
            continue
        if seq != expected:
            code = Code.ENTRIES_MISSING if seq > expected else Code.ENTRY_OUT_OF_ORDER
            check.add(code, f"{JOURNAL}:{number}")
        expected = seq + 1
        if entry.event in ARRIVALS:
            yield _Arrival(number, seq, line, str(entry.fields.get("record", "")))
    check.entries = frontier.size
    if any(size > frontier.size for size in check.checkpoints):
        check.add(Code.JOURNAL_SHORTER_THAN_CHECKPOINT, JOURNAL)


def _compare_root(check: _Check, frontier: Frontier) -> None:
    if frontier.size in check.checkpoints and check.checkpoints[frontier.size] != {frontier.root()}:
        check.add(Code.JOURNAL_NOT_AS_CHECKPOINTED, JOURNAL)


def _line_code(error: Malformed, otherwise: Code) -> Code:
    return Code.DUPLICATE_KEY if error.code == "duplicate_key" else otherwise


def _check_objects(check: _Check, progress: Progress) -> int:
    objects = {found[2]: path for path in check.listing.files if (found := _OBJECT.fullmatch(path))}
    total, done = sum(check.listing.files[path] for path in objects.values()), 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        progress(done, total)

    for sha256, path in sorted(objects.items()):
        if sha256 not in check.sizes:
            check.add(Code.OBJECT_WITHOUT_RECORD, path)
        actual = hash_file(check.root / path, advance)
        if actual != sha256:
            check.add(_damage(check, sha256, path, actual), path)
    for sha256 in check.sizes.keys() - objects.keys():
        check.add(Code.OBJECT_MISSING, object_name(sha256))
    return len(objects)


def _damage(check: _Check, sha256: str, path: str, actual: str | None) -> Code:
    size, expected = check.listing.files[path], check.sizes.get(sha256)
    if actual is None:
        return Code.UNREADABLE
    if expected is None or size == expected:
        return Code.OBJECT_CHANGED
    return Code.OBJECT_TRUNCATED if size < expected else Code.OBJECT_EXTENDED


def _answer(check: _Check, checked: int, key: Ed25519PublicKey | None) -> Verification:
    open_questions = [*ALWAYS_OPEN, NotProven.TIME_BY_OWN_CLOCK]
    if not check.checkpoints:
        open_questions.append(NotProven.NO_CHECKPOINT)
    elif max(check.checkpoints) < check.entries:
        open_questions.append(NotProven.AFTER_LAST_CHECKPOINT)
    if key is None and check.checkpoints:
        open_questions.append(NotProven.KEY_NOT_PINNED)
    return Verification(
        kind="vault",
        checked=checked,
        findings=ordered(check.findings),
        not_proven=tuple(code.value for code in open_questions),
        notices=ordered(check.notices),
    )
