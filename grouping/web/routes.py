"""The page put together: which handlers answer at which address."""

from __future__ import annotations

from grouping.web import boards, morning, pages, papers
from grouping.web.app import Page
from grouping.web.draft import Draft
from grouping.web.guard import Key


def page_of(key: Key, draft: Draft) -> Page:
    """Return the page with all its addresses; parameters as in `Page`."""
    routed = [one for part in (pages, boards, morning, papers) for one in part.ROUTES]
    return Page(key, draft, routed, boards.events)
