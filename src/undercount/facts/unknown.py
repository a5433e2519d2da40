"""Why a value is absent: unknown is a value with a reason, never 0 and never an empty cell."""

from __future__ import annotations

from enum import StrEnum

PREFIX = "unknown:"  # how a cell says so, as in `unknown:withheld`


class Unknown(StrEnum):
    """The reasons a value can be unknown."""

    NOT_ASKED = "not_asked"  # nobody put the question
    NOT_STATED = "not_stated"  # the source was read and does not say
    NOT_KNOWN = "not_known"  # the source says that it does not know
    NOT_LEGIBLE = "not_legible"  # it is there and could not be read
    WITHHELD = "withheld"  # it is known and kept back
    DISPUTED = "disputed"  # sources contradict each other and nobody has judged

    @property
    def cell(self) -> str:
        """The text a cell holds for this reason."""
        return PREFIX + self.value


def read_unknown(cell: str) -> Unknown | None:
    """Return the reason a cell gives, or None where the cell holds a value.

    Raises:
        ValueError: the cell starts like a reason and names none that exists.
    """
    if not cell.startswith(PREFIX):
        return None
    try:
        return Unknown(cell.removeprefix(PREFIX))
    except ValueError:
        raise ValueError("is not one of the reasons a value is unknown") from None
