"""Results: frozen values that survive JSON, made up here from their own types."""

from __future__ import annotations

import inspect
import json
import random
import types
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
import pytest

from undercount.facts import results
from undercount.facts.results import Results, Verdict, result_json
from undercount.facts.snapshot import canonical_json

STRUCTS = [
    found
    for _, found in inspect.getmembers(results, inspect.isclass)
    if issubclass(found, msgspec.Struct) and found is not msgspec.Struct
]
TEXTS = ("", "Қаңтар", 'a "b"\n', "IND08", "2022-01-05T10:30:00Z")
NUMBERS = (0, -1, 41, 2**53)


def made(hint: Any, chance: random.Random) -> Any:
    """Return a value of a type hint."""
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        hints = get_type_hints(hint)
        return hint(**{field: made(hints[field], chance) for field in hint.__struct_fields__})
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return chance.choice(list(hint))
    if isinstance(hint, types.UnionType):
        return made(chance.choice(get_args(hint)), chance)
    return _container(hint, chance) if get_origin(hint) else _scalar(hint, chance)


def _container(hint: Any, chance: random.Random) -> Any:
    inner = get_args(hint)
    if get_origin(hint) is dict:
        return {text: made(inner[1], chance) for text in chance.sample(TEXTS, 2)}
    if inner[-1] is Ellipsis:
        return tuple(made(inner[0], chance) for _ in range(chance.randint(0, 3)))
    return tuple(made(part, chance) for part in inner)


def _scalar(hint: Any, chance: random.Random) -> Any:
    choices: dict[Any, Any] = {
        str: TEXTS,
        int: NUMBERS,
        float: (0.5, -1e-9, 1e300),
        bool: (True, False),
        types.NoneType: (None,),
        datetime: (datetime(2022, 1, 5, 10, 30, tzinfo=UTC), datetime.max.replace(tzinfo=UTC)),
        Any: (None, True, 7, 0.25, "x", [1, {"a": None}], {"deep": {"er": [1]}}),
    }
    return chance.choice(choices[hint])


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_a_result_is_the_same_after_a_journey_through_json(struct: type[msgspec.Struct]) -> None:
    for seed in range(25):
        result = made(struct, random.Random(seed))
        text = canonical_json(result_json(result))
        assert msgspec.json.decode(text, type=struct) == result
        assert canonical_json(json.loads(text)) == text


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_a_result_is_frozen_and_takes_its_fields_by_name(struct: type[msgspec.Struct]) -> None:
    config = struct.__struct_config__
    assert config.frozen
    with pytest.raises(TypeError):
        struct("by position")
    result = made(struct, random.Random(1))
    with pytest.raises(AttributeError, match="immutable"):
        setattr(result, struct.__struct_fields__[0], None)


def test_what_goes_into_a_folder_of_results_names_its_provenance() -> None:
    hints = get_type_hints(Results)
    for hint in hints.values():
        inner = get_args(hint)[0] if get_args(hint) else hint  # of several, or of one that may be none
        assert "provenance" in inner.__struct_fields__


def test_results_do_not_share_the_dictionary_of_a_default() -> None:
    one = results.Provenance(method="gaps", version=1)
    other = results.Provenance(method="gaps", version=1)
    one.settings["changed"] = True
    assert other.settings == {}


def test_a_refused_estimate_keeps_its_place() -> None:
    assert [verdict.value for verdict in Verdict] == ["estimate", "lower_bound", "not_estimable"]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_none_never_reaches_a_file(number: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json({"estimate": number})
