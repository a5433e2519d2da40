"""The pages of an edition in a real browser: nothing sticks out, nobody is barred, nothing complains."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.conftest import AXE, Built

from undercount.facts.vocabulary import LANGUAGES
from undercount.publish.charting import draw_charts
from undercount.publish.pages import pages_of
from undercount.publish.site import Imprint, render_site
from undercount.publish.words import words

pytestmark = pytest.mark.browser

PHONE, DESK = 360, 1280
KINDS = (
    "index", "demands", "demand-05", "demand-11", "figures", "claims", "outages", "unrecorded", "indicators",
    "statement", "sources", "methods", "data",
)  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STICKS_OUT = """() => {
  const wide = document.documentElement.clientWidth, out = [];
  for (const each of document.body.querySelectorAll('*')) {
    const box = each.getBoundingClientRect();
    const style = getComputedStyle(each);
    const outside = box.right > wide + 1 || box.left < -1;
    if (outside && box.width > 1 && style.position !== 'absolute' && !each.closest('.skip, .unseen, thead'))
      out.push(`${each.tagName}.${each.className} ${Math.round(box.left)}..${Math.round(box.right)}`);
  }
  if (document.documentElement.scrollWidth > wide) out.push('the page scrolls sideways');
  return out.slice(0, 5);
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(offline=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def said(page: Page) -> list[str]:
    """What the console says while the page is looked at."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def look(page: Page, file: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(file.resolve().as_uri())


def faults(page: Page, axe: str) -> list[tuple[str, str, Any]]:
    page.evaluate(axe)
    only = {"type": "tag", "values": RULES}
    options = {"runOnly": only, "resultTypes": ["violations"], "preload": False}  # it would fetch the sheet
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        (each["impact"], each["id"], [node["html"][:200] for node in each["nodes"][:2]])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_nothing_sticks_out_and_nothing_complains(
    kazakhstan: Built, page: Page, said: list[str], language: str, width: int
) -> None:
    for kind in KINDS:
        look(page, kazakhstan.folder / language / f"{kind}.html", width)
        assert page.evaluate(STICKS_OUT) == [], kind
        assert said == [], kind


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_axe_finds_nothing_serious(
    kazakhstan: Built, page: Page, axe: str, language: str, width: int
) -> None:
    kinds = KINDS if language == "en" else ("index", "demand-05", "outages")
    for kind in kinds:
        look(page, kazakhstan.folder / language / f"{kind}.html", width)
        assert faults(page, axe) == [], kind


def test_axe_finds_nothing_serious_in_the_dark_nor_where_it_is_opened_out(
    kazakhstan: Built, browser: Browser, axe: str
) -> None:
    context = browser.new_context(color_scheme="dark", viewport={"width": PHONE, "height": 800})
    page = context.new_page()
    for kind in ("index", "demand-05", "figures", "data"):
        look(page, kazakhstan.folder / "en" / f"{kind}.html", PHONE)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert faults(page, axe) == [], kind
        assert page.evaluate(STICKS_OUT) == [], kind
    context.close()


@pytest.fixture
def smaller(kazakhstan: Built, kosovo: Built, fictional: Built) -> list[Path]:
    return [
        kazakhstan.folder / "index.html",
        fictional.folder / "index.html",
        kosovo.folder / "kk" / "index.html",
        fictional.folder / "kk" / "index.html",
        kosovo.folder / "ru" / "unrecorded.html",
        fictional.folder / "ru" / "figures.html",
    ]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_root_page_and_smaller_crises_hold_up(
    smaller: list[Path], page: Page, said: list[str], axe: str, width: int
) -> None:
    for file in smaller:
        look(page, file, width)
        assert page.evaluate(STICKS_OUT) == [], file
        assert faults(page, axe) == [], file
        assert said == [], file


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_layout_holds_from_right_to_left(
    kazakhstan: Built, page: Page, said: list[str], tmp_path: Path, width: int
) -> None:
    mirrored = replace(words("en"), direction="rtl")
    edition = kazakhstan.material
    charts = draw_charts(edition, [mirrored], tmp_path / "plots")
    for path, text in render_site(edition, Imprint("mirrored", "0" * 64), [mirrored], charts):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / "assets").symlink_to(kazakhstan.folder / "assets")
    for kind in KINDS:
        look(page, tmp_path / "en" / f"{kind}.html", width)
        assert page.evaluate("getComputedStyle(document.querySelector('main h1')).direction") == "rtl"
        assert page.evaluate(STICKS_OUT) == [], kind
        assert said == [], kind
    if width == DESK:
        look(page, tmp_path / "en" / "index.html", width)
        menu = page.locator("#pages").bounding_box()
        main = page.locator("#main").bounding_box()
        assert menu
        assert main
        assert menu["x"] > main["x"]


def test_fonts_and_plots_come_from_the_folder(kazakhstan: Built, page: Page) -> None:
    for language in LANGUAGES:
        look(page, kazakhstan.folder / language / "index.html", DESK)
        page.evaluate("document.fonts.ready.then(() => 1)")
        assert page.evaluate("document.fonts.check('16px \"Noto Sans\"', 'ӘәқңҰүһі')")
        page.evaluate("document.querySelectorAll('img').forEach(each => each.loading = 'eager')")
        widths = page.evaluate("Array.from(document.images, each => each.complete && each.naturalWidth)")
        assert widths
        assert all(widths), language


def test_everything_can_be_reached_by_keyboard_and_shows_where_one_is(kazakhstan: Built, page: Page) -> None:
    look(page, kazakhstan.folder / "en" / "index.html", DESK)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert float(outline.removesuffix("px")) >= 2


def test_a_page_prints_without_its_menu(kazakhstan: Built, page: Page) -> None:
    look(page, kazakhstan.folder / "en" / "demand-05.html", DESK)
    page.emulate_media(media="print")
    assert not page.locator("#pages").is_visible()
    assert page.locator("article.obligation").first.is_visible()


def test_a_page_needs_no_script(kazakhstan: Built, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((kazakhstan.folder / "ru" / "demand-05.html").resolve().as_uri())
    page.locator("summary").first.click()
    assert page.locator("details[open]").count() == 1
    page.locator(".languages a", has_text="English").click()
    assert page.url.endswith("/en/demand-05.html")
    context.close()


def test_every_kind_of_page_was_looked_at(kazakhstan: Built) -> None:
    pages = pages_of(kazakhstan.material)
    seen = {page.template for page in pages if page.file.removesuffix(".html") in KINDS}
    assert seen == {page.template for page in pages}


def test_the_checker_is_the_one_its_manifest_names() -> None:
    manifest = json.loads((AXE.parent / "manifest.json").read_text(encoding="utf-8"))
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((AXE.parent / name).read_bytes()).hexdigest() == digest
