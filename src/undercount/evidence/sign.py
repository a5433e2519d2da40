"""Ed25519 keys and signatures in the formats of stock OpenSSL: PKCS #8 and SPKI PEM, raw signatures."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from undercount.evidence.durable import disk_trouble_at, remove_quietly, write_file
from undercount.facts.problem import Refused, Spot, refuse

SIGNATURE_BYTES = 64
LARGEST_PEM = 1 << 14
"""A key file is a few hundred bytes; nothing larger is read as one."""


@dataclass(frozen=True, slots=True)
class KeyFiles:
    """A new key pair: where its two files are, and the fingerprint to be read aloud and printed."""

    private: Path
    public: Path
    fingerprint: str


def generate_key(path: Path) -> KeyFiles:
    """Make a key pair: the private key at `path` (rights 0600), the public key beside it as `NAME.pub.pem`.

    Raises:
        Refused: either file is there already (a key is never overwritten), or the disk refuses.
    """
    public_path = path.with_name(f"{path.stem}.pub.pem")
    for each in (path, public_path):
        if os.path.lexists(each):
            raise refuse(
                "key_exists", "a key is there already", "choose another name; a key is never overwritten",
                at=Spot(str(each)),
            )  # fmt: skip
    key = Ed25519PrivateKey.generate()
    with disk_trouble_at(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), mode=0o600)
        try:
            write_file(public_path, public_pem(key.public_key()))
        except BaseException:
            remove_quietly(path)
            raise
    return KeyFiles(path, public_path, fingerprint(key.public_key()))


def load_private_key(path: Path) -> Ed25519PrivateKey:
    """Read a private key from a PEM file without a passphrase.

    Raises:
        Refused: the file cannot be read or holds no such key.
    """
    try:
        key = load_pem_private_key(_key_file(path), password=None)
    except TypeError as error:
        raise _not_a_key(path, "the key is locked with a passphrase") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _not_a_key(path, "this is no private key in PEM form") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _not_a_key(path, "this key is not of the kind Ed25519")
    return key


def load_public_key(path: Path) -> Ed25519PublicKey:
    """Read a public key from a PEM file.

    Raises:
        Refused: the file cannot be read or holds no Ed25519 public key.
    """
    key = parse_public_key(_key_file(path))
    if key is None:
        raise refuse(
            "not_a_key", "this is no Ed25519 public key in PEM form", "name the file that ends in .pub.pem",
            at=Spot(str(path)),
        )  # fmt: skip
    return key


def parse_public_key(pem: bytes) -> Ed25519PublicKey | None:
    """Read a public key from PEM bytes; nothing if they hold none."""
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, Ed25519PublicKey) else None


def public_pem(key: Ed25519PublicKey) -> bytes:
    """Write a public key as SPKI PEM, as `openssl pkey -pubout` does."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def raw_public(key: Ed25519PublicKey) -> bytes:
    """Give the 32 bytes of a public key (RFC 8032)."""
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def fingerprint(key: Ed25519PublicKey) -> str:
    """Give the SHA-256 of the key's SPKI DER form in hex: `openssl pkey -pubin -outform DER | sha256sum`."""
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def sign(data: bytes, key: Ed25519PrivateKey) -> bytes:
    """Sign `data`: 64 raw bytes (RFC 8032), the same for the same key and data."""
    return key.sign(data)


def is_signed(data: bytes, signature: bytes, key: Ed25519PublicKey) -> bool:
    """Tell whether `signature` over `data` was made with the private half of `key`."""
    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _key_file(path: Path) -> bytes:
    with disk_trouble_at(path), path.open("rb") as file:
        return file.read(LARGEST_PEM)


def _not_a_key(path: Path, what: str) -> Refused:
    return refuse("not_a_key", what, "make one with undercount keygen and name its file", at=Spot(str(path)))
