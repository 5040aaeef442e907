"""Prepaid hours that run out: told by the balance, once a crossing, and before they expire."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from tenir.apps.agreements.models import Contract
from tenir.apps.notices.models import Notice
from tenir.apps.support import services
from tenir.apps.support.models import Prepaid, Request
from tests.apps.support.conftest import NINE, Open, on
from tests.cast import Cast

Buy = Callable[..., Prepaid]
Spend = Callable[[int, str], Request]


@pytest.fixture
def buy(cast: Cast, contracts: dict[str, Contract]) -> Buy:
    """Hours of Martin's contract, bought on the first of June."""

    def bought(key: str, minutes: int, expires_on: date | None = None, at: datetime = NINE,
               bought_on: date = date(2026, 6, 1)) -> Prepaid:  # fmt: skip
        return services.buy_hours(
            contracts["martin"].pk, minutes=minutes, key=key, bought_on=bought_on,
            expires_on=expires_on, actor=cast.anna, at=at,
        )  # fmt: skip

    return bought


@pytest.fixture
def spend(open_: Open, cast: Cast, contracts: dict[str, Contract]) -> Spend:
    """A request of its own, ruled out, on which so many minutes are charged at that instant."""
    services.set_billing_terms(
        contracts["martin"].pk, hourly_rate=Decimal(90), actor=cast.anna, at=NINE
    )

    def spent(minutes: int, at: str) -> Request:
        found, begun = open_(), on(at)
        services.rule_out(
            found.pk, reason="client_environment_failure", evidence="Your proxy", actor=cast.sam,
            at=begun,
        )  # fmt: skip
        services.announce_time(found.pk, because="?", minutes=60, actor=cast.sam, at=begun)
        services.record_time(
            found.pk, nature="analysis", minutes=minutes, started_at=begun, actor=cast.sam,
            at=begun,
        )  # fmt: skip
        services.charge_time(found.pk, actor=cast.sam, at=begun)
        return found

    return spent


def told() -> list[str]:
    """What Alice, the main contact, was told of hours, in order: the kind and its first figure."""
    mails = Notice.objects.filter(
        kind__startswith="support.prepaid", channel="email", address="alice@example.org"
    ).order_by("pk")
    return [f"{each.kind.partition('prepaid_')[2]} {each.values.get('left', '')}" for each in mails]


def test_low_is_told_by_the_balance_whichever_purchase_is_spent(buy: Buy, spend: Spend) -> None:
    """A hundred and a hundred: the first one spent whole leaves half. Clause: 7.22."""
    buy("A", 100)
    buy("B", 100)
    spend(100, "09 10:00")
    assert told() == []
    spend(59, "09 14:00")
    assert told() == []
    spend(1, "09 15:00")
    spend(10, "09 16:00")
    assert told() == ["low 40"]


def test_none_left_is_told_once_and_low_is_not_when_it_is_passed_in_one_go(
    buy: Buy, spend: Spend
) -> None:
    """Clause: 7.22."""
    buy("A", 100)
    spend(150, "09 10:00")
    spend(10, "09 14:00")
    assert told() == ["empty 0"]


def test_one_charge_of_several_entries_tells_where_it_ends(
    buy: Buy, spend: Spend, cast: Cast
) -> None:
    """Clause: 7.22."""
    buy("A", 100)
    found = spend(10, "09 10:00")
    for minutes in (75, 15):
        services.record_time(
            found.pk, nature="resolution", minutes=minutes, started_at=on("09 14:00"),
            actor=cast.sam, at=on("09 14:00"),
        )  # fmt: skip
    services.charge_time(found.pk, actor=cast.sam, at=on("09 16:00"))
    assert told() == ["empty 0"]


def test_what_rose_by_hours_given_back_is_told_again_once_it_falls(
    buy: Buy, spend: Spend, cast: Cast
) -> None:
    """Clause: 7.21, 7.22."""
    buy("A", 100)
    found = spend(85, "09 10:00")
    services.reverse_ruling(found.pk, because="It was ours", actor=cast.sam, at=on("09 11:00"))
    spend(85, "09 14:00")
    spend(15, "09 16:00")
    assert told() == ["low 15", "low 15", "empty 0"]


