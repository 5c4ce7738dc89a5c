"""The language of every word that a facilitator or participant sees: English or Indonesian.

Messages are written in English where they arise, as ``_("{n} rows of {file}", n=n, file=file)`` or
``plural("{n} person", "{n} people", n)``, and looked up in the gettext catalogues of
``locale/<language>/LC_MESSAGES``, one for each part of the package (``core`` for the modules
beside them).  A message that is stated before the language is known is marked by ``later``.
``.ci/catalogues.py`` gathers the messages into the catalogues; a build of the package compiles
these, and in a checkout they are compiled when they are first looked into.
Numbers and dates are written as the language does, by babel.
"""

from __future__ import annotations

import gettext
import io
import locale
import os
from contextvars import ContextVar
from functools import cache, reduce
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from decimal import Decimal

LANGUAGES = ("en", "id")
LOCALES = Path(__file__).with_name("locale")

_current: ContextVar[str] = ContextVar("language", default="en")


def language() -> str:
    """Return the language in use: ``'en'`` or ``'id'``."""
    return _current.get()


def use(name: str) -> None:
    """Write in the language `name` from now on.

    Raises
    ------
    ValueError
        It is none of `LANGUAGES`.
    """
    if name not in LANGUAGES:
        raise ValueError(f"language {name!r} is none of {', '.join(LANGUAGES)}")
    _current.set(name)


def of_environment() -> str:
    """Return the language that the environment asks for; English where it asks for none of ours."""
    asked = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    said = next((text for text in asked if text), locale.getlocale()[0] or "")
    # "id_ID.UTF-8" elsewhere, "Indonesian_Indonesia" on Windows
    return "id" if said.lower().split("_")[0].split(".")[0] in ("id", "indonesian") else "en"


def _(message: str, /, **values: object) -> str:
    """Return `message` in the language in use, with `values` put into its braces."""
    said = _catalogue(language()).gettext(message) if message else ""
    return said.format(**values) if values else said


def plural(one: str, many: str, n: int, /, **values: object) -> str:
    """Return the form that goes with the number `n`, in the language in use; ``{n}`` is `n`."""
    return _catalogue(language()).ngettext(one, many, n).format(n=n, **values)


def later(message: str, /) -> str:
    """Return `message` as it is, and mark it as one to be translated where it is shown.

    For what is stated before the language is known: attributes of classes and their options.
    """
    return message


def either(words: Sequence[str]) -> str:
    """Join words of which one is enough: ``'a or b'``; '' for none."""
    return reduce(lambda a, b: _("{one} or {other}", one=a, other=b), words) if words else ""


def both(words: Sequence[str]) -> str:
    """Join words all of which are meant: ``'a and b'``; '' for none."""
    return reduce(lambda a, b: _("{one} and {other}", one=a, other=b), words) if words else ""


def number(value: float | Decimal, digits: int = 0, *, group: bool = True) -> str:
    """Write a number with `digits` decimals as the language does: ``1,234.5``, ``1.234,5``."""
    return _with_signs(f"{value:{',' if group else ''}.{digits}f}")


def figures(value: float, digits: int = 6, *, group: bool = False) -> str:
    """Write a number with the decimals that it has, up to so many digits: ``1.5``, ``1,5``."""
    return _with_signs(f"{value:{',' if group else ''}.{digits}g}")


def _with_signs(said: str) -> str:
    """Return a number with the signs for decimals and thousands that the language has."""
    return said.translate(_signs(language()))


@cache
def _signs(name: str) -> dict[int, str]:
    from babel.numbers import get_decimal_symbol, get_group_symbol

    return {ord("."): get_decimal_symbol(name), ord(","): get_group_symbol(name)}


def date(day: datetime.date) -> str:
    """Write a date in words: ``15 May 2025``, ``15 Mei 2025``."""
    from babel.dates import format_date

    return format_date(day, "d MMMM y", locale=language())


@cache
def _catalogue(name: str) -> gettext.NullTranslations:
    """Return all catalogues of a language as one; that of English says what it is asked."""
    whole = gettext.NullTranslations()
    for file in sorted((LOCALES / name / "LC_MESSAGES").glob("*.po")):
        part = gettext.GNUTranslations(io.BytesIO(_compiled(file)))
        part.add_fallback(whole)
        whole = part
    return whole


@cache
def compiled_folder(area: str) -> Path:
    """Return a folder of locales in which the standard library finds one catalogue compiled.

    A build has compiled catalogues beside their texts.  A checkout has texts alone; they are
    compiled into a folder that goes with this process.
    """
    texts = sorted(LOCALES.glob(f"*/LC_MESSAGES/{area}.po"))
    if all(map(_built, texts)):
        return LOCALES
    folder = Path(_folder_of_process().name) / area
    for text in texts:
        compiled = (folder / text.relative_to(LOCALES)).with_suffix(".mo")
        compiled.parent.mkdir(parents=True)
        compiled.write_bytes(_compiled(text))
    return folder


@cache
def _folder_of_process() -> TemporaryDirectory[str]:
    """Return a folder that is removed when the process ends."""
    return TemporaryDirectory(prefix="grouping-")


def _built(text: Path) -> Path | None:
    """Return the catalogue that a build compiled, unless its text is newer."""
    built = text.with_suffix(".mo")
    return built if built.exists() and built.stat().st_mtime >= text.stat().st_mtime else None


def _compiled(file: Path) -> bytes:
    """Return a catalogue in the compiled form, which a build of the package has beside it."""
    built = _built(file)
    if built is not None:
        return built.read_bytes()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = io.BytesIO()
    with file.open("rb") as stream:
        write_mo(out, read_po(stream, locale=file.parent.parent.name))
    return out.getvalue()
