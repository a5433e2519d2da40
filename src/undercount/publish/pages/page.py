"""What a page is, and what it is written with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from undercount.facts.vocabulary import vocabulary
from undercount.publish.account import Account
from undercount.publish.material import Material
from undercount.publish.pen import Pen

Context = dict[str, Any]


@dataclass(frozen=True)
class Writer:
    """What a page is written with: the edition, the pen of one language, and the account in it."""

    edition: Material
    pen: Pen
    account: Account


@dataclass(frozen=True)
class Page:
    """One page of an edition, the same in every language.

    Attributes:
        file: its name inside each language's folder.
        title: in English.
        template: the template's name.
        context: gives what this page alone shows.
        in_menu: whether it stands in the list of all pages.
    """

    file: str
    title: str
    template: str
    context: Callable[[Writer], Context]
    in_menu: bool = True


def position(name: str, code: str) -> tuple[int, str]:
    """Return where a code stands in its vocabulary, to sort by; what it lacks comes last, by code point."""
    terms = list(vocabulary(name).terms)
    return (terms.index(code) if code in terms else len(terms)), code


def grade_scale(pen: Pen) -> list[tuple[str, str]]:
    """Return the grades of findings with what they mean."""
    return [(code, pen.label("finding_grade", code)) for code in vocabulary("finding_grade").terms]
