"""The versions of an agreement, and which one judges."""

from __future__ import annotations

from datetime import date

import pytest

from tenir.terms.versions import NoVersion, in_force, read_versions

TWO = """\
format: versions/1
versions:
  - {agreement: ours, version: "2", convention: 2.yaml, in_force_from: 2026-07-01}
  - {agreement: ours, version: "1", convention: 1.yaml, in_force_from: 2025-01-01}
"""


@pytest.mark.parametrize(
    ("on", "version"),
    [
        (date(2025, 1, 1), "1"),
        (date(2026, 6, 30), "1"),
        (date(2026, 7, 1), "2"),
        (date(2031, 1, 1), "2"),
    ],
)
def test_the_version_in_force_on_that_day_judges(on: date, version: str) -> None:
    """Clause: 3.1."""
    assert in_force(read_versions(TWO), agreement="ours", on=on).version == version


@pytest.mark.parametrize(
    ("agreement", "on"), [("ours", date(2024, 12, 31)), ("theirs", date(2026, 1, 1))]
)
def test_no_version_is_said_with_its_day(agreement: str, on: date) -> None:
    with pytest.raises(NoVersion) as refused:
        in_force(read_versions(TWO), agreement=agreement, on=on)
    assert agreement in refused.value.message("fr")


def test_versions_come_oldest_first() -> None:
    assert [version.version for version in read_versions(TWO)] == ["1", "2"]


@pytest.mark.parametrize("text", ["format: versions/1\nversions: []\n", "versions: 3\n", "[]\n"])
def test_a_list_that_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(NoVersion):
        read_versions(text)
