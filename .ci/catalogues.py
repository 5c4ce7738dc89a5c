"""Gather the messages of the package into the catalogues of each language, and compile them.

    python .ci/catalogues.py            what is new has an empty translation in the .po files
    python .ci/catalogues.py write      the same for one folder of the package alone

One catalogue for each folder of ``grouping/``, and ``core`` for the modules beside the folders.
That of ``cli`` has the help of the commands too.  ``click`` has the messages of the library that
people meet; they are written by hand, in its .po file, as its sources say them.
"""

from __future__ import annotations

import importlib
import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "grouping"
LOCALES = PACKAGE / "locale"
KEYWORDS = {"_": None, "plural": (1, 2), "later": None}
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
PLURALS = {"id": "nplurals=1; plural=0;"}  # Indonesian nouns have one form beside a number
FOR_RESEARCHERS = {"bench"}  # tables of benchmarks are English, as the papers are


def areas() -> list[str]:
    """Return the names of the catalogues."""
    folders = [p.name for p in PACKAGE.iterdir() if (p / "__init__.py").exists()]
    return sorted({*folders, "core"} - FOR_RESEARCHERS)


def gathered(area: str) -> Catalog:
    """Return the messages of one folder of the package."""
    catalogue = Catalog(fuzzy=False)
    folder = PACKAGE if area == "core" else PACKAGE / area
    found = extract_from_dir(
        folder,
        METHODS,
        keywords=KEYWORDS,
        directory_filter=(lambda path: Path(path) == PACKAGE) if area == "core" else None,
    )
    if area == "cli":
        for name, text in help_texts():
            catalogue.add(text, locations=[(f"cli/{name}.py", 0)])
    for file, _line, message, _comments, context in found:
        place = Path(file) if area == "core" else Path(area) / file
        if area == "core" and place.parent != Path():
            continue
        # without line numbers, which would change the catalogues with every edit of the code
        catalogue.add(message, locations=[(place.as_posix(), 0)], context=context)
    return catalogue


def help_texts() -> list[tuple[str, str]]:
    """Return the module and the text of everything in the help of the commands."""
    sys.path.insert(0, str(PACKAGE.parent))
    try:
        from grouping import cli
        from grouping.cli.words import in_words, texts
    finally:
        sys.path.pop(0)
    found = [("__init__", text) for text in texts(in_words(cli.main))]
    for name in sorted(set(cli.COMMANDS) - FOR_RESEARCHERS):
        command = importlib.import_module(f"grouping.cli.{name}").command
        found += [(name, text) for text in texts(in_words(command))]
    return found


def updated(file: Path, area: str, language: str) -> Catalog:
    """Return the catalogue in `file` with the messages that the code has now."""
    old = Catalog(locale=language, fuzzy=False)
    if file.exists():
        with file.open("rb") as stream:
            old = read_po(stream, locale=language)
    if area == "click":
        return old
    new = gathered(area)
    for message in new:
        known = old.get(message.id, message.context) if message.id else None
        if known is not None:
            message.string = known.string
            message.user_comments = known.user_comments
    new.locale = language
    new.mime_headers = [("Plural-Forms", PLURALS[language])]
    new.fuzzy = False
    return new


def po_text(catalogue: Catalog) -> bytes:
    """Return the text of a .po file: without dates, so that equal messages are equal bytes."""
    out = io.BytesIO()
    write_po(out, catalogue, sort_output=True, omit_header=False, width=96, include_lineno=False)
    lines = out.getvalue().decode().lstrip().splitlines(keepends=True)
    drop = (
        "# ",
        '"POT-Creation',
        '"PO-Revision',
        '"Last-Tr',
        '"Generated',
        '"Report',
        '"Project-Id',
    )
    head = next((k for k, line in enumerate(lines) if line.strip() == ""), len(lines))
    kept = [line for line in lines[:head] if not line.startswith(drop) and line.strip() != "#"]
    return "".join([*kept, *lines[head:]]).encode()


class Dateless(Catalog):
    """A catalogue whose header says only what reading it takes: no dates, no versions."""

    plurals = ""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Language, plural forms and encoding."""
        name = str(self.locale_identifier)
        kind = ("Content-Type", f"text/plain; charset={self.charset}")
        return [("Language", name), ("Plural-Forms", self.plurals), kind]


def mo_bytes(catalogue: Catalog) -> bytes:
    """Return the compiled form, which the program reads: equal messages are equal bytes."""
    bare = Dateless(locale=catalogue.locale, fuzzy=False)
    bare.plurals = catalogue.plural_forms
    for message in catalogue:
        if message.id:
            bare.add(message.id, message.string, context=message.context)
    out = io.BytesIO()
    write_mo(out, bare)
    return out.getvalue()


def main(only: list[str]) -> None:
    """Bring the catalogues of all languages up to date and say how much is not translated."""
    for folder in sorted(LOCALES.glob("*/LC_MESSAGES")):
        language = folder.parent.name
        for area in only or [*areas(), "click"]:
            catalogue = updated(folder / f"{area}.po", area, language)
            if not len(catalogue):
                continue
            (folder / f"{area}.po").write_bytes(po_text(catalogue))
            with (folder / f"{area}.po").open("rb") as stream:
                compiled = mo_bytes(read_po(stream, locale=language))
            (folder / f"{area}.mo").write_bytes(compiled)
            missing = sum(1 for message in catalogue if message.id and not message.string)
            print(f"{language} {area}: {len(catalogue)} messages, {missing} not translated")


if __name__ == "__main__":
    main(sys.argv[1:])