def test_what_rose_by_a_purchase_is_a_share_of_what_is_there_from_then_on(
    buy: Buy, spend: Spend
) -> None:
    """Twenty of two hundred are left, fifty come: low again at fourteen of the seventy.

    Clause: 7.22.
    """
    buy("A", 200)
    spend(180, "09 09:00")
    buy("B", 50, at=on("09 12:00"))
    assert told() == ["low 20"]
    spend(55, "09 14:00")
    assert told() == ["low 20"]
    spend(1, "09 16:00")
    assert told() == ["low 20", "low 14"]


def test_hours_that_are_left_are_told_thirty_days_before_they_expire_once(
    buy: Buy, spend: Spend
) -> None:
    """Clause: 7.22."""
    buy("A", 100, date(2026, 7, 10))
    buy("B", 100)
    assert services.tell_of_hours(on("09 23:00")) == 0
    assert [services.tell_of_hours(on(f"10 {at}")) for at in ("00:00", "00:01")] == [1, 0]
    assert told() == ["expiring 100"]
    (mail, _) = Notice.objects.filter(kind="support.prepaid_expiring", channel="email")
    assert "10/07/2026" in mail.title or "10 Jul 2026" in mail.title


def test_hours_that_are_spent_do_not_expire_until_they_are_given_back(
    buy: Buy, spend: Spend, cast: Cast
) -> None:
    """Clause: 7.21, 7.22."""
    buy("A", 100, date(2026, 6, 30))
    services.tell_of_hours(on("09 09:30"))
    found = spend(100, "09 10:00")
    services.tell_of_hours(on("09 11:00"))
    assert told() == ["expiring 100", "empty 0"]
    services.reverse_ruling(found.pk, because="It was ours", actor=cast.sam, at=on("09 12:00"))
    services.tell_of_hours(on("09 13:00"))
    assert told() == ["expiring 100", "empty 0", "expiring 100"]


def test_hours_that_expire_unspent_leave_low_or_none_and_that_is_told(buy: Buy) -> None:
    """Clause: 7.22."""
    buy("A", 500, date(2026, 6, 20))
    buy("B", 100)
    services.tell_of_hours(on("20 12:00"))
    assert told() == ["expiring 500"]
    assert [services.tell_of_hours(on(f"21 {at}")) for at in ("00:00", "00:01")] == [1, 0]
    assert told() == ["expiring 500", "low 100"]


def test_hours_that_begin_later_count_from_then(buy: Buy, spend: Spend) -> None:
    """Clause: 7.22."""
    buy("A", 100)
    buy("B", 100, bought_on=date(2026, 6, 12))
    spend(85, "09 10:00")
    assert told() == ["low 15"]
    services.tell_of_hours(on("12 00:00"))
    spend(91, "12 10:00")
    assert told() == ["low 15"]
    spend(1, "12 16:00")
    assert told() == ["low 15", "low 23"]


def test_each_contract_has_its_own_balance_and_its_own_readers(
    buy: Buy, spend: Spend, cast: Cast, contracts: dict[str, Contract]
) -> None:
    """Clause: 7.22."""
    services.buy_hours(
        contracts["novak"].pk, minutes=10, key="N", bought_on=date(2026, 6, 1), actor=cast.anna,
        at=NINE,
    )  # fmt: skip
    buy("A", 100)
    spend(100, "09 10:00")
    heard = Notice.objects.filter(kind="support.prepaid_empty", channel="email")
    assert {each.organisation_id for each in heard} == {cast.martin.pk}


def test_an_upgrade_tells_nothing_that_was_told_before(
    buy: Buy, spend: Spend, contracts: dict[str, Contract]
) -> None:
    """Clause: 7.22."""
    from importlib import import_module  # noqa: PLC0415

    from django.apps import apps  # noqa: PLC0415

    from tenir.apps.support.models import PrepaidAlert  # noqa: PLC0415

    buy("A", 100, date(2020, 1, 1), bought_on=date(2019, 1, 1))
    buy("B", 100)
    spend(85, "09 10:00")
    PrepaidAlert.objects.all().delete()
    Prepaid.objects.update(alerted_at=NINE)
    import_module("tenir.apps.support.migrations.0016_hours_judged").judged(apps, None)
    kept = PrepaidAlert.objects.get()
    assert (kept.contract, kept.level, kept.full) == (contracts["martin"], "low", 100)
    assert not Prepaid.objects.exclude(alerted_at=None).exists()
    spend(5, "09 14:00")
    assert told() == ["low 15"]
