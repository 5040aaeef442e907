"""Time is charged at what was announced for it, announcement by announcement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.models import Contract, Subscription
from tenir.apps.notices.models import Notice
from tenir.apps.orders.models import BillableLine
from tenir.apps.support import queries, services
from tenir.apps.support.models import Request, TimeAnnouncement
from tests.apps.support.conftest import NINE, NOON, TEN, Open, on
from tests.cast import Cast

EVENING = on("09 21:00")
Terms = Callable[..., None]


@pytest.fixture
def terms(cast: Cast, contracts: dict[str, Contract]) -> Terms:
    """What an hour costs on the contract from now on."""

    def set_(rate: str, outside: str | None = None, *, needs_consent: bool = False) -> None:
        services.set_billing_terms(
            contracts["martin"].pk, hourly_rate=Decimal(rate),
            out_of_hours_rate=outside and Decimal(outside), needs_consent=needs_consent,
            actor=cast.anna, at=NINE,
        )  # fmt: skip

    return set_


@pytest.fixture
def ruled(open_: Open, cast: Cast) -> Request:
    """A request ruled out at nine: what is announced on it may be charged."""
    found = open_()
    services.rule_out(
        found.pk, reason="client_environment_failure", evidence="Your proxy", actor=cast.sam,
        at=NINE,
    )  # fmt: skip
    return found


def announce(found: Request, cast: Cast, at: datetime, because: str = "?") -> TimeAnnouncement:
    return services.announce_time(found.pk, because=because, minutes=60, actor=cast.sam, at=at)


def spend(found: Request, cast: Cast, started: str, minutes: int = 60) -> None:
    services.record_time(
        found.pk, nature="analysis", minutes=minutes, started_at=on(started), actor=cast.sam,
        at=EVENING,
    )  # fmt: skip


def charge(found: Request, cast: Cast) -> list[str]:
    """It is charged; what is to invoice then, in the order of its lines."""
    services.charge_time(found.pk, actor=cast.sam, at=EVENING)
    return [str(line.amount) for line in BillableLine.objects.order_by("pk")]


def test_an_hour_costs_what_was_announced_whatever_the_terms_say_since(
    ruled: Request, terms: Terms, cast: Cast
) -> None:
    """Clause: 7.22."""
    terms("95")
    announce(ruled, cast, TEN)
    terms("150")
    spend(ruled, cast, "09 11:00")
    assert charge(ruled, cast) == ["95.00"]
    (line,) = queries.statement(
        cast.bob, BillableLine.objects.get().contract_id, since=NINE, until=on("10 09:00")
    )
    assert line.entry.rate == Decimal(95)


@pytest.fixture
def on_call(line: Subscription, cast: Cast) -> None:
    agreements.add_option(
        line.contract, kind="on_call", name="On call", key="o", starts_on=date(2026, 6, 1),
        actor=cast.anna, at=NINE,
    )  # fmt: skip


def test_both_rates_are_announced_and_work_of_the_evening_costs_the_second(
    ruled: Request, terms: Terms, cast: Cast, on_call: None
) -> None:
    """Clause: 7.16, 7.22."""
    terms("95", "140.50")
    announce(ruled, cast, TEN)
    mail = Notice.objects.get(kind="support.time_announced", channel="email").text
    assert "95,00" in mail
    assert "140,50" in mail
    terms("95", "300")
    spend(ruled, cast, "09 19:00")
    assert charge(ruled, cast) == ["140.50"]


def test_how_minutes_are_counted_is_announced_and_holds_whatever_the_terms_become(
    ruled: Request, cast: Cast
) -> None:
    """Clause: 7.22."""
    contract = ruled.subscription.contract_id if ruled.subscription else 0
    terms = partial(services.set_billing_terms, contract, hourly_rate=Decimal(60), at=NINE)
    terms(rounding=15, minimum=30, actor=cast.anna)
    announce(ruled, cast, TEN)
    mail = Notice.objects.get(kind="support.time_announced", channel="email").text
    assert "arrondi à 15 min vers le haut et compte au moins 30 min" in mail.replace("\xa0", " ")
    terms(rounding=60, minimum=60, actor=cast.anna)
    spend(ruled, cast, "09 11:00", minutes=20)
    assert charge(ruled, cast) == ["30.00"]


def test_where_the_terms_name_one_rate_it_is_announced_for_the_evening_too(
    ruled: Request, terms: Terms, cast: Cast
) -> None:
    """Clause: 7.16, 7.22."""
    terms("95")
    told = announce(ruled, cast, TEN)
    assert (told.rate, told.out_of_hours_rate) == (Decimal(95), Decimal(95))
    terms("95", "0")
    assert announce(ruled, cast, NOON).out_of_hours_rate == 0


def test_a_second_announcement_holds_for_what_is_begun_after_it_and_drops_nothing(
    ruled: Request, terms: Terms, cast: Cast
) -> None:
    """Clause: 7.22."""
    terms("95")
    announce(ruled, cast, TEN)
    terms("150")
    announce(ruled, cast, NOON)
    for started in ("09 09:30", "09 11:00", "09 14:00"):
        spend(ruled, cast, started)
    assert charge(ruled, cast) == ["95.00", "150.00"]
    assert [told.rate for told in queries.announcements(cast.bob, ruled)] == [95, 150]


def test_what_is_begun_in_the_minute_of_its_announcement_is_under_it(
    ruled: Request, terms: Terms, cast: Cast
) -> None:
    """Clause: 7.22."""
    terms("95")
    announce(ruled, cast, TEN + timedelta(seconds=42))
    spend(ruled, cast, "09 10:00")
    spend(ruled, cast, "09 09:59")
    assert charge(ruled, cast) == ["95.00"]


def test_consent_is_asked_for_each_announcement_and_what_waits_for_it_is_not_lost(
    ruled: Request, terms: Terms, cast: Cast
) -> None:
    """Clause: 7.22."""
    terms("95", needs_consent=True)
    first = announce(ruled, cast, TEN)
    terms("150", needs_consent=True)
    announce(ruled, cast, NOON)
    spend(ruled, cast, "09 11:00")
    spend(ruled, cast, "09 14:00")
    with pytest.raises(services.FaultyTime, match="did not accept"):
        charge(ruled, cast)
    services.answer_time(ruled.pk, accepted=True, actor=cast.bob, at=on("09 15:00"))
    assert charge(ruled, cast) == ["150.00"]
    services.answer_time(
        ruled.pk, accepted=True, announcement=first.pk, actor=cast.bob, at=on("09 15:10")
    )
    assert charge(ruled, cast) == ["150.00", "95.00"]


def test_what_is_declined_stays_so_when_more_is_announced(
    ruled: Request, terms: Terms, cast: Cast
) -> None:
    """Clause: 7.22."""
    terms("95")
    announce(ruled, cast, TEN)
    services.answer_time(ruled.pk, accepted=False, actor=cast.bob, at=on("09 10:30"))
    terms("80")
    announce(ruled, cast, NOON)
    spend(ruled, cast, "09 11:00")
    spend(ruled, cast, "09 14:00")
    assert charge(ruled, cast) == ["80.00"]


def test_an_announcement_of_another_request_is_answered_there(
    ruled: Request, open_: Open, terms: Terms, cast: Cast
) -> None:
    """Clause: 7.22."""
    terms("95")
    told = announce(open_(), cast, TEN)
    announce(ruled, cast, TEN)
    with pytest.raises(services.FaultyTime, match="was not told"):
        services.answer_time(ruled.pk, accepted=True, announcement=told.pk, actor=cast.bob, at=NOON)


class _Before:
    """The tables as the migration finds them: the last announcement of each request alone."""

    def __init__(self, *former: Any) -> None:
        self.objects = self
        self.former = former

    def get_model(self, app: str, name: str) -> Any:
        return self if name == "FormerAnnouncement" else apps.get_model(app, name)

    def order_by(self, _by: str) -> Any:
        return self.former


def test_an_upgrade_puts_back_what_was_announced_before_with_its_answers(
    ruled: Request, open_: Open, terms: Terms, cast: Cast
) -> None:
    """Clause: 7.22."""
    terms("95")
    other = open_()
    announce(other, cast, TEN, "Only")
    announce(ruled, cast, TEN, "First")
    services.answer_time(ruled.pk, accepted=False, actor=cast.bob, at=on("09 10:30"))
    services.answer_time(ruled.pk, accepted=True, actor=cast.bob, at=on("09 10:40"))
    terms("150")
    announce(ruled, cast, NOON, "Second")
    services.answer_time(ruled.pk, accepted=False, actor=cast.bob, at=on("09 14:00"))
    kept = ("request", "because", "minutes", "rate", "out_of_hours_rate", "announced_at",
            "announced_by", "accepted_at", "declined_at", "answered_by")  # fmt: skip
    rows = TimeAnnouncement.objects.order_by("announced_at", "because")
    told = list(rows.values_list(*kept))
    assert [one[1] for one in told] == ["First", "Only", "Second"]
    last = [rows.get(because="Only"), rows.get(because="Second")]
    rows.all().delete()
    import_module("tenir.apps.support.migrations.0019_time_announcements").told_again(
        _Before(*last), None
    )
    assert list(rows.values_list(*kept)) == told
