"""Time is charged on a ruling or on an order, and given back where its ruling is taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps

from tenir.apps.agreements.models import Contract
from tenir.apps.orders import services as orders
from tenir.apps.orders.models import BillableLine
from tenir.apps.support import queries, services
from tenir.apps.support.models import Request, TimeEntry
from tests.apps.support.conftest import NINE, Open, on
from tests.cast import Cast

EVENING = on("09 20:00")
Act = Callable[[str], object]


@pytest.fixture
def told(open_: Open, cast: Cast, contracts: dict[str, Contract]) -> Request:
    """A request on which time is announced at nine, at ninety euros an hour."""
    services.set_billing_terms(
        contracts["martin"].pk, hourly_rate=Decimal(90), actor=cast.anna, at=NINE
    )
    found = open_()
    services.announce_time(found.pk, because="?", minutes=60, actor=cast.sam, at=NINE)
    return found


@pytest.fixture
def order(told: Request, cast: Cast) -> Act:
    """The client orders what the request waits for, then."""

    def ordered(at: str) -> None:
        quote = services.park(
            told.pk, kind="settings_help", because="Settings", actor=cast.sam, at=on(at)
        )
        offer = orders.Offer(words="x", amount=Decimal(10), valid_until=date(2026, 6, 9))
        priced = orders.price(quote, offer, actor=cast.anna, at=on(at))
        orders.accept(priced, actor=cast.bob, at=on(at))
        services.unpark(told.pk, actor=cast.sam, at=on(at))

    return ordered


@pytest.fixture
def rule(told: Request, cast: Cast) -> Act:
    return lambda at: services.rule_out(
        told.pk, reason="client_environment_failure", evidence="x", actor=cast.sam, at=on(at)
    )


@pytest.fixture
def reverse(told: Request, cast: Cast) -> Act:
    return lambda at: services.reverse_ruling(
        told.pk, because="It was ours", actor=cast.sam, at=on(at)
    )


@pytest.fixture
def spend(told: Request, cast: Cast) -> Act:
    """An hour begun then."""
    return lambda at: services.record_time(
        told.pk, nature="analysis", minutes=60, started_at=on(at), actor=cast.sam, at=EVENING
    )


@pytest.fixture
def charge(told: Request, cast: Cast) -> Callable[[], int]:
    """How many entries are charged."""
    return lambda: len(services.charge_time(told.pk, actor=cast.sam, at=EVENING).times)


def to_invoice(told: Request) -> list[int]:
    """The amounts of time, in the order that they came."""
    lines = BillableLine.objects.filter(subject=told.subject, key__startswith="time/")
    return [int(line.amount) for line in lines.order_by("pk")]


def test_what_was_ordered_stays_charged_when_a_ruling_is_taken_back(
    told: Request, order: Act, rule: Act, reverse: Act, spend: Act, charge: Callable[[], int],
    cast: Cast,
) -> None:  # fmt: skip
    """Clause: 2.6, 7.21, 7.22."""
    order("09 10:00")
    spend("09 11:00")
    charge()
    rule("09 14:00")
    reverse("09 15:00")
    assert to_invoice(told) == [90]
    (entry,) = queries.times(cast.bob)
    told.refresh_from_db()
    assert (entry.quote, entry.ruling) == (told.quote, None)


def test_a_ruling_taken_back_gives_back_what_it_grounded_and_no_more(
    told: Request, order: Act, rule: Act, reverse: Act, spend: Act, charge: Callable[[], int],
) -> None:  # fmt: skip
    """What was begun before the order is charged on the ruling. Clause: 7.21, 7.22."""
    spend("09 09:30")
    order("09 11:00")
    rule("09 11:30")
    spend("09 14:00")
    assert charge() == 2
    reverse("09 16:00")
    assert to_invoice(told) == [90, 90, -90]
    assert list(told.times.order_by("started_at").values_list("charged", "ruling")) == [
        (None, None), (60, None),
    ]  # fmt: skip


def test_time_given_back_and_ordered_since_is_charged_on_the_order(
    told: Request, order: Act, rule: Act, reverse: Act, spend: Act, charge: Callable[[], int],
) -> None:  # fmt: skip
    """Clause: 2.6, 7.21, 7.22."""
    rule("09 10:00")
    spend("09 11:00")
    charge()
    reverse("09 11:30")
    order("09 14:00")
    assert charge() == 1
    assert to_invoice(told) == [90, -90, 90]


def test_a_quote_asked_for_later_does_not_undo_the_order(
    told: Request, order: Act, spend: Act, charge: Callable[[], int], cast: Cast
) -> None:
    """Clause: 2.6, 7.22."""
    order("09 10:00")
    spend("09 11:00")
    services.park(told.pk, kind="training", because="Also", actor=cast.sam, at=on("09 14:00"))
    assert charge() == 1


def test_an_upgrade_says_on_which_ground_time_was_charged(
    told: Request, order: Act, rule: Act, spend: Act, charge: Callable[[], int]
) -> None:
    """Clause: 7.22."""
    spend("09 09:30")
    order("09 11:00")
    rule("09 11:30")
    spend("09 14:00")
    charge()
    spend("09 15:00")
    kept = list(TimeEntry.objects.order_by("pk").values_list("ruling", "quote"))
    assert [(bool(ruling), bool(quote)) for ruling, quote in kept] == [
        (True, False), (False, True), (False, False),
    ]  # fmt: skip
    TimeEntry.objects.update(ruling=None, quote=None)
    import_module("tenir.apps.support.migrations.0021_grounds_of_before").grounded(apps, None)
    assert list(TimeEntry.objects.order_by("pk").values_list("ruling", "quote")) == kept
