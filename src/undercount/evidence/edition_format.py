"""The layout of a signed edition: manifest, list of hashes and signature, and how they are written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files as package_files
from pathlib import Path
from string import Template

import msgspec

from undercount.evidence import canonical
from undercount.evidence.canonical import Json, Malformed
from undercount.evidence.durable import disk_trouble_at, remove_quietly, sync_folder, write_file
from undercount.evidence.listing import colliding, hash_file, is_safe_path, list_folder
from undercount.evidence.sign import fingerprint, load_private_key, public_pem, sign
from undercount.evidence.verification import Code, Finding, printable
from undercount.facts.problem import Problem, Refused, Spot, refuse

SCHEMA = 1
MANIFEST, SUMS, SIGNATURE, KEY, GUIDE = (
    "manifest.json",
    "SHA256SUMS",
    "SHA256SUMS.sig",
    "key.pub.pem",
    "VERIFY.md",
)
OWN_NAMES = (GUIDE, KEY, MANIFEST, SUMS, SIGNATURE)
"""What the writer adds, in the order it does: with the last of them the edition is signed."""
NOT_SUMMED = frozenset({SUMS, SIGNATURE})
NOT_IN_MANIFEST = NOT_SUMMED | {MANIFEST}

_SUM_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


class FileEntry(msgspec.Struct, frozen=True):
    """One file of an edition: its path, its size in bytes and its SHA-256 in hex."""

    path: str
    size: int = msgspec.field(name="bytes")
    sha256: str


class KeyEntry(msgspec.Struct, frozen=True):
    """Which key signed: the algorithm and the fingerprint of the public key."""

    algorithm: str
    fingerprint: str


class Manifest(msgspec.Struct, frozen=True):
    """manifest.json as it is read; later fields of the same schema are passed over."""

    kind: str
    schema: int
    crisis: str
    edition: str
    snapshot: str
    fictional: bool
    title: dict[str, str]
    dates: dict[str, str]
    software: str
    bytes_not_held: list[str]
    key: KeyEntry
    files: list[FileEntry]


@dataclass(frozen=True, slots=True)
class EditionMeta:
    """What an edition says of itself; all of it comes from the snapshot, nothing from a clock.

    Attributes:
        crisis: the crisis' id.
        edition: this edition's id.
        snapshot: the id of the snapshot it was made from.
        fictional: whether the crisis is an exercise.
        dates: the snapshot's dates by their names, in ISO 8601.
        title: the title by language.
        software: what made it, and its version.
        bytes_not_held: ids of exhibits that are cited and whose bytes the coalition does not hold.
    """

    crisis: str
    edition: str
    snapshot: str
    fictional: bool
    dates: Mapping[str, str] = field(default_factory=dict)
    title: Mapping[str, str] = field(default_factory=dict)
    software: str = ""
    bytes_not_held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignedEdition:
    """A signed edition: how many files SHA256SUMS lists, their bytes, and the key's fingerprint."""

    files: int
    size: int
    fingerprint: str


def write_manifest_and_sign(folder: Path, meta: EditionMeta, private_key: Path) -> SignedEdition:
    """Make the files in `folder` a signed edition by adding the five of `OWN_NAMES`.

    The same files, meta and key give the same bytes. The signature is written last.

    Args:
        folder: holds all other files of the edition.
        meta: what the edition says of itself.
        private_key: a PEM file, see `sign.generate_key`.

    Raises:
        Refused: the folder is signed already or holds what no edition may (links, names that not every system
            can have), there is no key, or the disk refuses; then none of the five files is left behind.
    """
    key = load_private_key(private_key)
    _refuse_unfit(folder)
    mark = fingerprint(key.public_key())
    with disk_trouble_at(folder):
        try:
            write_file(folder / GUIDE, _guide(meta, mark))
            write_file(folder / KEY, public_pem(key.public_key()))
            entries = _entries(folder)
            manifest = canonical.dumps(_manifest(meta, mark, entries)) + b"\n"
            write_file(folder / MANIFEST, manifest)
            sums = {entry.path: entry.sha256 for entry in entries}
            listed = write_sums({**sums, MANIFEST: hashlib.sha256(manifest).hexdigest()})
            write_file(folder / SUMS, listed)
            write_file(folder / SIGNATURE, sign(listed, key))
        except BaseException:
            for name in OWN_NAMES:
                remove_quietly(folder / name)
            raise
        sync_folder(folder)
    size = sum(entry.size for entry in entries) + len(manifest)
    return SignedEdition(len(entries) + 1, size, mark)


