"""Result files: which kind by the ending, nothing overwritten unasked, nothing half-written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grouping.errors import InputError
from grouping.files.write.drafts import (
    draft_beside,
    drafts_of_streams,
    is_stream,
    write_through,
)
from grouping.files.write.outputs import check_options, endings
from grouping.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from grouping.scoring.meeting_counts import Encounters
    from grouping.solving.solve import Result


def write_result(
    result: Result | Encounters, path: str | Path, *, force: bool = False, **options: Any
) -> None:
    """Write `result` to `path`: a workbook, documents to print, a list or JSON, by the ending.

    Parameters
    ----------
    result
        What to write; for a PDF `Encounters` are enough.
    path
        A name ending in .xlsx, .pdf, .csv or .json, or as another package adds.
    force
        Whether to replace a file that exists.
    **options
        What the table of `grouping.files.write.outputs` knows of the formats; one that is not of
        this format is left aside.  ``sheet_per_team`` of a workbook; ``what``, ``title``,
        ``people`` and ``teams`` of a PDF, as in `write_pdf`; ``more`` of JSON, as in `write_json`.

    Raises
    ------
    InputError
        If no format has such an option, or the target cannot be written; then it is as it was
        before.
    """
    check_options(options)
    check_target(path, force)
    kind = endings()[Path(path).suffix.lower()]
    write_whole(path, lambda draft: kind.write(result, draft, options))


def check_target(path: str | Path, force: bool = False) -> None:
    """Check that a result can be written to `path`, before any work is done for it.

    Raises
    ------
    InputError
        For an unknown ending, a file that exists (without `force`), or a folder that is
        missing or cannot be written to.
    """
    path, known = Path(path), list(endings())
    if path.suffix.lower() not in known:
        said = _("a result cannot be written as '{ending}'", ending=path.suffix)
        if not path.suffix:
            said = _("the name of the file has no ending")
        every = _("{endings} or {last}", endings=", ".join(known[:-1]), last=known[-1])
        raise InputError(said, where=path.name, hint=_("end it in {endings}", endings=every))
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
        if is_stream(path):
            _check_rights(path)
            return
        _check_folder(path)
        if path.is_dir():
            raise InputError(_("is a folder"), where=path.name, hint=_("give the name of a file"))
        if path.exists():
            _check_replace(path, force)
    except (OSError, RuntimeError, ValueError) as error:
        # RuntimeError: a link that leads back to itself; ValueError: no name of a file
        raise _refused(path, error) from None


def write_whole(path: str | Path, write: Callable[[Path], object]) -> None:
    """Let `write` make a draft next to `path`, then put it in its place in one step.

    Of two processes that do so at a time, the last one wins, whole.  What is a pipe or a device
    stays one: the draft is made elsewhere and written to it.

    Raises
    ------
    InputError
        If that fails; the draft is gone then, and what was at `path` still stands there.
    """
    path = Path(path)
    try:
        if is_stream(path):
            with draft_beside(drafts_of_streams(path)) as draft:
                write(draft)
                write_through(path, draft)
            return
        path = path.resolve()  # through a link, so that the link itself stays
        with draft_beside(path) as draft:
            write(draft)
            draft.replace(path)
    except (OSError, RuntimeError) as error:
        raise _refused(path, error) from None


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
    _check_rights(path)


def _check_rights(path: Path) -> None:
    if not os.access(path, os.W_OK):
        raise InputError(
            _("the file is write-protected"), where=path.name, hint=_("give another name")
        )


def _refused(path: Path, error: Exception) -> InputError:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return InputError(
        _("cannot be written ({reason})", reason=reason),
        where=path.name,
        hint=_("close it in other programs, or write to another folder"),
    )
