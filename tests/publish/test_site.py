"""The site of an edition: strict HTML, whole links, no outside asset, three languages and none mixed."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import pytest
from tests.publish.conftest import Built
from tests.publish.strict_page import StrictPage

from undercount.facts.tables import TABLES
from undercount.facts.vocabulary import LANGUAGES
from undercount.publish.material import Material
from undercount.publish.pen import anchor_of
from undercount.publish.site import CSP

EDITIONS = ("kazakhstan", "kosovo", "small", "fictional")
BANNERS = {"en": "Fictional:", "ru": "Вымысел:", "kk": "Ойдан шығарылған:"}


@pytest.fixture(scope="session", params=EDITIONS)
def built(request: pytest.FixtureRequest) -> Built:
    found: Built = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def pages(built: Built) -> dict[str, StrictPage]:
    root = {"index.html": (built.folder / "index.html").read_text(encoding="utf-8")}
    return {path: StrictPage(text) for path, text in (root | built.pages()).items()}


def test_every_page_is_strict_html(pages: dict[str, StrictPage]) -> None:
    faults = {path: page.faults for path, page in pages.items() if page.faults}
    assert not faults


def test_every_id_stands_once_on_its_page(pages: dict[str, StrictPage]) -> None:
    twice = {path: sorted({i for i in page.ids if page.ids.count(i) > 1}) for path, page in pages.items()}
    assert not {path: found for path, found in twice.items() if found}


def test_headings_go_down_one_step_at_a_time(pages: dict[str, StrictPage]) -> None:
    for path, page in pages.items():
        assert page.headings.count(1) == 1, path
        body = page.headings[page.headings.index(1) :]
        assert all(after <= before + 1 for before, after in pairwise(body)), (path, body)


def test_every_link_inside_the_edition_leads_somewhere(built: Built, pages: dict[str, StrictPage]) -> None:
    for path, page in pages.items():
        for link in page.links:
            target = urlsplit(link.get("href", ""))
            if target.scheme or target.netloc:
                continue
            place = PurePosixPath(path).parent / unquote(target.path) if target.path else PurePosixPath(path)
            file = Path(str(built.folder / place)).resolve()
            assert file.is_file(), (path, link)
            if target.fragment and file.suffix == ".html":
                inside = pages[file.relative_to(built.folder.resolve()).as_posix()]
                assert unquote(target.fragment) in inside.ids, (path, link)


def test_links_out_of_the_edition_tell_nobody_where_the_reader_came_from(
    pages: dict[str, StrictPage],
) -> None:
    for path, page in pages.items():
        for link in page.links:
            if urlsplit(link.get("href", "")).scheme:
                assert link["href"].startswith(("https://", "http://")), (path, link)
                assert {"noreferrer", "noopener"} <= set(link["rel"].split()), (path, link)


def test_no_page_asks_for_anything_outside_its_folder(built: Built, pages: dict[str, StrictPage]) -> None:
    for path, page in pages.items():
        for asset in page.assets:
            assert (built.folder / PurePosixPath(path).parent / asset).is_file(), (path, asset)
        [policy] = [meta["content"] for meta in page.metas if meta.get("http-equiv")]
        assert policy == CSP
    for sheet in built.folder.rglob("*.css"):
        for found in re.findall(r"url\(\"?([^)\"]+)", sheet.read_text(encoding="utf-8")):
            assert (sheet.parent / found).is_file(), found
    for plot in built.folder.rglob("*.svg"):
        text = plot.read_text(encoding="utf-8")
        assert "<script" not in text
        assert not re.search(r"(?:href|src)\s*=\s*[\"'](?!#|data:)", text), plot
        assert not re.search(r"url\((?![\"']?(?:#|data:))", text), plot


def test_all_languages_have_the_same_pages(built: Built) -> None:
    names = {language: {path.partition("/")[2] for path in built.pages(language)} for language in LANGUAGES}
    assert names["en"]
    assert names["en"] == names["ru"] == names["kk"]


def test_every_row_that_others_cite_has_its_own_place(built: Built, pages: dict[str, StrictPage]) -> None:
    places = {
        "figures": "figures",
        "claims": "claims",
        "outage_claims": "outages",
        "indicators": "indicators",
    }
    for table, page in places.items():
        for row in built.material.table(table):
            assert anchor_of(row.id) in pages[f"en/{page}.html"].ids, row.id
    for atom in built.material.table("obligations"):
        number = built.material.by_key("demands")[atom.demand].number
        assert anchor_of(atom.id) in pages[f"ru/demand-{number:02}.html"].ids


def test_every_page_of_a_fictional_crisis_says_so(built: Built) -> None:
    invented = built.material.crisis.fictional
    for language in LANGUAGES:
        for path, text in built.pages(language).items():
            assert (BANNERS[language] in text) == invented, path
    for name in ("README.txt", "data/README.txt"):
        text = (built.folder / name).read_text(encoding="utf-8")
        assert all((banner in text) == invented for banner in BANNERS.values()), name
    package = (built.folder / "data" / "datapackage.json").read_text(encoding="utf-8")
    assert ("FICTIONAL" in package) == invented
    for plot in built.folder.rglob("*.svg"):
        assert any(banner[:-1] in plot.read_text(encoding="utf-8") for banner in BANNERS.values()) == invented


# What may stand in Latin letters on a page in Cyrillic: codes, file names, names of formats and of languages.
LATIN_ALLOWED = re.compile(
    r"""[\w./-]+\.(?:html|json|txt|csv|parquet|md)|undercount(?:\ verify\ \.)?|UTF-8|UTC[+−]?\d*|SHA-256|CSV
    |Parquet|JSON|EDTF|LF|WGS\ 84|ISO\ \d+-\d|IANA|Frictionless|Creative\ Commons\ Attribution|Apache-2\.0
    |unknown:\w+|\(true\)|\(false\)|VERIFY\.md|English|Telegram|Facebook|[A-Z]{1,4}\d+[a-z]?\d*|[A-GMU]\b
    |\b(?:data|results|plots|tables)\b|[0-9a-f]{12,}|[a-z]+_\d{4}-[\w-]+|[IVX]+\b|COVID""",
    re.VERBOSE,
)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_page_in_cyrillic_has_no_english_that_is_not_marked(
    built: Built, pages: dict[str, StrictPage], language: str
) -> None:
    edition = built.material
    codes, names = _codes(edition), [s.name_in(language) for s in edition.table("sources")]
    found = {
        (text, word)
        for path, page in pages.items()
        if path.startswith(f"{language}/")
        for said_in, text in page.said
        if said_in == language
        for word in re.findall(r"[A-Za-z][A-Za-z_]{3,}", LATIN_ALLOWED.sub("", _nameless(text, names)))
        if word not in codes
    }
    assert not found


def _nameless(text: str, names: list[str]) -> str:
    """Leave out the names of sources, which a plot's description holds and an attribute cannot mark."""
    for name in names:
        text = text.replace(name, "")
    return text


def _codes(edition: Material) -> set[str]:
    """Return ids, names of tables and columns, codes and hosts: they are the same in every language."""
    known: set[str] = set()
    for name, rows in edition.snapshot.rows.items():
        known.update(re.findall(r"[A-Za-z][A-Za-z_]{3,}", name))
        for row in rows:
            for field in ("id", "url", "seen_via", "zone"):
                known.update(re.findall(r"[A-Za-z][A-Za-z_]{3,}", str(getattr(row, field, ""))))
    for entry in edition.snapshot.manifest.tables.values():
        known.update(entry.columns)
    for table in TABLES.values():
        known.update(
            part for column in table.columns for part in (column.vocabulary, column.refers, column.name)
        )
        known.add(table.name)
    known.update(edition.estimates[0].provenance.method.split() if edition.estimates else ())
    return known


def test_every_foreign_quotation_tells_its_language(pages: dict[str, StrictPage]) -> None:
    for path, page in pages.items():
        if path.startswith("en/"):
            for said_in, text in page.said:
                if re.search(r"[А-Яа-яЁё]{4,}", text):
                    assert said_in in ("ru", "kk", "uk"), (path, text)
