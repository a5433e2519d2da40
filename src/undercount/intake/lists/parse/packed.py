"""Files inside a packed file, opened within bounds: entries counted, sizes measured, never unpacked to disk."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import BinaryIO, cast

from lxml import etree

from undercount.facts.problem import Refused, refuse
from undercount.intake.lists.parse.limits import Limits, Unpacked

_ENCRYPTED = 0x1


class Packed:
    """A ZIP file whose members are read as streams.

    Args:
        path: the file.
        limits: its bounds.

    Raises:
        Refused: it has too many entries, is damaged, or is encrypted.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        try:
            self._archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as fault:
            raise damaged() from fault
        if len(self._archive.filelist) > limits.entries:
            do = "ask its sender for the list alone"
            raise refuse("too_many_entries", "the file holds more than {most} files", do, most=limits.entries)
        if any(info.flag_bits & _ENCRYPTED for info in self._archive.filelist):
            raise locked()

    @property
    def names(self) -> list[str]:
        """The names of its files; folders are left out."""
        return [info.filename for info in self._archive.filelist if not info.is_dir()]

    def has(self, name: str) -> bool:
        """Tell whether it holds a file of that name."""
        return name in self._archive.NameToInfo

    def open(self, name: str) -> Unpacked:
        """Open one of its files as a stream that ends at the bounds."""
        try:
            info = self._archive.getinfo(name)
            stream = cast(BinaryIO, self._archive.open(info))
        except (KeyError, zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as fault:
            raise damaged() from fault
        return Unpacked(stream, info.compress_size, self._limits, info.file_size)


def damaged() -> Refused:
    """Return the refusal of a file that is not whole."""
    what = "the file is damaged or was cut off on its way"
    return refuse("damaged", what, "ask its sender for it again")


def locked() -> Refused:
    """Return the refusal of a file under a password."""
    what = "the file is protected by a password"
    return refuse("password", what, "open it with the password and save it without one")


def xml_events(
    stream: Unpacked, tags: tuple[str, ...], events: tuple[str, ...] = ("end",)
) -> etree.iterparse:
    """Return the elements of an XML stream as they end; nothing outside the stream is ever read.

    Entities are not resolved, and what is nested or long beyond libxml2's bounds is an error.
    """
    return etree.iterparse(
        stream,
        events=events,
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def forget(element: etree._Element) -> None:
    """Free an element that has been read, and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
