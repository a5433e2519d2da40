"""Seals files into a vault: bytes first, then the record, then the journal, and only then the receipt."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from undercount.evidence.durable import (
    CHUNK,
    disk_trouble_at,
    locked,
    remove_quietly,
    sync_folder,
    write_all,
)
from undercount.evidence.journal import Event, instant
from undercount.evidence.merkle import leaf_hash
from undercount.evidence.record import Record
from undercount.evidence.vault import BATCH, Vault, damaged, enter, make_vault, object_name, settle
from undercount.facts.problem import Spot, refuse

BATCH_BYTES = 64 << 20
"""A round of fsync also ends here, so that one large file does not keep many small ones waiting."""
LONGEST_NOTE, LONGEST_BY = 4000, 200
SEALED_MODE = 0o440
_SYNCING = 4  # threads that wait in fsync at once: the file system then commits several files in one go
_NO_LINKS = {
    errno.EPERM,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.EMLINK,
}  # what FAT and some network disks say
_SHA_IN_RECORD = re.compile(rb'"sha256":"([0-9a-f]{64})"')  # within a JSON string the quotes would be escaped

Clock = Callable[[], datetime]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is acknowledged for one sealed file, once a power cut can no longer lose it.

    Attributes:
        seq: the number of its entry in the vault's journal.
        record: the id of its record.
        sha256: of the bytes as received.
        size: in bytes.
        name: the file's name.
        received: when, by our own clock (UTC).
        duplicate: the same bytes were in the vault before; they are kept once, and this arrival is noted.
        leaf: the hash of the entry's leaf in hex, for a later proof that the journal holds it.
    """

    seq: int
    record: str
    sha256: str
    size: int
    name: str
    received: str
    duplicate: bool
    leaf: str


def now() -> datetime:
    """Give the time by this machine's clock."""
    return datetime.now(UTC)


def seal(
    paths: Sequence[Path],
    vault_dir: Path,
    *,
    by: str,
    note: str = "",
    clock: Clock = now,
    progress: Progress | None = None,
) -> tuple[Receipt, ...]:
    """Seal files into the vault at `vault_dir`, made if there is none; see `seal_each`."""
    return tuple(seal_each(paths, vault_dir, by=by, note=note, clock=clock, progress=progress))


def seal_each(
    paths: Sequence[Path],
    vault_dir: Path,
    *,
    by: str,
    note: str = "",
    clock: Clock = now,
    progress: Progress | None = None,
) -> Iterator[Receipt]:
    """Seal files and give each receipt as soon as it is true.

    Files are sealed in rounds of at most 128 files or 64 MiB; a round is sealed whole or not at all, and no
    more than 1 MiB of a file is in memory.

    Args:
        paths: the files; never folders.
        vault_dir: the vault, made if there is none.
        by: who seals, as an id or a name; kept in the records only.
        note: what is to be remembered about this arrival.
        clock: our own clock.
        progress: called with the bytes done and the bytes in all.

    Raises:
        Refused: before anything is written if a path is no readable file; later if a file changes while it is
            read, the vault is damaged or the disk refuses. Receipts already given stay true.
    """
    sources = [_source(Path(path)) for path in paths]
    _check_words(by, note)
    total = sum(source.size for source in sources)
    sealing = _Sealing(
        make_vault(vault_dir), by, note, clock, progress or (lambda _done, _total: None), total
    )
    return sealing.run(sources)


@dataclass(frozen=True, slots=True)
class _Source:
    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class _Staged:
    temporary: Path
    descriptor: int
    source: _Source
    sha256: str
    received: str


def _source(path: Path) -> _Source:
    with disk_trouble_at(path):
        found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise refuse("is_folder", "this is a folder", "name the files in it", at=Spot(str(path)))
    if not stat.S_ISREG(found.st_mode):
        raise refuse(
            "not_a_file", "this is not a file", "copy its bytes into a file first", at=Spot(str(path))
        )
    if not os.access(path, os.R_OK):
        raise refuse("not_allowed", "you may not read this file", "change its rights", at=Spot(str(path)))
    return _Source(path, found.st_size)


def _check_words(by: str, note: str) -> None:
    for column, text, most in (("by", by, LONGEST_BY), ("note", note, LONGEST_NOTE)):
        if len(text) > most:
            raise refuse(
                "too_long",
                "this has {length} characters, {most} are kept",
                "shorten it",
                at=Spot(column=column),
                length=len(text),
                most=most,
            )
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise refuse("not_text", "this is not UTF-8 text", "write it in UTF-8", at=Spot(column=column))
    if not by.strip():
        raise refuse("nobody_seals", "nobody is named", "say who seals", at=Spot(column="by"))


