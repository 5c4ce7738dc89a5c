import datetime
import gettext
import importlib.util
import os
import shutil
import string
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from babel.messages.pofile import read_po

from grouping import language
from grouping.language import _, number, plural

CATALOGUES = sorted(language.LOCALES.glob("*/LC_MESSAGES/*.po"))
ROOT = Path(__file__).parent.parent


@cache
def _tool():
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / ".ci" / "catalogues.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _read(file):
    with file.open("rb") as stream:
        return read_po(stream, locale=file.parent.parent.name)


def _forms(message):
    return [message.string] if isinstance(message.string, str) else list(message.string)


def _ids(message):
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _braces(text):
    # what is in the braces of { column = "value" } is an example and no name
    parts = string.Formatter().parse(text)
    return {name for _text, name, _spec, _conversion in parts if name and name.isidentifier()}


@pytest.mark.parametrize("area", _tool().areas())
def test_no_message_lacks_a_translation(area):
    gathered = _tool().gathered(area)
    file = language.LOCALES / "id" / "LC_MESSAGES" / f"{area}.po"
    known = _read(file) if file.exists() else None
    for message in gathered:
        if message.id:
            there = known.get(message.id, message.context) if known else None
            assert there, f"{message.id!r} is not in {file.name}: run .ci/catalogues.py"
            assert all(_forms(there)), f"{message.id!r} has no translation in {file.name}"


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_a_translation_has_the_same_braces_as_its_message(file):
    for message in _read(file):
        if message.id:
            ids, forms = _ids(message), _forms(message)
            every = set().union(*map(_braces, ids))
            for k, form in enumerate(forms):
                # where a language has both forms, each says what that of English says
                wanted = _braces(ids[k]) if len(forms) == len(ids) else every
                assert _braces(form) == wanted, message.id


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_a_catalogue_that_a_build_compiled_is_taken_unless_its_text_is_newer(file, tmp_path):
    (tmp_path / "id" / "LC_MESSAGES").mkdir(parents=True)
    text = Path(shutil.copy(file, tmp_path / "id" / "LC_MESSAGES" / file.name))
    compiled = text.with_suffix(".mo")
    compiled.write_bytes(b"compiled")
    os.utime(text, (1, 1))
    assert language._compiled(text) == b"compiled"
    os.utime(compiled, (0, 0))
    assert language._compiled(text)[:4] in (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")


def test_click_finds_its_messages_with_and_without_a_build(tmp_path, monkeypatch):
    text = tmp_path / "locale" / "id" / "LC_MESSAGES" / "click.po"
    text.parent.mkdir(parents=True)
    shutil.copy(language.LOCALES / "id" / "LC_MESSAGES" / "click.po", text)
    monkeypatch.setattr(language, "LOCALES", tmp_path / "locale")
    find = language.compiled_folder.__wrapped__
    monkeypatch.setattr(
        language, "_folder_of_process", lambda: SimpleNamespace(name=tmp_path / "own")
    )
    without = find("click")
    assert without != tmp_path / "locale"
    said = gettext.translation("click", without, ["id"])
    assert said.gettext("Options") == "Opsi"
    text.with_suffix(".mo").write_bytes(language._compiled(text))
    assert find("click") == tmp_path / "locale"


def test_a_message_without_translation_is_said_in_english():
    language.use("id")
    assert _("no such message of ours {n}", n=3) == "no such message of ours 3"
    assert plural("{n} such thing", "{n} such things", 2) == "2 such things"


def test_numbers_and_dates_are_written_as_the_language_does():
    day = datetime.date(2025, 5, 15)
    assert (number(1234.5, 1), language.date(day)) == ("1,234.5", "15 May 2025")
    language.use("id")
    assert (number(1234.5, 1), language.date(day)) == ("1.234,5", "15 Mei 2025")


@pytest.mark.parametrize(
    ("lang", "is_said"),
    [("id_ID.UTF-8", "id"), ("id", "id"), ("en_US.UTF-8", "en"), ("C", "en"), ("de_DE", "en")],
)
def test_the_language_follows_the_environment(monkeypatch, lang, is_said):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", lang)
    assert language.of_environment() == is_said


def test_a_language_that_is_none_of_ours_is_refused():
    with pytest.raises(ValueError, match="'fr'"):
        language.use("fr")


def test_a_message_of_several_catalogues_has_one_translation():
    said = {}
    for file in CATALOGUES:
        for message in _read(file):
            if message.id:
                said.setdefault(_ids(message)[0], {})[file.stem] = _forms(message)[0]
    torn = {key: forms for key, forms in said.items() if len(set(forms.values())) > 1}
    assert not torn
