"""Audiences: four circles, each inside the next."""

from __future__ import annotations

from itertools import product

import pytest

from undercount.facts.audience import Audience

ORDER = ["sealed", "organisation", "coalition", "public"]


def test_the_circles_go_from_the_narrowest_to_the_widest() -> None:
    assert [audience.value for audience in Audience] == ORDER
    assert [audience.reach for audience in Audience] == [0, 1, 2, 3]


@pytest.mark.parametrize(("viewer", "meant_for"), list(product(ORDER, ORDER)))
def test_an_audience_sees_what_is_meant_for_it_or_a_wider_one(viewer: str, meant_for: str) -> None:
    may = Audience(viewer).may_see(Audience(meant_for))
    assert may == (ORDER.index(meant_for) >= ORDER.index(viewer))


def test_the_public_sees_only_what_is_public() -> None:
    assert [meant for meant in Audience if Audience.PUBLIC.may_see(meant)] == [Audience.PUBLIC]
