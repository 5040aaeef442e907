"""Who may know of a contract and of its terms, and what it takes to ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenir.apps.agreements import queries, services
from tenir.apps.agreements.models import Version
from tenir.viewer import SYSTEM, NotAllowed, NotSeen
from tests.apps.agreements.conftest import FIRST, SIGNED, SPECIAL, NewLine
from tests.apps.agreements.contracts import MARCH, Sign, line_of
from tests.cast import Cast

MINE = {"alice", "bob", "rose"}
STAFF = {"sam", "olga", "rita", "anna", "fred", "sofia", "adam"}


def test_who_may_know_of_a_contract_and_of_what_it_carries(cast: Cast, sign: Sign) -> None:
    contract = sign()
    line = line_of(contract)
    services.add_option(
        contract, kind="tma", name="TMA", key="o", starts_on=FIRST, actor=cast.anna, at=MARCH
    )
    services.record_specific(
        subscription=line.pk, kind="report", name="Yearly", actor=cast.sam, at=SIGNED
    )
    for name, who in cast.everyone:
        seen = name in MINE | STAFF
        assert queries.contracts(who).exists() is seen, name
        assert queries.subscriptions(who, on=FIRST).exists() is seen, name
        assert queries.options(who).exists() is seen, name
        assert queries.specifics(who).exists() is seen, name
        assert bool(queries.ordered_on(who, FIRST)) is seen, name
        assert queries.on_call(who, contract.pk, FIRST) is None, name
        assert bool(queries.terms_of_many(who, [line], at=MARCH)) is seen, name
        for ask in (
            lambda who=who: queries.contract(who, contract.pk),
            lambda who=who: queries.subscription(who, line.pk),
            lambda who=who: queries.terms_of(who, line.pk, at=MARCH),
            lambda who=who: queries.resolved_terms(who, line.pk, at=MARCH),
            lambda who=who: queries.access_open(who, line.pk, at=MARCH),
        ):
            if seen:
                ask()
            else:
                with pytest.raises(NotSeen):
                    ask()


def test_acts_on_a_contract_tell_a_stranger_nothing(cast: Cast, sign: Sign) -> None:
    contract = sign()
    line, on = line_of(contract), date(2026, 6, 30)
    acts: list[Callable[..., object]] = [
        lambda **by: services.subscribe(contract=contract.pk, product="process", **by),
        lambda **by: services.amend_contract(
            contract=contract.pk, effective_on=on, overrides=[], **by),
        lambda **by: services.change_line(
            subscription=line.pk, from_on=on, modules=[], seats=1, yearly_fee=None, **by),
        lambda **by: services.end_contract(contract=contract.pk, on=on, because="", **by),
        lambda **by: services.end_subscription(
            subscription=line.pk, on=on, because="", **by),
        lambda **by: services.open_access(subscription=line.pk, **by),
        lambda **by: services.record_specific(
            subscription=line.pk, kind="report", name="x", **by),
        lambda **by: services.add_option(
            contract, kind="tma", name="x", key="x", starts_on=FIRST, **by),
    ]  # fmt: skip
    for act in acts:
        with pytest.raises(NotSeen):
            act(actor=cast.charlie, at=MARCH)
        with pytest.raises(NotAllowed):
            act(actor=cast.alice, at=MARCH)


def test_what_is_not_there_is_not_seen(cast: Cast, reference: Version) -> None:
    by = {"actor": cast.adam, "at": MARCH}
    for act in (
        lambda: services.end_contract(contract=9, on=FIRST, because="", **by),
        lambda: services.end_subscription(subscription=9, on=FIRST, because="", **by),
        lambda: services.open_access(subscription=9, **by),
        lambda: services.end_option(option=9, on=FIRST, because="", **by),
        lambda: services.record_specific(subscription=9, kind="report", name="x", **by),
        lambda: services.withdraw_specific(specific=9, **by),
    ):
        with pytest.raises(NotSeen):
            act()


def test_many_subscriptions_are_listed_in_one_query_and_their_terms_in_three(
    cast: Cast, sign: Sign
) -> None:
    for number in range(3):
        sign(f"C-{number}", lines=[NewLine(product="drive"), NewLine(product="process")],
             overrides=[SPECIAL] if number else [])  # fmt: skip
    with CaptureQueriesContext(
        connection,
    ) as listed:
        lines = list(queries.subscriptions(cast.anna, on=FIRST))
        names = {(str(line.product), line.contract.client.organisation.name) for line in lines}
    assert (len(lines), len(names)) == (6, 2)
    asked = [query["sql"] for query in listed if "agreements_subscription" in query["sql"]]
    assert len(asked) == 1
    queries.agreement_of(Version.objects.get())
    with CaptureQueriesContext(connection) as resolved:
        terms = queries.terms_of_many(SYSTEM, lines, at=MARCH)
    assert (len(terms), len(resolved)) == (6, 3)


def test_why_it_is_so_here_is_told_for_every_term(cast: Cast, sign: Sign) -> None:
    line = line_of(sign(overrides=[SPECIAL], lines=[NewLine(product="mobile-sales")]))
    rows = {row["key"]: row for row in queries.resolved_terms(cast.alice, line.pk, at=MARCH)}
    target, mode = rows["availability.target"], rows["releases.mode"]
    assert (target["value"]["en"], target["override"]) == ("at least 99.9 %", "special.target")
    assert target["layer"]["fr"] == "conditions particulières du contrat"
    assert mode["value"]["en"] == "automatic"
    (why,) = [use["why"]["en"] for use in mode["layers"] if use.get("id") == "annex1.dedicated"]
    said = "“piloted updates on dedicated hosting” does not apply: hosting is shared, not dedicated"
    assert why == said
    assert len(rows) == len(queries.agreement_of(Version.objects.get()).convention.terms)
