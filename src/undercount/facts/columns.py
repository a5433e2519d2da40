"""What a column is: its kind, its audience, and how a cell of text becomes a value and back."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, get_type_hints

from undercount.facts.audience import Audience
from undercount.facts.moment import Moment, read_moment
from undercount.facts.unknown import Unknown, read_unknown

_KEY = "undercount"
LIST_SEPARATOR = "|"  # between the items of one cell; no item holds it


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
    """

    name: str
    kind: Kind
    audience: Audience
    required: bool = False
    vocabulary: str = ""
    refers: str = ""

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
        Column(field.name, _kind(hints[field.name]), **field.metadata[_KEY])
        for field in dataclasses.fields(row_type)
        if _KEY in field.metadata
    )


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
    """Turn a value into its cell's text, so that `read_cell` gives the value back."""
    if value is None:
        return ""
    if isinstance(value, Unknown):
        return value.cell
    if kind is Kind.WORDS:
        return LIST_SEPARATOR.join(value)
    if kind is Kind.ATTRIBUTES:
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""
    if kind is Kind.FLAG:
        return "true" if value else "false"
    if kind is Kind.NUMBER:
        return repr(float(value))
    return str(value)


def _read_integer(text: str) -> int | None:
    if not text:
        return None
    if not text.removeprefix("-").isascii() or not text.removeprefix("-").isdigit():
        raise ValueError("is not a whole number in plain digits")
    return int(text)


def _read_number(text: str) -> float | None:
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        raise ValueError("is not a number such as 43.25") from None


def _read_flag(text: str) -> bool | None:
    if text not in ("true", "false", ""):
        raise ValueError("is neither true nor false")
    return None if not text else text == "true"


def _read_moment(text: str) -> Moment | Unknown | None:
    if not text:
        return None
    try:
        unknown = read_unknown(text)
    except ValueError:
        raise ValueError("is not one of the reasons a value is unknown") from None
    return unknown or read_moment(text)


def _read_words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(LIST_SEPARATOR)) if text else ()


def _read_attributes(text: str) -> dict[str, Any]:
    if not text:
        return {}
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        raise ValueError('is not JSON such as {"charge": "272"}') from None
    if not isinstance(value, dict):
        raise ValueError("is JSON and not an object in braces")
    return value


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
