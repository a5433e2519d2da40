"""What a person must mend before we can go on: where it is, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a problem is.

    Attributes:
        file: the file as the person named it, or its path inside the folder they named.
        row: the file's own line number, the header being line 1.
        column: the column's or key's name.
    """

    file: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        parts = [self.file] if self.file else []
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, as a code, two templates and the values that fill them.

    The templates are English and stay unfilled until they are shown: a screen translates them first.

    Attributes:
        code: a short word that never changes its meaning; machines read this.
        what: what is wrong, a template for `str.format` over `values`.
        do: what the person should do about it, likewise.
        at: where it is.
        values: what fills the templates; never a secret, never a name of a person.
    """

    code: str
    what: str
    do: str
    at: Spot = field(default_factory=Spot)
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        where = f"{self.at}: " if str(self.at) else ""
        line = f"{where}{self.what.format(**self.values)}; {self.do.format(**self.values)}"
        plain = " ".join(line.split())  # one line, whatever a value holds
        return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in plain)


class Refused(Exception):  # noqa: N818 - it reads as what happened: the input was refused
    """Raised where nothing can be produced until a person has mended `problems`."""

    def __init__(self, problems: Sequence[Problem] | Problem) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def refuse(code: str, what: str, do: str, *, at: Spot | None = None, **values: object) -> Refused:
    """Make a `Refused` of one problem, to be raised by the caller."""
    return Refused(Problem(code, what, do, at or Spot(), values))
