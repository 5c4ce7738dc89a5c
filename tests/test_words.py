"""Every word that people see goes through the catalogues: no message is said in English alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "grouping"
# Packages whose words all have a translation, the parts of `bench` that facilitators meet, and
# `core`: the modules beside the packages.
FOLDERS = [
    "bench/generate",
    "cli",
    "core",
    "engines",
    "files",
    "problem",
    "rules",
    "scoring",
    "solving",
    "terms",
    "web",
]
# Tables of benchmarks are for researchers, and in English.
ENGLISH = {PACKAGE / "cli" / "bench.py"}
SAYS = {
    *("InputError", "InfeasibleError", "GroupingError", "say", "echo", "secho", "fail", "print"),
    *("confirm", "add_column", "section", "Note", "TextColumn"),
}
TRANSLATES = {"_", "plural", "later"}
# of the arguments by name, those that are words
WORDS = {"message", "hint", "text", "title"}
WORD = re.compile(r"[A-Za-z]{2}")
# what is typed as it stands: an option, a value, a date, a file, a line of a plan, a call
TYPED = re.compile(r"[-\"\d{\[]|[\w.-]+(\.\w+$|\(| = )")
MARKUP = re.compile(r"\[/?\w+\]")


def modules(folder: str) -> list[Path]:
    found = PACKAGE.glob("*.py") if folder == "core" else (PACKAGE / folder).glob("**/*.py")
    return sorted(set(found) - ENGLISH)


def untranslated(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line, words) said by some source without a look into the catalogues."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and _name(node.func) in SAYS:
            # a note begins with its kind
            given = node.args[1:2] if _name(node.func) == "Note" else node.args[:1]
            named = [k.value for k in node.keywords if k.arg in WORDS]
            for argument in (*given, *named):
                yield from _plain_words(argument)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _plain_words(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Call) and _name(node.func) in TRANSLATES:
        return
    if isinstance(node, (ast.Call, ast.Subscript, ast.Compare)):
        return  # what others return or hold is theirs to translate
    if isinstance(node, ast.IfExp):
        yield from _plain_words(node.body)
        yield from _plain_words(node.orelse)
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        bare = MARKUP.sub("", node.value)
        if WORD.search(bare) and not TYPED.match(bare):
            yield node.lineno, node.value
    for below in ast.iter_child_nodes(node):
        yield from _plain_words(below)


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_message_is_said_in_english_alone(folder: str):
    assert modules(folder), folder
    said = [
        f"{path.relative_to(PACKAGE)}:{line}: {words!r}"
        for path in modules(folder)
        for line, words in untranslated(path.read_text(encoding="utf-8"))
    ]
    assert not said, "\n".join(said)


@pytest.mark.parametrize(
    "source",
    [
        'raise InputError("there is no such file")',
        'raise InputError(_("no file"), hint=f"end it in {ending}")',
        'click.echo("stopped", err=True)',
        'show.say(f"wrote {path}")',
        'table.add_column("Rule", justify="right")',
        'say("one" if n == 1 else "many")',
        'say(_("wrote {file}", file=path) + " now")',
        'Note("dropped", f"left out {row}", where)',
    ],
)
def test_words_without_a_translation_are_found(source: str):
    assert list(untranslated(source))


@pytest.mark.parametrize(
    "source",
    [
        'raise InputError(_("there is no such file"), where="-o", hint="--rounds 5")',
        'raise InputError(_("no rule {name}", name=name), hint=did_you_mean(name, known))',
        'say(plural("{n} person", "{n} people", 3))',
        'say(f"  {when}{item.text}")',
        'click.secho(_("error:") + " ", fg="red")',
    ],
)
def test_words_that_are_translated_are_passed(source: str):
    assert not list(untranslated(source))
