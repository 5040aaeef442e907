"""Prepared questions: the same rows as Django's own, whatever the values, on every thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models import F, Q, QuerySet
from django.test.utils import CaptureQueriesContext

from tenir.apps.accounts.models import Membership, Organisation, Person
from tenir.apps.journal.models import Entry
from tenir.prepared import Prepared

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 20, tzinfo=UTC)


@pytest.fixture
def organisations() -> list[Organisation]:
    return [
        Organisation.objects.create(kind="client", name=name) for name in ("Acme", "Zeta", "O'Hara")
    ]


def test_it_gives_the_rows_of_other_values_each_time(organisations: list[Organisation]) -> None:
    named = Prepared(lambda name: Organisation.objects.filter(name=name))
    assert [named(one.name) for one in organisations] == [[one] for one in organisations]


def test_a_value_is_never_read_as_a_statement(organisations: list[Organisation]) -> None:
    named = Prepared(lambda name: Organisation.objects.filter(name=name))
    assert named("x' OR '1'='1") == []
    assert named("%s") == []


def test_django_writes_the_statement_once(organisations: list[Organisation]) -> None:
    written = []

    def asked(name: Any) -> QuerySet[Organisation]:
        written.append(name)
        return Organisation.objects.filter(name=name)

    named = Prepared(asked)
    with CaptureQueriesContext(connection) as queries:
        named("Acme"), named("Zeta")
    assert (len(written), len(queries)) == (1, 2)


def test_it_joins_converts_and_orders_as_django_does(organisations: list[Organisation]) -> None:
    for n, one in enumerate(organisations):
        person = Person.objects.create(email=f"p{n}@example.org", name=f"P{n}", joined_at=AT)
        Membership.objects.create(person=person, organisation=one, role="contact")

    def asked(kind: Any, but: Any) -> QuerySet[Membership]:
        found = Membership.objects.filter(Q(role="x") | Q(organisation__kind=kind))
        found = found.exclude(person=but).select_related("organisation", "person")
        return found.order_by(F("organisation__name").desc())

    but = Person.objects.get(email="p0@example.org").pk
    with CaptureQueriesContext(connection) as queries:
        rows = Prepared(asked)("client", but)
        told = [(row.organisation.name, row.person.name, row.person.pseudonym) for row in rows]
    plain = [
        (row.organisation.name, row.person.name, row.person.pseudonym)
        for row in asked("client", but)
    ]
    assert told == plain != []
    assert len(queries) == 1


def test_it_reads_columns_instants_and_what_stands_within(
    organisations: list[Organisation],
) -> None:
    for hours in range(4):
        Entry.objects.create(
            verb="a.b", subject=f"s/{hours}", actor="x", happened_at=AT + timedelta(hours=hours),
            recorded_at=AT, clauses=["7.3"], client=organisations[0].pk, personal_digest="",
        )  # fmt: skip

    def asked(client: Any, after: Any, name: Any) -> QuerySet[Entry, Any]:
        inner = Organisation.objects.filter(name=name).values("pk")[:1]
        found = Entry.objects.filter(client=client, happened_at__gt=after, client__in=inner)
        return found.order_by("-id").values_list("subject", "clauses", "happened_at")[:2]

    rows = Prepared(asked)(organisations[0].pk, AT + timedelta(hours=1), "Acme")
    assert rows == [
        ("s/3", ["7.3"], AT + timedelta(hours=3)), ("s/2", ["7.3"], AT + timedelta(hours=2))
    ]  # fmt: skip


@pytest.mark.parametrize("value", [None, [1], 1.5, b"x"])
def test_what_makes_another_statement_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="prepared"):
        Prepared(lambda pk: Organisation.objects.filter(pk=pk))(value)


def test_a_number_larger_than_columns_hold_finds_nothing() -> None:
    assert Prepared(lambda pk: Organisation.objects.filter(pk=pk))(10**30) == []


def test_too_few_values_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="argument"):
        Prepared(lambda pk: Organisation.objects.filter(pk=pk))()


@pytest.mark.django_db(transaction=True)
def test_threads_ask_at_once_each_on_its_own_connection(organisations: list[Organisation]) -> None:
    named = Prepared(lambda name: Organisation.objects.filter(name=name))

    def ask(turn: int) -> bool:
        try:
            one = organisations[turn % len(organisations)]
            return all(named(one.name) == [one] for _ in range(50))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(8)))
