"""How many tries a fuzz has: few and always the same ones in the suite, as many as asked else.

``GROUPING_FUZZ=10000 pytest tests/files/read/test_fuzz.py`` makes 10,000 new tries of each.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_ASKED = int(os.environ.get("GROUPING_FUZZ", "0"))
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


def tries(usual: int) -> settings:
    """Return the settings of a fuzz that has `usual` tries in the suite."""
    return settings(
        max_examples=_ASKED or usual,
        deadline=None,
        suppress_health_check=_SLOW,
        derandomize=not _ASKED,
        database=None,
    )
