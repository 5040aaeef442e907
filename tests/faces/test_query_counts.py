"""The most queries that each page may cost, however many rows there are.

A page that is not in the table fails: measure it (the failure tells), ask whether each query is
needed, and write it down. Two of them are the session and its person; staff's roles are a third.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenir.apps.agreements.models import Contract, Subscription
from tenir.apps.commitments.models import Commitment
from tenir.apps.journal.models import Entry
from tenir.apps.notices.models import Notice
from tenir.apps.orders.models import Quote
from tests.cast import Cast
from tests.faces.test_pages import ELSEWHERE, POSTED, address, cast, pages

__all__ = ["cast"]
MANY = 60  # more than a page of a list
MOST = {
    "console:background": 10,
    "console:catalogue": 7,
    "console:client": 11,
    "console:clients": 7,
    "console:commitment": 10,
    "console:commitments": 8,
    "console:contracts": 7,
    "console:draft": 3,
    "console:entry": 5,
    "console:help": 3,
    "console:home": 10,
    "console:journal": 7,
    "console:notice": 7,
    "console:notices": 7,
    "console:orders": 7,
    "console:people": 7,
    "console:quote": 4,
    "console:search": 3,
    "console:suggestions": 3,
    "console:terms": 8,
    "console:version": 6,
    "console:versions": 9,
    "portal:agreement": 6,
    "portal:ask": 5,
    "portal:commitment": 11,
    "portal:commitments": 8,
    "portal:contacts": 7,
    "portal:documents": 5,
    "portal:help": 3,
    "portal:home": 11,
    "portal:journal": 8,
    "portal:journal-export": 6,
    "portal:notice": 7,
    "portal:notices": 7,
    "portal:orders": 7,
    "portal:prerequisites": 6,
    "portal:quote": 4,
    "portal:search": 3,
    "portal:subscriptions": 5,
    "portal:suggestions": 3,
    "portal:terms": 8,
    "public:catalogue": 0,
    "public:clause": 1,
    "public:clause-words": 2,
    "public:contacts": 0,
    "public:design": 2,
    "public:differences": 3,
    "public:help": 0,
    "public:start": 0,
    "public:version": 2,
    "public:versions": 1,
}
APART = {"console:replay"}  # judges a year again, for seconds: tests/integrations/test_replay.py


def crowd(cast: Cast) -> None:
    """Many of what lists hold: a query for each row would show."""
    mine = {"organisation": cast.martin.organisation}
    many(Commitment.objects.filter(**mine)[0], key=str)
    many(Notice.objects.filter(person=cast.people["alice"])[0], key=str, message_id=str)
    many(Entry.objects.filter(client=cast.martin.pk)[0], position=lambda _: None,
         client_position=lambda _: None)  # fmt: skip
    many(Quote.objects.all()[0])
    many(Subscription.objects.all()[0], target=str)
    many(Contract.objects.all()[0], number=str)


def many(row: models.Model, **unique: object) -> None:
    """Copies of a row, each with its own value where the table wants one."""
    kind = type(row)
    rows = []
    for _ in range(MANY):
        given = {f.attname: getattr(row, f.attname) for f in kind._meta.concrete_fields}
        given.pop(kind._meta.pk.attname)
        rows.append(kind(**given | {name: make(uuid4()) for name, make in unique.items()}))  # type: ignore[operator]
    kind._base_manager.bulk_create(rows)


def reader_of(name: str) -> str | None:
    """Who opens it: an administrator, a main contact, anyone."""
    return {"console": "adam", "portal": "alice"}.get(name.partition(":")[0])


def test_every_page_keeps_to_its_queries(cast: Cast) -> None:
    cost = {}
    named = sorted(set(pages()) - POSTED - ELSEWHERE - APART)
    paths = {name: address(name, cast) for name in named}
    crowd(cast)
    for name, path in paths.items():
        browser, who = Client(), reader_of(name)
        if who:
            browser.force_login(cast.people[who])
        with CaptureQueriesContext(connection) as asked:
            response = browser.get(path)
            b"".join(response) if response.streaming else response.content
        cost[name] = len(asked)
    over = [f'"{name}": {cost},' for name, cost in cost.items() if cost > MOST.get(name, -1)]
    assert over == [], "\n".join(over) + "\nover what the table allows, or not in it"
    assert sorted(MOST.keys() - cost.keys()) == [], "in the table, and no page any more"
