"""What a column is: its kind, its audience, and how a cell of text becomes a value and back."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, get_args, get_type_hints

from undercount.facts.audience import Audience
from undercount.facts.moment import Moment, read_moment
from undercount.facts.unknown import Unknown, read_unknown

_KEY = "undercount"
LIST_SEPARATOR = "|"  # between the items of one cell; no item holds it
_LARGEST = 2**63 - 1  # what a snapshot's column can hold
_LONGEST = 19  # digits of it
_DEEPEST = 20  # levels of JSON; what a person would enter has two or three


class Kind(StrEnum):
    """How a column's cells are read."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"  # true | false
    MOMENT = "moment"  # EDTF, or unknown:reason
    WORDS = "words"  # several texts, separated by |
    ATTRIBUTES = "attributes"  # a JSON object
    AUDIENCE = "audience"  # sealed | organisation | coalition | public


@dataclass(frozen=True, slots=True)
class Column:
    """One column of one table.

    Attributes:
        name: its name in every file, screen and record.
        kind: how its cells are read.
        audience: the widest circle that may see it.
        required: whether a row without it is refused.
        vocabulary: the vocabulary its codes come from, or "".
        refers: the table whose key it holds, or "".
        unknowable: whether a reason may stand where the value should, as in `unknown:withheld`; a text
            may always be one.
    """

    name: str
    kind: Kind
    audience: Audience
    required: bool = False
    vocabulary: str = ""
    refers: str = ""
    unknowable: bool = True

    @property
    def optional(self) -> bool:
        """Whether a cell may be empty, which means that it does not apply."""
        return not self.required


def column(
    audience: Audience,
    *,
    required: bool = False,
    vocabulary: str = "",
    refers: str = "",
    default: Any = dataclasses.MISSING,
) -> Any:
    """Declare a dataclass field as a column; see `Column` for the meaning of each part."""
    meta = {_KEY: {"audience": audience, "required": required, "vocabulary": vocabulary, "refers": refers}}
    if required or default is dataclasses.MISSING:
        return dataclasses.field(metadata=meta)
    if isinstance(default, dict):
        return dataclasses.field(default_factory=dict, metadata=meta)
    return dataclasses.field(default=default, metadata=meta)


def columns_of(row_type: type) -> tuple[Column, ...]:
    """Return the columns a row's dataclass declares, in order."""
    hints = get_type_hints(row_type)
    return tuple(
        _column(field.name, hints[field.name], field.metadata[_KEY])
        for field in dataclasses.fields(row_type)
        if _KEY in field.metadata
    )


def _column(name: str, hint: Any, meta: Mapping[str, Any]) -> Column:
    kind = _kind(hint)
    return Column(name, kind, **meta, unknowable=kind is Kind.TEXT or Unknown in get_args(hint))


def _kind(hint: Any) -> Kind:
    text = str(hint)
    if "Moment" in text:
        return Kind.MOMENT
    if "Audience" in text:
        return Kind.AUDIENCE
    if "tuple" in text:
        return Kind.WORDS
    if "dict" in text or "Mapping" in text:
        return Kind.ATTRIBUTES
    by_type = {"bool": Kind.FLAG, "int": Kind.INTEGER, "float": Kind.NUMBER}
    return next((kind for name, kind in by_type.items() if name in text), Kind.TEXT)


def read_cell(text: str, kind: Kind) -> Any:
    """Turn a cell's text into a value; an empty cell is None, () or {} by kind.

    Raises:
        ValueError: the text is not of that kind; the message says what was expected.
    """
    return text if kind is Kind.TEXT else _READERS[kind](text.strip())


def write_cell(value: Any, kind: Kind) -> str:
    """Turn a value into its cell's text, so that `read_cell` gives the value back.

    Raises:
        ValueError: an item of a list is empty, holds a separator or has space at its ends.
    """
    if value is None:
        return ""
    if isinstance(value, Unknown):
        return value.cell
    if kind is Kind.WORDS:
        return _join(value)
    if kind is Kind.ATTRIBUTES:
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""
    if kind is Kind.FLAG:
        return "true" if value else "false"
    if kind is Kind.NUMBER:
        return repr(float(value))
    return str(value)


def _join(words: Sequence[str]) -> str:
    for word in words:
        if not word or word != word.strip() or LIST_SEPARATOR in word:
            raise ValueError(f"{word!r} cannot be an item of a cell")
    return LIST_SEPARATOR.join(words)


def _read_integer(text: str) -> int | None:
    if not text:
        return None
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError("is not a whole number in plain digits")
    if len(digits) > _LONGEST or int(digits) > _LARGEST:
        raise ValueError("is too large a number")
    return int(text)


def _read_number(text: str) -> float | None:
    if not text:
        return None
    try:
        number = float(text) if text.isascii() and "_" not in text else math.nan
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError("is not a number such as 43.25")
    return number


def _read_flag(text: str) -> bool | None:
    if text not in ("true", "false", ""):
        raise ValueError("is neither true nor false")
    return None if not text else text == "true"


def _read_moment(text: str) -> Moment | Unknown | None:
    return read_unknown(text) or read_moment(text) if text else None


def _read_words(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    words = tuple(word.strip() for word in text.split(LIST_SEPARATOR))
    if not all(words):
        raise ValueError("has an item that is empty: leave one | between two items and none at the ends")
    return words


def _read_attributes(text: str) -> dict[str, Any]:
    if not text:
        return {}
    try:
        value = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_each_key_once)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()  # no half characters, as in \ud800
        depth = _depth(value)
    except RecursionError:
        depth = _DEEPEST + 1
    except ValueError:
        raise ValueError('is not JSON such as {"charge": "272"}') from None
    if depth > _DEEPEST:
        raise ValueError("is JSON that is nested too deep")
    if not isinstance(value, dict):
        raise ValueError("is JSON and not an object in braces")
    return value


def _no_constant(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are not JSON, though Python reads them


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0)


def _read_audience(text: str) -> Audience:
    try:
        return Audience(text)
    except ValueError:
        raise ValueError(f"is not one of {', '.join(Audience)}") from None


_READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.INTEGER: _read_integer,
    Kind.NUMBER: _read_number,
    Kind.FLAG: _read_flag,
    Kind.MOMENT: _read_moment,
    Kind.WORDS: _read_words,
    Kind.ATTRIBUTES: _read_attributes,
    Kind.AUDIENCE: _read_audience,
}
