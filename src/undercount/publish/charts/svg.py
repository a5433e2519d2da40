"""From a sheet to an SVG picture that needs nothing from outside: its letters travel with it."""

from __future__ import annotations

import base64
from xml.sax.saxutils import escape, quoteattr

import vl_convert

from undercount.publish.charts.lettering import FAMILY, font, register
from undercount.publish.charts.sheet import Sheet
from undercount.publish.charts.subset import subset

VEGA_LITE = "6.4"  # named, so that another release of the renderer can't change a picture unseen


def svg_of(sheet: Sheet, title: str, description: str, language: str) -> str:
    """Draw a sheet; the same sheet gives the same bytes on every machine.

    Args:
        sheet: what is drawn.
        title: what the picture is, for those who listen.
        description: what it shows, likewise.
        language: BCP 47 code of its words.
    """
    register()
    drawn = vl_convert.vegalite_to_svg(sheet.spec(), vl_version=VEGA_LITE)
    start = drawn.index(">") + 1
    size = f'width="{round(sheet.width)}" height="{sheet.spec()["height"]}"'
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {round(sheet.width)}'
        f' {sheet.spec()["height"]}" role="img" lang={quoteattr(language)} aria-label={quoteattr(title)}>'
    )
    head = f"<title>{escape(title)}</title><desc>{escape(description)}</desc><style>{_faces(sheet)}</style>"
    return f"{opening}{head}{drawn[start:]}\n"


def png_of(svg: str, scale: float = 1) -> bytes:
    """Return a picture of an SVG made by `svg_of`, for looking at it and for print."""
    register()
    picture: bytes = vl_convert.svg_to_png(svg, scale=scale)
    return picture


def _faces(sheet: Sheet) -> str:
    """Return the letters used, as fonts inside the picture."""
    return "".join(
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};'
        f"src:url(data:font/ttf;base64,{base64.b64encode(subset(font(weight), sorted(letters))).decode()})}}"
        for weight, letters in sorted(sheet.letters().items())
    )
