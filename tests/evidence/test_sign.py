from __future__ import annotations

import hashlib
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from undercount.evidence.sign import (
    KeyFiles,
    fingerprint,
    generate_key,
    is_signed,
    load_private_key,
    load_public_key,
    sign,
)
from undercount.facts.problem import Refused

OPENSSL = shutil.which("openssl")
needs_openssl = pytest.mark.skipif(
    OPENSSL is None, reason="the openssl command is not there: INTEROPERATION UNTESTED"
)


def openssl(*arguments: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    assert OPENSSL is not None
    return subprocess.run([OPENSSL, *arguments], cwd=folder, capture_output=True, check=False)


def test_what_was_signed_is_signed_and_nothing_else(aigul_key: KeyFiles, chinara_key: KeyFiles) -> None:
    signature = sign(b"text", load_private_key(aigul_key.private))
    assert len(signature) == 64
    assert signature == sign(b"text", load_private_key(aigul_key.private))
    assert is_signed(b"text", signature, load_public_key(aigul_key.public))
    assert not is_signed(b"Text", signature, load_public_key(aigul_key.public))
    assert not is_signed(b"text", signature, load_public_key(chinara_key.public))
    assert not is_signed(b"text", b"", load_public_key(aigul_key.public))


def test_only_its_owner_may_read_a_private_key(aigul_key: KeyFiles) -> None:
    assert stat.S_IMODE(aigul_key.private.stat().st_mode) == 0o600
    assert aigul_key.public.name == "aigul.pub.pem"


@pytest.mark.parametrize("there", ["key.pem", "key.pub.pem"])
def test_a_key_is_never_overwritten(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_bytes(b"mine")
    with pytest.raises(Refused, match=r"a key is there already; choose another name"):
        generate_key(tmp_path / "key.pem")
    assert [each.name for each in tmp_path.iterdir()] == [there]


def test_half_a_key_pair_is_not_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("undercount.evidence.sign.public_pem", fail)
    with pytest.raises(Refused, match="the disk is full; free some space"):
        generate_key(tmp_path / "key.pem")
    assert list(tmp_path.iterdir()) == []


@needs_openssl
def test_stock_openssl_accepts_our_signature_and_prints_our_fingerprint(
    tmp_path: Path, aigul_key: KeyFiles
) -> None:
    (tmp_path / "X").write_bytes(b"anything at all\n")
    (tmp_path / "X.sig").write_bytes(sign(b"anything at all\n", load_private_key(aigul_key.private)))
    command = (
        "pkeyutl",
        "-verify",
        "-pubin",
        "-rawin",
        "-inkey",
        str(aigul_key.public),
        "-sigfile",
        "X.sig",
        "-in",
        "X",
    )
    accepted = openssl(*command, folder=tmp_path)
    assert (accepted.returncode, accepted.stdout) == (0, b"Signature Verified Successfully\n")
    der = openssl("pkey", "-pubin", "-in", str(aigul_key.public), "-outform", "DER", folder=tmp_path).stdout
    assert hashlib.sha256(der).hexdigest() == aigul_key.fingerprint
    (tmp_path / "X").write_bytes(b"anything at all!\n")
    assert openssl(*command, folder=tmp_path).returncode != 0


@needs_openssl
def test_we_accept_the_keys_and_signatures_of_stock_openssl(tmp_path: Path) -> None:
    openssl("genpkey", "-algorithm", "ed25519", "-out", "k.pem", folder=tmp_path)
    openssl("pkey", "-in", "k.pem", "-pubout", "-out", "k.pub.pem", folder=tmp_path)
    (tmp_path / "X").write_bytes(b"text")
    openssl("pkeyutl", "-sign", "-rawin", "-inkey", "k.pem", "-in", "X", "-out", "X.sig", folder=tmp_path)
    public = load_public_key(tmp_path / "k.pub.pem")
    assert is_signed(b"text", (tmp_path / "X.sig").read_bytes(), public)
    assert fingerprint(load_private_key(tmp_path / "k.pem").public_key()) == fingerprint(public)
    assert sign(b"text", load_private_key(tmp_path / "k.pem")) == (tmp_path / "X.sig").read_bytes()


def _pem(private: Ed25519PrivateKey | rsa.RSAPrivateKey, passphrase: bytes = b"") -> bytes:
    lock = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)


RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.mark.parametrize(
    ("pem", "message"),
    [
        (b"", "no private key in PEM form"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "no private key in PEM form"),
        (_pem(RSA), "not of the kind Ed25519"),
        (_pem(Ed25519PrivateKey.generate(), b"secret"), "locked with a passphrase"),
        (None, "there is nothing of that name"),
    ],
)
def test_what_is_no_private_key_is_refused_in_one_line(
    tmp_path: Path, pem: bytes | None, message: str
) -> None:
    if pem is not None:
        (tmp_path / "key.pem").write_bytes(pem)
    with pytest.raises(Refused, match=message) as refused:
        load_private_key(tmp_path / "key.pem")
    assert str(refused.value).count("\n") == 0
    assert "key.pem" in str(refused.value)


@pytest.mark.parametrize(
    "pem", [b"", b"text", RSA.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)]
)
def test_what_is_no_public_key_is_refused_in_one_line(tmp_path: Path, pem: bytes) -> None:
    (tmp_path / "key.pub.pem").write_bytes(pem)
    with pytest.raises(
        Refused, match="this is no Ed25519 public key in PEM form; name the file that ends in"
    ):
        load_public_key(tmp_path / "key.pub.pem")
