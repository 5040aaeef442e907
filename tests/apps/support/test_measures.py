"""How support did in June 2026: shares, medians, what was ruled out, what people thought of it."""

from __future__ import annotations

from decimal import Decimal

from tenir.apps.support import queries, services
from tests.apps.support.conftest import MINOR, Open, on
from tests.cast import Cast

JUNE, JULY = on("2026-06-01 00:00"), on("2026-07-01 00:00")


def test_a_month_of_a_client_is_measured_in_working_time(open_: Open, cast: Cast) -> None:
    """Clause: 7.13, 7.14."""
    for hour in ("09 09:30", "09 11:00", "10 11:00"):  # the last is an hour and a half late
        services.take_in_charge(open_().pk, actor=cast.sam, at=on(hour))
    (found,) = queries.measures(cast.bob, since=JUNE, until=JULY)
    assert found.group == ("Ateliers Martin", "Drive", "P1", "2026-06")
    assert (found.number, found.in_time, found.share) == (3, 2, Decimal("66.6"))
    assert (found.median, found.ninth) == (7_200, 34_200)
    assert queries.measures(cast.charlie, since=JUNE, until=JULY) == []


def test_what_is_ruled_out_or_merged_is_told_apart(open_: Open, cast: Cast) -> None:
    """Clause: 7.21."""
    ruled, other, kept = open_(), open_(), open_()
    services.rule_out(
        ruled.pk, reason="other_product", evidence="Seen", actor=cast.sam, at=on("09 10:00")
    )
    services.close(ruled.pk, actor=cast.sam, at=on("09 11:00"))
    services.merge(other.pk, into=kept.pk, actor=cast.sam, at=on("09 10:00"))
    services.take_in_charge(kept.pk, actor=cast.sam, at=on("09 11:00"))
    (found,) = queries.measures(cast.sam, since=JUNE, until=JULY, by=["client"])
    assert (found.number, found.counted, found.excluded) == (2, 1, 1)


def test_lateness_by_a_change_alone_is_told_apart(open_: Open, cast: Cast) -> None:
    """Clause: 7.19."""
    found = open_(**MINOR)
    services.take_in_charge(found.pk, actor=cast.sam, at=on("10 09:45"))
    services.requalify(
        found.pk, impact="high", urgency="critical", because="It spread", actor=cast.sam,
        at=on("10 10:00"),
    )  # fmt: skip
    (told,) = queries.measures(cast.sam, since=JUNE, until=JULY, by=["priority"])
    assert (told.group, told.in_time, told.late_by_change) == (("P1",), 0, 1)


def test_satisfaction_and_reopening_are_counted(open_: Open, cast: Cast) -> None:
    """Clause: 7.7."""
    found = open_()
    services.resolve(found.pk, "Restart", actor=cast.sam, at=on("09 10:00"))
    services.reply(found.pk, "It is back", actor=cast.bob, at=on("09 11:00"))
    services.resolve(found.pk, "Patched", actor=cast.sam, at=on("09 12:00"))
    services.say_how_it_went(found.pk, 1, actor=cast.bob, at=on("09 13:00"))
    services.say_how_it_went(found.pk, 3, actor=cast.bob, at=on("09 14:00"))
    (told,) = queries.measures(cast.sam, since=JUNE, until=JULY, by=["month"])
    assert (told.reopened, told.content) == (1, (0, 0, 1))
