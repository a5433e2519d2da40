"""Writing a folder all at once: its bytes appear under their name when they are complete, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from undercount.facts.problem import Spot, refuse


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Yield a staging folder that becomes `folder` when the block ends without an error.

    Raises:
        Refused: `folder` exists already, or the disk refuses.
    """
    if os.path.lexists(folder):
        do = "name a folder that does not exist yet"
        raise refuse("folder_exists", "this folder exists already", do, at=Spot(str(folder)))
    staging: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        yield staging
        staging.chmod(0o755)
        os.rename(staging, folder)  # noqa: PTH104 - Path.rename would replace an empty folder silently
    except OSError as fault:
        what, do = "the folder cannot be written ({fault})", "make room, or name another folder"
        said = fault.strerror or str(fault)
        raise refuse("cannot_write", what, do, at=Spot(str(folder)), fault=said) from fault
    finally:
        if staging:
            shutil.rmtree(staging, ignore_errors=True)
