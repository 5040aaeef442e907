"""What a contract carries beside its lines: on-call services and a client's own work."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tenir.apps.agreements import queries, services
from tests.apps.agreements.conftest import FIRST, SIGNED
from tests.apps.agreements.contracts import MARCH, Sign, faults, line_of
from tests.cast import Cast


@pytest.mark.clause("7.16")
def test_an_on_call_option_stands_on_its_contract_from_its_day(cast: Cast, sign: Sign) -> None:
    contract = sign()
    hours = {"days": ["sat"], "hours": ["08:00-12:00"]}
    for _ in range(2):  # the same order again changes nothing
        services.add_option(
            contract, kind="on_call", name="Saturdays", key="O-1/option", order="O-1",
            starts_on=date(2026, 4, 1), details=hours, yearly_fee="1200", actor=cast.alice,
            at=MARCH,
        )  # fmt: skip
    assert queries.on_call(cast.alice, contract.pk, date(2026, 3, 31)) is None
    found = queries.on_call(cast.alice, contract.pk, date(2026, 4, 1))
    assert found is not None
    assert (found.details, found.yearly_fee) == (hours, Decimal("1200.00"))
    services.end_option(
        option=found.pk, on=date(2026, 4, 30), because="", actor=cast.anna, at=MARCH
    )
    assert queries.on_call(cast.alice, contract.pk, date(2026, 5, 1)) is None


def test_an_option_with_mistakes_is_refused_with_all_of_them(cast: Cast, sign: Sign) -> None:
    contract = sign()
    told = faults(
        lambda: services.add_option(
            contract, kind="party", name=" ", key="", starts_on=date(2025, 1, 1),
            ends_on=date(2024, 1, 1), subscription=999, actor=cast.anna, at=MARCH,
        )
    )  # fmt: skip
    assert len(told) == 6


@pytest.mark.clause("2.2", "8.8")
def test_specifics_are_on_record_until_they_are_withdrawn(cast: Cast, sign: Sign) -> None:
    line = line_of(sign())
    found = services.record_specific(
        subscription=line.pk, kind="connector", name="SAP", actor=cast.rita, at=SIGNED
    )
    services.withdraw_specific(specific=found.pk, actor=cast.rita, at=MARCH)
    assert not queries.specifics(cast.alice).exists()
    assert queries.specifics(cast.alice, at=MARCH - timedelta(days=1)).get() == found
    with pytest.raises(services.FaultyContract):
        services.record_specific(subscription=line.pk, kind="x", name="", actor=cast.rita, at=MARCH)


def test_an_options_key_does_not_reach_another_clients_contract(cast: Cast, sign: Sign) -> None:
    theirs = sign("N-1", client=cast.novak.pk)
    asked = {
        "kind": "tma", "name": "TMA", "key": "o", "order": "O-1", "starts_on": FIRST, "at": MARCH,
    }  # fmt: skip
    services.add_option(theirs, actor=cast.charlie, **asked)
    assert faults(lambda: services.add_option(sign(), actor=cast.alice, **asked)) == [
        "key: the key “o” is that of an option of another contract"
    ]
