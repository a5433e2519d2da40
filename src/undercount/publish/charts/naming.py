"""The labels of the wide plot: every mark's number, and who said it, where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from undercount.publish.charts.axes import Grid
from undercount.publish.charts.lettering import REGULAR, SEMIBOLD, balanced, text_width
from undercount.publish.charts.marks import Mark, Scene
from undercount.publish.charts.parts import SMALL
from undercount.publish.charts.phrasing import Phrasing
from undercount.publish.charts.placing import LEADER, Box, Label, place
from undercount.publish.charts.sheet import ALARM, INK, SOFT, Sheet

Spots = Mapping[str, tuple[float, float]]  # where each figure's mark stands
ARROW = 16  # how far an open bound reaches above what is known, in pixels
_NUMBER = 13
_WIDEST = 150  # of a label, in pixels
_LEADING = 1.22


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label."""

    text: str
    size: float
    weight: int
    color: str

    @property
    def width(self) -> float:
        """Its width in pixels."""
        return text_width(self.text, self.size, self.weight)


@dataclass(frozen=True, slots=True)
class Block:
    """What is written at one mark."""

    mark: Mark
    lines: tuple[Line, ...]

    @property
    def plain(self) -> bool:
        """Whether it is a number of the line alone, which may be left out where there is no room."""
        return len(self.lines) == 1

    @property
    def importance(self) -> tuple[bool, bool, float]:
        """Its rank: what became of a number first, then who else said one, then the line's own numbers."""
        return not self.mark.issues, self.plain, -self.mark.low


def write_labels(sheet: Sheet, scene: Scene, grid: Grid, where: Spots, phrasing: Phrasing) -> None:
    """Write each mark's label where there is room, with a line to its mark where it stands apart."""
    blocks = sorted((_block(mark, scene, phrasing) for mark in scene.marks), key=lambda one: one.importance)
    labels = [
        Label(
            *where[block.mark.point.figure],
            width=max(line.width for line in block.lines) + 4,
            height=sum(line.size * _LEADING for line in block.lines) + 2,
            must=not block.plain or block.mark in (scene.line[0], scene.line[-1]),
        )
        for block in blocks
    ]
    left, right = grid.time.panels[0].left, sheet.width
    frame = Box(left + 2, grid.top - 8, right - 2, grid.floor - 2)
    for block, box in zip(blocks, place(labels, _taken(scene, grid, where), frame), strict=True):
        if box is not None:
            _write(sheet, block, box, *where[block.mark.point.figure])


def _block(mark: Mark, scene: Scene, phrasing: Phrasing) -> Block:
    lines = [Line(phrasing.number(mark.point), _NUMBER, SEMIBOLD, INK)]
    if not (mark.main and mark.official):
        said = (phrasing.name(mark.point.source), phrasing.scope(mark, scene))
        wrapped = (line for text in said if text for line in balanced(text, _WIDEST, SMALL))
        lines += [Line(line, SMALL, REGULAR, SOFT) for line in wrapped]
    for note in phrasing.notes(mark):
        lines += [Line(line, SMALL, SEMIBOLD, ALARM) for line in balanced(note, _WIDEST, SMALL, SEMIBOLD)]
    return Block(mark, tuple(lines))


def _taken(scene: Scene, grid: Grid, where: Spots) -> Iterator[Box]:
    """Yield what no label may cover: marks, their ranges, and the line."""
    for mark in scene.marks:
        x, y = where[mark.point.figure]
        top = grid.y(mark.top) if mark.high is not None else y - ARROW - 4
        bottom = grid.y(mark.soft[0]) if mark.soft else y
        yield Box(x - 6, min(top, y) - 5, x + 6, bottom + 5)
        yield Box(grid.time.x(mark.first), y - 2, grid.time.x(mark.last), y + 2)
    for early, later in pairwise(grid.time.panels):
        yield Box(early.right - 4, grid.top - 20, later.left + 2, grid.floor)
    for mark, following in pairwise(scene.line):
        (x, y), (next_x, next_y) = grid.at(mark), grid.at(following)
        yield Box(x, y - 2, next_x, y + 2)
        yield Box(next_x - 2, min(y, next_y), next_x + 2, max(y, next_y))


def _write(sheet: Sheet, block: Block, box: Box, x: float, y: float) -> None:
    if box.distance(x, y) > LEADER:
        end = box.nearest(x, y)
        sheet.rule((x, y), end, color=SOFT, width=0.7)
    centred = abs((box.left + box.right) / 2 - x) < 1
    align = "center" if centred else "right" if box.right <= x + 5 else "left"
    start = {"center": (box.left + box.right) / 2, "right": box.right - 2, "left": box.left + 2}[align]
    baseline = box.top
    sheet.plate(box.left, box.top, box.right, box.bottom)
    for line in block.lines:
        baseline += line.size * _LEADING
        style = {"size": line.size, "weight": line.weight, "color": line.color, "align": align}
        sheet.text(start, baseline - line.size * 0.25, line.text, **style)
    if block.mark.taken_back:
        _strike(sheet, block.lines[0], start, box.top + _NUMBER * 0.66, align)


def _strike(sheet: Sheet, line: Line, start: float, y: float, align: str) -> None:
    left = start - {"center": line.width / 2, "right": line.width, "left": 0}[align]
    sheet.rule((left - 2, y), (left + line.width + 2, y), color=INK, width=1.6, layer="over")
