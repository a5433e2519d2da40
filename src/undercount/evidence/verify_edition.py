"""Verifies an edition: that each file is as it was signed, and if not, which one is not."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from undercount.evidence.canonical import Malformed
from undercount.evidence.edition_format import (
    KEY,
    MANIFEST,
    NOT_IN_MANIFEST,
    NOT_SUMMED,
    SIGNATURE,
    SUMS,
    Manifest,
    read_manifest,
    read_sums,
)
from undercount.evidence.listing import Listing, colliding, hash_file, is_safe_path, list_folder, read_small
from undercount.evidence.sign import LARGEST_PEM, SIGNATURE_BYTES, fingerprint, is_signed, parse_public_key
from undercount.evidence.verification import (
    ALWAYS_OPEN,
    Code,
    Finding,
    NotProven,
    Progress,
    Verification,
    ordered,
    printable,
)

LARGEST_LIST = 64 << 20
"""A manifest or list of hashes is read whole, up to this size in bytes (some 500,000 files)."""


@dataclass(slots=True)
class _Edition:
    """What lies in the folder, read once, before anything is concluded from it."""

    listing: Listing
    hashes: dict[str, str]
    sums: dict[str, str]
    manifest: Manifest | None
    carried: Ed25519PublicKey | None
    sums_bytes: bytes
    signature: bytes
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: Code, item: str) -> None:
        self.findings.append(Finding(code, printable(item)))

    def is_signed_with(self, key: Ed25519PublicKey | None) -> bool:
        whole = len(self.signature) == SIGNATURE_BYTES
        return key is not None and whole and is_signed(self.sums_bytes, self.signature, key)


def verify_edition(root: Path, key: Ed25519PublicKey | None, progress: Progress) -> Verification:
    """Verify the edition in `root`; with `key`, only that key's signature counts.

    With a good signature, SHA256SUMS says what each file must be, the manifest included. Without one the
    manifest does, so that a change of SHA256SUMS is not blamed on the files.
    """
    edition = _read(root, progress)
    signed = _check_signature(edition, key)
    if signed and edition.hashes.get(MANIFEST) != edition.sums.get(MANIFEST):
        edition.manifest = (
            None  # it is not the one that was signed: that is said, and nothing it says is believed
        )
    _check_names(edition)
    _check_key(edition)
    if signed or edition.manifest is None:
        _compare(edition, edition.sums)
        _check_manifest(edition)
    else:
        listed = {entry.path: entry.sha256 for entry in edition.manifest.files}
        listed[MANIFEST] = edition.hashes[MANIFEST]
        _compare(edition, listed)
        if SUMS in edition.hashes and edition.sums != listed:
            edition.add(Code.SUMS_DISAGREE, SUMS)
    _blame_signature(edition, key, signed)
    return Verification(
        kind="edition",
        checked=len(edition.hashes),
        findings=ordered(edition.findings),
        not_proven=_not_proven(edition, key),
    )


def _read(root: Path, progress: Progress) -> _Edition:
    listing = list_folder(root)
    data = read_small(root / SUMS, LARGEST_LIST)
    sums, bad_lines = read_sums(data or b"")
    edition = _Edition(
        listing=listing,
        hashes=_hashes(root, listing, progress),
        sums=sums,
        manifest=None,
        carried=parse_public_key(read_small(root / KEY, LARGEST_PEM) or b""),
        sums_bytes=data or b"",
        signature=read_small(root / SIGNATURE, LARGEST_PEM) or b"",
        findings=list(listing.findings),
    )
    for number in bad_lines if data else []:
        edition.add(Code.SUMS_MALFORMED, f"{SUMS}:{number}")
    if b"\r" in edition.sums_bytes:
        edition.add(Code.SUMS_LINE_ENDS, SUMS)
    edition.manifest = _read_manifest(root, edition)
    return edition


def _hashes(root: Path, listing: Listing, progress: Progress) -> dict[str, str]:
    total, done = sum(listing.files.values()), 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        progress(done, total)

    hashes: dict[str, str] = {}
    for path in sorted(listing.files):
        sha256 = hash_file(root / path, advance)
        if sha256 is None:
            listing.findings.append(Finding(Code.UNREADABLE, printable(path)))
        else:
            hashes[path] = sha256
    return hashes


_MANIFEST_CODES = {"duplicate_key": Code.DUPLICATE_KEY, "schema_unknown": Code.SCHEMA_UNKNOWN}


def _read_manifest(root: Path, edition: _Edition) -> Manifest | None:
    data = read_small(root / MANIFEST, LARGEST_LIST)
    if data is None or MANIFEST not in edition.hashes:
        return None  # that it is missing is said where all missing files are
    try:
        return read_manifest(data)
    except Malformed as error:
        edition.add(_MANIFEST_CODES.get(error.code, Code.MANIFEST_MALFORMED), MANIFEST)
        return None


def _check_names(edition: _Edition) -> None:
    named = {entry.path for entry in edition.manifest.files} if edition.manifest else set()
    every = {*edition.listing.files, *edition.sums, *named}
    for path in every:
        if not is_safe_path(path):
            edition.add(Code.UNSAFE_NAME, path)
    for path in colliding(path for path in every if is_safe_path(path)):
        edition.add(Code.NAMES_COLLIDE, path)


def _check_signature(edition: _Edition, key: Ed25519PublicKey | None) -> bool:
    """Tell whether SHA256SUMS is signed, by the key that is asked for or by the one beside it."""
    if key is None or edition.is_signed_with(key):
        return edition.is_signed_with(key or edition.carried)
    if edition.carried is None or fingerprint(edition.carried) != fingerprint(key):
        edition.add(Code.KEY_IS_ANOTHER, KEY)
    return edition.is_signed_with(edition.carried)


def _check_key(edition: _Edition) -> None:
    if KEY in edition.hashes and edition.carried is None:
        edition.add(Code.KEY_UNREADABLE, KEY)
    manifest, carried = edition.manifest, edition.carried
    if manifest is not None and carried is not None and manifest.key.fingerprint != fingerprint(carried):
        edition.add(Code.KEY_DISAGREES, KEY)


def _compare(edition: _Edition, listed: dict[str, str]) -> None:
    """Say of each file on the disk or in the list whether it is missing, unlisted or changed."""
    amiss = {finding.item for finding in edition.listing.findings}
    for path in {*listed, *edition.listing.files, *NOT_SUMMED}:
        if printable(path) in amiss or not is_safe_path(path):
            continue
        if path not in edition.hashes:
            edition.add(Code.FILE_MISSING, path)
        elif path not in listed:
            if path not in NOT_SUMMED:
                edition.add(Code.FILE_UNLISTED, path)
        elif listed[path] != edition.hashes[path]:
            edition.add(Code.FILE_CHANGED, path)


def _check_manifest(edition: _Edition) -> None:
    """Compare the manifest as it was signed with the list that was signed with it."""
    if edition.manifest is None:
        return
    told = {entry.path: (entry.sha256, entry.size) for entry in edition.manifest.files}
    sizes = edition.listing.files
    listed = {path: sha256 for path, sha256 in edition.sums.items() if path not in NOT_IN_MANIFEST}
    for path in {*told, *listed}:
        whole = path in listed and edition.hashes.get(path) == listed[path]  # else the size tells nothing new
        size = sizes[path] if whole else told.get(path, ("", 0))[1]
        if told.get(path) != (listed.get(path), size):
            edition.add(Code.MANIFEST_DISAGREES, path)


def _blame_signature(edition: _Edition, key: Ed25519PublicKey | None, signed: bool) -> None:
    """Name the signature where it does not fit, unless it is the list or the key that is at fault."""
    codes = {finding.code for finding in edition.findings}
    able = key is not None or edition.carried is not None
    if signed or not able or SIGNATURE not in edition.hashes or SUMS not in edition.hashes:
        return
    if key is None and Code.KEY_DISAGREES in codes:
        return
    list_at_fault = codes & {Code.SUMS_DISAGREE, Code.SUMS_LINE_ENDS, Code.SUMS_MALFORMED}
    edition.add(Code.SIGNATURE_INVALID, SUMS if list_at_fault else SIGNATURE)


def _not_proven(edition: _Edition, key: Ed25519PublicKey | None) -> tuple[str, ...]:
    open_questions: list[str] = [code.value for code in ALWAYS_OPEN]
    if key is None:
        open_questions.append(NotProven.KEY_NOT_PINNED.value)
    cited = sorted(edition.manifest.bytes_not_held) if edition.manifest else []
    return (*open_questions, *(f"{NotProven.BYTES_NOT_HELD.value}:{printable(each)}" for each in cited))
