"""The pages: what they link to is there."""

import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PAGES = sorted(
    page
    for pattern in ("*.md", "docs/**/*.md", "tenir/**/*.md", "benchmarks/**/*.md")
    for page in CHECKOUT.glob(pattern)
)
LINK = re.compile(r"\]\((?!https?:|mailto:|#|{{)([^)#\s]+)[^)]*\)")


def shown(page: Path) -> str:
    return str(page.relative_to(CHECKOUT))


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text())
    assert [t for t in targets if not (page.parent / t).exists()] == []


def test_the_pages_of_the_house_are_there() -> None:
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md"} <= {
        shown(page) for page in PAGES
    }


def test_every_decision_is_listed() -> None:
    folder = CHECKOUT / "docs/decisions"
    listed = LINK.findall((folder / "README.md").read_text())
    assert listed == sorted(page.name for page in folder.glob("0*.md"))
