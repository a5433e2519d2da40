"""Where labels go so that none covers another, a mark or a line: greedily, the most important first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_STEPS = (4, 12, 22, 34, 48)  # how far from its mark a label may stand, in pixels
_STRIDE = 4  # pixels between the places that are tried
LEADER = 12  # a label farther away than this needs a line to its mark


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels; y grows downward."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether the two share any area."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def within(self, frame: Box) -> bool:
        """Tell whether it lies wholly inside the frame."""
        across = frame.left <= self.left and self.right <= frame.right
        return across and frame.top <= self.top and self.bottom <= frame.bottom

    def distance(self, x: float, y: float) -> float:
        """Return how far a point is from it; 0 inside."""
        dx = max(self.left - x, 0, x - self.right)
        dy = max(self.top - y, 0, y - self.bottom)
        return float((dx * dx + dy * dy) ** 0.5)

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of it that is nearest."""
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)


@dataclass(frozen=True, slots=True)
class Label:
    """A text block that wants to stand near a point."""

    x: float
    y: float
    width: float
    height: float
    must: bool


def place(labels: Sequence[Label], taken: Iterable[Box], frame: Box) -> list[Box | None]:
    """Return a box for each label, in order; None for one that need not stand and finds no room near by.

    A label that must stand is put as near as there is room in the frame, above its point where there is none.
    """
    room = _Room(frame, list(taken), [])
    boxes: list[Box | None] = []
    for label in labels:
        near = _around(label)
        found = next((box for box in near if room.fits(box, label)), None)
        if found is None and label.must:
            anywhere = _everywhere(label, frame)
            found = next((box for box in anywhere if room.fits(box, label)), next(_around(label)))
        boxes.append(found)
        room.labels.extend([found] if found else [])
    return boxes


@dataclass
class _Room:
    """What is free: inside the frame, off all that is taken, with no leader across a label."""

    frame: Box
    taken: list[Box]
    labels: list[Box]

    def fits(self, box: Box, label: Label) -> bool:
        """Tell whether a label may stand there."""
        if not box.within(self.frame) or any(box.meets(other) for other in (*self.taken, *self.labels)):
            return False
        if box.distance(label.x, label.y) <= LEADER:
            return True
        return not any(_crosses(label, box, other) for other in self.labels)


def _crosses(label: Label, box: Box, other: Box) -> bool:
    """Tell whether the line from a label's point to its box would run through another label."""
    end_x, end_y = box.nearest(label.x, label.y)
    steps = max(int(box.distance(label.x, label.y) / _STRIDE), 1)
    parts = (index / steps for index in range(steps))
    along = ((label.x + (end_x - label.x) * part, label.y + (end_y - label.y) * part) for part in parts)
    return any(other.distance(x, y) < 1 for x, y in along)


def _everywhere(label: Label, frame: Box) -> list[Box]:
    """Return boxes all over the frame, the nearest to the point first."""
    columns = range(int(frame.left), int(frame.right - label.width), _STRIDE * 2)
    rows = range(int(frame.top), int(frame.bottom - label.height), _STRIDE * 2)
    boxes = [Box(x, y, x + label.width, y + label.height) for x in columns for y in rows]
    return sorted(boxes, key=lambda box: (box.distance(label.x, label.y), box.left, box.top))


def _around(label: Label) -> Iterator[Box]:
    """Yield boxes round the point, the nearest first: above, right, below, left, and between."""
    for step in _STEPS:
        gap = 5 + step
        middle, beside = label.x - label.width / 2, label.y - label.height / 2
        above, below = label.y - gap - label.height, label.y + gap
        right, left = label.x + gap, label.x - gap - label.width
        corners = (
            (middle, above),
            (right, beside),
            (middle, below),
            (left, beside),
            (label.x - 4, above),
            (label.x + 4 - label.width, above),
            (label.x - 4, below),
            (label.x + 4 - label.width, below),
            (right, above),
            (left, above),
            (right, below),
            (left, below),
        )
        yield from (Box(x, y, x + label.width, y + label.height) for x, y in corners)