@dataclass(slots=True)
class _Sealing:
    """One run of `seal_each`: what it was asked, and how far it is."""

    vault: Vault
    by: str
    note: str
    clock: Clock
    progress: Progress
    total: int
    done: int = 0
    known: set[bytes] = field(default_factory=set)  # hashes in the records, read when first asked for
    known_bytes: int = 0

    def run(self, sources: Iterable[_Source]) -> Iterator[Receipt]:
        with ThreadPoolExecutor(_SYNCING) as pool:
            for batch in _batches(sources):
                with disk_trouble_at(self.vault.root), locked(self.vault.lock):
                    settle(self.vault)
                    receipts = self._batch(batch, pool)
                yield from receipts

    def _batch(self, batch: Sequence[_Source], pool: Executor) -> list[Receipt]:
        staged: list[_Staged] = []
        try:
            try:
                for source in batch:
                    staged.append(self._stage(source))
                list(pool.map(os.fsync, [each.descriptor for each in staged]))
            finally:
                for each in staged:
                    os.close(each.descriptor)
            return self._commit(staged, pool)
        finally:
            for each in staged:
                remove_quietly(each.temporary)

    def _stage(self, source: _Source) -> _Staged:
        temporary = self.vault.tmp / secrets.token_hex(16)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, SEALED_MODE)
        try:
            os.fchmod(descriptor, SEALED_MODE)  # whatever the umask left of it
            digest = hashlib.sha256()
            for piece in _pieces(source):
                digest.update(piece)
                write_all(descriptor, piece)
                self.done += len(piece)
                self.progress(self.done, self.total)
            return _Staged(temporary, descriptor, source, digest.hexdigest(), instant(self.clock()))
        except BaseException:
            os.close(descriptor)
            remove_quietly(temporary)
            raise

    def _commit(self, staged: Sequence[_Staged], pool: Executor) -> list[Receipt]:
        vault, undo = self.vault, ExitStack()
        entered = vault.journal.size()
        try:
            events = [self._place(each, undo) for each in staged]
            folders = {vault.object(each.sha256).parent for each in staged}
            list(pool.map(sync_folder, [*sorted(folders), *{each.parent for each in folders}]))
            records = [self._record(*each) for each in zip(staged, events, strict=True)]
            kept = vault.records.size()
            undo.callback(vault.records.cut, kept)
            vault.records.append([record.line() for record in records], at=kept)
            leaves = enter(vault, records)
        except BaseException:
            if vault.journal.size() == entered:  # else the entries stand, and so must what they speak of
                undo.close()
            raise
        return [_receipt(*each) for each in zip(records, leaves, strict=True)]

    def _place(self, staged: _Staged, undo: ExitStack) -> Event:
        final = self.vault.object(staged.sha256)
        final.parent.mkdir(parents=True, exist_ok=True)
        if _link(staged.temporary, final):
            undo.callback(remove_quietly, final)
            self.known.add(staged.sha256.encode())
            return Event.INGEST
        if not _holds(final, staged):
            raise damaged(self.vault.root, object_name(staged.sha256))
        return Event.DUPLICATE_INGEST if self._arrived_before(staged.sha256.encode()) else Event.INGEST

    def _arrived_before(self, sha256: bytes) -> bool:
        """An object may be there without having arrived: a crash left it before its record was written."""
        if sha256 not in self.known:
            with self.vault.records.path.open("rb") as file:
                file.seek(self.known_bytes)
                for line in file:
                    self.known.update(_SHA_IN_RECORD.findall(line))
                self.known_bytes = file.tell()
        before = sha256 in self.known
        self.known.add(sha256)
        return before

    def _record(self, staged: _Staged, event: Event) -> Record:
        raw = os.fsencode(staged.source.path.name)
        name = unicodedata.normalize("NFC", raw.decode("utf-8", "backslashreplace"))
        return Record(
            id=secrets.token_hex(16),
            event=event,
            sha256=staged.sha256,
            size=staged.source.size,
            name=name,
            name_bytes="" if name.encode() == raw else raw.hex(),
            received=staged.received,
            by=unicodedata.normalize("NFC", self.by),
            note=unicodedata.normalize("NFC", self.note),
            salt=secrets.token_hex(32),
        )


def _batches(sources: Iterable[_Source]) -> Iterator[list[_Source]]:
    batch: list[_Source] = []
    for source in sources:
        if len(batch) == BATCH or (batch and sum(each.size for each in batch) + source.size > BATCH_BYTES):
            yield batch
            batch = []
        batch.append(source)
    if batch:
        yield batch


def _pieces(source: _Source) -> Iterator[memoryview]:
    """Give the file's bytes; refuse it if its size or time moved while we read."""
    with disk_trouble_at(source.path), source.path.open("rb", buffering=0) as file:
        before, buffer, read = os.fstat(file.fileno()), memoryview(bytearray(CHUNK)), 0
        while count := file.readinto(buffer):
            read += count
            yield buffer[:count]
        after = os.fstat(file.fileno())
    moved = (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)
    if moved or read != source.size:
        raise refuse(
            "changed_while_read",
            "the file changed while it was read",
            "wait until it is complete and seal it then",
            at=Spot(str(source.path)),
        )


def _link(temporary: Path, final: Path) -> bool:
    """Give the bytes their name; nothing is overwritten. Tell whether the name is new."""
    try:
        os.link(temporary, final)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(final):
            return False
        temporary.rename(final)  # we hold the lock, so nobody of ours made it in between
    return True


def _holds(final: Path, staged: _Staged) -> bool:
    """Tell whether the object that is there still has its bytes; else we would acknowledge rot."""
    found = final.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_size != staged.source.size:
        return False
    with final.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == staged.sha256


def _receipt(record: Record, leaf: tuple[int, bytes]) -> Receipt:
    seq, data = leaf
    return Receipt(
        seq=seq,
        record=record.id,
        sha256=record.sha256,
        size=record.size,
        name=record.name,
        received=record.received,
        duplicate=record.event is Event.DUPLICATE_INGEST,
        leaf=leaf_hash(data).hex(),
    )
