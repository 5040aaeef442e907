"""The most queries that each page may cost, however many rows there are.

A page that is not in the table fails: measure it (the failure tells), ask whether each query is
needed, and write it down. Two of them are the session and its person; staff's roles are a third.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from itertools import count
from uuid import UUID, uuid4

from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenir.apps.accounts.models import Membership, Person
from tests.cast import LONG_AGO, Cast
from tests.faces.test_pages import ELSEWHERE, POSTED, address, cast, pages

__all__ = ["cast"]
Make = Callable[[UUID], object]
MANY = 60  # more than a page of a list
MOST = {
    "console:background": 11,
    "console:bill": 4,
    "console:credit-note-entries": 5,
    "console:billables": 7,
    "console:call": 5,
    "console:calls": 7,
    "console:canned": 7,
    "console:canned-new": 3,
    "console:canned-one": 4,
    "console:catalogue": 12,
    "console:client": 15,
    "console:client-change": 4,
    "console:client-reports": 5,
    "console:client-contacts": 9,
    "console:client-contracts": 9,
    "console:client-documents": 8,
    "console:client-journal": 8,
    "console:client-new": 3,
    "console:client-notices": 8,
    "console:client-promises": 9,
    "console:client-version": 12,
    "console:client-version-answer": 4,
    "console:client-version-prove": 4,
    "console:clients": 8,
    "console:clients-in": 3,
    "console:clients-out": 4,
    "console:closure-new": 3,
    "console:closures": 7,
    "console:commitment": 10,
    "console:commitments": 8,
    "console:conditions": 5,
    "console:contact": 5,
    "console:contact-change": 6,
    "console:contact-change-sign": 4,
    "console:contact-changes": 7,
    "console:contact-flag": 4,
    "console:contact-new": 4,
    "console:contract": 8,
    "console:contract-amend": 5,
    "console:contract-end": 4,
    "console:contract-extend": 4,
    "console:contract-sign": 8,
    "console:contracts": 7,
    "console:contracts-export": 6,
    "console:contracts-import": 3,
    "console:document": 4,
    "console:document-new": 4,
    "console:document-page": 5,
    "console:documents": 7,
    "console:draft": 5,
    "console:endpoint": 9,
    "console:endpoint-change": 4,
    "console:endpoint-new": 4,
    "console:endpoints": 7,
    "console:entry": 5,
    "console:cause": 6,
    "console:cause-accept": 4,
    "console:cause-decline": 4,
    "console:cause-new": 4,
    "console:causes": 7,
    "console:month": 7,
    "console:month-file": 4,
    "console:month-freeze": 3,
    "console:month-review": 23,
    "console:month-revise": 4,
    "console:months": 7,
    "portal:month": 9,
    "portal:reports": 6,
    "console:pack": 32,
    "console:pack-file": 32,
    "portal:pack": 33,
    "portal:pack-file": 33,
    "portal:month-file": 4,
    "portal:months": 9,
    "portal:outage": 25,
    "portal:outages": 8,
    "console:exclusion": 4,
    "console:exclusion-new": 5,
    "console:exclusion-reverse": 4,
    "console:exclusions": 8,
    "console:help": 3,
    "console:home": 20,
    "console:hours-buy": 4,
    "console:invitation": 4,
    "console:invitations": 7,
    "console:invoice": 5,
    "console:journal": 7,
    "console:kept-mail": 8,
    "console:kept-mail-file": 5,
    "console:kept-mail-one": 4,
    "console:kept-mail-place": 4,
    "console:kept-mail-settle": 4,
    "console:knowledge": 9,
    "console:knowledge-new": 4,
    "console:knowledge-one": 9,
    "console:knowledge-withdraw": 5,
    "console:knowledge-write": 10,
    "console:line": 9,
    "console:line-change": 5,
    "console:line-end": 4,
    "console:line-new": 8,
    "console:main-change": 5,
    "console:module-new": 4,
    "console:needs": 7,
    "console:notice": 7,
    "console:notices": 7,
    "console:option-end": 5,
    "console:option-new": 5,
    "console:orders": 7,
    "console:organisation": 5,
    "console:organisation-provider": 5,
    "console:organisations": 7,
    "console:people": 9,
    "console:person": 8,
    "console:person-email": 4,
    "console:person-grant": 5,
    "console:update-new": 7,
    "console:product": 9,
    "console:proposal": 5,
    "console:proposal-answer": 4,
    "console:proposals": 8,
    "console:quote": 4,
    "console:quote-withdraw": 4,
    "console:reader-new": 4,
    "console:release": 4,
    "console:request": 35,
    "console:request-clock": 17,
    "console:request-do": 7,
    "console:request-live": 22,
    "console:request-new": 5,
    "console:measures": 6,
    "console:replay": 8,
    "console:requests": 16,
    "console:requests-live": 16,
    "console:roles": 3,
    "console:search": 3,
    "console:sign-ins": 5,
    "console:specific-new": 4,
    "console:staff-new": 3,
    "console:suggestions": 3,
    "console:team": 6,
    "console:team-new": 4,
    "console:teams": 8,
    "console:terms": 8,
    "console:time-correct": 4,
    "console:time-spent": 12,
    "console:time-terms": 6,
    "console:time-withdraw": 4,
    "console:tokens": 5,
    "console:training-new": 4,
    "console:training-withdraw": 4,
    "console:trainings": 8,
    "console:unreachable": 5,
    "console:unproven": 7,
    "console:version": 8,
    "console:versions": 9,
    "console:works": 7,
    "console:past-export": 5,
    "console:past-import": 3,
    "console:freeze-lift": 5,
    "console:freeze-new": 7,
    "console:freezes": 8,
    "console:recurring": 6,
    "console:recurring-new": 7,
    "console:recurring-stop": 5,
    "console:recurrings": 8,
    "console:works-announce": 4,
    "console:works-begin": 4,
    "console:works-calendar": 11,
    "console:works-correct": 4,
    "console:works-finish": 4,
    "console:works-move": 4,
    "console:works-prolong": 4,
    "console:works-record": 7,
    "console:works-new": 7,
    "console:works-one": 11,
    "console:works-withdraw": 4,
    "console:claim": 6,
    "console:claim-credit": 5,
    "console:claim-rule": 5,
    "console:claims": 7,
    "console:credit-notes": 8,
    "console:exposure": 17,
    "console:invoicing": 4,
    "console:penalties": 7,
    "console:penalty": 5,
    "console:correction": 4,
    "console:correction-back": 4,
    "console:correction-end": 4,
    "console:correction-new": 4,
    "console:outage": 26,
    "console:outages": 7,
    "console:margins": 30,
    "console:sample-files": 7,
    "console:sample-file-new": 4,
    "console:target": 9,
    "console:target-change": 4,
    "console:target-new": 4,
    "console:target-retire": 4,
    "console:targets": 7,
    "portal:agreement": 8,
    "portal:ask": 6,
    "portal:commitment": 12,
    "portal:commitments": 9,
    "portal:contact": 6,
    "portal:contact-change": 8,
    "portal:contact-change-sign": 5,
    "portal:contact-new": 5,
    "portal:contacts": 9,
    "portal:document-new": 8,
    "portal:documents": 8,
    "portal:help": 4,
    "portal:home": 20,
    "portal:downloads": 9,
    "portal:planning": 10,
    "portal:endpoint": 11,
    "portal:endpoint-change": 8,
    "portal:endpoint-new": 8,
    "portal:endpoints": 8,
    "portal:journal": 9,
    "portal:journal-export": 7,
    "portal:knowledge": 10,
    "portal:knowledge-one": 9,
    "portal:main-change": 6,
    "portal:notice": 8,
    "portal:notices": 9,
    "portal:orders": 8,
    "portal:claim": 8,
    "portal:claim-new": 6,
    "portal:claim-object": 6,
    "portal:claims": 8,
    "portal:penalties": 8,
    "portal:penalty": 7,
    "portal:prerequisites": 9,
    "portal:proposal": 6,
    "portal:proposal-new": 5,
    "portal:proposals": 8,
    "portal:quote": 5,
    "portal:reader-new": 5,
    "portal:request": 21,
    "portal:request-clock": 17,
    "portal:request-do": 5,
    "portal:request-new": 6,
    "portal:request-write": 19,
    "portal:requests": 13,
    "portal:search": 4,
    "portal:subscriptions": 23,
    "portal:suggestions": 4,
    "portal:terms": 12,
    "portal:time": 6,
    "portal:time-spent": 13,
    "portal:trainings": 9,
    "public:catalogue": 0,
    "public:clause": 1,
    "public:clause-words": 2,
    "public:contacts": 0,
    "public:design": 2,
    "public:differences": 3,
    "public:help": 0,
    "public:mail": 0,
    "public:proposal": 0,
    "public:request": 0,
    "public:start": 0,
    "public:support": 0,
    "console:incident": 11,
    "console:incident-follow": 6,
    "console:incident-new": 8,
    "console:incident-off": 5,
    "console:incidents": 8,
    "console:wording": 4,
    "console:wording-new": 3,
    "console:wordings": 7,
    "portal:incident": 7,
    "portal:status": 16,
    "portal:links": 6,
    "public:private": 14,
    "public:private-feed": 8,
    "public:private-works": 9,
    "public:badge": 10,
    "public:product-badge": 10,
    "public:embed": 10,
    "public:feed": 5,
    "public:incident": 0,
    "public:incident-in": 4,
    "public:status": 0,
    "public:subscribe": 0,
    "public:subscription": 2,
    "public:subscription-leave": 0,
    "public:status-in": 16,
    "public:status-month": 8,
    "public:statuspage": 17,
    "public:statuspage-in": 17,
    "public:version": 2,
    "public:works": 4,
    "public:versions": 1,
}


LATER = count(1)
FEW = {  # one of each, in an installation or for a client; or nothing without what stands beside it
    "accounts.Organisation", "accounts.Person", "accounts.Membership", "parties.Party",
    "parties.ContactChange", "agreements.ClientVersion", "agreements.Amendment",
    "agreements.Ordered", "support.Article", "support.ArticleVersion", "journal.Head",
    "commitments.Step",
}  # fmt: skip


BESIDE = {each._meta.label for each in apps.get_models() if each._meta.pk.is_relation}


def crowd(cast: Cast) -> None:
    """Many of everything that there is one of: a query for each row would show."""
    many(Membership.objects.get(role="reader"), person_id=lambda _: a_person())
    crowded = set()
    for kind in apps.get_models():
        if kind.__module__.startswith("tenir.") and kind._meta.label not in FEW | BESIDE:
            rows = kind._base_manager.order_by("pk")
            if row := rows.filter(**FIRST.get(kind._meta.label, {})).first():
                many(row, **{**dict(unique(kind)), **OWN.get(kind._meta.label, {})})
                crowded.add(kind._meta.label)
    assert crowded >= LISTED, LISTED - crowded


FIRST: Mapping[str, Mapping[str, object]] = {
    "parties.Contact": {"main": False}, "reports.Frozen": {"revision": 1},
}  # fmt: skip
LISTED = {
    "agreements.Contract", "agreements.Subscription", "availability.Exclusion",
    "availability.Stretch", "availability.Target", "catalogue.Product", "commitments.Commitment",
    "documents.Document", "journal.Entry", "maintenance.Works", "notices.Notice", "orders.Quote",
    "parties.Contact", "penalties.Claim", "penalties.Right", "publishing.Incident",
    "reports.Frozen", "support.KeptMail", "support.Proposal", "support.Request", "support.Training",
}  # fmt: skip


def unique(kind: type[models.Model]) -> Iterator[tuple[str, Make]]:
    """What the table wants of one row alone, and a value that no other has."""
    together = (c for c in kind._meta.constraints if isinstance(c, models.UniqueConstraint))
    names = {name for constraint in together for name in constraint.fields}
    for field in kind._meta.concrete_fields:
        if field.is_relation or not (field.unique or field.name in names):
            continue
        if field.name == "month":
            yield field.attname, a_month
        elif isinstance(field, models.UUIDField):
            yield field.attname, lambda key: key
        elif isinstance(field, models.CharField | models.TextField) and not field.choices:
            yield field.attname, partial(_word, most=field.max_length)
        elif isinstance(field, models.IntegerField) and not field.primary_key and field.null:
            yield field.attname, lambda _: None
        elif isinstance(field, models.IntegerField) and field.name == "number":
            yield field.attname, lambda _: next(LATER) + 1_000


def _word(key: UUID, most: int | None) -> str:
    return key.hex[:most]


def a_month(_: object = None) -> str:
    months = next(LATER)
    return f"{2000 + months // 12}-{months % 12 + 1:02}"


def a_mailbox(key: object) -> str:
    return f"{key}@example.org"


def a_person() -> int:
    made = Person.objects.create_user(a_mailbox(uuid4()), name="Someone", joined_at=LONG_AGO)
    return made.pk


def many(row: models.Model, **own: Make) -> None:
    """Copies of a row, each with its own value where the table wants one."""
    kind = type(row)
    given = {f.attname: getattr(row, f.attname) for f in kind._meta.concrete_fields}
    if kind._meta.pk.attname not in own:
        del given[kind._meta.pk.attname]
    kind._base_manager.bulk_create(
        [kind(**given | {name: make(uuid4()) for name, make in own.items()}) for _ in range(MANY)]
    )


OWN: Mapping[str, Mapping[str, Make]] = {  # what copies of a row must not have in common
    "accounts.Invitation": {"email": a_mailbox},
    "availability.Stretch": {"start": lambda _: LONG_AGO - timedelta(days=next(LATER))},
    "parties.Contact": {"email": a_mailbox},
    "support.Training": {"trained_on": lambda _: LONG_AGO.date() - timedelta(days=next(LATER))},
}


def reader_of(name: str) -> str | None:
    """Who opens it: an administrator, a main contact, anyone."""
    return {"console": "adam", "portal": "alice"}.get(name.partition(":")[0])


def test_every_page_keeps_to_its_queries(cast: Cast) -> None:
    cost = {}
    named = sorted(set(pages()) - POSTED - ELSEWHERE)
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
