"""How support did in June 2026: shares, medians, what was ruled out, what people thought of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from tenir.apps.support import queries, services
from tests.apps.support.conftest import MINOR, Open, on
from tests.cast import Cast

JUNE, JULY = on("2026-06-01 00:00"), on("2026-07-01 00:00")


def test_a_month_of_a_client_is_measured_in_working_time(open_: Open, cast: Cast) -> None:
    """Clause: 7.13, 7.14."""
    for hour in ("09 09:30", "09 11:00", "10 11:00"):  # the last is an hour and a half late
        services.take_in_charge(open_().pk, actor=cast.sam, at=on(hour))
    (found,) = queries.measures(cast.bob, since=JUNE, until=JULY, at=JULY)
    assert found.group == ("Ateliers Martin", "Drive", "P1", "2026-06")
    assert (found.number, found.in_time, found.share) == (3, 2, Decimal("66.6"))
    assert (found.median, found.ninth) == (7_200, 34_200)
    assert queries.measures(cast.charlie, since=JUNE, until=JULY, at=JULY) == []


def test_what_is_ruled_out_or_merged_is_told_apart(open_: Open, cast: Cast) -> None:
    """Clause: 7.21."""
    ruled, other, kept = open_(), open_(), open_()
    services.rule_out(
        ruled.pk, reason="other_product", evidence="Seen", actor=cast.sam, at=on("09 10:00")
    )
    services.close(ruled.pk, actor=cast.sam, at=on("09 11:00"))
    services.merge(other.pk, into=kept.pk, actor=cast.sam, at=on("09 10:00"))
    services.take_in_charge(kept.pk, actor=cast.sam, at=on("09 11:00"))
    (found,) = queries.measures(cast.sam, since=JUNE, until=JULY, at=JULY, by=["client"])
    assert (found.number, found.counted, found.excluded) == (2, 1, 1)


def test_lateness_by_a_change_alone_is_told_apart(open_: Open, cast: Cast) -> None:
    """Clause: 7.19."""
    found = open_(**MINOR)
    services.take_in_charge(found.pk, actor=cast.sam, at=on("10 09:45"))
    services.requalify(
        found.pk, impact="high", urgency="critical", because="It spread", actor=cast.sam,
        at=on("10 10:00"),
    )  # fmt: skip
    (told,) = queries.measures(cast.sam, since=JUNE, until=JULY, at=JULY, by=["priority"])
    assert (told.group, told.in_time, told.late_by_change) == (("P1",), 0, 1)


def test_satisfaction_and_reopening_are_counted(open_: Open, cast: Cast) -> None:
    """Clause: 7.7."""
    found = open_()
    services.resolve(found.pk, "Restart", actor=cast.sam, at=on("09 10:00"))
    services.reply(found.pk, "It is back", actor=cast.bob, at=on("09 11:00"))
    services.resolve(found.pk, "Patched", actor=cast.sam, at=on("09 12:00"))
    services.say_how_it_went(found.pk, 1, actor=cast.bob, at=on("09 13:00"))
    services.say_how_it_went(found.pk, 3, actor=cast.bob, at=on("09 14:00"))
    (told,) = queries.measures(cast.sam, since=JUNE, until=JULY, at=JULY, by=["month"])
    assert (told.reopened, told.content) == (1, (0, 0, 1))


def test_what_is_overdue_and_not_answered_is_late_already(open_: Open, cast: Cast) -> None:
    """Clause: 7.13."""
    services.take_in_charge(open_().pk, actor=cast.sam, at=on("09 10:00"))
    ruled = open_()
    open_()
    due = on("10 09:30")

    def told(at: datetime) -> tuple[int, int, Decimal | None, int | None]:
        (found,) = queries.measures(cast.sam, since=JUNE, until=JULY, at=at, by=["priority"])
        return found.counted, found.in_time, found.share, found.ninth

    assert told(due) == (1, 1, Decimal(100), 3_600)
    late = due + timedelta(seconds=1)
    assert told(late) == (3, 1, Decimal("33.3"), 3_600)
    services.ask_client(ruled.pk, "Which?", actor=cast.sam, at=late)  # too late to wait
    assert told(late)[0] == 3
    services.rule_out(
        ruled.pk, reason="other_product", evidence="So", actor=cast.sam, at=on("10 11:00")
    )
    assert told(late) == (2, 1, Decimal(50), 3_600)
