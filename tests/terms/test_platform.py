"""The support platform's own availability: a rate without a target, measured apart."""

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.errors import Refused
from tenir.terms.facts import Outage, Works, WorksKind
from tenir.terms.platform import platform_availability
from tests.terms.conftest import Ask
from tests.terms.paris import between, iso, span


@pytest.mark.parametrize(
    ("kind", "excluded"),
    [("urgent", 3600), ("urgent-security", 3600), ("planned", 0), ("no-impact", 0)],
)
def test_the_platform_is_measured_apart_from_urgent_and_security_works(
    agreement: Agreement, kind: WorksKind, excluded: int
) -> None:
    """Clause: 7.2."""
    outage = Outage(span("2026-09-10 02:00", "04:00"))
    works = Works(span("2026-09-10 02:00", "03:00"), kind, announced_at=0)
    found = platform_availability(
        agreement.terms(), month="2026-09", outages=[outage], works=[works]
    ).value
    assert (found.excluded_seconds, found.counted_seconds) == (excluded, 7200 - excluded)


def test_the_platform_has_a_rate_and_no_target(ask: Ask) -> None:
    """Clause: 7.2."""
    found = ask(
        "platform", month="2026-09",
        outages=[between("2026-09-10 02:00", "04:00:30")],
        unmeasured=[[iso("2026-09-11 02:00"), iso("2026-09-11 03:00")]],
    )  # fmt: skip
    assert found == {
        "T_seconds": 2592000, "down_seconds": 7230, "excluded_seconds": 0,
        "counted_seconds": 7230, "unmeasured_seconds": 3600, "rate_exact": "86159/86400",
        "rate": "99.721",
    }  # fmt: skip


def test_the_platform_counts_whole_minutes_under_that_reading(ask: Ask) -> None:
    """Clause: 7.2."""
    outages = [between("2026-09-10 02:00", "02:01:59")]
    other = {"5.3.resolution": "whole-minutes"}
    found = ask("platform", month="2026-09", outages=outages, under=other)
    assert found["rate_exact"] == "43199/43200"


def test_a_month_that_does_not_exist_is_refused(ask: Ask) -> None:
    with pytest.raises(Refused, match="2026-13"):
        ask("platform", month="2026-13")
