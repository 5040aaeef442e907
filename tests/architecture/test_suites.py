"""No test is left out of every suite: what one passes over, another tries."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.database import FACES, MARK

CHECKOUT = Path(__file__).parents[2]


def asked(target: str) -> str:
    """The commands of a target of the Makefile."""
    return subprocess.run(
        ["make", "--dry-run", target], cwd=CHECKOUT,
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


def test_what_the_suite_on_sqlite_passes_over_is_tried_on_postgresql() -> None:
    over = re.findall(r"--ignore (tests/\S+\.py)", asked("test-faces") + asked("test-stories"))
    walked = asked("test-postgresql-walks").replace("--ignore", "")
    assert over
    for path in set(over):
        assert path in walked
        text = (CHECKOUT / path).read_text()
        assert "either_database" not in text
        assert MARK in text or not (CHECKOUT / path).is_relative_to(FACES)
