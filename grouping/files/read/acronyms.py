"""Short names of agencies and what they stand for: 'Dinas PUPR', 'Diskominfo', 'DP3AP2KB'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_PASSED = frozenset("dan serta di dengan untuk of and the for".split())
_TIMES = re.compile(r"([a-z])(\d)")
_PIECE = 5
_LONGEST = 14


def stands_for(short: Sequence[str], long: Sequence[str]) -> bool:
    """Return whether the words `short` abbreviate the words `long`, all of them, in order.

    A word stands for itself, or for two or more words by their first letters (PUPR), by pieces of
    them (Diskominfo), or with a number for repeated letters (P3A = PPPA).

    Examples
    --------
    >>> stands_for(["dinas", "pupr"], ["dinas", "pekerjaan", "umum", "dan", "penataan", "ruang"])
    True
    >>> stands_for(["diskominfo"], ["dinas", "komunikasi", "dan", "informatika"])
    True
    """
    words = tuple(w for w in long if w not in _PASSED)
    return len(short) < len(words) and _covers(tuple(w for w in short if w not in _PASSED), words)


@lru_cache(maxsize=4096)
def _covers(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if not short or not long:
        return not short and not long
    if short[0] == long[0] and _covers(short[1:], long[1:]):
        return True
    return any(
        _is_made_of(short[0], long[:k]) and _covers(short[1:], long[k:])
        for k in range(2, len(long) + 1)
    )


def _is_made_of(token: str, words: tuple[str, ...]) -> bool:
    spelt = _TIMES.sub(lambda found: found[1] * int(found[2]), token)
    if not spelt.isalpha() or not len(words) <= len(spelt) <= _LONGEST:
        return False
    return spelt == "".join(w[0] for w in words) or _by_pieces(spelt, words, first=True)


@lru_cache(maxsize=16384)
def _by_pieces(text: str, words: tuple[str, ...], *, first: bool) -> bool:
    if not text or not words:
        return not text and not words
    most = min(_PIECE, len(text) - len(words) + 1, len(words[0]))
    return any(
        _is_piece(text[:k], words[0], first) and _by_pieces(text[k:], words[1:], first=False)
        for k in range(1, most + 1)
    )


def _is_piece(piece: str, word: str, first: bool) -> bool:
    """Return whether a piece is cut from a word: its beginning, its middle, or letters of it."""
    if piece[0] == word[0]:
        rest = iter(word)
        return all(letter in rest for letter in piece)
    return not first and len(piece) > 1 and piece in word
