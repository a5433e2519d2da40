"""The plots of January 2022: printable, the same everywhere, and true to the figures."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import as_file, files
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from undercount.counting.gaps import find_gaps
from undercount.facts.results import Gap, Provenance
from undercount.facts.tables import Rows
from undercount.line.folder import load
from undercount.publish.charts import gap_alt, gap_chart, gap_spec, outage_alt, outage_chart
from undercount.publish.charts.lettering import REGULAR, has_letters, text_width
from undercount.publish.charts.placing import Box
from undercount.publish.charts.sheet import ALARM, AUTHORITY, INK, OBSERVER, PAPER, SOFT
from undercount.publish.words import LANGUAGES, words

SUBJECTS = ("killed", "detained", "injured", "security_deaths")
WIDTHS = ("narrow", "wide")
ZONE = "Asia/Almaty"
SVG = "{http://www.w3.org/2000/svg}"


@cache
def rows() -> Rows:
    with as_file(files("undercount") / "crises" / "kazakhstan_2022") as folder:
        return load(folder).rows


@cache
def gap() -> Gap:
    own = rows()
    return find_gaps(own["figures"], own["sources"], own["places"], Provenance(method="gaps", version=1))


def names(language: str) -> dict[str, str]:
    sources = {source.id: source.name_in(language) for source in rows()["sources"]}
    return sources | {place.id: getattr(place, f"name_{language}") for place in rows()["places"]}


def draw(subject: str, language: str, width: Any) -> str:
    return gap_chart(gap(), subject, words(language), width=width, names=names(language))


def draw_outages(language: str, width: Any) -> str:
    return outage_chart(rows()["outage_claims"], words(language), ZONE, width=width, names=names(language))


PLOTS = [
    f"{subject}-{language}-{width}"
    for language in LANGUAGES
    for width in WIDTHS
    for subject in (*SUBJECTS, "outages")
]


@cache
def plot(name: str) -> str:
    subject, language, width = name.rsplit("-", 2)
    return draw_outages(language, width) if subject == "outages" else draw(subject, language, width)


def texts(svg: str) -> list[str]:
    return [str(element.text) for element in etree.fromstring(svg.encode()).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", PLOTS)
def test_a_plot_is_well_formed_speaks_to_those_who_listen_and_needs_nothing_from_outside(name: str) -> None:
    svg = plot(name)
    root = etree.fromstring(svg.encode())
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title")
    assert len(root.findtext(f"{SVG}desc") or "") > 100
    assert set(re.findall(r"https?://[^\"' )]+", svg)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert not re.search(r"(?:href|src)\s*=|@import|<script|<image", svg)
    assert set(re.findall(r"url\(([^)]{0,20})", svg)) == {"data:font/ttf;base64,"[:20]}


@pytest.mark.parametrize("name", PLOTS)
def test_every_letter_of_a_plot_is_in_the_font_that_travels_with_it(name: str) -> None:
    for text in texts(plot(name)):
        assert has_letters(text, REGULAR), text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_text_runs_out_of_a_plot_or_over_another_text(subject: str, language: str, width: Any) -> None:
    spec = gap_spec(gap(), subject, words(language), width=width, names=names(language))
    boxes = list(_text_boxes(spec))
    sheet = Box(0, 0, spec["width"] + 0.5, spec["height"])
    for text, box in boxes:
        assert box.within(sheet), text
    clashes = [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.meets(b)]
    assert clashes == []


def _text_boxes(spec: dict[str, Any]) -> Iterator[tuple[str, Box]]:
    for layer in spec["layer"]:
        mark = layer["mark"]
        if mark["type"] != "text":
            continue
        for row in layer["data"]["values"]:
            width = text_width(row["text"], mark["fontSize"], mark["fontWeight"])
            left = row["x"] - {"left": 0, "center": width / 2, "right": width}[mark["align"]]
            yield row["text"], Box(left, row["y"] - mark["fontSize"] * 0.72, left + width, row["y"] + 1)


def test_the_same_figures_give_the_same_bytes_also_on_a_machine_without_fonts() -> None:
    here = "".join(map(plot, PLOTS))
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import hashlib, test_charts as t;"
        "print(hashlib.sha256(''.join(map(t.plot, t.PLOTS)).encode()).hexdigest())"
    )
    elsewhere = {"FONTCONFIG_FILE": os.devnull, "HOME": os.devnull, "TZ": "Pacific/Apia", "LC_ALL": "C"}
    bare = os.environ | elsewhere
    folder = str(Path(__file__).parent)
    run = subprocess.run(
        [sys.executable, "-c", script, folder], env=bare, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == hashlib.sha256(here.encode()).hexdigest()


def test_the_narrow_plot_fits_a_phone_and_the_wide_one_a_page() -> None:
    sizes = [etree.fromstring(draw("killed", "en", width).encode()).get("width") for width in WIDTHS]
    assert sizes == ["344", "800"]


def test_the_deaths_plot_shows_what_was_taken_back_repeated_and_lowered() -> None:
    shown = texts(draw("killed", "en", "narrow"))
    said = " ".join(shown)
    for number in ("164", "225", "227", "230", "232", "241", "238", "188 named so far", "more than 200"):
        assert number in shown
    assert "taken back on 9 Jan" in said
    assert "repeats the number taken back" in said
    assert "lowered from 241 without a word" in said


def test_a_number_taken_back_is_hollow_struck_and_off_the_line() -> None:
    spec = gap_spec(gap(), "killed", words("en"), width="wide")
    points = {
        row["figure"]: (layer["mark"], row)
        for layer in spec["layer"]
        if layer["mark"]["type"] == "point"
        for row in layer["data"]["values"]
        if "figure" in row
    }
    mark, row = points["K03"]
    assert mark["fill"] == PAPER
    strikes = [r for layer in spec["layer"][-3:] for r in layer["data"]["values"] if "y2" in r]
    assert any(r["y"] == row["y"] and r["x"] < row["x"] < r["x2"] for r in strikes)
    line = [
        r
        for layer in spec["layer"]
        if layer["mark"].get("color") == AUTHORITY and layer["mark"].get("strokeWidth") == 2
        for r in layer["data"]["values"]
    ]
    assert not any(r["y"] == row["y"] for r in line)


def test_a_figure_whose_page_was_not_seen_is_left_to_the_table() -> None:
    spec = gap_spec(gap(), "killed", words("en"))
    drawn = {row.get("figure") for layer in spec["layer"] for row in layer["data"]["values"]}
    assert "K12" in drawn
    assert "M02" not in drawn


def test_marks_carry_their_figures_own_bounds() -> None:
    spec = gap_spec(gap(), "detained", words("en"))
    rows_ = {
        row["figure"]: row for layer in spec["layer"] for row in layer["data"]["values"] if "figure" in row
    }
    assert (rows_["D01"]["low"], rows_["D01"]["high"], rows_["D01"]["value"]) == (201, None, 200)
    assert (rows_["D09"]["low"], rows_["D09"]["high"], rows_["D09"]["value"]) == (None, None, 5800)


def test_any_metric_of_a_file_can_be_drawn_and_one_that_is_not_there_cannot() -> None:
    assert "3,770" in " ".join(texts(gap_chart(gap(), "criminal_case", words("en"))))
    with pytest.raises(KeyError):
        gap_chart(gap(), "unicorns", words("en"))
    with pytest.raises(KeyError):
        gap_chart(gap(), "officer_convicted", words("en"))  # its one figure has no day


def test_words_for_those_who_listen_tell_the_ends_of_both_sides_and_what_became_of_numbers() -> None:
    alt = gap_alt(gap(), "killed", words("en"), names("en"))
    assert "238 (5 January 2023)" in alt
    assert "164 – taken back on 9 Jan" in alt
    outages = outage_alt(rows()["outage_claims"], words("en"), ZONE, names("en"))
    assert "Kazakhstan, Cloudflare, mobile: degraded, from 4 January 2022." in outages


def test_a_fictional_crisis_says_so_on_the_plot() -> None:
    own = gap()
    invented = Gap(
        provenance=Provenance(method="gaps", version=1, fictional=True), series=own.series, issues=own.issues
    )
    marked = gap_chart(invented, "killed", words("en"), width="narrow")
    assert any("Fictional" in text for text in texts(marked))
    assert not any("Fictional" in text for text in texts(draw("killed", "en", "narrow")))
    claims = rows()["outage_claims"]
    assert "Fictional" in outage_chart(claims, words("en"), ZONE, fictional=True)


def test_months_are_named_in_the_language_of_the_plot() -> None:
    assert {language: _first_day(language) for language in LANGUAGES} == {
        "en": "5 Jan",
        "ru": "5 янв.",
        "kk": "5 қаң.",
    }


def _first_day(language: str) -> str:
    return next(text for text in texts(draw("detained", language, "wide")) if re.match(r"5 \D", text))


def test_a_page_read_from_the_right_has_its_plots_mirrored() -> None:
    mirrored = replace(words("en"), direction="rtl")
    left = gap_spec(gap(), "killed", words("en"), width="narrow")
    right = gap_spec(gap(), "killed", mirrored, width="narrow")
    there, here = _places(left), _places(right)
    assert all(here[figure] == pytest.approx(344 - x) for figure, x in there.items())


def _places(spec: dict[str, Any]) -> dict[str, float]:
    values = (row for layer in spec["layer"] for row in layer["data"]["values"])
    return {row["figure"]: row["x"] for row in values if "figure" in row}


def test_outages_stand_on_local_time_and_what_is_no_outage_is_left_out() -> None:
    shown = texts(draw_outages("en", "wide"))
    assert "Local time, UTC+6" in shown
    assert "2 Jan" in shown
    assert not any(text.startswith("25 Jan") for text in shown)  # a failure of the grid, said for contrast
    assert "RFE/RL · all networks · 111\N{NO-BREAK SPACE}hours" in shown


def test_a_claim_without_any_time_is_not_drawn() -> None:
    timeless = [claim for claim in rows()["outage_claims"] if claim.id == "O20"]
    with pytest.raises(KeyError):
        outage_chart(timeless, words("en"), ZONE)


def test_colours_are_read_on_paper_and_told_apart_in_grey() -> None:
    for color in (INK, SOFT, ALARM):
        assert _contrast(color, PAPER) >= 4.5  # WCAG 2.2, 1.4.3
    for color in (AUTHORITY, OBSERVER):
        assert _contrast(color, PAPER) >= 3  # WCAG 2.2, 1.4.11
    assert _contrast(AUTHORITY, OBSERVER) >= 2.5


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