def _refuse_unfit(folder: Path) -> None:
    if not folder.is_dir():
        raise refuse(
            "not_a_folder", "this is not a folder", "name the edition's folder", at=Spot(str(folder))
        )
    listing = list_folder(folder)
    if signed := sorted(set(OWN_NAMES).intersection(listing.files)):
        raise refuse(
            "edition_signed",
            "this name is kept for what signing adds",
            "an edition is never changed; build it anew in an empty folder",
            at=Spot(str(folder / signed[0])),
        )
    unsafe = [Finding(Code.UNSAFE_NAME, printable(path)) for path in listing.files if not is_safe_path(path)]
    collide = [Finding(Code.NAMES_COLLIDE, path) for path in colliding(listing.files)]
    unfit = sorted([*listing.findings, *unsafe, *collide], key=lambda each: (each.item, each.code))
    if unfit:
        raise Refused([_unfit(folder, each) for each in unfit])


def _unfit(folder: Path, finding: Finding) -> Problem:
    return Problem(
        finding.code,
        "an edition cannot hold this ({code})",
        "hold plain files only, with names that every system can have",
        Spot(f"{folder}/{finding.item}"),
        {"code": finding.code},
    )


def _entries(folder: Path) -> list[FileEntry]:
    entries = []
    for path, size in sorted(list_folder(folder).files.items()):
        sha256 = hash_file(folder / path, lambda _count: None)
        if sha256 is None:
            raise refuse(
                "unreadable", "this file cannot be read", "change its rights", at=Spot(str(folder / path))
            )
        entries.append(FileEntry(path=path, size=size, sha256=sha256))
    return entries


def _manifest(meta: EditionMeta, mark: str, entries: list[FileEntry]) -> Json:
    return {
        "kind": "edition",
        "schema": SCHEMA,
        "crisis": meta.crisis,
        "edition": meta.edition,
        "snapshot": meta.snapshot,
        "fictional": meta.fictional,
        "title": dict(meta.title),
        "dates": dict(meta.dates),
        "software": meta.software,
        "bytes_not_held": [*sorted(set(meta.bytes_not_held))],
        "key": {"algorithm": "ed25519", "fingerprint": mark},
        "files": [{"path": each.path, "bytes": each.size, "sha256": each.sha256} for each in entries],
    }


def _guide(meta: EditionMeta, mark: str) -> bytes:
    template = package_files("undercount.evidence").joinpath("edition_verify.md").read_text(encoding="utf-8")
    fiction = " It is an exercise: everything in it is fictional." if meta.fictional else ""
    text = Template(template).substitute(
        crisis=meta.crisis, edition=meta.edition, snapshot=meta.snapshot, fingerprint=mark, fiction=fiction
    )
    return text.encode("utf-8")


def read_manifest(data: bytes) -> Manifest:
    """Read manifest.json.

    Raises:
        Malformed: `duplicate_key`, `schema_unknown`, or another code where it is no manifest of ours.
    """
    value = canonical.loads(data.removesuffix(b"\n"))
    if isinstance(value, dict) and value.get("kind") == "edition":
        schema = value.get("schema")
        if type(schema) is int and schema > SCHEMA:
            raise Malformed("schema_unknown")
    try:
        manifest = msgspec.convert(value, Manifest)
    except msgspec.ValidationError as error:
        raise Malformed("not_a_manifest") from error
    paths = [entry.path for entry in manifest.files]
    if manifest.kind != "edition" or manifest.schema != SCHEMA or len(set(paths)) != len(paths):
        raise Malformed("not_a_manifest")
    return manifest


def write_sums(sums: Mapping[str, str]) -> bytes:
    """Write hashes by path as `sha256sum` does, sorted by the bytes of the path."""
    lines = (f"{sums[path]}  {path}\n" for path in sorted(sums, key=str.encode))
    return "".join(lines).encode("utf-8")


def read_sums(data: bytes) -> tuple[dict[str, str], list[int]]:
    """Read a list of hashes by path and the numbers of lines that say nothing or say it twice."""
    sums: dict[str, str] = {}
    bad: list[int] = []
    lines = data.decode("utf-8", "surrogateescape").replace("\r\n", "\n").split("\n")
    if lines[-1] == "":
        lines.pop()
    else:
        bad.append(len(lines))  # the last line is torn
    for number, line in enumerate(lines, 1):
        found = _SUM_LINE.fullmatch(line)
        if found is None or found[2] in sums:
            bad.append(number)
        else:
            sums[found[2]] = found[1]
    return sums, bad
