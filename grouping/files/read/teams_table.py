"""The teams that a table of a plan asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grouping.errors import InputError
from grouping.language import _
from grouping.problem.problem import Teams


def teams_from(stated: Mapping[str, Any], n: int) -> Teams:
    """Return the teams that a [teams] table asks for, for `n` participants."""
    given = [k for k in ("count", "size", "names", "team") if stated.get(k) is not None]
    if len(given) != 1:
        text = _("say how many teams")
        if given:
            text = _("both '{one}' and '{other}' are given", one=given[0], other=given[1])
        hint = _("one of: count = 10, size = 8, names = [...], or a [[teams.team]] for each")
        raise InputError(text, hint=hint)
    prefix = str(stated["name"]) if "name" in stated else None
    for key in ("count", "size"):
        if key in given and (not isinstance(stated[key], int) or isinstance(stated[key], bool)):
            text = _(
                "'{key}' must be a whole number, not {value}", key=key, value=repr(stated[key])
            )
            raise InputError(text)
    if "count" in given:
        return Teams.of_count(n, stated["count"], prefix=prefix)
    if "size" in given:
        return Teams.of_size(n, stated["size"], prefix=prefix)
    if "names" in given:
        if not isinstance(stated["names"], list):
            raise InputError(_("'names' must be a list of texts"))
        equal = Teams.of_count(n, len(stated["names"]))
        return Teams(tuple(str(x) for x in stated["names"]), equal.low, equal.high)
    return _listed_teams(stated["team"])


def _listed_teams(stated: Sequence[Mapping[str, Any]]) -> Teams:
    names, low, high = [], [], []
    for number, team in enumerate(stated, start=1):
        name = str(team.get("name", f"Team {number}"))
        seats = team.get("seats")
        bounds = (team.get("low", seats), team.get("high", seats))
        if not all(isinstance(b, int) and not isinstance(b, bool) for b in bounds):
            raise InputError(
                _("team '{name}' has no number of seats", name=name),
                hint=_("write seats = 10, or low = 9 and high = 11"),
            )
        names.append(name)
        low.append(bounds[0])
        high.append(bounds[1])
    return Teams(tuple(names), np.array(low, dtype=np.int64), np.array(high, dtype=np.int64))
