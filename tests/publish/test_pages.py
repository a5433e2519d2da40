"""What single pages show: sections only with data, hurtful texts made harmless, no codes for words."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from tests.publish.conftest import CRISES, Built, build, opened
from tests.publish.strict_page import StrictPage

from undercount.facts.results import Indicator
from undercount.facts.vocabulary import LANGUAGES, vocabulary, vocabulary_names
from undercount.line.folder import load
from undercount.publish.account import account_text
from undercount.publish.account.facts import account_of
from undercount.publish.catalogues import sentences
from undercount.publish.pages import pages_of
from undercount.publish.pen import Pen, anchor_of, host_of, is_web
from undercount.publish.phrases import ISSUES, NEEDS, PARTS
from undercount.publish.prose import method_notes, prose
from undercount.publish.tongue import tongue
from undercount.publish.words import words

HURTFUL = '<script>alert(1)</script> & "quotes" {braces} %s \u202eturned\u202c </style>'


def test_a_section_appears_only_if_there_is_data_for_it(kosovo: Built, kazakhstan: Built) -> None:
    small = {page.file for page in pages_of(kosovo.material)}
    full = {page.file for page in pages_of(kazakhstan.material)}
    assert small == {
        "index.html",
        "figures.html",
        "unrecorded.html",
        "sources.html",
        "methods.html",
        "data.html",
    }
    assert small < full
    assert {"demand-01.html", "demand-11.html", "outages.html", "statement.html"} <= full


def test_a_source_is_called_by_its_name_in_the_language_of_the_page(kazakhstan: Built) -> None:
    for language, said in (
        ("en", "Ministry of Internal Affairs of Kazakhstan"),
        ("ru", "Министерство внутренних дел Казахстана"),
        ("kk", "Қазақстан Ішкі істер министрлігі"),
    ):
        pages = kazakhstan.pages(language)
        for page in ("index", "figures", "sources"):
            assert f">{said}" in pages[f"{language}/{page}.html"].replace("\n", ""), (language, page)
        assert all('lang="en" dir="auto">Ministry of Internal' not in text for text in pages.values())
        assert said in account_text(account_of(kazakhstan.material, language), 100).replace("\n   ", " ")


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_source_without_a_name_in_the_language_keeps_its_own_marked_as_english(
    kazakhstan: Built, language: str
) -> None:
    pen = Pen(kazakhstan.material, words(language))
    assert str(pen.source("hrw")) == '<span lang="en" dir="auto">Human Rights Watch</span>'


def test_hurtful_texts_stay_texts(tmp_path: Path) -> None:
    rows = opened(load(CRISES / "kazakhstan_2022").rows)
    for name, columns in {
        "figures": ("definition", "note", "quote"),
        "sources": ("name", "name_ru", "name_kk"),
        "exhibits": ("title",),
        "claims": ("gist", "quote", "by_whom"),
        "findings": ("dissent", "reason_en", "reason_ru"),
        "statement_texts": ("title", "body"),
        "signatories": ("name",),
        "outage_claims": ("definition",),
    }.items():
        rows[name] = [dataclasses.replace(row, **dict.fromkeys(columns, HURTFUL)) for row in rows[name]]
    rows["exhibits"] = [dataclasses.replace(row, url="javascript:alert(1)") for row in rows["exhibits"]]
    built = build(rows, tmp_path)
    for path, text in built.pages().items():
        assert not StrictPage(text).faults, path
        assert "<script" not in text
        assert "javascript:" not in text


def test_ids_in_a_reason_lead_to_what_they_name(kazakhstan: Built) -> None:
    page = kazakhstan.pages("ru")["ru/demand-05.html"]
    assert re.search(r'<a class="id" href="figures\.html#D11">D11</a>', page)


def test_what_no_source_says_is_not_made_up(kazakhstan: Built) -> None:
    for path, text in kazakhstan.pages().items():
        said = re.sub(r"<[^>]*>", "", text)
        assert not re.search(r"\bNone\b", said), path
        assert not re.search(r"unknown:[a-z_]", said), path


def test_every_issue_the_rules_found_has_words(kazakhstan: Built, small: Built) -> None:
    for built in (kazakhstan, small):
        codes = {issue.code for issue in built.results.gaps.issues}
        codes |= {issue.code for outage in built.results.outages.outages for issue in outage.conflicts}
        for code in codes:
            assert code in ISSUES, code
            assert code in vocabulary("issue_code"), code


def test_every_code_of_a_result_has_words(kazakhstan: Built, kosovo: Built) -> None:
    for built in (kazakhstan, kosovo):
        pen = Pen(built.material, words("ru"))
        for estimate in built.results.estimates:
            for reason in estimate.reasons:
                assert reason in vocabulary("estimate_reason"), reason
        for indicator in built.results.indicators.indicators.values():
            assert all(part["code"] in PARTS for part in indicator.parts), indicator
            for code in indicator.missing:
                assert code in NEEDS or pen.missing(code) != code, code


@pytest.mark.parametrize(
    ("indicator", "said"),
    [
        (
            Indicator(id="I", kind="share", numerator=2, denominator=8, unknown=2, low=0.25, high=0.5),
            "25–50\xa0%",
        ),
        (Indicator(id="I", kind="share", low=0.25, high=None), "25 or more\xa0%"),
        (Indicator(id="I", kind="duration", low=24, high=24), "24"),
        (Indicator(id="I", kind="checklist", numerator=5, denominator=8, low=0.625, high=0.625), "5 of 8"),
        (Indicator(id="I", kind="checklist", parts=({"code": "total"},)), "no single value"),
        (Indicator(id="I", kind="share", missing=("apprehended",)), ""),
        (Indicator(id="I", kind="count"), ""),
    ],
)
def test_an_indicator_is_written_as_the_range_it_is(kosovo: Built, indicator: Indicator, said: str) -> None:
    assert Pen(kosovo.material, words("en")).value(indicator) == said


def test_rough_claims_of_outages_show_no_hour(kazakhstan: Built) -> None:
    """A registry that gives days is not made exact to the minute."""
    page = kazakhstan.pages("en")["en/outages.html"]
    row = re.search(r'<tr role="row" id="O21">.*?</tr>', page, re.DOTALL)
    assert row
    assert "7 January 2022" in row[0]
    assert "local time" not in row[0]


def test_our_own_words_never_call_a_cut_a_shutdown() -> None:
    """A source may; it is then quoted."""
    own = [sentence for _, sentence in sentences()]
    own += [section.body for language in LANGUAGES for section in method_notes(language)]
    own += [term.label("en") for name in vocabulary_names() for term in vocabulary(name).terms.values()]
    assert not [text for text in own if "shutdown" in str(text).lower() or "шатдаун" in str(text).lower()]


def test_notes_on_methods_have_the_same_sections_in_every_language() -> None:
    anchors = [[section.anchor for section in method_notes(language)] for language in LANGUAGES]
    assert anchors[0] == anchors[1] == anchors[2]
    assert len(anchors[0]) == 8


def test_markdown_lets_no_html_and_no_image_through() -> None:
    said = prose("# Title\n\n<b>bold</b> ![x](http://x/y.png) [l](javascript:alert(1)) *em*", level=3)
    assert "<h3>Title</h3>" in said
    assert "&lt;b&gt;" in said
    assert "<img" not in said
    assert 'href="javascript' not in said


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("at least 300", "en"), ("не менее 300", "ru"), ("кемінде 300", "kk"), ("щонайменше, їх", "uk"),
        ("مظاهرة", "ar"), ("2 298", ""), ("TASS: не менее 300 человек", "ru"),
    ],
)  # fmt: skip
def test_a_language_is_told_by_its_letters(text: str, language: str) -> None:
    assert tongue(text) == language


def test_only_web_addresses_are_linked() -> None:
    assert is_web("https://example.org/a")
    assert not is_web("javascript:alert(1)")
    assert not is_web("data:text/html,x")
    assert not is_web("//example.org")
    assert host_of("https://user@www.example.org:8080/x") == "example.org:8080"


@pytest.mark.parametrize(
    ("ident", "anchor"), [("C05.a", "C05.a"), ("a b/c", "a-b-c"), ("ICCPR-2(3)", "ICCPR-2(3)")]
)
def test_an_anchor_is_the_id_itself_where_it_can_be(ident: str, anchor: str) -> None:
    assert anchor_of(ident) == anchor
