"""What people tell beside monitoring: corrections, outages opened by hand, causes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tenir.apps.availability import services
from tenir.apps.availability.models import MeasuredSpan
from tests.apps.availability.conftest import DECEMBER, paris
from tests.apps.availability.ledger import ledger


@pytest.mark.clause("5.3")
def test_a_correction_gives_way_again_when_it_is_taken_back(cast, drive, watch, tell):
    watch()
    tell([
        ("drive-web", "2026-09-01 00:00", "up"), ("drive-web", "2026-09-02 00:00", "down"),
        ("drive-web", "2026-09-02 06:00", "up"), ("drive-web", "2026-09-03 00:00", "up"),
    ])  # fmt: skip
    measured = ledger()
    made = services.correct(
        subscription=drive.pk, start=paris("2026-09-02 03:00"), end=paris("2026-09-02 07:00"),
        state="up", because="the probe looked at the old address", actor=cast.olga, at=DECEMBER,
    )  # fmt: skip
    assert ledger() == [(paris("2026-09-02 00:00"), paris("2026-09-02 03:00"), "down")]
    services.take_back(correction_id=made.pk, because="it did not", actor=cast.olga, at=DECEMBER)
    again = services.take_back(correction_id=made.pk, because="x", actor=cast.olga, at=DECEMBER)
    assert (ledger(), again.reversed_because) == (measured, "it did not")


@pytest.mark.clause("5.3")
def test_an_outage_opened_by_hand_lasts_until_it_is_told_to_end(cast, drive):
    at = paris("2026-09-02 09:00")
    made = services.correct(
        subscription=drive.pk, start=paris("2026-09-02 08:00"), end=None, state="down",
        because="calls of every user", actor=cast.olga, at=at,
    )  # fmt: skip
    assert ledger() == [(paris("2026-09-02 08:00"), at, "down")]
    ended = at + timedelta(minutes=30)
    for end in (ended, ended + timedelta(hours=9)):
        services.end_correction(
            correction_id=made.pk, end=end, actor=cast.olga, at=at + timedelta(days=1)
        )
    assert ledger() == [(paris("2026-09-02 08:00"), ended, "down")]
    services.take_back(correction_id=made.pk, because="a test", actor=cast.olga, at=DECEMBER)
    assert not MeasuredSpan.objects.exists()


def test_a_cause_told_alone_leaves_the_measure(cast, drive, watch, tell):
    watch()
    tell([("drive-web", "2026-09-01 00:00", "up"), ("drive-web", "2026-09-02 00:00", "down")])
    tell("drive-web", "2026-09-02 01:00", "up")
    before = ledger()
    services.correct(
        subscription=drive.pk, start=paris("2026-09-02 00:00"), end=paris("2026-09-02 01:00"),
        state="", because="a disk was full", actor=cast.olga, at=DECEMBER,
    )  # fmt: skip
    assert ledger() == before


@pytest.mark.parametrize(
    "asked",
    [
        {"because": " "}, {"state": "asleep"}, {"end": paris("2026-09-01 00:00")},
        {"end": paris("2026-12-02 00:00")},
    ],
)  # fmt: skip
def test_a_correction_without_a_cause_a_state_or_a_length_is_refused(cast, drive, asked):
    wanted = {
        "start": paris("2026-09-02 00:00"),
        "end": None,
        "state": "up",
        "because": "x",
        **asked,
    }
    with pytest.raises(services.FaultyCorrection):
        services.correct(subscription=drive.pk, **wanted, actor=cast.olga, at=DECEMBER)
