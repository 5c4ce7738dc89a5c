"""Gather the messages of the package into the catalogues of each language.

    python .ci/catalogues.py            what is new has an empty translation in the .po files
    python .ci/catalogues.py write      the same for one folder of the package alone

One catalogue for each package of ``grouping/``, ``core`` for the modules beside them, and one for
each part of a package in `OWN`.
That of ``cli`` has the help of the commands too.  ``click`` has the messages of the library that
people meet; they are written by hand, in its .po file, as its sources say them.
"""

from __future__ import annotations

import importlib
import io
import sys
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "grouping"
LOCALES = PACKAGE / "locale"
KEYWORDS = {"_": None, "plural": (1, 2), "later": None}
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
PLURALS = {"id": "nplurals=1; plural=0;"}  # Indonesian nouns have one form beside a number
OWN = {("files", part) for part in ("instances", "read", "write", "report")} | {
    ("bench", "generate")
}
FOR_RESEARCHERS = {"bench"}  # tables of benchmarks are English, as the papers are


def areas() -> list[str]:
    """Return the names of the catalogues."""
    return sorted({area_of(path) for path in PACKAGE.rglob("*.py")} - FOR_RESEARCHERS)


def area_of(path: Path) -> str:
    """Return the catalogue of a module: its package, or the part of a package in `OWN`."""
    *folders, _file = path.relative_to(PACKAGE).parts
    if not folders:
        return "core"
    return folders[1] if tuple(folders[:2]) in OWN else folders[0]


def gathered(area: str) -> Catalog:
    """Return the messages of one folder of the package."""
    catalogue = Catalog(fuzzy=False)
    if area == "cli":
        for name, text in help_texts():
            catalogue.add(text, locations=[(f"cli/{name}.py", 0)])
    for file, message, context in found():
        # without line numbers, which would change the catalogues with every edit of the code
        if area_of(PACKAGE / file) == area:
            catalogue.add(message, locations=[(Path(file).as_posix(), 0)], context=context)
    return catalogue


@cache
def found() -> list[tuple[str, str | tuple[str, ...], str | None]]:
    """Return the file, the message and the context of everything that is to be translated."""
    every = extract_from_dir(PACKAGE, METHODS, keywords=KEYWORDS)
    return [(file, message, context) for file, _line, message, _comments, context in every]


def help_texts() -> list[tuple[str, str]]:
    """Return the module and the text of everything in the help of the commands."""
    sys.path.insert(0, str(PACKAGE.parent))
    try:
        from grouping import cli
        from grouping.cli.help_words import in_words, texts
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
        if message.id and not (known and any(known.string)):
            known = translated(file.parent).get(message.id, known)  # said in another catalogue
        if known is not None:
            message.string = known.string
            message.user_comments = known.user_comments
    new.locale = language
    new.mime_headers = [("Plural-Forms", PLURALS[language])]
    new.fuzzy = False
    return new


@cache
def translated(folder: Path) -> dict[object, Message]:
    """Return all messages of the catalogues in a folder that have a translation."""
    known = {}
    for file in sorted(folder.glob("*.po")):
        with file.open("rb") as stream:
            catalogue = read_po(stream, locale=folder.parent.name)
        known |= {message.id: message for message in catalogue if message.id and message.string}
    return known


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


def main(only: list[str]) -> None:
    """Bring the catalogues of all languages up to date and say how much is not translated."""
    for folder in sorted(LOCALES.glob("*/LC_MESSAGES")):
        language = folder.parent.name
        for area in only or [*areas(), "click"]:
            catalogue = updated(folder / f"{area}.po", area, language)
            if not len(catalogue):
                continue
            (folder / f"{area}.po").write_bytes(po_text(catalogue))
            missing = sum(1 for message in catalogue if message.id and not message.string)
            print(f"{language} {area}: {len(catalogue)} messages, {missing} not translated")


if __name__ == "__main__":
    main(sys.argv[1:])
