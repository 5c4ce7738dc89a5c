"""Result files: which kind by the ending, nothing overwritten unasked, nothing half-written."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from grouping.errors import InputError
from grouping.files.write.list_csv import write_csv
from grouping.files.write.print_content import DOCUMENTS
from grouping.files.write.print_pdf import write_pdf
from grouping.files.write.result_json import write_json
from grouping.files.write.workbook import write_xlsx
from grouping.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from grouping.solving.solve import Result

_WRITERS: dict[str, Callable[..., None]] = {
    ".xlsx": write_xlsx,
    ".pdf": write_pdf,
    ".csv": write_csv,
    ".json": write_json,
}
ENDINGS = tuple(_WRITERS)


def write_result(
    result: Result,
    path: str | Path,
    *,
    force: bool = False,
    sheet_per_team: bool = False,
    what: Iterable[str] = DOCUMENTS,
    title: str = "",
) -> None:
    """Write `result` to `path`: a workbook, documents to print, a list or JSON, by the ending.

    Parameters
    ----------
    result
        What to write.
    path
        A name ending in .xlsx, .pdf, .csv or .json.
    force
        Whether to replace a file that exists.
    sheet_per_team
        In a workbook: whether each team has a sheet of its own.
    what, title
        In a PDF: which documents, and the name of the event, as in `write_pdf`.

    Raises
    ------
    InputError
        If the target cannot be written; then it is as it was before.
    """
    check_target(path, force)
    ending = Path(path).suffix.lower()
    options: dict[str, object] = {}
    if ending == ".xlsx" and sheet_per_team:
        options = {"sheet_per_team": True}
    elif ending == ".pdf":
        options = {"what": what, "title": title}
    write_whole(path, lambda draft: _WRITERS[ending](result, draft, **options))


def check_target(path: str | Path, force: bool = False) -> None:
    """Check that a result can be written to `path`, before any work is done for it.

    Raises
    ------
    InputError
        For an unknown ending, a file that exists (without `force`), or a folder that is
        missing or cannot be written to.
    """
    path = Path(path)
    if path.suffix.lower() not in _WRITERS:
        said = _("a result cannot be written as '{ending}'", ending=path.suffix)
        if not path.suffix:
            said = _("the name of the file has no ending")
        endings = _("{endings} or {last}", endings=", ".join(ENDINGS[:-1]), last=ENDINGS[-1])
        raise InputError(said, where=path.name, hint=_("end it in {endings}", endings=endings))
    check_place(path, force)


def check_place(path: str | Path, force: bool = False) -> None:
    """Check, whatever its ending, that a file can be made or replaced at `path`.

    Raises
    ------
    InputError
        As `check_target`.
    """
    path = Path(path)
    try:
        _check_folder(path)
        if path.is_dir():
            raise InputError(_("is a folder"), where=path.name, hint=_("give the name of a file"))
        if path.exists():
            _check_replace(path, force)
    except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads back to itself
        raise _refused(path, error) from None


def write_whole(path: str | Path, write: Callable[[Path], None]) -> None:
    """Let `write` make a draft next to `path`, then put it in its place in one step.

    Raises
    ------
    InputError
        If that fails; the draft is gone then, and what was at `path` still stands there.
    """
    target = Path(path).resolve()  # through a link, so that the link itself stays
    draft = target.with_name(f".{target.stem[:80]}.{secrets.token_hex(4)}{target.suffix}")
    try:
        write(draft)
        draft.replace(target)
    except OSError as error:
        raise _refused(target, error) from None
    finally:
        draft.unlink(missing_ok=True)


def _check_folder(path: Path) -> None:
    folder = path.resolve().parent
    if not folder.is_dir():
        raise InputError(
            _("there is no folder '{name}'", name=folder.name),
            where=str(path),
            hint=_("make the folder first"),
        )
    # Rights as listed do not tell of full or read-only disks; making a file does.
    with tempfile.TemporaryFile(dir=folder):
        pass


def _check_replace(path: Path, force: bool) -> None:
    if not force:
        raise InputError(
            _("the file exists"),
            where=path.name,
            hint=_("--force replaces it; or give another name"),
        )
    if not os.access(path, os.W_OK):
        raise InputError(
            _("the file is write-protected"), where=path.name, hint=_("give another name")
        )


def _refused(path: Path, error: OSError | RuntimeError) -> InputError:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return InputError(
        _("cannot be written ({reason})", reason=reason),
        where=path.name,
        hint=_("close it in other programs, or write to another folder"),
    )
