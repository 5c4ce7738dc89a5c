"""The page in a real browser: nothing sticks out, and on paper nothing is hidden."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grouping import language
from grouping.files.report import write_report
from grouping.solving.solve import Result

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
PHONE = 390
PAPER = 695  # A4 less its margins, at 96 dots an inch
# what sticks out of the window, but for tables that scroll inside a frame of their own
WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .filter(e => matchMedia('print').matches || !e.closest('.wide'))
  .map(e => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 40))"""
# text that nobody can see, but for what only a screen needs
HIDDEN = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const text = node.textContent.trim(), e = node.parentElement;
    if (!text || e.closest('style, nav, .up, .hint, .hidden')) continue;
    const box = e.getBoundingClientRect();
    const seen = e.checkVisibility({opacityProperty: true, visibilityProperty: true});
    if (!seen || !box.width || !box.height) found.push(text.slice(0, 60));
  }
  return found; }"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if BROWSER is None:
        pytest.skip("no chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture(params=["one_round", "three_rounds", "many_teams", "most_teams"])
def page(request, browser: Any, tmp_path: Path) -> Iterator[Any]:
    language.use("id")
    result: Result = request.getfixturevalue(request.param)
    write_report(result, tmp_path / "report.html")
    opened = browser.new_page(java_script_enabled=True)
    opened.goto((tmp_path / "report.html").as_uri())
    yield opened
    opened.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", [PHONE, 768, 1280])
def test_nothing_sticks_out_of_a_window(page: Any, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(WIDE) == []


def test_nothing_sticks_out_of_the_paper(page: Any):
    page.set_viewport_size({"width": PAPER, "height": 1000})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER
    assert page.evaluate(WIDE) == []


def test_all_text_is_seen_on_paper(page: Any):
    page.emulate_media(media="print")
    assert page.evaluate(HIDDEN) == []


@pytest.mark.slow
def test_closed_parts_are_closed_on_the_screen_alone(page: Any):
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = false)")
    closed = page.evaluate("document.querySelectorAll('details').length")
    assert bool(page.evaluate(HIDDEN)) == bool(closed)
    page.emulate_media(media="print")
    assert page.evaluate(HIDDEN) == []
