"""Where labels go so that none covers another, a mark or a line: greedily, the most important first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import hypot

_STEPS = (4, 12, 22, 34, 48)  # how far from its mark a label may stand, in pixels
_OWN = 18  # a label this near to another's point could be taken for it
_MARK = 6  # half of a mark, and a little
_STRIDE = 4  # pixels between the places that are tried
LEADER = 12  # a label farther away than this needs a line to its mark


_Leader = tuple[tuple[float, float], tuple[float, float]]


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

    A label stands nearer to its own point than to any other, so that nobody takes it for another's. One that
    must stand is put as near as there is room in the frame, and above its point where there is none.
    """
    room = _Room(frame, list(taken), {(label.x, label.y) for label in labels})
    boxes: list[Box | None] = []
    for label in labels:
        found = next((box for box in _around(label) if room.fits(box, label)), None)
        if found is None and label.must:
            anywhere = _everywhere(label, frame)
            above = next(_around(label))
            found = next((box for box in anywhere if room.fits(box, label)), above)
        boxes.append(found)
        if found is not None:
            room.add(found, label)
    return boxes


@dataclass
class _Room:
    """What is free: inside the frame, off all that is taken, near its own point, no line across another."""

    frame: Box
    taken: list[Box]
    points: set[tuple[float, float]]
    labels: list[Box] = field(default_factory=list)
    leaders: list[_Leader] = field(default_factory=list)

    def fits(self, box: Box, label: Label) -> bool:
        """Tell whether a label may stand there."""
        if not box.within(self.frame) or any(box.meets(other) for other in (*self.taken, *self.labels)):
            return False
        away = box.distance(label.x, label.y)
        others = self.points - {(label.x, label.y)}
        if any(box.distance(*point) < min(away, _OWN) for point in others):
            return False
        return away <= LEADER or self._is_clear(_leader(label, box), others)

    def add(self, box: Box, label: Label) -> None:
        """Take a place for a label, and the way of its line."""
        self.labels.append(box)
        if box.distance(label.x, label.y) > LEADER:
            self.leaders.append(_leader(label, box))

    def _is_clear(self, leader: _Leader, others: set[tuple[float, float]]) -> bool:
        marks = (Box(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for x, y in others)
        if any(_runs_through(leader, other) for other in (*marks, *self.labels)):
            return False
        return not any(_cross(leader, other) for other in self.leaders)


def _leader(label: Label, box: Box) -> _Leader:
    """Return the line from a label's point to its box."""
    return (label.x, label.y), box.nearest(label.x, label.y)


def _runs_through(leader: _Leader, box: Box) -> bool:
    (x, y), (end_x, end_y) = leader
    steps = max(int(hypot(end_x - x, end_y - y) / _STRIDE), 1)
    parts = (index / steps for index in range(steps))
    return any(box.distance(x + (end_x - x) * part, y + (end_y - y) * part) < 1 for part in parts)


def _cross(one: _Leader, other: _Leader) -> bool:
    """Tell whether two lines cross: the ends of each lie on different sides of the other."""
    sides = [_side(one, other[0]) * _side(one, other[1]), _side(other, one[0]) * _side(other, one[1])]
    return all(side < 0 for side in sides)


def _side(line: _Leader, point: tuple[float, float]) -> float:
    (x, y), (end_x, end_y) = line
    return (end_x - x) * (point[1] - y) - (end_y - y) * (point[0] - x)


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
