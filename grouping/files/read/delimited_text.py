"""Delimited text: its encoding, its delimiter and its rows."""

from __future__ import annotations

import codecs
import csv
import io

from grouping.errors import InputError
from grouping.files.read.delimiter import cut_by, has_blanks_before_quotes, likely_delimiter
from grouping.files.read.notes import Note, at_row
from grouping.files.read.ragged_rows import mended
from grouping.language import _

_LONGEST = 1_000_000
_END = "\x1aend of text\x1a"


def read_delimited(data: bytes, where: str) -> tuple[list[list[object]], list[Note]]:
    """Return the rows of a delimited text (empty cells as None) and what was assumed.

    Raises
    ------
    InputError
        If it is no text, or a quotation mark is not closed.
    """
    text, notes = decoded(data, where)
    text, delimiter = _declared_delimiter(text)
    delimiter = delimiter or likely_delimiter(text)
    rows = _parse(text, delimiter, where)
    if delimiter == "" or all(len(row) < 2 for row in rows):
        rows, unwrapped = _unwrap_whole_lines(rows, where)
        notes += unwrapped
    elif delimiter:
        rows, pieced = mended(rows, delimiter, where)
        notes += pieced
    cells: list[list[object]] = [
        [v if v and not v.isspace() else None for v in row] for row in rows
    ]
    return cells, notes


def sniffed(sample: bytes, where: str) -> tuple[str, str, int, list[Note]]:
    """Return the encoding of a text by its beginning, its delimiter, and lines above the table.

    For tables too large to be read at once; a comma where nothing else parts the cells.
    """
    cut = sample.rfind(b"\n") + 1 or len(sample)
    text, notes = decoded(sample[:cut], where)
    encoding = "cp1252" if notes else "utf-8-sig"
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding, text = "utf-16", text.removeprefix("\ufeff")
    rest, declared = _declared_delimiter(text)
    return encoding, declared or likely_delimiter(rest) or ",", int(rest != text), notes


def decoded(data: bytes, where: str) -> tuple[str, list[Note]]:
    """Return the text of a file, and what was assumed of its encoding.

    Raises
    ------
    InputError
        If it is no text.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _no_binary(data.decode(encoding, errors="replace"), where), []
    if b"\0" in data[:4000]:
        return _no_binary(_utf16_without_mark(data, where), where), []
    try:
        return _no_binary(data.decode("utf-8"), where), []
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            text = data.decode("latin-1")
        note = Note("guess", _("the text is not UTF-8 and was read as Windows-1252"), where)
        return _no_binary(text, where), [note]


def plain_bytes(data: bytes) -> bytes:
    """Return the bytes of a text as UTF-8 without a mark, if a mark says UTF-16 or UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace").encode()
    return data.removeprefix(codecs.BOM_UTF8)


def _utf16_without_mark(data: bytes, where: str) -> str:
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even < 0.1 * half:
        return data.decode("utf-16-le", errors="replace")
    if even > 0.6 * half and odd < 0.1 * half:
        return data.decode("utf-16-be", errors="replace")
    raise _not_text(where)


def _no_binary(text: str, where: str) -> str:
    sample = text[:4000]
    odd = sum(1 for c in sample if c < " " and c not in "\t\r\n\f\v")
    if "\0" in text or odd > 0.02 * len(sample):
        raise _not_text(where)
    return text


def _not_text(where: str) -> InputError:
    hint = _("save the list as .xlsx or .csv and give that")
    return InputError(_("is not a text file"), where=where, hint=hint)


def _declared_delimiter(text: str) -> tuple[str, str]:
    # Excel writes and obeys a first line 'sep=;', and does not count it as a row.
    first, _end, rest = text.partition("\n")
    first = first.strip(' "\r')
    if first.lower().startswith("sep=") and len(first) == 5:
        return rest, first[4]
    if first.lower() == "sep=":  # a tab, stripped by an editor
        return rest, "\t"
    return text, ""


def _parse(text: str, delimiter: str, where: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST)
    # The last line shows whether a quotation mark swallowed the rest of the file.
    source = io.StringIO(f"{text.rstrip()}\r\n{_END}", newline="")
    try:
        sign, spaced = delimiter or "\x1f", has_blanks_before_quotes(text, delimiter)
        rows = list(csv.reader(source, delimiter=sign, skipinitialspace=spaced))
    except csv.Error:
        raise InputError(
            _("cannot be read as a table"), where=where, hint=_("save it again as .csv or .xlsx")
        ) from None
    if rows[-1] != [_END]:
        raise InputError(
            _("a quotation mark is opened and never closed"),
            where=f"{where}, {at_row(len(rows))}",
            hint=_('close the quotation mark (") or take it out'),
        )
    return rows[:-1]


def _unwrap_whole_lines(rows: list[list[str]], where: str) -> tuple[list[list[str]], list[Note]]:
    # A comma file saved again by a program that expects ';' has each line in quotes.
    lines = [row[0] if row else "" for row in rows]
    if any("\n" in line for line in lines):
        return rows, []
    text = "\n".join(lines)
    delimiter = likely_delimiter(text)
    if not delimiter or cut_by(text, delimiter).even < 0.45:
        return rows, []
    mark = _("tab") if delimiter == "\t" else f"'{delimiter}'"
    text_of = _("each line was one quoted text; it was cut at each {mark}", mark=mark)
    note = Note("guess", text_of, where)
    return _parse(text, delimiter, where), [note]
