"""One way to write a value as bytes and only that way back, so that a hash of a line means one thing."""

from __future__ import annotations

import json
import unicodedata
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

LARGEST = 2**53 - 1
"""Whole numbers above this lose digits in other languages' JSON readers; write them as strings."""


class Malformed(Exception):  # noqa: N818 - it says what the bytes are
    """Bytes that are not what we write.

    Attributes:
        code: `not_json`, `duplicate_key`, `not_a_whole_number` or `not_canonical`.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def dumps(value: Json) -> bytes:
    """Write `value` as one line: keys sorted, no spaces, UTF-8, strings in Unicode form NFC, no fractions.

    Within these limits it is what RFC 8785 (JSON Canonicalization Scheme) writes for ASCII keys.

    Raises:
        ValueError: a float, a whole number beyond 2^53 - 1, a key not in ASCII, or half a surrogate pair.
    """
    text = json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")


def _plain(value: Json) -> Json:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise ValueError(f"{value} is beyond 2^53 - 1")
        return value
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict) and all(isinstance(key, str) and key.isascii() for key in value):
        return {key: _plain(each) for key, each in value.items()}
    raise ValueError(f"canonical JSON has no {type(value).__name__} of this kind")


def loads(data: bytes) -> Json:
    """Read what `dumps` wrote, and nothing else.

    Raises:
        Malformed: not UTF-8, not JSON, a key given twice, a fraction, or not what `dumps` writes.
    """
    try:
        value: Json = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_object,
            parse_float=_no_fraction,
            parse_constant=_no_fraction,
        )
        same = dumps(value) == data
    except (ValueError, RecursionError) as error:
        raise Malformed("not_json") from error
    if not same:
        raise Malformed("not_canonical")
    return value


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        # readers differ in which of two equal keys they believe: that is how one signed text says two things
        raise Malformed("duplicate_key")
    return found


def _no_fraction(_text: str) -> Json:
    raise Malformed("not_a_whole_number")
