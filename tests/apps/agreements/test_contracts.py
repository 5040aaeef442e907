"""Contracts and their lines: what is signed, what is refused, what is flagged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from tenir.apps.agreements import queries, services
from tenir.apps.agreements.models import Contract, Version
from tenir.apps.catalogue.models import Software
from tenir.apps.journal import queries as journal
from tenir.terms.kinds_availability import Threshold
from tenir.terms.phrases import Language
from tenir.viewer import SYSTEM, NotAllowed, NotSeen
from tests.apps.agreements.conftest import SIGNED, SPECIAL, NewLine
from tests.apps.agreements.contracts import MARCH, Sign, faults, line_of
from tests.apps.agreements.test_knowing import STAFF
from tests.cast import Cast


def test_a_contract_is_signed_with_its_lines_on_5_january(sign: Sign) -> None:
    lines = [NewLine(product="drive", yearly_fee="48000.00"), NewLine(product="process")]
    found = sign(lines=lines).subscriptions.order_by("pk")
    assert [(line.product.key, line.target, line.yearly_fee) for line in found] == [
        ("drive", "c-1-drive", Decimal("48000.00")), ("process", "c-1-process", None),
    ]  # fmt: skip


@pytest.mark.clause("1.2")
def test_a_contracts_special_terms_hold_for_its_subscriptions(cast: Cast, sign: Sign) -> None:
    line = line_of(sign(overrides=[SPECIAL]))
    terms = queries.terms_of(cast.alice, line.pk, at=MARCH)
    assert str(terms.get("availability.target", Threshold).term.value) == "999/1000"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_mistake_is_told_at_once_and_nothing_is_saved(
    cast: Cast, sign: Sign, language: Language
) -> None:
    environment = {"name": "", "kind": "moon", "colour": "red"}
    lines = [
        NewLine(product="abacus", seats=0, yearly_fee="NaN", environments=[environment]),
        NewLine(product="drive", ends_on=date(2025, 1, 1)),
        NewLine(product="drive", hosting="moon", target="a b", yearly_fee="1.005"),
    ]
    told = faults(
        lambda: sign(
            "", lines=lines, platform="third", ends_on=date(2025, 12, 31),
            overrides=[{**SPECIAL, "layer": "annex"}, {**SPECIAL, "set": {"value": "99"}}],
        ),
        language,
    )  # fmt: skip
    places = {message.split(": ")[0] for message in told}
    assert places == {
        "number", "ends_on", "platform", "overrides[1].layer", "overrides[2].set.value",
        "lines[1]", "lines[1].seats", "lines[1].yearly_fee", "lines[1].environments",
        "lines[1].environments[1]", "lines[2]", "lines[3]", "lines[3].target",
        "lines[3].yearly_fee",
    }  # fmt: skip
    assert not Contract.objects.exists()
    assert not journal.entries(SYSTEM, verb="agreements.contract").exists()


def test_a_number_and_a_target_are_taken_once(sign: Sign) -> None:
    sign("C-1")
    told = faults(lambda: sign("C-1", lines=[NewLine(product="process", target="c-1-drive")]))
    assert [message.split(": ")[0] for message in told] == ["number", "lines[1].target"]


def test_a_line_stands_inside_its_contract(cast: Cast, sign: Sign) -> None:
    contract = sign(ends_on=date(2026, 12, 31))
    told = faults(
        lambda: services.subscribe(
            contract=contract.pk, product="process", ends_on=date(2027, 1, 1), actor=cast.anna,
            at=MARCH,
        )
    )  # fmt: skip
    assert told == ["line: outside the contract's time, from 2026-01-01 to 2026-12-31"]


def test_a_product_off_the_catalogue_is_not_sold(cast: Cast, sign: Sign) -> None:
    line_of(sign()).product.__class__.objects.filter(key="process").update(withdrawn_at=MARCH)
    told = faults(lambda: sign("C-2", lines=[NewLine(product="process")]))
    assert told == [
        "lines[1].product: the product “process” is not on offer; load the catalogue first"
    ]


def test_only_those_who_keep_contracts_sign_them(cast: Cast, sign: Sign) -> None:
    allowed = set()
    for number, (name, who) in enumerate(cast.everyone):
        try:
            sign(f"C-{number}", actor=who, lines=[])
        except (NotAllowed, NotSeen):
            continue
        allowed.add(name)
    assert allowed == {"anna", "adam"}


def test_a_stranger_learns_nothing_by_trying_to_sign(cast: Cast, sign: Sign) -> None:
    with pytest.raises(NotSeen):
        sign(actor=cast.charlie)
    with pytest.raises(NotAllowed):
        sign(actor=cast.alice)


def third_party(**promises: str) -> None:
    Software.objects.filter(products__key="real-estate-suite").update(
        conditions_at=SIGNED, promises=promises
    )


@pytest.mark.clause("2.7")
def test_a_promise_above_a_third_partys_own_is_flagged_when_the_contract_is_saved(
    cast: Cast, sign: Sign, reference: Version
) -> None:
    third_party(availability="99 %", response_p1="4 working_hours", response="1 working_day",
                restorable="12 hours")  # fmt: skip
    contract = sign(lines=[NewLine(product="real-estate-suite")])
    (flag,) = contract.amendments.get().flags
    assert (flag["product"], flag["software"], flag["finding"]) == (
        "real-estate-suite", "k2-geospatial", "above",
    )  # fmt: skip
    assert flag["clauses"][0] == "2.7"
    assert "99" in flag["sentence"]["fr"]


@pytest.mark.clause("2.7")
def test_a_line_added_later_is_flagged_too(cast: Cast, sign: Sign) -> None:
    contract = sign()
    third_party(availability="99 %")
    assert not queries.flagged_contracts(cast.anna).exists()
    services.subscribe(contract=contract.pk, product="real-estate-suite", actor=cast.anna, at=MARCH)
    assert [row.contract for row in queries.flagged_contracts(cast.anna)] == [contract]


def test_flags_are_for_staff_alone(cast: Cast, sign: Sign) -> None:
    third_party()
    sign(lines=[NewLine(product="real-estate-suite")])
    sees = {name for name, who in cast.everyone if queries.flagged_contracts(who).exists()}
    assert sees == STAFF


def test_the_database_refuses_a_contract_that_ends_before_it_starts(sign: Sign) -> None:
    contract = sign()
    contract.ends_on = date(2025, 1, 1)
    with pytest.raises(DatabaseError), transaction.atomic():
        contract.save()
