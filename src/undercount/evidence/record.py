"""The record beside each arrival in a vault, and the journal's leaf that commits to it without telling it."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass

from undercount.evidence import canonical
from undercount.evidence.canonical import Json, Malformed
from undercount.evidence.journal import Entry, Event, leaf_bytes, parse_instant

ARRIVALS = frozenset({Event.INGEST, Event.DUPLICATE_INGEST})
_ID, _HASH = re.compile(r"[0-9a-f]{32}"), re.compile(r"[0-9a-f]{64}")
_TEXTS = {"id", "event", "sha256", "name", "name_bytes", "received", "by", "note", "salt"}


@dataclass(frozen=True, slots=True)
class Record:
    """What we note about one arrival of bytes; it may hold personal data, so it stays out of the journal.

    Attributes:
        id: 128 random bits in hex, which say nothing.
        event: `ingest`, or `duplicate-ingest` where the same bytes had arrived before.
        sha256: of the bytes as received; also the object's name.
        size: in bytes.
        name: the file's own name, without its folder; in Unicode form NFC.
        name_bytes: the name's bytes in hex where they were not NFC in UTF-8, else empty.
        received: when, by our own clock (UTC, to the second).
        by: who sealed it.
        note: what they said about it.
        salt: 256 random bits in hex; the journal's commitments can be opened while it is kept, not after.
    """

    id: str
    event: Event
    sha256: str
    size: int
    name: str
    name_bytes: str
    received: str
    by: str
    note: str
    salt: str

    def _open(self) -> dict[str, Json]:
        return {
            "id": self.id,
            "event": self.event.value,
            "sha256": self.sha256,
            "bytes": self.size,
            "name": self.name,
            "name_bytes": self.name_bytes,
            "received": self.received,
            "by": self.by,
            "note": self.note,
        }

    def line(self) -> bytes:
        """Write the record as its canonical JSON line."""
        return canonical.dumps({**self._open(), "salt": self.salt})

    def leaf(self, seq: int) -> bytes:
        """Write the journal's leaf for this arrival: its id and two commitments, nothing that can be guessed.

        `content` = HMAC-SHA256(salt, SHA-256 of the bytes) and `about` = HMAC-SHA256(salt, the record without
        its salt, as canonical JSON).
        """
        salt = bytes.fromhex(self.salt)
        fields = {
            "record": self.id,
            "content": hmac.digest(salt, bytes.fromhex(self.sha256), "sha256").hex(),
            "about": hmac.digest(salt, canonical.dumps(self._open()), "sha256").hex(),
        }
        at = parse_instant(self.received)
        return leaf_bytes(seq, Entry(self.event, at, fields))


def read_record(line: bytes) -> Record:
    """Read a record's line back.

    Raises:
        Malformed: `Record.line` does not write such bytes.
    """
    value = canonical.parse(line)
    if not isinstance(value, dict):
        raise Malformed("not_a_record")
    size = value.pop("bytes", None)
    texts = {name: each for name, each in value.items() if isinstance(each, str)}
    if type(size) is not int or set(texts) != _TEXTS:
        raise Malformed("not_a_record")
    try:
        record = Record(event=Event(texts.pop("event")), size=size, **texts)
        well_formed = record.line() == line and _is_sound(record)
    except ValueError as error:
        raise Malformed("not_a_record") from error
    if not well_formed:
        raise Malformed("not_a_record")
    return record


def _is_sound(record: Record) -> bool:
    parse_instant(record.received)
    hashes = _ID.fullmatch(record.id) and _HASH.fullmatch(record.sha256) and _HASH.fullmatch(record.salt)
    return bool(hashes) and record.event in ARRIVALS and record.size >= 0
