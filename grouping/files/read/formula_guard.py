"""Cells of text files that spreadsheet programs would run: put behind an apostrophe, and back."""

from __future__ import annotations

import re

# What such a program may skip before it looks at the first character: blanks, control characters,
# marks of no width, and apostrophes, so that a reader can take exactly one away.
_SKIPPED = (
    r"\s\x00-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
)
_FORMULA = re.compile(rf"(?:['{_SKIPPED}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n])")


def guarded(text: str) -> str:
    """Return `text` behind an apostrophe if a spreadsheet program would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text, 1) else text
