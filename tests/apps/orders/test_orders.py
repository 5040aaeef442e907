"""Services sold apart: asked for, priced, accepted, added to the contract, invoiced."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from tenir.apps.accounts.models import Membership
from tenir.apps.agreements.models import Contract, Option
from tenir.apps.journal.models import Entry
from tenir.apps.notices.models import Notice
from tenir.apps.orders import queries, services
from tenir.apps.orders.models import BillableLine, Order, Quote
from tenir.viewer import SYSTEM, NotAllowed, NotSeen
from tests.apps.orders.conftest import ASKED, PRICED, Ask, an_offer
from tests.cast import Cast

LAST_MINUTE = datetime(2026, 6, 30, 21, 59, tzinfo=UTC)  # 23:59 in Paris
Priced = Callable[..., Quote]


@pytest.mark.clause("2.6", "2.8", "7.16", "8.7")
@pytest.mark.parametrize(
    ("kind", "clause"),
    [("tma", "2.6"), ("training", "2.8"), ("on_call", "7.16"), ("implementation", "8.7")],
)
def test_what_is_sold_apart_is_asked_for_under_its_clause(ask: Ask, kind: str, clause: str) -> None:
    quote = ask(kind)
    entry = Entry.objects.get(verb="orders.quote_asked")
    assert (entry.subject, entry.clauses) == (quote.reference, [clause])
    assert "Saturdays" not in str(entry.after)  # a wish may name people


def test_those_who_price_are_told(ask: Ask, cast: Cast) -> None:
    quote = ask()
    told = Notice.objects.get(kind="orders.asked_staff", channel="email")
    assert (told.person, told.subject) == (cast.people["anna"], quote.reference)
    assert "Ateliers Martin" in told.title


def test_with_no_accounts_manager_finance_is_told_then_administrators(ask: Ask, cast: Cast) -> None:
    """A wish that nobody hears of is never priced."""
    for left, hears in (("anna", "fred"), ("fred", "adam")):
        Membership.objects.filter(person=cast.people[left]).delete()
        quote = ask(at=ASKED)
        told = Notice.objects.get(subject=quote.reference, channel="email")
        assert told.person == cast.people[hears]


@pytest.mark.parametrize("who", ["rose", "charlie", "olga", "nobody"])
def test_only_contacts_and_those_who_sell_ask(ask: Ask, cast: Cast, who: str) -> None:
    actor = dict(cast.everyone)[who]
    with pytest.raises(NotAllowed):
        ask(actor=actor)


@pytest.mark.clause("7.16")
def test_an_accepted_on_call_service_becomes_an_option_of_the_contract(
    priced: Priced, cast: Cast, contracts: dict[str, Contract]
) -> None:
    order = services.accept(priced(), actor=cast.alice, at=LAST_MINUTE)
    option = Option.objects.get(contract=contracts["martin"])
    assert (option.kind, option.starts_on, option.yearly_fee) == ("on_call", date(2026, 7, 1), 6000)
    assert order.option == option
    receipt = Notice.objects.filter(kind="orders.accepted", channel="email")
    assert {notice.person for notice in receipt} == {cast.people["alice"], cast.people["bob"]}


@pytest.mark.clause("2.8")
def test_an_accepted_training_becomes_an_amount_to_invoice(priced: Priced, cast: Cast) -> None:
    quote = priced("training", yearly=None, amount=Decimal("1200"), starts_on=date(2026, 9, 1))
    services.accept(quote, actor=cast.bob, at=PRICED)
    line = BillableLine.objects.get()
    assert (line.amount, line.due_on, line.order.quote) == (1200, date(2026, 9, 1), quote)


def test_accepting_twice_is_accepting_once(priced: Priced, cast: Cast) -> None:
    quote = priced()
    first = services.accept(quote, actor=cast.bob, at=PRICED)
    assert services.accept(quote, actor=cast.alice, at=PRICED) == first
    assert Option.objects.count() == 1


def test_an_offer_that_was_not_read_binds_nobody(priced: Priced, cast: Cast) -> None:
    quote = priced()
    dearer = an_offer(yearly=Decimal("60000"))
    services.price(quote, dearer, actor=cast.anna, at=PRICED + timedelta(hours=1))
    with pytest.raises(services.OfferChanged, match="changed since you read it"):
        services.accept(quote, read=PRICED, actor=cast.bob, at=PRICED + timedelta(hours=2))
    assert not Order.objects.exists()


def test_accepted_by_two_at_once_it_is_one_order(priced: Priced, cast: Cast) -> None:
    """Alice looked before Bob accepted, and comes after: she gets his order, not a refusal."""
    quote = priced()

    def bob_is_first(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "orders_quote" in sql and not taken:
            taken.append(True)
            services.accept(quote, actor=cast.bob, at=PRICED)
        return execute(sql, params, many, context)

    taken: list[bool] = []
    with connection.execute_wrapper(bob_is_first):
        order = services.accept(quote, actor=cast.alice, at=PRICED)
    assert order == Order.objects.get(ordered_by=cast.people["bob"])


def test_at_half_past_midnight_in_paris_yesterday_is_over(ask: Ask, cast: Cast) -> None:
    """It is still 1 June in UTC: an offer valid until then could be accepted by nobody."""
    at = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)
    with pytest.raises(services.FaultyOffer, match="would have expired"):
        services.price(ask(), an_offer(valid_until=date(2026, 6, 1)), actor=cast.anna, at=at)


def test_an_offer_outside_the_contracts_time_is_refused_before_the_client_reads_it(
    ask: Ask, cast: Cast
) -> None:
    with pytest.raises(services.FaultyOffer, match="does not run on"):
        services.price(ask(), an_offer(starts_on=date(2025, 12, 31)), actor=cast.anna, at=PRICED)


def test_an_offer_lapses_when_its_last_day_has_passed(priced: Priced, cast: Cast) -> None:
    quote = priced()
    with pytest.raises(services.OfferExpired, match="held until"):
        services.accept(quote, actor=cast.bob, at=LAST_MINUTE + timedelta(minutes=2))
    assert services.expire(LAST_MINUTE) == 0
    assert services.expire(LAST_MINUTE + timedelta(minutes=2)) == 1
    assert services.expire(LAST_MINUTE + timedelta(minutes=2)) == 0
    quote.refresh_from_db()
    assert quote.state == "expired"
    assert Notice.objects.filter(kind="orders.expired", channel="email").count() == 2


@pytest.mark.parametrize("who", ["rose", "charlie", "anna", "adam"])
def test_only_a_contact_of_the_client_accepts(priced: Priced, cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        services.accept(priced(), actor=getattr(cast, who), at=PRICED)


@pytest.mark.parametrize("who", ["sam", "bob", "olga"])
def test_only_those_who_sell_price(ask: Ask, cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        services.price(ask(), an_offer(), actor=getattr(cast, who), at=PRICED)


def test_all_that_is_wrong_with_an_offer_is_told_at_once(ask: Ask, cast: Cast) -> None:
    offer = an_offer(words=" ", yearly=None, valid_until=date(2026, 5, 1))
    with pytest.raises(services.FaultyOffer) as refused:
        services.price(ask(), offer, actor=cast.anna, at=PRICED)
    for part in ("no words", "no price", "would have expired"):
        assert part in refused.value.message("en")
    assert "n'a pas de prix" in refused.value.message("fr")
    assert Quote.objects.get().state == "asked"


@pytest.mark.parametrize(
    "said",
    [
        {"yearly": Decimal("-1")},
        {"starts_on": None},
        {"ends_on": date(2026, 6, 1)},
    ],
)
def test_an_offer_that_cannot_be_is_refused(ask: Ask, cast: Cast, said: dict[str, object]) -> None:
    with pytest.raises(services.FaultyOffer):
        services.price(ask(), an_offer(**said), actor=cast.anna, at=PRICED)


def test_a_service_done_once_has_no_yearly_fee(ask: Ask, cast: Cast) -> None:
    with pytest.raises(services.FaultyOffer, match="no yearly fee"):
        services.price(ask("training"), an_offer(), actor=cast.anna, at=PRICED)


def test_a_quote_that_moved_on_cannot_be_priced_again(priced: Priced, cast: Cast) -> None:
    quote = priced()
    services.decline(quote, because="too dear", actor=cast.bob, at=PRICED)
    with pytest.raises(services.QuoteMovedOn, match="is in another state by now"):
        services.price(quote, an_offer(), actor=cast.anna, at=PRICED)


def test_an_offer_is_withdrawn_with_its_reason(priced: Priced, cast: Cast) -> None:
    quote = priced()
    with pytest.raises(services.FaultyOffer, match="reason is missing"):
        services.withdraw(quote, because="", actor=cast.anna, at=PRICED)
    services.withdraw(quote, because="the team is full", actor=cast.anna, at=PRICED)
    told = Notice.objects.filter(kind="orders.withdrawn")[0].text
    assert "the team is full" in told
    assert f"/orders/{quote.pk}/" in told


@pytest.mark.clause("7.22")
def test_time_spent_is_billed_once_and_invoiced_once(
    contracts: dict[str, Contract], cast: Cast
) -> None:
    def bill() -> BillableLine:
        return services.bill(
            contracts["martin"], key="request/7/time", label="Two hours", quantity=Decimal("2"),
            unit_price=Decimal("95.50"), due_on=date(2026, 6, 30), actor=cast.sam, at=PRICED,
        )  # fmt: skip

    assert (bill(), bill().amount) == (BillableLine.objects.get(), Decimal("191.00"))
    lines = list(queries.billable_lines(cast.fred, open_only=True))

    def mark(invoice: str) -> int:
        return services.mark_invoiced(
            lines, invoice=invoice, on=date(2026, 7, 1), actor=cast.fred, at=PRICED
        )

    assert (mark("F-1"), mark("F-2")) == (1, 0)
    assert BillableLine.objects.get().invoice == "F-1"
    with pytest.raises(NotAllowed):
        services.mark_invoiced(lines, invoice="x", on=PRICED.date(), actor=cast.sam, at=PRICED)


def test_each_sees_its_own_quotes_orders_and_amounts(
    priced: Priced, cast: Cast, contracts: dict[str, Contract]
) -> None:
    quote = priced("training", yearly=None, amount=Decimal("1200"))
    services.accept(quote, actor=cast.bob, at=PRICED)
    insiders = {"alice", "bob", "rose"}
    for name, viewer in cast.everyone:
        sees = name in insiders or viewer.is_staff
        assert queries.quotes(viewer).exists() is sees, name
        assert queries.orders(viewer).exists() is sees, name
        assert queries.billable_lines(viewer).exists() is sees, name
        if sees:
            assert queries.quote(viewer, quote.pk) == quote
        else:
            with pytest.raises(NotSeen):
                queries.quote(viewer, quote.pk)


def test_the_system_lets_offers_lapse_and_no_one_else_acts(priced: Priced) -> None:
    priced()
    services.expire(LAST_MINUTE + timedelta(days=1))
    assert Entry.objects.get(verb="orders.quote_expired").actor == SYSTEM.pseudonym


# --- one's own backups before an operation


@pytest.fixture
def operation(priced: Priced, cast: Cast) -> Quote:
    """Paid work on 20 September 2026 that an update needs, ordered by Alice."""
    found = priced("implementation", starts_on=date(2026, 9, 20), yearly=None, amount=Decimal(900))
    services.accept(found, actor=cast.alice, at=PRICED)
    return found


@pytest.mark.clause("6.7")
def test_before_an_operation_that_it_ordered_a_client_owes_its_own_backups(
    operation: Quote, cast: Cast
) -> None:
    owed = queries.backup_owed(cast.bob, operation)
    assert owed
    assert (owed.owed_by, owed.state, owed.risk, owed.clauses) == (
        "client", "running", "no-own-backup", ["6.7"],
    )  # fmt: skip
    assert owed.due_at == datetime(2026, 9, 19, 22, tzinfo=UTC)  # 20 September, 0:00 in Paris
    assert owed.steps.count() == 2
    assert queries.backup_owed(cast.charlie, operation) is None


@pytest.mark.clause("6.7")
def test_a_contact_says_that_they_are_arranged_and_nobody_else(
    operation: Quote, cast: Cast
) -> None:
    for who in ("rose", "charlie", "sam", "adam"):
        with pytest.raises(NotAllowed):
            services.say_backed_up(operation, actor=dict(cast.everyone)[who], at=PRICED)
    kept = services.say_backed_up(operation, actor=cast.bob, at=PRICED)
    assert (kept.state, kept.done_at) == ("kept", PRICED)
    assert queries.backup_owed(cast.bob, operation) is None
    later = PRICED + timedelta(days=1)
    assert services.say_backed_up(operation, actor=cast.alice, at=later).done_at == PRICED


@pytest.mark.clause("6.7")
@pytest.mark.parametrize(
    ("kind", "given"),
    [("training", {"starts_on": date(2026, 9, 20)}), ("implementation", {"starts_on": None})],
    ids=["no operation", "no day said"],
)
def test_nothing_is_owed_before_what_is_no_operation_or_has_no_day(
    priced: Priced, cast: Cast, kind: str, given: dict[str, Any]
) -> None:
    found = priced(kind, yearly=None, amount=Decimal(900), **given)
    services.accept(found, actor=cast.alice, at=PRICED)
    assert queries.backup_owed(cast.alice, found) is None
    with pytest.raises(NotSeen):
        services.say_backed_up(found, actor=cast.alice, at=PRICED)
