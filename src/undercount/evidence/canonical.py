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
    _check(value)
    text = _ENCODER.encode(value)
    if not text.isascii():
        text = _ENCODER.encode(_composed(value))
    return text.encode("utf-8")


def _check(value: Json) -> None:
    if isinstance(value, str | bool) or value is None:
        return
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise ValueError(f"{value} is beyond 2^53 - 1")
    elif isinstance(value, list):
        for each in value:
            _check(each)
    elif isinstance(value, dict) and all(isinstance(key, str) and key.isascii() for key in value):
        for each in value.values():
            _check(each)
    else:
        raise ValueError(f"canonical JSON has no {type(value).__name__} of this kind")


def _composed(value: Json) -> Json:
    """String by string: in the written text a mark would join with the n of an escaped newline."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_composed(each) for each in value]
    if isinstance(value, dict):
        return {key: _composed(each) for key, each in value.items()}
    return value


def loads(data: bytes) -> Json:
    """Read what `dumps` wrote, and nothing else.

    Raises:
        Malformed: as `parse`, or `not_canonical` where the bytes are not what `dumps` writes.
    """
    value = parse(data)
    try:
        same = dumps(value) == data
    except (ValueError, RecursionError) as error:
        raise Malformed("not_json") from error
    if not same:
        raise Malformed("not_canonical")
    return value


def parse(data: bytes) -> Json:
    """Read JSON strictly, for a caller who compares with what it would write itself.

    Raises:
        Malformed: not UTF-8, not JSON, a key given twice, or a fraction.
    """
    try:
        value: Json = _DECODER.decode(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Malformed("not_json") from error
    return value


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        # readers differ in which of two equal keys they believe: that is how one signed text says two things
        raise Malformed("duplicate_key")
    return found


def _no_fraction(_text: str) -> Json:
    raise Malformed("not_a_whole_number")


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=_no_fraction, parse_constant=_no_fraction)
