"""Who may see a column or a row: the one word for it, and its order."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """The widest circle that may see something, from the narrowest to the widest.

    What is cut for an audience holds only what is meant for that audience or a wider one.
    """

    SEALED = "sealed"
    ORGANISATION = "organisation"
    COALITION = "coalition"
    PUBLIC = "public"

    @property
    def reach(self) -> int:
        """How wide the circle is: 0 for sealed up to 3 for public."""
        return list(Audience).index(self)

    def may_see(self, other: Audience) -> bool:
        """Tell whether this audience may see what is meant for `other`."""
        return other.reach >= self.reach
