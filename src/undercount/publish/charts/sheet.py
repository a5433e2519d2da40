"""A sheet to draw on: texts, rules and shapes at pixel places, as one Vega-Lite specification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from undercount.publish.charts.lettering import FAMILY, REGULAR

INK, SOFT, FAINT, PAPER = "#1d2126", "#4f565e", "#c9c4ba", "#ffffff"
AUTHORITY, OBSERVER, ALARM = "#143f6b", "#d4660a", "#a3151b"  # apart in grey, and for every colour vision
MARGIN = 8
_ORDER = ("grid", "plate", "rule", "inner", "point", "text", "over")
_MIRRORED = {"left": "right", "right": "left", "center": "center"}
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
Style = tuple[tuple[str, Any], ...]


@dataclass
class Sheet:
    """What is drawn, by layer and style.

    Attributes:
        width: in pixels, margins included.
        mirrored: whether the page reads from right to left.
        height: grows as things are drawn on it.
    """

    width: float
    mirrored: bool = False
    height: float = 2
    _layers: dict[tuple[str, Style], list[dict[str, Any]]] = field(default_factory=dict)

    def text(self, x: float, y: float, text: str, **style: Any) -> None:
        """Write a line of text with its baseline at `y`; style: size, weight, color, align."""
        align = style.pop("align", "left")
        mark = {
            "type": "text",
            "font": FAMILY,
            "fontSize": style.pop("size", 12),
            "fontWeight": style.pop("weight", REGULAR),
            "color": style.pop("color", INK),
            "align": _MIRRORED[align] if self.mirrored else align,
            "baseline": "alphabetic",
        }
        self._add("text", mark, {"x": self._x(x), "y": y, "text": text})
        self.height = max(self.height, y)

    def rule(self, start: tuple[float, float], end: tuple[float, float], **style: Any) -> None:
        """Draw a straight line; style: color, width, dash, layer (`grid`, `rule` or `over` all texts)."""
        layer = style.pop("layer", "rule")
        mark = {
            "type": "rule",
            "color": style.pop("color", SOFT),
            "strokeWidth": style.pop("width", 1),
            "strokeDash": style.pop("dash", []),
            "strokeCap": "butt",
        }
        places = {"x": self._x(start[0]), "y": start[1], "x2": self._x(end[0]), "y2": end[1]}
        self._add(layer, mark, places)
        self.height = max(self.height, start[1], end[1])

    def shape(self, x: float, y: float, shape: str, data: Mapping[str, Any], **style: Any) -> None:
        """Draw a mark of a figure with the figure's own data; style: color, hollow, size."""
        color = style.pop("color", INK)
        mark = {
            "type": "point",
            "shape": self._turned(shape),
            "size": style.pop("size", 64),
            "fill": PAPER if style.pop("hollow", False) else color,
            "stroke": color,
            "strokeWidth": 1.6,
            "opacity": 1,
        }
        self._add("point", mark, {"x": self._x(x), "y": y, **data})
        self.height = max(self.height, y)

    def plate(self, left: float, top: float, right: float, bottom: float) -> None:
        """Cover the grid with paper, so that a text on it reads well."""
        mark = {"type": "rect", "color": PAPER, "opacity": 0.9}
        self._add("plate", mark, {"x": self._x(left), "y": top, "x2": self._x(right), "y2": bottom})

    def spec(self) -> dict[str, Any]:
        """Return the Vega-Lite specification: rules, shapes, texts, and what strikes them through."""
        in_order = sorted(self._layers.items(), key=lambda item: _ORDER.index(item[0][0]))
        layers = [_layer(dict(style), rows) for (_, style), rows in in_order]
        return {
            "$schema": _SCHEMA,
            "width": round(self.width),
            "height": round(self.height + MARGIN),
            "padding": 0,
            "autosize": {"type": "none"},
            "background": PAPER,
            "view": {"stroke": None},
            "config": {"aria": False, "font": FAMILY},
            "layer": layers,
        }

    def letters(self) -> dict[int, set[str]]:
        """Return the letters that are used of each weight."""
        used: dict[int, set[str]] = {}
        for (kind, style), rows in self._layers.items():
            if kind == "text":
                used.setdefault(int(dict(style)["fontWeight"]), set()).update(*(row["text"] for row in rows))
        return used

    def _add(self, layer: str, mark: dict[str, Any], row: dict[str, Any]) -> None:
        frozen = tuple((key, tuple(v) if isinstance(v, list) else v) for key, v in mark.items())
        placed = {key: round(v, 2) if isinstance(v, float) else v for key, v in row.items()}
        self._layers.setdefault((layer, frozen), []).append(placed)

    def _x(self, x: float) -> float:
        return self.width - x if self.mirrored else x

    def _turned(self, shape: str) -> str:
        turned = {"triangle-right": "triangle-left", "triangle-left": "triangle-right"}
        return turned.get(shape, shape) if self.mirrored else shape


def _layer(mark: dict[str, Any], rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    own = {key: list(value) if isinstance(value, tuple) else value for key, value in mark.items()}
    channels: dict[str, Any] = {name: _place(name) for name in ("x", "y", "x2", "y2") if name in rows[0]}
    if own["type"] == "text":
        channels["text"] = {"field": "text", "type": "nominal"}
    return {"data": {"values": list(rows)}, "mark": own, "encoding": channels}


def _place(name: str) -> dict[str, Any]:
    if name.endswith("2"):
        return {"field": name}
    return {"field": name, "type": "quantitative", "scale": None, "axis": None}
