"""Answers whether a vault or an edition is as it was left, and names each item that is not."""

from __future__ import annotations

from pathlib import Path

from undercount.evidence.durable import disk_trouble_at
from undercount.evidence.edition_format import GUIDE, KEY, SIGNATURE, SUMS
from undercount.evidence.sign import load_public_key
from undercount.evidence.vault import JOURNAL, META, OBJECTS
from undercount.evidence.verification import Progress, Verification
from undercount.evidence.verify_edition import verify_edition
from undercount.evidence.verify_vault import verify_vault
from undercount.facts.problem import Spot, refuse

# any of these names is enough: a folder that lost the others is still to be verified, not to be passed over
_KINDS = (
    (verify_edition, (SUMS, SIGNATURE, KEY, GUIDE)),
    (verify_vault, (META, JOURNAL, OBJECTS)),
)


def verify(path: Path, *, key: Path | None = None, progress: Progress | None = None) -> Verification:
    """Verify the vault or edition at `path`, offline, reading and never writing.

    Args:
        path: the folder.
        key: a public key in PEM form that you trust; then only this key's signature counts.
        progress: called with the bytes done and the bytes in all.

    Raises:
        Refused: there is no such folder, it is neither a vault nor an edition, or `key` is no public key.
    """
    if not path.is_dir():
        raise refuse(
            "not_a_folder", "there is no such folder", "name a vault or an edition", at=Spot(str(path))
        )
    pinned = load_public_key(key) if key is not None else None
    for check, names in _KINDS:
        if any((path / name).exists() for name in names):
            with disk_trouble_at(path):
                return check(path, pinned, progress or _quiet)
    raise refuse(
        "not_verifiable", "this is neither a vault nor an edition", "name one of these", at=Spot(str(path))
    )


def _quiet(_done: int, _total: int) -> None:
    """Show no progress."""
