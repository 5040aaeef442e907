"""A page that says which test tries something names one that is there."""

from __future__ import annotations

import re
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
CITED = re.compile(r"`((?:test_|…)\w[\w.…]*)`")  # the test, its file, or a part of its name
PAGES = [each for each in (CHECKOUT / "docs").rglob("*.md") if each.name != "clauses.md"]


def there() -> set[str]:
    """The names of the tests, and of their files."""
    files = list((CHECKOUT / "tests").rglob("test_*.py"))
    named = (re.findall(r"^\s*(?:async )?def (test_\w+)", each.read_text(), re.M) for each in files)
    return {name for names in named for name in names} | {
        name for each in files for name in (each.name, each.stem)
    }


def test_every_test_that_a_page_cites_is_there() -> None:
    names, found = there(), 0
    for page in PAGES:
        for cited in CITED.findall(page.read_text()):
            found += 1
            parts = cited.split("…")
            assert any(all(part in name for part in parts) for name in names), (page.name, cited)
    assert found > 20
