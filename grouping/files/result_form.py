"""The form of a JSON result, for those who write it and those who read it: parts and sums.

A sum tells a change by accident or by hand.  It is no signature: who changes a file on purpose can
also make new sums.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

SCHEMA = 1
# Of every result there has been; a file without one of them is no result.
PARTS = ("schema", "fingerprints", "roster", "plan", "assignment")
# The sum over all that the file says; results of before it came have none.
WHOLE = "result"


def fingerprint(content: object) -> str:
    """Return the SHA-256 sum of `content` as canonical JSON.

    Raises
    ------
    ValueError
        For a number that is not finite.
    """
    text = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def fingerprints(stored: Mapping[str, Any]) -> dict[str, str]:
    """Return the sums of a result: of its people, of its plan, of its teams and of all it says.

    Places in source files are left out, so that the same people under another file name give the
    same sums.

    Parameters
    ----------
    stored
        The result as plain dicts, lists, numbers and texts, with all of `PARTS`.

    Returns
    -------
    dict
        ``roster``, ``plan`` and ``assignment``; and ``result``, which covers these and whatever
        else is stated, such as the bound and what proves it.

    Raises
    ------
    KeyError, TypeError, ValueError, AttributeError, RecursionError
        If a part is missing, or is not built as it has to be.
    """
    roster, plan = stored["roster"], dict(stored["plan"])
    for part in ("rules", "history"):
        if part in plan:
            plan[part] = [_without_source(one) for one in plan[part]]
    sums = {
        "roster": fingerprint({key: roster[key] for key in ("ids", "names", "columns")}),
        "plan": fingerprint(plan),
        "assignment": fingerprint(stored["assignment"]),
    }
    others = {key: value for key, value in stored.items() if key != "fingerprints"}
    return sums | {WHOLE: fingerprint(others | sums)}


def _without_source(stated: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in stated.items() if key != "source"}
