"""The vault: a folder of sealed bytes, a record of each arrival, and the journal over both."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from undercount.evidence import canonical
from undercount.evidence.canonical import Json, Malformed
from undercount.evidence.checkpoint import Checkpoint, sign_note
from undercount.evidence.durable import (
    disk_trouble_at,
    is_temporary,
    locked,
    refuse_without_locks,
    remove_quietly,
    sync_folder,
    write_file,
)
from undercount.evidence.journal import Journal, read_leaf
from undercount.evidence.lines import LineFile
from undercount.evidence.record import ARRIVALS, Record, read_record
from undercount.evidence.sign import fingerprint, load_private_key, public_pem
from undercount.facts.problem import Refused, Spot, refuse

SCHEMA = 1
META, JOURNAL, RECORDS, LOCK = "vault.json", "journal.jsonl", "records.jsonl", "lock"
OBJECTS, TMP, CHECKPOINTS, KEYS = "objects/sha256", "tmp", "checkpoints", "keys"
BATCH = 128
"""At most this many files share one round of fsync, and so wait for each other's acknowledgement."""

_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Vault:
    """An opened vault: where its parts are."""

    root: Path
    id: str
    records: LineFile
    journal: LineFile

    @property
    def lock(self) -> Path:
        """The file whoever writes holds locked."""
        return self.root / LOCK

    @property
    def tmp(self) -> Path:
        """Where bytes wait until they are whole and durable."""
        return self.root / TMP

    @property
    def origin(self) -> str:
        """The name of this vault's log in its checkpoints."""
        return vault_origin(self.id)

    def object(self, sha256: str) -> Path:
        """Where the bytes with this hash are kept."""
        return self.root / object_name(sha256)


def vault_origin(name: str) -> str:
    """Give the name of a vault's log, as its checkpoints bear it."""
    return f"undercount/vault/{name}"


def object_name(sha256: str) -> str:
    """Give an object's path inside a vault."""
    return f"{OBJECTS}/{sha256[:2]}/{sha256}"


def make_vault(root: Path) -> Vault:
    """Open the vault at `root`, making it first where there is nothing.

    Raises:
        Refused: there is something else at `root`, or the disk refuses.
    """
    refuse_without_locks(root)
    with disk_trouble_at(root):
        if not (root / META).exists():
            _refuse_strangers(root)
            missing = [each for each in (root, *root.parents) if not each.exists()]
            root.mkdir(mode=0o750, parents=True, exist_ok=True)
            with locked(root / LOCK):
                if not (root / META).exists():
                    _lay_out(root)
            for made in missing:
                sync_folder(made.parent)
    return open_vault(root)


def _is_strange(name: str) -> bool:
    """Tell whether this is more than a crash in `_lay_out` leaves behind."""
    return name not in (LOCK, TMP, "objects", JOURNAL, RECORDS) and not is_temporary(name)


def _refuse_strangers(root: Path) -> None:
    if root.exists() and (not root.is_dir() or any(_is_strange(each.name) for each in root.iterdir())):
        raise refuse(
            "not_a_vault",
            "this is neither a vault nor an empty folder",
            "name a vault, or a folder that does not exist yet",
            at=Spot(str(root)),
        )
    if any(each.is_file() and each.stat().st_size for each in (root / JOURNAL, root / RECORDS)):
        raise damaged(root, META)


def _lay_out(root: Path) -> None:
    (root / OBJECTS).mkdir(parents=True, exist_ok=True)
    (root / TMP).mkdir(exist_ok=True)
    for name in (JOURNAL, RECORDS):
        (root / name).touch(mode=0o640)
    for folder in (root / "objects", root):
        sync_folder(folder)
    meta: Json = {"kind": "vault", "schema": SCHEMA, "id": secrets.token_hex(16)}
    write_file(root / META, canonical.dumps(meta) + b"\n")  # last: with it the folder is a vault


