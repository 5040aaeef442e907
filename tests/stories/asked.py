"""What a query gave: the things in it, whose each is, and every word that it lets out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from io import IOBase
from typing import Any

from allauth.usersessions.models import UserSession
from django.core.files.base import File
from django.db.models import Model, QuerySet

from tenir.apps.accounts.queries import ApiToken, Organisation, Person, SavedView, SignIn
from tenir.apps.agreements.queries import Version
from tenir.apps.availability.queries import TakenFile
from tenir.apps.catalogue.queries import Prerequisites
from tenir.apps.documents.queries import Document, Served
from tenir.apps.maintenance.queries import Recurring, Step, Works
from tenir.apps.notices.queries import Proof, Unreachable
from tenir.apps.orders.queries import Order
from tenir.apps.publishing.queries import Wording
from tenir.apps.reports.queries import Recomputation, Replayed
from tenir.apps.support.queries import (
    Article,
    ArticleVersion,
    CannedAnswer,
    Moving,
    Team,
)

OWN = ("organisation_id", "client_id", "client")  # where a row says whose it is
THROUGH = (
    "contract",
    "subscription",
    "request",
    "first",
    "target",
    "contact",
    "incident",
    "right",
    "claim",
)


KNOWN: dict[tuple[type[Model], Any], set[int]] = {}  # whose each row is that one test was given
PLAIN = (int, float, Decimal, date, type(None))  # most of what there is


@dataclass(frozen=True)
class Told:
    """An answer that is no row, and whose it is."""

    organisation: int
    what: Any


def things(answer: Any) -> list[Any]:
    """Each thing of an answer; none where it says nothing."""
    if answer is None:
        return []
    if isinstance(answer, IOBase | File):
        with answer:
            return [answer.read()]
    if isinstance(answer, Served):
        return [*things(answer.content), str(dict(answer.headers))]
    if isinstance(answer, QuerySet | list | tuple | Iterator):
        return list(answer)
    if isinstance(answer, Mapping):
        return list(answer.items())
    return [answer]


def owners(thing: Any) -> set[int]:
    """The clients that a thing belongs to or speaks of; none where it is the publisher's own."""
    if not isinstance(thing, Model) or thing.pk is None:
        return _owners(thing)
    row = type(thing), thing.pk
    if row not in KNOWN:
        KNOWN[row] = _owners(thing)
    return KNOWN[row]


def _owners(thing: Any) -> set[int]:
    match thing:
        case Told():
            return {thing.organisation}
        case Organisation():
            return {thing.pk} if thing.kind == "client" else set()
        case Person():
            held = thing.memberships.filter(organisation__kind="client")
            return set(held.values_list("organisation", flat=True))
        case Recomputation():
            return owners(thing.promise)
        case ApiToken() | SavedView() | SignIn() | UserSession():
            person = thing.user if isinstance(thing, UserSession) else thing.person
            return owners(person) if person else set()
        case Works() | Recurring():
            return set(thing.subscriptions.values_list("contract__client", flat=True))
        case (
            Team() | CannedAnswer() | Replayed() | Article() | ArticleVersion() | TakenFile()
            | Wording() | Moving()
        ):  # fmt: skip
            return set()  # the staff's own
        case Order() | Proof() | Unreachable() | Step():
            return owners(_of_which(thing))
        case Model() if not _for_all(thing):
            return _owner(thing)
    return set()


def _of_which(thing: Order | Proof | Unreachable | Step) -> Any:
    """The row that one is of."""
    if isinstance(thing, Step):
        return thing.works
    return thing.quote if isinstance(thing, Order) else thing.notice


def _for_all(row: Model) -> bool:
    public = isinstance(row, Document) and row.audience == "everyone"
    return public or isinstance(row, Version | Prerequisites)


def _owner(row: Model) -> set[int]:
    for name in OWN:
        if hasattr(row, name):
            found = getattr(row, name)
            return {found} if found is not None else set()
    for name in THROUGH:
        if hasattr(row, name):
            return owners(getattr(row, name))
    raise AssertionError(f"say in {__file__} whose a {type(row).__name__} is")


def words(thing: Any, depth: int = 5) -> str:
    """All that a thing lets out, with the rows that came along with it."""
    return " ".join(_said(thing, depth))


def _said(thing: Any, depth: int) -> Iterator[str]:
    if isinstance(thing, str):
        yield str(thing)
    elif isinstance(thing, PLAIN):
        yield repr(thing)
    else:
        yield from _said_inside(thing, depth)


def _said_inside(thing: Any, depth: int) -> Iterator[str]:
    if isinstance(thing, bytes):
        yield thing.decode("utf-8", "replace")
    elif isinstance(thing, Model) and depth:
        kept = {name: value for name, value in vars(thing).items() if name[0] != "_"}
        along = [thing._state.fields_cache, getattr(thing, "_prefetched_objects_cache", {})]
        for each in (kept, *along):
            yield from _said(each, depth - 1)
    elif isinstance(thing, Mapping) and depth:
        yield from _said([*thing, *thing.values()], depth)
    elif isinstance(thing, Sequence | AbstractSet | QuerySet) and depth:
        for each in thing:
            yield from _said(each, depth - 1)
    elif is_dataclass(thing) and depth:
        for each in fields(thing):
            yield from _said(getattr(thing, each.name), depth - 1)
    else:
        yield repr(thing)
