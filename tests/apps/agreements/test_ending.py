"""Contracts and access: when they open, end, are extended or called off."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tenir.apps.agreements import queries, services
from tenir.apps.journal import queries as journal
from tenir.apps.notices import queries as notices
from tenir.apps.parties.models import Contact
from tenir.viewer import SYSTEM
from tests.apps.agreements.conftest import FIRST, SIGNED, NewLine
from tests.apps.agreements.contracts import MARCH, Sign, line_of
from tests.cast import Cast


@pytest.mark.clause("4.2")
def test_no_access_opens_before_a_contact_is_designated(cast: Cast, sign: Sign) -> None:
    line = line_of(sign())
    Contact.objects.filter(client=cast.martin).update(removed_at=SIGNED)
    with pytest.raises(services.NoContact):
        services.open_access(subscription=line.pk, actor=cast.sam, at=MARCH)
    assert queries.access_open(cast.sam, line.pk, at=MARCH) is None


@pytest.mark.clause("4.3")
def test_access_opens_once_and_the_contacts_are_told(cast: Cast, sign: Sign) -> None:
    line = line_of(sign())
    first = services.open_access(subscription=line.pk, actor=cast.sam, at=MARCH)
    again = services.open_access(subscription=line.pk, actor=cast.olga, at=MARCH)
    assert first == again
    told = notices.notices(SYSTEM).filter(kind="agreements.access_opened", channel="email")
    assert {notice.address for notice in told} == {"alice@example.org", "bob@example.org"}


def test_access_does_not_open_outside_the_subscriptions_dates(cast: Cast, sign: Sign) -> None:
    line = line_of(sign(ends_on=date(2026, 3, 1)))
    with pytest.raises(services.NotRunning):
        services.open_access(subscription=line.pk, actor=cast.sam, at=MARCH)


@pytest.mark.clause("1.1")
def test_ending_a_subscription_on_31_march_ends_access_and_support_together(
    cast: Cast, sign: Sign
) -> None:
    line = line_of(sign())
    services.open_access(subscription=line.pk, actor=cast.sam, at=MARCH)
    services.end_subscription(
        subscription=line.pk, on=date(2026, 3, 31), because="move", actor=cast.anna, at=MARCH
    )
    last = datetime(2026, 3, 31, 21, 59, 59, tzinfo=UTC)
    assert queries.access_open(cast.alice, line.pk, at=last) is not None
    assert queries.access_open(cast.alice, line.pk, at=last + timedelta(seconds=1)) is None
    line.refresh_from_db()
    assert (line.runs_on(date(2026, 3, 31)), line.runs_on(date(2026, 4, 1))) == (True, False)


@pytest.mark.clause("1.1")
def test_ending_a_contract_ends_all_that_it_carries(cast: Cast, sign: Sign) -> None:
    contract = sign(lines=[NewLine(product="drive"), NewLine(product="process")])
    services.add_option(
        contract.pk, kind="on_call", name="Nights", key="o/1", starts_on=FIRST, actor=cast.anna,
        at=MARCH,
    )  # fmt: skip
    on = date(2026, 6, 30)
    services.end_contract(contract=contract.pk, on=on, because="", actor=cast.anna, at=MARCH)
    contract.refresh_from_db()
    ends = [line.ends_on for line in contract.subscriptions.all()]
    assert (contract.ends_on, ends, contract.options.get().ends_on) == (on, [on, on], on)
    with pytest.raises(services.EndedAlready):
        services.end_contract(contract=contract.pk, on=on, because="", actor=cast.anna, at=MARCH)


def test_what_is_over_is_not_ended_again(cast: Cast, sign: Sign) -> None:
    """A contract of two years ago keeps the end that it had, whatever ends now."""
    over = sign(starts_on=date(2024, 1, 1), ends_on=date(2025, 12, 31))
    with pytest.raises(services.EndedAlready):
        services.end_contract(
            contract=over.pk, on=date(2026, 6, 30), because="", actor=cast.anna, at=MARCH
        )
    over.refresh_from_db()
    assert (over.ended_at, over.ends_on) == (None, date(2025, 12, 31))


def test_nothing_is_ended_on_a_later_day_than_it_ends(cast: Cast, sign: Sign) -> None:
    line = line_of(sign(ends_on=date(2026, 12, 31)))
    with pytest.raises(services.NotRunning, match="ends on"):
        services.end_subscription(
            subscription=line.pk, on=date(2027, 6, 30), because="", actor=cast.anna, at=MARCH
        )


def test_what_people_wrote_about_an_end_stands_apart_from_the_chain(cast: Cast, sign: Sign) -> None:
    contract = sign()
    services.end_contract(
        contract=contract.pk, on=date(2026, 6, 30), because="Mme Dupont leaves", actor=cast.anna,
        at=MARCH,
    )  # fmt: skip
    entry = journal.entries(SYSTEM, verb="agreements.contract_ended").get()
    assert "Dupont" not in str((entry.before, entry.after, entry.subject))
    assert entry.personal.told == {"because": "Mme Dupont leaves"}


@pytest.mark.clause("1.1")
def test_access_closes_by_itself_with_a_contract_of_fixed_length(cast: Cast, sign: Sign) -> None:
    contract = sign(ends_on=date(2026, 3, 31))
    line = line_of(contract)
    services.open_access(subscription=line.pk, actor=cast.sam, at=MARCH)
    april = datetime(2026, 4, 1, 9, tzinfo=UTC)
    assert queries.access_open(cast.alice, line.pk, at=april) is None
    services.extend_contract(
        contract=contract.pk, ends_on=date(2027, 3, 31), actor=cast.anna, at=MARCH
    )
    assert queries.access_open(cast.alice, line.pk, at=april) is not None
    line.refresh_from_db()
    assert line.ends_on == date(2027, 3, 31)


def test_a_contract_is_extended_to_a_later_day_only(cast: Cast, sign: Sign) -> None:
    contract = sign(ends_on=date(2026, 12, 31))
    for ends_on in (date(2026, 12, 31), date(2026, 6, 30)):
        with pytest.raises(services.NotRunning):
            services.extend_contract(
                contract=contract.pk, ends_on=ends_on, actor=cast.anna, at=MARCH
            )
    services.end_contract(
        contract=contract.pk, on=date(2026, 6, 30), because="", actor=cast.anna, at=MARCH
    )
    with pytest.raises(services.EndedAlready):
        services.extend_contract(contract=contract.pk, ends_on=None, actor=cast.anna, at=MARCH)


def test_a_line_called_off_before_it_begins_never_runs(cast: Cast, sign: Sign) -> None:
    contract = sign()
    services.subscribe(
        contract=contract.pk, product="process", starts_on=date(2026, 9, 1), actor=cast.anna,
        at=MARCH,
    )  # fmt: skip
    services.end_contract(
        contract=contract.pk, on=date(2026, 6, 30), because="", actor=cast.anna, at=MARCH
    )
    line = contract.subscriptions.get(product__key="process")
    assert not any(line.runs_on(date(2026, month, 1)) for month in range(1, 13))
