"""The crowd before which the queries of each page are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from itertools import count
from uuid import UUID, uuid4

from django.apps import apps
from django.db import models

from tenir.apps.accounts.models import Membership, Person
from tenir.apps.catalogue.models import ProductVersion
from tests.cast import LONG_AGO, Cast

Make = Callable[[UUID], object]
MANY = 60  # more than a page of a list

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
    "releases.Validation",
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


def a_version(key: UUID) -> int:
    first = ProductVersion.objects.earliest("pk")
    made = ProductVersion.objects.create(
        product=first.product, number=key.hex, kind="version", released_on=first.released_on
    )
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
    "releases.Validation": {"version_id": a_version},
    "support.Training": {"trained_on": lambda _: LONG_AGO.date() - timedelta(days=next(LATER))},
}
