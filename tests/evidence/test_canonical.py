from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undercount.evidence.canonical import LARGEST, Malformed, dumps, loads

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
KEYS = st.text(st.characters(min_codepoint=32, max_codepoint=126))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_was_written_is_read_back_and_written_the_same(value: object) -> None:
    line = dumps(value)  # type: ignore[arg-type]
    assert b"\n" not in line
    assert dumps(loads(line)) == line


def test_keys_are_sorted_and_letters_stand_as_they_are() -> None:
    assert dumps({"b": 1, "a": "қаңтар"}) == '{"a":"қаңтар","b":1}'.encode()


def test_two_spellings_of_one_letter_give_one_line() -> None:
    assert dumps("и\u0306") == dumps("й")


def test_a_mark_after_a_newline_stays_a_mark() -> None:
    assert loads(dumps("\n\u0303")) == "\n\u0303"


@pytest.mark.parametrize("value", [1.5, float("nan"), 2**53, -(2**53), b"x", {1: "a"}, {"ә": 1}, "\ud800"])
def test_what_has_no_single_form_is_not_written(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the codec's own subclass counts too
        dumps(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"\xff", "not_json"),
        (b"\xef\xbb\xbf{}", "not_json"),
        (b'"\\ud800"', "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"9" * 5000, "not_json"),
        (b'{"a":1,"a":2}', "duplicate_key"),
        (b"1.5", "not_a_whole_number"),
        (b"1e5", "not_a_whole_number"),
        (b"NaN", "not_a_whole_number"),
        (b'{"a": 1}', "not_canonical"),
        (b'{"b":1,"a":1}', "not_canonical"),
        (b'"\\u0061"', "not_canonical"),
        (b"-0", "not_canonical"),
        ("\"и\u0306\"".encode(), "not_canonical"),
        (b"{}\n", "not_canonical"),
    ],
)  # fmt: skip
def test_what_we_do_not_write_is_not_read(data: bytes, code: str) -> None:
    with pytest.raises(Malformed) as refused:
        loads(data)
    assert refused.value.code == code
