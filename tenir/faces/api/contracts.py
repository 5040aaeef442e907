"""Contracts, their lines with resolved terms, options, and what is the client's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.agreements import queries, services
from tenir.apps.parties import queries as parties
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.contract_shapes import (
    AccessShown,
    AccessStands,
    Amending,
    AmendmentShown,
    ContractShown,
    Ending,
    Extending,
    LineChanged,
    NewContract,
    NewLine,
    NewOption,
    NewSpecific,
    OptionShown,
    OrderedShown,
    SpecificShown,
    SubscriptionShown,
    TermsShown,
)
from tenir.faces.api.shapes import Id, Instant, Line
from tenir.ui.pages import viewer_of

article = Article("Contracts")
WRITE = Scope.AGREEMENTS_WRITE


class ContractsAsked(Asked):
    """Which contracts."""

    sort: Literal["number", "-number", "starts_on", "-starts_on"] = "number"
    number: Line = Field("", description="A part of the number.")
    client: Id | None = None

    sorts: ClassVar[Mapping[str, str]] = {"number": "number", "starts_on": "starts_on"}
    narrows: ClassVar[Mapping[str, str]] = {"number": "number__icontains", "client": "client"}


class SubscriptionsAsked(Asked):
    """Which subscriptions."""

    client: Id | None = None
    contract: Id | None = None
    product: Line = ""

    narrows: ClassVar[Mapping[str, str]] = {
        "client": "contract__client", "contract": "contract", "product": "product__key",
    }  # fmt: skip


class OptionsAsked(Asked):
    """Which options."""

    client: Id | None = None
    contract: Id | None = None
    kind: Line = ""

    narrows: ClassVar[Mapping[str, str]] = {
        "client": "contract__client", "contract": "contract", "kind": "kind",
    }  # fmt: skip


class SpecificsAsked(Asked):
    """Which of them."""

    client: Id | None = None
    subscription: Id | None = None

    narrows: ClassVar[Mapping[str, str]] = {
        "client": "subscription__contract__client", "subscription": "subscription",
    }  # fmt: skip


@article.many("/contracts", ContractShown)
def list_contracts(request: HttpRequest, asked: Query[ContractsAsked]) -> Any:
    """List the contracts that you may know of."""
    return paged(request, asked, queries.contracts(viewer_of(request)))


@article.one("/contracts/{id}", ContractShown)
def read_contract(request: HttpRequest, id: Id) -> Any:
    """Read a contract."""
    return queries.contract(viewer_of(request), id)


@article.create("/contracts", ContractShown, need=WRITE, where="/contracts/{id}")
def sign_contract(request: HttpRequest, told: NewContract) -> Any:
    """Sign a contract: its dates, its own terms and its lines; every fault at once.

    Clause: 1.2, 2.4, 3.1.
    """
    actor = viewer_of(request)
    client, given = parties.client(actor, told.client), told.model_dump(exclude={"client"})
    given["lines"] = [services.NewLine(**line) for line in given["lines"]]
    return services.sign_contract(client=client.pk, **given, actor=actor, at=clock.now())


@article.create("/contracts/{id}/amendments", AmendmentShown, need=WRITE)
def amend_contract(request: HttpRequest, id: Id, told: Amending) -> Any:
    """Change the terms of a contract from a day on: all of them, in place of those before.

    Clause: 1.2, 2.4.
    """
    actor = viewer_of(request)
    return services.amend_contract(contract=id, **told.model_dump(), actor=actor, at=clock.now())


@article.act("/contracts/{id}/extend", ContractShown, need=WRITE)
def extend_contract(request: HttpRequest, id: Id, told: Extending) -> Any:
    """Let a contract go on to a later day, or without an end."""
    actor = viewer_of(request)
    return services.extend_contract(contract=id, ends_on=told.ends_on, actor=actor, at=clock.now())


@article.act("/contracts/{id}/end", ContractShown, need=WRITE)
def end_contract(request: HttpRequest, id: Id, told: Ending) -> Any:
    """End a contract on a day, that day included, and all that it carries."""
    actor = viewer_of(request)
    return services.end_contract(contract=id, **told.model_dump(), actor=actor, at=clock.now())


@article.many("/subscriptions", SubscriptionShown)
def list_subscriptions(request: HttpRequest, asked: Query[SubscriptionsAsked]) -> Any:
    """List the subscriptions that you may know of."""
    return paged(request, asked, queries.subscriptions(viewer_of(request)))


@article.one("/subscriptions/{id}", SubscriptionShown)
def read_subscription(request: HttpRequest, id: Id) -> Any:
    """Read a subscription."""
    return queries.subscription(viewer_of(request), id)


@article.one("/subscriptions/{id}/terms", TermsShown)
def read_terms(request: HttpRequest, id: Id, at: Instant | None = None) -> Any:
    """Read every term of a subscription, and why it is so here.

    Clause: 1.2, 2.4, 3.4.
    """
    terms = queries.resolved_terms(viewer_of(request), id, at=at or clock.now())
    return {"subscription": id, "terms": terms}


@article.create(
    "/contracts/{id}/subscriptions", SubscriptionShown, need=WRITE, where="/subscriptions/{id}"
)
def subscribe(request: HttpRequest, id: Id, told: NewLine) -> Any:
    """Add a line to a contract: access to a product, and the support that goes with it.

    Clause: 2.4, 4.2.
    """
    actor = viewer_of(request)
    return services.subscribe(contract=id, **told.model_dump(), actor=actor, at=clock.now())


@article.create("/subscriptions/{id}/changes", OrderedShown, need=WRITE)
def change_line(request: HttpRequest, id: Id, told: LineChanged) -> Any:
    """Let a line come to more or to less from a day on.

    Clause: 2.5.
    """
    actor = viewer_of(request)
    return services.change_line(subscription=id, **told.model_dump(), actor=actor, at=clock.now())


@article.one("/subscriptions/{id}/access", AccessStands)
def read_access(request: HttpRequest, id: Id) -> Any:
    """Say whether access to a subscription is open, and since when.

    Clause: 4.2, 4.3.
    """
    return {"access": queries.access_open(viewer_of(request), id, at=clock.now())}


@article.many("/flagged-contracts", AmendmentShown)
def list_flagged_contracts(request: HttpRequest, asked: Query[Asked]) -> Any:
    """List the contracts whose own terms promise more than a third party does, for staff.

    Clause: 2.7.
    """
    return paged(request, asked, queries.flagged_contracts(viewer_of(request)))


@article.act("/subscriptions/{id}/access", AccessShown, need=WRITE)
def open_access(request: HttpRequest, id: Id) -> Any:
    """Open access to a subscription, and support with it.

    Clause: 4.2, 4.3.
    """
    return services.open_access(subscription=id, actor=viewer_of(request), at=clock.now())


@article.act("/subscriptions/{id}/end", SubscriptionShown, need=WRITE)
def end_subscription(request: HttpRequest, id: Id, told: Ending) -> Any:
    """End a subscription on a day, that day included.

    Clause: 4.2.
    """
    actor = viewer_of(request)
    return services.end_subscription(
        subscription=id, **told.model_dump(), actor=actor, at=clock.now()
    )


@article.many("/options", OptionShown)
def list_options(request: HttpRequest, asked: Query[OptionsAsked]) -> Any:
    """List what was ordered apart from the subscriptions.

    Clause: 2.6, 2.8, 7.16.
    """
    return paged(request, asked, queries.options(viewer_of(request)))


@article.create("/contracts/{id}/options", OptionShown, need=WRITE)
def add_option(request: HttpRequest, id: Id, told: NewOption) -> Any:
    """Put what was ordered apart on a contract; the same `key` again changes nothing.

    Clause: 2.6, 2.8, 7.16.
    """
    found = queries.contract(viewer_of(request), id)
    return services.add_option(found, **told.model_dump(), actor=viewer_of(request), at=clock.now())


@article.act("/options/{id}/end", OptionShown, need=WRITE)
def end_option(request: HttpRequest, id: Id, told: Ending) -> Any:
    """End an option on a day, that day included."""
    actor = viewer_of(request)
    return services.end_option(option=id, **told.model_dump(), actor=actor, at=clock.now())


@article.many("/specifics", SpecificShown)
def list_specifics(request: HttpRequest, asked: Query[SpecificsAsked]) -> Any:
    """List what is the client's own in its subscriptions.

    Clause: 2.2, 8.8.
    """
    return paged(request, asked, queries.specifics(viewer_of(request)))


@article.create("/subscriptions/{id}/specifics", SpecificShown, need=WRITE)
def record_specific(request: HttpRequest, id: Id, told: NewSpecific) -> Any:
    """Put on record what is the client's own in a subscription.

    Clause: 2.2.
    """
    actor = viewer_of(request)
    return services.record_specific(
        subscription=id, **told.model_dump(), actor=actor, at=clock.now()
    )


@article.remove("/specifics/{id}", need=WRITE)
def withdraw_specific(request: HttpRequest, id: Id) -> Any:
    """Say that what was the client's own is no longer there.

    Clause: 2.2.
    """
    services.withdraw_specific(specific=id, actor=viewer_of(request), at=clock.now())
