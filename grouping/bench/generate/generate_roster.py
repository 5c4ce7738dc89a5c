"""Synthetic rosters of fictional officials, and the messy lists that they arrive in.

Two kinds: ``retreat``, the 100 leaders of a city's government at a retreat in May 2025, and
``officials``, any number of officials of 29 agencies of very different size.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

import numpy as np

from grouping.bench.generate.draw_people import people_for
from grouping.bench.generate.messy_workbook import write_clean_csv, write_messy_xlsx
from grouping.bench.generate.official import Official
from grouping.bench.generate.posts import officials_posts, retreat_posts
from grouping.errors import InputError, did_you_mean
from grouping.language import _

RosterKind = Literal["retreat", "officials"]
OFFICIALS = 420
"""How many officials there are unless one asks otherwise."""

__all__ = [
    "OFFICIALS",
    "Official",
    "RosterKind",
    "generate_officials",
    "generate_retreat",
    "generate_roster",
    "write_clean_csv",
    "write_instance",
    "write_messy_xlsx",
    "write_roster",
]


def generate_retreat(seed: int) -> list[Official]:
    """Return 100 leaders: secretariat, heads of agencies, camat, lurah, company directors."""
    return people_for(retreat_posts(), np.random.default_rng(seed))


def generate_officials(seed: int, n: int = OFFICIALS) -> list[Official]:
    """Return `n` officials of 29 agencies, agency by agency.

    Raises
    ------
    InputError
        If `n` is too small to have somebody in every agency.
    """
    return people_for(officials_posts(n), np.random.default_rng(seed))


def generate_roster(kind: str, n: int | None, seed: int) -> list[Official]:
    """Return a roster of the `kind`; without `n` it has the usual size.

    Raises
    ------
    InputError
        If there is no such kind, or it does not come in that size.
    """
    if _kind(kind) == "officials":
        return generate_officials(seed, OFFICIALS if n is None else n)
    people = generate_retreat(seed)
    if n not in (None, len(people)):
        raise InputError(
            _("the retreat has {people} people, not {n}", people=len(people), n=n),
            hint=_("leave the number out, or choose the kind 'officials'"),
        )
    return people


def write_roster(path: str | Path, officials: Sequence[Official], kind: str, seed: int) -> None:
    """Write a roster as the messy list of its kind (.xlsx) or as orderly rows (.csv).

    The file appears whole or not at all: it is written beside its place and then moved there.

    Raises
    ------
    InputError
        If the ending is neither, or the folder does not exist.
    """
    path, layout = Path(path), _kind(kind)
    ending = path.suffix.lower()
    if ending not in (".xlsx", ".csv"):
        raise InputError(
            _("a roster cannot be written as '{ending}'", ending=path.suffix or path.name),
            where=str(path),
            hint=_("end the name in .xlsx (a messy list) or .csv (orderly rows)"),
        )
    if not path.parent.is_dir():
        raise InputError(_("the folder does not exist"), where=str(path), hint=_("create it first"))
    draft = path.with_name(f".{path.stem}.{os.getpid()}{ending}")
    try:
        if ending == ".xlsx":
            write_messy_xlsx(draft, officials, seed=seed, layout=layout)
        else:
            write_clean_csv(draft, officials, layout=layout)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def write_instance(folder: str | Path, *, kind: str, seed: int) -> Path:
    """Write ``peserta.xlsx``, the roster of a shipped instance, into `folder`; return its path."""
    path = Path(folder) / "peserta.xlsx"
    write_roster(path, generate_roster(kind, None, seed), kind, seed)
    return path


def _kind(kind: str) -> RosterKind:
    for known in get_args(RosterKind):
        if kind == known:
            return known  # type: ignore[no-any-return]
    raise InputError(
        _("there is no roster of kind '{kind}'", kind=kind),
        hint=did_you_mean(kind, get_args(RosterKind)),
    )
