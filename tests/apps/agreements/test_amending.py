"""Contracts amended: a term, a line, its modules, its fee, from a day on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tenir.apps.agreements import queries, services
from tenir.apps.agreements.models import Amendment
from tenir.apps.catalogue import queries as catalogue_asked
from tenir.apps.catalogue import services as catalogue
from tenir.apps.catalogue.models import Module, Product, ProductVersion
from tenir.apps.commitments import queries as commitments
from tenir.apps.notices import queries as notices
from tenir.terms.kinds_availability import Threshold
from tenir.viewer import SYSTEM
from tests.apps.agreements.conftest import SIGNED, SPECIAL, NewLine
from tests.apps.agreements.contracts import MARCH, Sign, faults, line_of
from tests.cast import Cast


@pytest.mark.clause("1.2")
def test_an_amendment_holds_from_its_day_and_never_before(cast: Cast, sign: Sign) -> None:
    contract = sign()
    line = line_of(contract)
    services.amend_contract(
        contract=contract.pk, effective_on=date(2026, 4, 1), overrides=[SPECIAL],
        actor=cast.anna, at=MARCH,
    )  # fmt: skip
    before, after = (
        queries.terms_of(SYSTEM, line.pk, at=datetime(2026, *day, tzinfo=UTC))
        .get("availability.target", Threshold).term.value
        for day in ((3, 31, 21, 59), (3, 31, 22, 0))
    )  # fmt: skip
    assert (str(before), str(after)) == ("199/200", "999/1000")


def test_an_amendment_does_not_reach_back(cast: Cast, sign: Sign) -> None:
    with pytest.raises(services.PastAmendment):
        services.amend_contract(
            contract=sign().pk, effective_on=date(2026, 3, 1), overrides=[SPECIAL],
            actor=cast.anna, at=MARCH,
        )  # fmt: skip


@pytest.mark.clause("2.5")
def test_a_line_has_modules_of_the_catalogue_and_keeps_one_that_is_withdrawn(
    cast: Cast, sign: Sign
) -> None:
    drive = Product.objects.get(key="drive")
    asked = [NewLine(product="drive", modules=["sync", "scan"])]
    (told,) = faults(lambda: sign(lines=asked))
    assert told.startswith("lines[1].modules")
    Module.objects.create(product=drive, key="sync")
    Module.objects.create(product=drive, key="scan", withdrawn_at=MARCH)
    (told,) = faults(lambda: sign(lines=asked))
    assert "no module “scan”; modules of the catalogue: sync" in told
    Module.objects.filter(key="scan").update(withdrawn_at=None)
    line = line_of(sign(lines=asked))
    Module.objects.filter(key="scan").update(withdrawn_at=MARCH)
    ordered = services.change_line(
        subscription=line.pk, from_on=date(2026, 4, 1), modules=["scan"], seats=None,
        yearly_fee=None, actor=cast.anna, at=MARCH,
    )  # fmt: skip
    assert ordered.modules == ["scan"]


def needed(sign: Sign, cast: Cast, *, required_from: date) -> None:
    """Drive 5.0 needs a browser, from that day on; the client that signs next has not read it."""
    sign("C-0", client=cast.novak.pk)
    version = ProductVersion.objects.create(
        product=Product.objects.get(key="drive"), number="5.0", kind="version",
        released_on=date(2026, 1, 2),
    )  # fmt: skip
    browser = catalogue.Needed("technical", "Navigateur", "Browser", "documentation", "p. 12")
    catalogue.publish_prerequisites(
        version, items=[browser], required_from=required_from, concerned=[cast.novak.pk],
        actor=cast.anna, at=SIGNED,
    )  # fmt: skip


@pytest.mark.clause("4.1")
@pytest.mark.parametrize(
    ("starts_on", "read_by"),
    [
        (date(2026, 4, 1), datetime(2026, 3, 31, 22, tzinfo=UTC)),  # before it starts
        (date(2026, 1, 1), datetime(2026, 3, 2, 23, tzinfo=UTC)),  # by the end of the day
    ],
)
def test_whoever_subscribes_owes_to_have_read_what_the_product_needs(
    cast: Cast, sign: Sign, starts_on: date, read_by: datetime
) -> None:
    needed(sign, cast, required_from=date(2026, 2, 1))
    contract = sign(lines=[], starts_on=date(2026, 1, 1))
    services.subscribe(
        contract=contract.pk, product="drive", starts_on=starts_on, actor=cast.anna, at=MARCH
    )
    owed = commitments.commitments(cast.alice, kind="catalogue.acknowledge_prerequisites").get()
    assert (owed.due_at, owed.owed_by, owed.started_at) == (read_by, "client", MARCH)
    told = notices.notices(SYSTEM).filter(kind="catalogue.prerequisites_published")
    assert set(told.filter(organisation=cast.martin.pk).values_list("state", flat=True))
    (edition,) = catalogue_asked.unread(cast.alice, cast.martin.pk)
    catalogue.acknowledge_prerequisites(
        edition.pk, organisation=cast.martin.pk, actor=cast.alice, at=MARCH
    )
    services.subscribe(
        contract=contract.pk, product="drive", target="second", actor=cast.anna, at=MARCH
    )
    owed.refresh_from_db()
    assert owed.state == "kept"
    assert commitments.commitments(cast.alice, kind=owed.kind).count() == 1


@pytest.mark.clause("2.5")
def test_a_line_that_comes_to_more_keeps_its_fee_for_the_months_before(
    cast: Cast, sign: Sign
) -> None:
    line = line_of(sign())
    Module.objects.create(product=line.product, key="search")
    services.change_line(
        subscription=line.pk, from_on=date(2026, 4, 1), modules=["search"], seats=30,
        yearly_fee="60000.00", order="O-7", actor=cast.anna, at=MARCH,
    )  # fmt: skip
    fees = [
        queries.ordered_on(cast.alice, on)[line.pk].yearly_fee
        for on in (date(2026, 3, 31), date(2026, 4, 1))
    ]
    assert fees == [Decimal("48000.00"), Decimal("60000.00")]


def test_what_is_ordered_from_a_later_day_stays_the_lines_last(cast: Cast, sign: Sign) -> None:
    """Thirty seats from 1 July are on order; twenty-five from April are for the time between."""
    line = line_of(sign())
    for from_on, seats in ((date(2026, 7, 1), 30), (date(2026, 4, 1), 25)):
        services.change_line(
            subscription=line.pk, from_on=from_on, modules=[], seats=seats, yearly_fee="48000.00",
            actor=cast.anna, at=MARCH,
        )  # fmt: skip
    line.refresh_from_db()
    assert line.seats == 30
    assert queries.ordered_on(cast.alice, date(2026, 5, 1))[line.pk].seats == 25


def test_nothing_is_ordered_after_a_lines_last_day(cast: Cast, sign: Sign) -> None:
    line = line_of(sign(ends_on=date(2026, 6, 30)))
    with pytest.raises(services.PastAmendment, match="from 2026"):
        services.change_line(
            subscription=line.pk, from_on=date(2026, 7, 1), modules=[], seats=30,
            yearly_fee="48000.00", actor=cast.anna, at=MARCH,
        )  # fmt: skip


def test_an_amendment_for_a_day_to_come_may_be_written_again(cast: Cast, sign: Sign) -> None:
    contract = sign()
    for overrides in ([SPECIAL], []):
        services.amend_contract(
            contract=contract.pk, effective_on=date(2026, 4, 1), overrides=overrides,
            actor=cast.anna, at=MARCH,
        )  # fmt: skip
    assert [row.overrides for row in Amendment.objects.filter(contract=contract)] == [[], []]
