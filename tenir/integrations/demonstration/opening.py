"""The demonstration opens for business: its people, the reference agreement, clients, contracts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tenir.apps.accounts import services as accounts
from tenir.apps.accounts.queries import viewer_of
from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.queries import Contract, Subscription, agreement_of
from tenir.apps.catalogue import queries as catalogued
from tenir.apps.catalogue import services as catalogue
from tenir.apps.parties import services as parties
from tenir.apps.parties.queries import Client
from tenir.integrations.demonstration.delivery import deliver
from tenir.integrations.demonstration.history import ZONE, History, day_of, target_of
from tenir.integrations.demonstration.publisher import (
    CUSTOMERS,
    MODULES,
    NAME,
    STAFF,
    Customer,
    Signed,
    email_of,
    hash_of,
)
from tenir.terms.dates import at_local, local
from tenir.viewer import SYSTEM, Viewer

NINE = 9 * 3600


@dataclass
class Business:
    """Who is there: staff by role, people by name, clients by slug, what is followed by target."""

    staff: dict[str, Viewer] = field(default_factory=dict)
    people: dict[str, Viewer] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    contracts: dict[str, Contract] = field(default_factory=dict)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)


def morning(day: date, clock: int = NINE) -> datetime:
    """That day at nine in the publisher's zone."""
    return local(at_local(day, clock, ZONE), ZONE)


def open_business(year: History, at: datetime) -> Business:
    """All that stood before the first month began, and the contracts signed since."""
    business = Business()
    began = morning(day_of(year.months, -15, 1))
    _hire(business, began)
    (*_, version) = agreements.install_reference(actor=SYSTEM, at=began)
    catalogue.load_catalogue(agreement_of(version), actor=SYSTEM, at=began)
    _offer_modules(business, began)
    signings = sorted(
        ((day_of(year.months, *contract.starts), contract.number, customer, contract)
         for customer in CUSTOMERS for contract in customer.contracts),
        key=lambda each: each[:2],
    )  # fmt: skip
    for day, _, customer, contract in signings:
        signed_at = morning(day - timedelta(days=9))
        if customer.slug not in business.clients:
            _welcome(business, customer, signed_at)
        _sign(business, year, customer, contract, signed_at)
        deliver(min(morning(day), at))
    return business


def _hire(business: Business, at: datetime) -> None:
    publisher = accounts.add_organisation(
        NAME, kind="publisher", actor=SYSTEM, at=at, second_factor_required=False
    )
    for name, role in STAFF:
        person = accounts.add_person(
            email_of(name, ""), name=name, hashed=hash_of(name), professional_use_at=at,
            actor=SYSTEM, at=at,
        )  # fmt: skip
        accounts.grant(person, organisation=publisher, role=role, actor=SYSTEM, at=at)
        business.staff[role] = viewer_of(person)


def _offer_modules(business: Business, at: datetime) -> None:
    for product, modules in MODULES.items():
        for key, name_fr, name_en in modules:
            catalogue.add_module(
                catalogued.product(product), key=key, name_fr=name_fr, name_en=name_en,
                actor=business.staff["releases"], at=at,
            )  # fmt: skip


def _welcome(business: Business, customer: Customer, at: datetime) -> None:
    anna = business.staff["accounts_manager"]
    number = f"CL-{len(business.clients) + 1:03}"
    client = parties.register_client(
        number=number, name=customer.name, legal_name=customer.name, language=customer.language,
        time_zone=customer.time_zone, actor=anna, at=at,
    )  # fmt: skip
    business.clients[customer.slug] = client
    for name, role in customer.people:
        email = email_of(name, customer.slug)
        person = accounts.add_person(
            email, name=name, language=customer.language, time_zone=customer.time_zone,
            hashed=hash_of(name), professional_use_at=at, actor=anna, at=at,
        )  # fmt: skip
        if role == "reader":
            accounts.grant(person, organisation=client.organisation, role=role, actor=anna, at=at)
        else:
            parties.designate(
                client.pk, name=name, email=email, telephone="+33 1 99 00 12 34", person=person,
                invite=False, main=role == "main_contact", actor=anna, at=at,
            )  # fmt: skip
        person.refresh_from_db()
        business.people[name] = viewer_of(person)


def _sign(
    business: Business, year: History, customer: Customer, contract: Signed, at: datetime
) -> None:
    anna = business.staff["accounts_manager"]
    starts_on = day_of(year.months, *contract.starts)
    lines = [
        agreements.NewLine(
            product=sold.product, hosting=sold.hosting, seats=sold.seats, modules=sold.modules,
            yearly_fee=sold.yearly_fee, target=target_of(customer, contract, sold),
        )
        for sold in contract.lines
    ]  # fmt: skip
    found = agreements.sign_contract(
        client=business.clients[customer.slug].pk, number=contract.number, starts_on=starts_on,
        overrides=contract.overrides, lines=lines, actor=anna, at=at,
    )  # fmt: skip
    business.contracts[contract.number] = found
    for line in found.subscriptions.select_related("product", "contract"):
        business.subscriptions[line.target] = line
        agreements.open_access(subscription=line.pk, actor=anna, at=morning(starts_on))
