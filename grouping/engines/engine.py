"""The engines by name: one protocol, one table, and the engines of other packages.

The table names where an engine is and does not import it: compiled code and CP-SAT take longer to
load than the command line takes to answer.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from grouping.errors import InputError, did_you_mean
from grouping.extensions import check_new, extensions, load_extension
from grouping.language import _

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    import numpy as np

    from grouping.engines.budget import Budget, Watcher
    from grouping.engines.prover import Answer
    from grouping.terms.rounds import Joint
    from grouping.terms.terms import Terms

# The group of entry points under which other packages name their engines.
GROUP = "grouping.engines"


class Engine(Protocol):
    """What searches for an assignment within a budget."""

    def __call__(
        self,
        terms: Terms | Joint,
        *,
        rng: np.random.Generator,
        budget: Budget,
        threads: int,
        bound: tuple[int, int],
        watch: Watcher | None = None,
    ) -> Answer:
        """Return the best assignment found and the best bound proven.

        Parameters
        ----------
        terms
            The problem in normal form.
        rng
            The only source of randomness.
        budget
            How long to search, by seconds or by steps, from the call of its `started`.
        threads
            Searches side by side, at most.
        bound
            Closed-form bound on (must violations, soft cost): an assignment that costs no more is
            optimal, and the search can end.
        watch
            Called with the progress some times a second.
        """


@dataclass(frozen=True)
class Entry:
    """An engine in the table.

    Attributes
    ----------
    says
        What it does, in a few words.
    where
        The engine: ``"module:name"``.
    proves
        Whether it proves by CP-SAT; then CP-SAT is also asked which broken must rules clash.
    """

    says: str
    where: str
    proves: bool = True


ENGINES = {
    "auto": Entry("search and proof", "grouping.engines.portfolio:AUTO"),
    "local": Entry("search alone", "grouping.engines.portfolio:LOCAL", proves=False),
    "exact": Entry("mostly proof", "grouping.engines.portfolio:EXACT"),
}


def engine_names() -> list[str]:
    """Return the names of all engines, ours first."""
    return [*ENGINES, *_others()]


def engine_named(name: str) -> Engine:
    """Return the engine of a name.

    Raises
    ------
    InputError
        If there is none, or it cannot be imported.
    """
    if name in ENGINES:
        engine: Any = pkgutil.resolve_name(ENGINES[name].where)
        return engine  # type: ignore[no-any-return]
    others = _others()
    if name not in others:
        hint = did_you_mean(name, engine_names())
        raise InputError(_("there is no engine '{name}'", name=name), hint=hint)
    return load_extension(others[name])  # type: ignore[no-any-return]


def _others() -> dict[str, EntryPoint]:
    """Return the entry points of the engines of other packages, by their names."""
    found: dict[str, EntryPoint] = {}
    for entry in extensions(GROUP):
        check_new(entry.name, {*ENGINES, *found}, entry)
        found[entry.name] = entry
    return found


def proves(name: str) -> bool:
    """Return whether an engine proves by CP-SAT; those of other packages are taken to."""
    return name not in ENGINES or ENGINES[name].proves
