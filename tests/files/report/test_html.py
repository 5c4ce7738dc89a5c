"""The page is whole HTML, needs nothing from elsewhere, and says everything in one language."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from grouping import language
from grouping.files.report import html_of
from grouping.solving.solve import Result, judged
from tests.files.report.conftest import NAMES

VOID = {"meta", "br", "path", "rect"}
CATALOGUE = Path(language.LOCALES) / "id" / "LC_MESSAGES" / "report.po"


class Reader(HTMLParser):
    """Checks that what is opened is closed, and gathers ids, links and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name == "href"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "title"):
            self.texts.append(" ".join(data.split()))

    @property
    def text(self) -> str:
        return "\n".join(filter(None, self.texts))


@pytest.fixture(params=["one_round", "three_rounds"])
def result(request) -> Result:
    return request.getfixturevalue(request.param)


def test_what_is_opened_is_closed_and_links_lead_somewhere(result: Result):
    page = Reader(html_of(result))
    assert len(set(page.ids)) == len(page.ids)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_a_page_without_rules_says_so_and_is_whole(one_round: Result):
    problem = dataclasses.replace(one_round.problem, rules=())
    page = Reader(html_of(judged(problem, one_round.assignment)))
    assert "No rules were given" in page.text
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_nothing_is_fetched_and_nothing_runs(result: Result):
    html = html_of(result)
    page = Reader(html)
    names = {name for _tag, name, _value in page.attributes}
    assert not names & {"src", "srcset", "action", "data", "background"}
    assert not any(name.startswith("on") for name in names)
    assert not {tag for tag, _n, _v in page.attributes} & {"script", "link", "img", "iframe"}
    assert all(link.startswith("#") for link in page.links)
    assert not re.search(r"https?:|@import|url\((?!#)|<script", html)


def test_names_stand_as_they_are_however_awkward(result: Result):
    page = Reader(html_of(result))
    for name in NAMES:
        assert name in page.text
    assert "<b>Wijaya" not in html_of(result)
    assert "49" not in re.findall(r"Eka[^\n]*", page.text)[0]


def test_namesakes_are_told_apart(result: Result):
    text = Reader(html_of(result)).text
    assert "Fitri (p5)" in text
    assert "Fitri (p6)" in text


def test_the_same_result_gives_the_same_page(result: Result):
    assert html_of(result) == html_of(result)


def test_tables_have_captions_or_a_heading_and_their_heads_a_scope(result: Result):
    page = Reader(html_of(result))
    heads = [tag for tag, name, _v in page.attributes if tag == "th" and name == "scope"]
    html = html_of(result)
    legends = html.count('<th colspan="2">')
    assert len(heads) + legends == html.count("<th ")
    assert html.count("<caption>") + html.count('class="repeats"') == html.count("<table")


def test_the_language_of_the_page_is_stated(result: Result):
    language.use("id")
    assert '<html lang="id">' in html_of(result)


def test_no_english_is_left_on_the_indonesian_page(result: Result):
    language.use("id")
    lines = {text for text in Reader(html_of(result)).texts if text}
    with CATALOGUE.open("rb") as file:
        english = {m.id for m in read_po(file) if isinstance(m.id, str) and m.id != m.string}
    assert not english & lines


def test_numbers_are_written_as_the_language_does(one_round: Result):
    assert "43.4" in html_of(one_round)
    language.use("id")
    assert "43,4" in html_of(one_round)
    assert "43.4" not in Reader(html_of(one_round)).text
