"""The help of each command: its sentences flow to the width of the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from tenir.faces.cli.app import COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_no_line_of_help_is_broken_before_the_terminal_ends(
    tenir: Callable[..., Any], command: str
) -> None:
    told = tenir(command, "--help")
    assert told.exit_code == 0
    lines = [line.strip() for line in told.stdout.splitlines() if line.startswith(" ")]
    for line, following in pairwise(lines):
        goes_on = re.match(r"\w+", following) if line and line[-1] not in ".:" else None
        assert not goes_on or len(line) + len(goes_on[0]) >= 190, line
