"""What scrolls sideways can be scrolled by the keyboard: axe sees it only where a table is wide."""

from __future__ import annotations

import re
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
SCROLLS = re.compile(r'<div class="table-responsive[^>]*>')


def test_every_table_that_may_scroll_takes_the_keyboard() -> None:
    found = [
        f"{path.relative_to(CHECKOUT)}: {tag}"
        for path in sorted((CHECKOUT / "tenir").glob("**/*.html"))
        for tag in SCROLLS.findall(path.read_text())
        if 'tabindex="0"' not in tag
    ]
    assert found == [], 'give it tabindex="0", role="region" and an aria-label'
