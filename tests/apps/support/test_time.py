"""Time: put down, announced, charged where it is not ours, given back when that was wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.models import Contract, Subscription
from tenir.apps.notices.models import Notice
from tenir.apps.orders import services as orders
from tenir.apps.orders.models import BillableLine
from tenir.apps.support import queries, services
from tenir.apps.support.models import Request
from tenir.viewer import NotAllowed
from tests.apps.support.conftest import ELEVEN, NINE, TEN, Open, on
from tests.cast import Cast

Spend = Callable[..., Request]


@pytest.fixture
def spend(open_: Open, cast: Cast, contracts: dict[str, Contract]) -> Spend:
    """A request ruled out, announced at ten, on which Sam spends fifty minutes from eleven."""

    def spent(minutes: int = 50, *, needs_consent: bool = False) -> Request:
        services.set_billing_terms(
            contracts["martin"].pk, hourly_rate=Decimal("95.50"), rounding=15,
            needs_consent=needs_consent, actor=cast.anna, at=NINE,
        )  # fmt: skip
        found = open_()
        services.rule_out(
            found.pk, reason="client_environment_failure", evidence="Your proxy", actor=cast.sam,
            at=TEN,
        )  # fmt: skip
        services.announce_time(
            found.pk, because="Your proxy cut the file", minutes=60, actor=cast.sam, at=TEN
        )
        services.record_time(
            found.pk, nature="analysis", minutes=minutes, started_at=ELEVEN, actor=cast.sam,
            at=on("09 12:00"),
        )  # fmt: skip
        return found

    return spent


def test_time_is_announced_then_charged_once_rounded_as_the_contract_says(
    spend: Spend, cast: Cast
) -> None:
    """Clause: 7.22."""
    found = spend()
    assert "95,50" in Notice.objects.get(kind="support.time_announced", channel="email").text
    for _ in range(2):
        services.charge_time(found.pk, actor=cast.sam, at=on("09 14:00"))
    line = BillableLine.objects.get()
    assert (line.amount, line.subject) == (Decimal("95.50"), found.subject)
    (told,) = queries.statement(cast.bob, line.contract_id, since=NINE, until=on("10 09:00"))
    assert (told.entry.minutes, told.entry.charged, told.amount) == (50, 60, Decimal("95.50"))


def test_what_was_spent_before_the_announcement_is_not_charged(spend: Spend, cast: Cast) -> None:
    """Clause: 7.22."""
    found = spend()
    services.record_time(
        found.pk, nature="qualification", minutes=30, started_at=NINE, actor=cast.sam, at=ELEVEN
    )
    services.charge_time(found.pk, actor=cast.sam, at=on("09 14:00"))
    assert queries.times(cast.sam, request=found.pk).filter(charged=None).count() == 1
    assert queries.times(cast.bob).count() == 1


def test_where_the_contract_asks_for_consent_nothing_is_charged_without_it(
    spend: Spend, cast: Cast
) -> None:
    """Clause: 7.22."""
    found = spend(needs_consent=True)
    with pytest.raises(services.FaultyTime, match="did not accept"):
        services.charge_time(found.pk, actor=cast.sam, at=on("09 14:00"))
    services.answer_time(found.pk, accepted=True, actor=cast.bob, at=on("09 14:00"))
    services.charge_time(found.pk, actor=cast.sam, at=on("09 15:00"))
    assert BillableLine.objects.count() == 1


def test_what_the_client_declines_is_not_charged(spend: Spend, cast: Cast) -> None:
    """Clause: 7.22."""
    found = spend()
    services.answer_time(found.pk, accepted=False, actor=cast.bob, at=on("09 14:00"))
    with pytest.raises(services.FaultyTime, match="did not accept"):
        services.charge_time(found.pk, actor=cast.sam, at=on("09 15:00"))


def test_what_support_owes_is_never_charged(
    open_: Open, cast: Cast, contracts: dict[str, Contract]
) -> None:
    """Clause: 7.22."""
    found = open_()
    with pytest.raises(services.FaultyTime, match="no terms"):
        services.announce_time(found.pk, because="?", minutes=60, actor=cast.sam, at=TEN)
    services.set_billing_terms(
        contracts["martin"].pk, hourly_rate=Decimal(95), actor=cast.anna, at=NINE
    )
    with pytest.raises(services.FaultyTime, match="was not told"):
        services.charge_time(found.pk, actor=cast.sam, at=ELEVEN)
    services.announce_time(found.pk, because="?", minutes=60, actor=cast.sam, at=TEN)
    with pytest.raises(services.FaultyTime, match="no ruling"):
        services.charge_time(found.pk, actor=cast.sam, at=ELEVEN)
    with pytest.raises(NotAllowed):
        services.set_billing_terms(
            contracts["martin"].pk, hourly_rate=Decimal(9), actor=cast.sam, at=NINE
        )


def test_prepaid_hours_go_first_and_the_client_hears_when_none_are_left(
    spend: Spend, cast: Cast, contracts: dict[str, Contract]
) -> None:
    """Clause: 7.22."""
    contract = contracts["martin"].pk
    for _ in range(2):
        services.buy_hours(
            contract, minutes=30, key="F-7", bought_on=date(2026, 6, 1), actor=cast.anna, at=NINE
        )
    assert queries.balance(cast.bob, contract, on=date(2026, 6, 9)) == 30
    services.charge_time(spend().pk, actor=cast.sam, at=on("09 14:00"))
    assert BillableLine.objects.get().amount == Decimal("47.75")
    assert queries.balance(cast.bob, contract, on=date(2026, 6, 9)) == 0
    assert Notice.objects.filter(kind="support.prepaid_empty", channel="email").count() == 2


@pytest.mark.parametrize("who", ["sam", "sofia"])
def test_a_ruling_taken_back_gives_back_what_it_charged(
    spend: Spend, cast: Cast, contracts: dict[str, Contract], who: str
) -> None:
    """Clause: 7.21, 7.22."""
    contract = contracts["martin"].pk
    services.buy_hours(
        contract, minutes=30, key="F-7", bought_on=date(2026, 6, 1), actor=cast.anna, at=NINE
    )
    found = spend()
    services.charge_time(found.pk, actor=cast.sam, at=on("09 14:00"))
    services.reverse_ruling(
        found.pk, because="It was ours", actor=getattr(cast, who), at=on("09 15:00")
    )
    assert sum(BillableLine.objects.values_list("amount", flat=True)) == 0
    assert queries.balance(cast.sam, contract, on=date(2026, 6, 9)) == 30
    assert not queries.times(cast.bob).exists()


def test_work_out_of_hours_is_ordered_first_or_becomes_a_quote(
    open_: Open, cast: Cast, contracts: dict[str, Contract]
) -> None:
    """Clause: 7.16."""
    found = open_()

    def work() -> object:
        return services.record_time(
            found.pk, nature="resolution", minutes=60, started_at=on("09 20:00"), actor=cast.sam,
            at=on("09 21:00"),
        )  # fmt: skip

    with pytest.raises(services.NotOrdered, match="ask for a quote"):
        work()
    quote = services.park(found.pk, kind="out_of_hours", because="Tonight", actor=cast.sam, at=TEN)
    offer = orders.Offer(words="Tonight", amount=Decimal(600), valid_until=date(2026, 6, 9))
    orders.accept(orders.price(quote, offer, actor=cast.anna, at=TEN), actor=cast.bob, at=ELEVEN)
    services.unpark(found.pk, actor=cast.sam, at=on("09 11:30"))
    assert getattr(work(), "out_of_hours", None) is True


def test_an_order_covers_the_work_after_it_only_and_a_later_quote_does_not_undo_it(
    open_: Open, cast: Cast
) -> None:
    """Clause: 7.16."""
    found = open_()
    quote = services.park(found.pk, kind="out_of_hours", because="Now", actor=cast.sam, at=TEN)
    offer = orders.Offer(words="Now", amount=Decimal(600), valid_until=date(2026, 6, 9))
    orders.accept(orders.price(quote, offer, actor=cast.anna, at=TEN), actor=cast.bob, at=ELEVEN)
    services.unpark(found.pk, actor=cast.sam, at=on("09 11:30"))
    services.park(found.pk, kind="training", because="Also", actor=cast.sam, at=on("09 11:40"))

    def work(started: str) -> object:
        return services.record_time(
            found.pk, nature="resolution", minutes=60, started_at=on(started), actor=cast.sam,
            at=on("09 21:00"),
        )  # fmt: skip

    with pytest.raises(services.NotOrdered):
        work("08 22:00")
    assert getattr(work("09 20:00"), "out_of_hours", None) is True


def test_a_contract_with_an_on_call_service_has_ordered_it(
    open_: Open, cast: Cast, line: Subscription
) -> None:
    """Clause: 7.16."""
    agreements.add_option(
        line.contract, kind="on_call", name="On call", key="o", starts_on=date(2026, 6, 1),
        actor=cast.anna, at=NINE,
    )  # fmt: skip
    entry = services.record_time(
        open_().pk, nature="resolution", minutes=60, started_at=on("09 20:00"), actor=cast.sam,
        at=on("09 21:00"),
    )  # fmt: skip
    assert entry.out_of_hours


@pytest.mark.parametrize("said", [{"minutes": 0}, {"nature": "rest"}, {"minutes": 1441}])
def test_time_that_cannot_be_is_refused(open_: Open, cast: Cast, said: dict[str, object]) -> None:
    given = {"nature": "analysis", "minutes": 10, **said}
    with pytest.raises(services.FaultyTime):
        services.record_time(
            open_().pk,
            started_at=TEN,
            actor=cast.sam,
            at=ELEVEN,
            **given,  # type: ignore[arg-type]
        )
