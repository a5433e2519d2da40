"""Checkpoints as C2SP signed notes: what a log's keeper vouches for at one size, in a few lines."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from undercount.evidence.canonical import Malformed
from undercount.evidence.merkle import HASH_BYTES
from undercount.evidence.sign import SIGNATURE_BYTES, is_signed, raw_public

LARGEST_NOTE = 1 << 16
_ED25519 = b"\x01"  # the signature type of C2SP signed-note for plain Ed25519
_SIGNATURE_LINE = re.compile(r"— (\S+) ([A-Za-z0-9+/]+={0,2})")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What one log is at one size (C2SP tlog-checkpoint).

    Attributes:
        origin: which log; no spaces and no plus sign.
        size: how many leaves.
        root: the tree's root over them, 32 bytes.
    """

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Write the three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line of a note: the key's name, the key's four-byte id, and the signature's bytes."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A text and the signatures under it (C2SP signed-note)."""

    text: str
    signatures: tuple[NoteSignature, ...]


def key_id(name: str, key: Ed25519PublicKey) -> bytes:
    """Give the four bytes that point a reader to a key: SHA-256(name || newline || 0x01 || key), cut."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + raw_public(key)).digest()[:4]


def sign_note(text: str, name: str, key: Ed25519PrivateKey) -> str:
    """Write `text` (ending in a newline) as a note signed by `key` under `name`.

    Raises:
        ValueError: a note cannot hold such a text or such a name.
    """
    if not text.endswith("\n") or any(char < " " and char != "\n" for char in text):
        raise ValueError("the text of a note ends in a newline and holds no control characters")
    if not re.fullmatch(r"[^\s+]+", name):
        raise ValueError("the name of a key holds no spaces and no plus sign")
    blob = key_id(name, key.public_key()) + key.sign(text.encode())
    return f"{text}\n— {name} {base64.b64encode(blob).decode()}\n"


def parse_note(data: bytes) -> SignedNote:
    """Read a signed note, whoever signed it.

    Raises:
        Malformed: `not_a_note`.
    """
    try:
        text, separator, below = data.decode("utf-8").rpartition("\n\n")
    except UnicodeDecodeError as error:
        raise Malformed("not_a_note") from error
    body = text + "\n"
    lines = below.split("\n")
    control = any(char < " " and char != "\n" for char in body + below)
    if not separator or control or lines.pop() or not lines:
        raise Malformed("not_a_note")
    return SignedNote(body, tuple(_signature(line) for line in lines))


def _signature(line: str) -> NoteSignature:
    found = _SIGNATURE_LINE.fullmatch(line)
    if found is None or "+" in found[1]:
        raise Malformed("not_a_note")
    blob = _unbase64(found[2])
    if len(blob) <= 4:
        raise Malformed("not_a_note")
    return NoteSignature(found[1], blob[:4], blob[4:])


def _unbase64(text: str) -> bytes:
    try:
        blob = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise Malformed("not_a_note") from error
    if base64.b64encode(blob).decode() != text:  # spare bits that are not zero would be a second spelling
        raise Malformed("not_a_note")
    return blob


def is_signed_by(note: SignedNote, name: str, key: Ed25519PublicKey) -> bool:
    """Tell whether a note bears a true signature of `key` under `name`, and no false one."""
    wanted = key_id(name, key)
    own = [each for each in note.signatures if (each.name, each.key_id) == (name, wanted)]
    return bool(own) and all(
        len(each.signature) == SIGNATURE_BYTES and is_signed(note.text.encode(), each.signature, key)
        for each in own
    )


def parse_checkpoint(text: str) -> Checkpoint:
    """Read the text of a note as a checkpoint; lines after the third are extensions, which are passed over.

    Raises:
        Malformed: `not_a_checkpoint`.
    """
    origin, _, rest = text.partition("\n")
    size, _, rest = rest.partition("\n")
    root, ended, _ = rest.partition("\n")
    if not ended or not re.fullmatch(r"0|[1-9][0-9]{0,15}", size) or not re.fullmatch(r"[^\s+]+", origin):
        raise Malformed("not_a_checkpoint")
    blob = _unbase64(root)
    if len(blob) != HASH_BYTES:
        raise Malformed("not_a_checkpoint")
    return Checkpoint(origin, int(size), blob)
