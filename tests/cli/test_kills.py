"""Commands that are killed at random moments damage nothing and leave nothing behind.

``GROUPING_KILLS=500 pytest tests/cli/test_kills.py`` kills 500 commands and 60 runs of a suite.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASKED = int(os.environ.get("GROUPING_KILLS", "0"))


@pytest.mark.slow
def test_killed_commands_damage_nothing_and_leave_nothing_behind() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.kills", str(ASKED or 3), "--bench", str(ASKED * 60 // 500)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