def open_vault(root: Path) -> Vault:
    """Open the vault at `root`.

    Raises:
        Refused: it is none, is damaged, or was written by a newer version.
    """
    with disk_trouble_at(root / META):
        data = (root / META).read_bytes()
    try:
        schema, name = read_meta(data)
    except Malformed as error:
        raise damaged(root, META) from error
    if schema > SCHEMA:
        raise refuse(
            "schema_unknown",
            "this vault has schema {schema}, this program knows {known}",
            "use a newer version of undercount",
            at=Spot(str(root / META)),
            schema=schema,
            known=SCHEMA,
        )
    for part in (RECORDS, JOURNAL):
        if not (root / part).is_file():
            raise damaged(root, part)
    return Vault(root, name, LineFile(root / RECORDS), LineFile(root / JOURNAL))


def read_meta(data: bytes) -> tuple[int, str]:
    """Read vault.json: the schema's number and the vault's id.

    Raises:
        Malformed: `not_a_vault`.
    """
    match canonical.loads(data.removesuffix(b"\n")):
        case {"kind": "vault", "schema": schema, "id": str(name)} if type(schema) is int and _ID.fullmatch(
            name
        ):
            return schema, name
    raise Malformed("not_a_vault")


def damaged(root: Path, name: str) -> Refused:
    """Say that nothing more is written into a vault in this state."""
    return refuse(
        "vault_damaged",
        "the vault is not as it was left",
        "keep it as it is, make a copy and run undercount verify on it",
        at=Spot(str(root / name)),
    )


def settle(vault: Vault) -> None:
    """Finish what a crash left undone: sweep `tmp`, and enter durable records the journal does not have yet.

    The caller holds the lock. A record is written only after its object is durable, so entering it is true.

    Raises:
        Refused: the vault is damaged.
    """
    vault.tmp.mkdir(exist_ok=True)  # some ways of copying leave empty folders out
    for leftover in vault.tmp.iterdir():
        remove_quietly(leftover)
    try:
        pending = _not_entered(vault)
    except Malformed as error:
        raise damaged(vault.root, JOURNAL) from error
    for record in pending:
        kept = vault.object(record.sha256)
        if not kept.is_file() or kept.stat().st_size != record.size:
            raise damaged(vault.root, object_name(record.sha256))
    enter(vault, pending)


def enter(vault: Vault, records: Sequence[Record]) -> list[tuple[int, bytes]]:
    """Log the arrival of durable records; give the number and bytes of each leaf."""
    first = vault.journal.size()
    leaves = [record.leaf(first + n) for n, record in enumerate(records)]
    if leaves:
        vault.journal.append(leaves, at=first)
    return list(enumerate(leaves, first))


def _not_entered(vault: Vault) -> list[Record]:
    """Records enter the journal in their own order, so only the last round of them can be missing there."""
    last = next(_entered(vault.journal.backwards()), None)
    pending: list[Record] = []
    for line in vault.records.backwards():
        record = read_record(line)
        if record.id == last:
            break
        pending.append(record)
        if len(pending) > BATCH:
            raise Malformed("not_an_entry")
    else:
        if last is not None:
            raise Malformed("not_an_entry")
    if pending and {record.id for record in pending}.intersection(_entered(vault.journal.read())):
        raise Malformed("not_an_entry")
    return pending[::-1]


def _entered(lines: Iterable[bytes]) -> Iterator[str]:
    """Give the ids of the records that these entries of the journal speak of."""
    for line in lines:
        entry = read_leaf(line)[1]
        if entry.event in ARRIVALS:
            yield str(entry.fields.get("record", ""))


def write_checkpoint(root: Path, key: Path) -> Path:
    """Sign the size and root of a vault's log as they are now; give the note's path inside the vault.

    The public key is put beside, under its fingerprint.

    Raises:
        Refused: no vault, no key, a damaged vault, or the disk refuses.
    """
    private = load_private_key(key)
    public = private.public_key()
    vault = open_vault(root)
    with disk_trouble_at(root), locked(vault.lock):
        settle(vault)
        journal = Journal(vault.journal)
        text = Checkpoint(vault.origin, journal.size, journal.root()).text()
        note = sign_note(text, vault.origin, private).encode()
        path = root / CHECKPOINTS / f"{journal.size:012}-{fingerprint(public)[:8]}.txt"
        for folder in (path.parent, root / KEYS):
            folder.mkdir(exist_ok=True)
        sync_folder(root)
        write_file(root / KEYS / f"{fingerprint(public)}.pub.pem", public_pem(public))
        write_file(path, note)
    return path
