from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from undercount.evidence.canonical import Malformed
from undercount.evidence.checkpoint import (
    Checkpoint,
    is_signed_by,
    key_id,
    parse_checkpoint,
    parse_note,
    sign_note,
)
from undercount.evidence.merkle import EMPTY_ROOT

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
POINT = Checkpoint("undercount/vault/00", 3, bytes(32))

# The example of the Go project's note package, which C2SP signed-note describes: its text, signature and key.
PUBLISHED = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6Ryy"
    "BwJnAM=\n"
).encode()
PUBLISHED_KEY = "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def test_a_note_signed_by_others_is_read_as_they_meant_it() -> None:
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(PUBLISHED_KEY)[1:])
    note = parse_note(PUBLISHED)
    assert key_id("PeterNeumann", key).hex() == "c74f20a3"
    assert is_signed_by(note, "PeterNeumann", key)
    assert not is_signed_by(note, "Somebody", key)
    assert not is_signed_by(note, "PeterNeumann", KEY.public_key())


def test_a_checkpoint_is_three_lines_and_a_signature() -> None:
    note = sign_note(POINT.text(), "example.org/log", KEY)
    lines = note.split("\n")
    assert lines[:4] == ["undercount/vault/00", "3", "A" * 43 + "=", ""]
    assert lines[4].startswith("— example.org/log ")
    assert lines[5:] == [""]
    read = parse_note(note.encode())
    assert is_signed_by(read, "example.org/log", KEY.public_key())
    assert parse_checkpoint(read.text) == POINT


def test_a_note_may_bear_the_signatures_of_others() -> None:
    ours = sign_note(POINT.text(), "ours", KEY)
    theirs = sign_note(POINT.text(), "theirs", OTHER).partition("\n\n")[2]
    note = parse_note((ours + theirs).encode())
    assert is_signed_by(note, "ours", KEY.public_key())
    assert is_signed_by(note, "theirs", OTHER.public_key())


def test_a_false_signature_beside_a_true_one_of_the_same_key_spoils_the_note() -> None:
    ours = sign_note(POINT.text(), "ours", KEY)
    false = sign_note("something else\n", "ours", KEY).partition("\n\n")[2]
    assert not is_signed_by(parse_note((ours + false).encode()), "ours", KEY.public_key())


@given(st.data())
def test_no_changed_byte_leaves_a_signed_checkpoint(data: st.DataObject) -> None:
    note = sign_note(Checkpoint("o", 12, EMPTY_ROOT).text(), "ours", KEY).encode()
    place = data.draw(st.integers(0, len(note) - 1))
    changed = bytearray(note)
    changed[place] ^= data.draw(st.integers(1, 255))
    try:
        read = parse_note(bytes(changed))
    except Malformed:
        return
    assert not is_signed_by(read, "ours", KEY.public_key())


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"text\n",
        b"text\n\n",
        "text\n\n— ours AAAAAAA=".encode(),
        b"text\n\n- ours AAAAAAA=\n",
        "text\n\n— ours\n".encode(),
        "text\n\n— ours AAAA\n".encode(),
        "text\n\n— ou+rs AAAAAAAA\n".encode(),
        "text\n\n— ours AAAAAAB=\n".encode(),
        "text\n\n— ours AAAAA\n".encode(),
        "te\tx\n\n— ours AAAAAAAA\n".encode(),
        b"\xff\n\n\xe2\x80\x94 ours AAAAAAAA\n",
    ],
)
def test_what_is_no_note_is_not_read_as_one(note: bytes) -> None:
    with pytest.raises(Malformed, match="not_a_note"):
        parse_note(note)


@pytest.mark.parametrize(
    "text",
    [
        "", "origin\n", "origin\n3\n", f"origin\n03\n{'A' * 43}=\n", f"origin\n-3\n{'A' * 43}=\n",
        f"\n3\n{'A' * 43}=\n", f"two words\n3\n{'A' * 43}=\n", f"origin\n3\n{'A' * 43}=", "origin\n3\nAAAA\n",
        f"origin\n3\n{'A' * 42}B=\n", f"origin\n{'9' * 20}\n{'A' * 43}=\n",
    ],
)  # fmt: skip
def test_what_is_no_checkpoint_is_not_read_as_one(text: str) -> None:
    with pytest.raises(Malformed):
        parse_checkpoint(text)


def test_lines_after_the_third_are_passed_over() -> None:
    assert parse_checkpoint(POINT.text() + "extension\n") == POINT


@pytest.mark.parametrize(
    ("text", "name"), [("no end", "a"), ("bell\a\n", "a"), ("t\n", "a b"), ("t\n", "a+b"), ("t\n", "")]
)
def test_no_note_is_written_that_could_not_be_read(text: str, name: str) -> None:
    with pytest.raises(ValueError, match=r"holds? no"):
        sign_note(text, name, KEY)
