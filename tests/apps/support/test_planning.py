"""What is planned for a client: each kind by its date, and nobody else's.

Clause: 7.3.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tenir.apps.agreements.models import Closure, Contract, Option, Subscription
from tenir.apps.maintenance.models import Works
from tenir.apps.orders.models import Order, Quote
from tenir.apps.support.queries import Planned, planned
from tenir.viewer import SYSTEM, Viewer
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 10, 9, tzinfo=UTC)
TOLD = NOW - timedelta(days=30)


@pytest.fixture
def ordered(cast: Cast, contracts: dict[str, Contract]) -> Cast:
    """Both clients subscribe to Drive, and nothing is planned."""
    assert len(contracts) == 2
    return cast


def line_of(cast: Cast) -> Subscription:
    return Subscription.objects.select_related("product").filter(
        contract__client=cast.martin.organisation_id
    ).first() or pytest.fail("Martin subscribes to nothing")


def works(cast: Cast, number: str, starts_at: datetime, **more: Any) -> Works:
    told = {"kind": "planned", "title_fr": f"Travaux {number}", "announced_at": TOLD}
    made = Works.objects.create(
        number=number, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **told | more
    )
    made.products.add(line_of(cast).product)
    return made


def option(cast: Cast, kind: str, starts_on: date, ends_on: date | None, **more: Any) -> Option:
    return Option.objects.create(
        contract=line_of(cast).contract, kind=kind, key=f"{kind}/{starts_on}", name=f"A {kind}",
        starts_on=starts_on, ends_on=ends_on, added_at=TOLD, **more,
    )  # fmt: skip


def quote(cast: Cast, kind: str, starts_on: date | None, **more: Any) -> Quote:
    told: dict[str, Any] = {"state": "accepted", "offer": f"A {kind}\nAt your place"} | more
    made = Quote.objects.create(
        contract=line_of(cast).contract, kind=kind, wish="Please", starts_on=starts_on,
        asked_at=TOLD, priced_at=TOLD, valid_until=date(2026, 7, 1), **told,
    )  # fmt: skip
    if made.state == "accepted":
        Order.objects.create(quote=made, ordered_at=TOLD)
    return made


def found(viewer: Viewer, **window: Any) -> list[Planned]:
    return planned(viewer, **{"since": NOW, **window})


def references(viewer: Viewer, **window: Any) -> list[str]:
    return [each.reference or each.kind for each in found(viewer, **window)]


def test_each_kind_is_told_in_the_order_of_its_date_under_its_clause(ordered: Cast) -> None:
    cast = ordered
    Closure.objects.create(on=date(2026, 6, 19), announced_at=TOLD, because="A storm")
    works(cast, "W-901", datetime(2026, 6, 20, 20, tzinfo=UTC))
    on_call = option(cast, "on_call", date(2026, 7, 1), None)
    training = quote(cast, "training", date(2026, 6, 18))
    told = [(each.reference or each.kind, each.kind, each.clause) for each in found(cast.bob)]
    assert told == [
        (training.reference, "training", "2.8"),
        ("closure", "closure", "7.15"),
        ("works/W-901", "works", "5.12"),
        (f"option/{on_call.pk}", "on_call", "7.16"),
    ]
    assert found(cast.bob)[1].title == {"fr": "A storm", "en": "A storm"}  # why it is closed


def test_a_day_is_whole_in_paris_and_the_hours_of_works_are_kept(ordered: Cast) -> None:
    quote(ordered, "training", date(2026, 6, 18))
    works(ordered, "W-901", datetime(2026, 6, 20, 20, tzinfo=UTC))
    day, hours = found(ordered.bob)
    assert (day.whole_days, day.first_on, day.last_on) == (
        True, date(2026, 6, 18), date(2026, 6, 18)
    )  # fmt: skip
    assert day.starts_at == datetime(2026, 6, 17, 22, tzinfo=UTC)
    assert day.ends_at == datetime(2026, 6, 18, 22, tzinfo=UTC)
    assert (day.title["fr"], day.client_id) == ("A training", ordered.martin.organisation_id)
    assert (hours.whole_days, hours.starts_at) == (False, datetime(2026, 6, 20, 20, tzinfo=UTC))
    assert hours.products == (line_of(ordered).product.name,)


def test_what_is_over_withdrawn_or_only_asked_for_is_not_planned(ordered: Cast) -> None:
    cast = ordered
    works(cast, "W-901", NOW - timedelta(days=3))
    works(cast, "W-902", NOW + timedelta(days=3), withdrawn_at=NOW)
    works(cast, "W-903", NOW + timedelta(days=3), announced_at=None)
    quote(cast, "training", date(2026, 6, 9))
    quote(cast, "training", date(2026, 6, 18), state="priced")
    quote(cast, "training", None)
    option(cast, "on_call", date(2026, 1, 1), None)  # it runs: nothing of it is to come
    option(cast, "tma", date(2026, 6, 20), date(2026, 6, 19), ended_because="Called off")
    Closure.objects.create(on=date(2026, 6, 9), announced_at=TOLD, because="A storm")
    Closure.objects.create(on=date(2027, 6, 30), announced_at=TOLD, because="Later")
    assert references(cast.bob) == []


def test_what_goes_on_counts_until_its_end(ordered: Cast) -> None:
    running = works(ordered, "W-901", NOW - timedelta(hours=1))
    lasting = option(ordered, "tma", date(2026, 6, 1), date(2026, 6, 10))
    assert references(ordered.bob) == [f"option/{lasting.pk}", f"works/{running.number}"]
    assert references(ordered.bob, since=NOW + timedelta(days=1)) == []


def test_an_order_that_became_an_option_is_told_once(ordered: Cast) -> None:
    made = quote(ordered, "on_call", date(2026, 7, 1))
    carried = option(ordered, "on_call", date(2026, 7, 1), None)
    Order.objects.filter(quote=made).update(option=carried)
    assert references(ordered.bob) == [f"option/{carried.pk}"]


def test_the_window_is_a_year_unless_it_is_said(ordered: Cast) -> None:
    near = quote(ordered, "training", date(2026, 6, 18))
    far = quote(ordered, "training", date(2027, 6, 10))
    quote(ordered, "training", date(2027, 6, 20))
    assert references(ordered.bob) == [near.reference, far.reference]
    assert references(ordered.bob, until=NOW + timedelta(days=30)) == [near.reference]


def test_another_client_reads_nothing_of_it_and_staff_all(ordered: Cast) -> None:
    made = quote(ordered, "training", date(2026, 6, 18))
    Closure.objects.create(on=date(2026, 6, 19), announced_at=TOLD, because="A storm")
    assert references(ordered.charlie) == ["closure"]
    assert references(ordered.sam) == references(SYSTEM) == [made.reference, "closure"]


def test_a_closure_of_some_hours_keeps_them_on_a_day_whose_clocks_change(ordered: Cast) -> None:
    Closure.objects.create(
        on=date(2026, 10, 25), start=13 * 3600, end=17 * 3600, announced_at=TOLD, because="A move"
    )
    (told,) = found(ordered.bob)
    assert (told.whole_days, told.starts_at, told.ends_at) == (
        False, datetime(2026, 10, 25, 12, tzinfo=UTC), datetime(2026, 10, 25, 16, tzinfo=UTC),
    )  # fmt: skip
