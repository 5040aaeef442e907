"""What the acts' pages are about, whom each is for, and where it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.urls import reverse

from tenir import clock
from tenir.apps.agreements import queries as agreed
from tenir.apps.agreements import services as agreements
from tenir.apps.availability import services as availability
from tenir.apps.catalogue import queries as offered
from tenir.apps.catalogue import services as catalogue
from tenir.apps.documents import services as documents
from tenir.apps.maintenance import services as maintenance
from tenir.apps.notices import services as notices
from tenir.apps.notices.models import Notice
from tenir.apps.orders import services as orders
from tenir.apps.support import services as support
from tests.cast import Cast

SIGNED = datetime(2026, 1, 5, 9, tzinfo=UTC)
STAFF = frozenset({"sam", "olga", "rita", "anna", "fred", "sofia", "adam"})
CLIENTS = frozenset({"alice", "bob", "rose", "charlie"})
LEADERS = frozenset({"alice", "charlie"})
SPEAKERS = LEADERS | {"bob"}
KEEPERS = frozenset({"anna", "adam"})
RELEASERS = frozenset({"rita", "anna", "adam"})
RECORDERS = frozenset({"sam", "rita", "anna", "adam"})
PRICERS = frozenset({"anna", "fred", "adam"})
BILLERS = PRICERS | {"sam"}
OPERATORS = frozenset({"olga", "adam"})
ANNOUNCERS = OPERATORS | {"rita"}
FINANCE = frozenset({"fred", "adam"})
ANSWERERS = frozenset({"sam", "sofia", "adam"})


def furnish(cast: Cast) -> dict[str, Any]:
    """Ateliers Martin's things that the pages are about, each by its name."""
    line = agreed.subscriptions(cast.anna).get()
    contract = line.contract
    option = agreements.add_option(
        contract, kind="training", name="Two days", key="o-1", starts_on=date(2026, 2, 2),
        actor=cast.anna, at=SIGNED,
    )  # fmt: skip
    agreements.record_specific(
        subscription=line.pk, kind="connector", name="ERP", actor=cast.anna, at=SIGNED
    )
    product = next(p for p in offered.products() if p.third_party.all())
    version = catalogue.release_version(
        product, number="5.0", released_on=date(2026, 1, 5), major=True, reason="New interface",
        terms=agreed.terms_of(cast.anna, line.pk, at=SIGNED), actor=cast.rita, at=SIGNED,
    )  # fmt: skip
    catalogue.add_module(
        product, key="search", name_fr="Recherche", name_en="Search", actor=cast.rita, at=SIGNED
    )
    document = documents.keep(
        BytesIO(b"Read and approved."), filename="minutes.txt", title="Minutes", purpose="other",
        organisation=cast.martin.pk, audience="client", actor=cast.anna, at=SIGNED,
    )  # fmt: skip
    orders.bill(
        contract, key="b-1", label="Two hours", quantity=Decimal(2), unit_price=Decimal(90),
        due_on=date(2026, 2, 28), actor=cast.anna, at=SIGNED,
    )  # fmt: skip
    call = _call_owed(cast)
    endpoint, _ = notices.add_endpoint(
        organisation=cast.martin.pk, url="https://martin.example.org/hear", kinds=[],
        actor=cast.alice, at=SIGNED,
    )  # fmt: skip
    maintenance.announce(
        number="W-1", kind="planned", starts_at=SIGNED, ends_at=SIGNED + timedelta(hours=1),
        products=[line.product.key], announced_at=SIGNED - timedelta(days=9), actor=cast.olga,
        at=SIGNED,
    )  # fmt: skip
    ruled = availability.exclude(
        subscription=line.pk, start=SIGNED, end=SIGNED + timedelta(hours=1),
        reason="client-environment", evidence="Their line was cut", actor=cast.olga, at=SIGNED,
    )  # fmt: skip
    asked = support.open_request(
        cast.martin.pk,
        {"subscription": line.pk, "title": "The export stops", "problem": "It stops half-way",
         "observed": "A blank page", "expected": "A file", "steps": "Export", "context": "500",
         "impact": "high", "urgency": "critical"},
        actor=cast.bob, at=clock.now(),
    )  # fmt: skip
    return {
        "request": asked.pk, "take": "assign",
        "call": call, "endpoint": endpoint.pk, "works": "W-1", "exclusion": ruled.pk,
        "contract": contract.pk, "line": line.pk, "option": option.pk, "product": product.key,
        "software": product.third_party.all()[0].key, "version": version.pk,
        "document": document.pk, "quote": contract.quotes.get().pk,
    }  # fmt: skip


def _call_owed(cast: Cast) -> int:
    """Somebody of Ateliers Martin's is to be called."""
    like = Notice.objects.filter(person=cast.people["alice"], channel="email").first()
    assert like is not None
    like.pk, like.key, like.message_id = None, "call-1", "call-1@tenir"
    like.channel, like.state, like.address = "telephone", "owed", "+33 1 00 00 00 00"
    like.next_attempt_at = None
    like.save(force_insert=True)
    return like.pk


def _of(*names: str) -> Callable[[dict[str, Any]], list[Any]]:
    return lambda told: [told[name] for name in names]


Place = tuple[frozenset[str], Callable[[dict[str, Any]], list[Any]]]
PLACES: dict[str, Place] = {
    "console:contract": (STAFF, _of("contract")),
    "console:contract-sign": (KEEPERS, _of()),
    "console:contracts-import": (KEEPERS, _of()),
    "console:contracts-export": (KEEPERS, _of()),
    "console:contract-amend": (KEEPERS, _of("contract")),
    "console:contract-extend": (KEEPERS, _of("contract")),
    "console:contract-end": (KEEPERS, _of("contract")),
    "console:option-new": (KEEPERS, _of("contract")),
    "console:option-end": (KEEPERS, _of("contract", "option")),
    "console:line-new": (KEEPERS, _of("contract")),
    "console:line": (STAFF, _of("line")),
    "console:line-change": (KEEPERS, _of("line")),
    "console:line-end": (KEEPERS, _of("line")),
    "console:specific-new": (RECORDERS, _of("line")),
    "console:product": (STAFF, _of("product")),
    "console:release": (RELEASERS, _of("product")),
    "console:needs": (RELEASERS, _of("product", "version")),
    "console:module-new": (RELEASERS, _of("product")),
    "console:conditions": (RELEASERS, _of("product", "software")),
    "console:quote-withdraw": (PRICERS, _of("quote")),
    "console:billables": (STAFF, _of()),
    "console:bill": (BILLERS, _of()),
    "console:invoice": (FINANCE, _of()),
    "console:documents": (STAFF, _of()),
    "console:document-new": (STAFF, _of()),
    "console:document-page": (STAFF, _of("document")),
    "console:document": (STAFF, _of("document")),
    "portal:endpoints": (CLIENTS, _of()),
    "portal:endpoint": (frozenset({"alice"}), _of("endpoint")),
    "portal:endpoint-new": (LEADERS, _of()),
    "portal:endpoint-change": (frozenset({"alice"}), _of("endpoint")),
    "portal:document-new": (SPEAKERS, _of()),
    "console:calls": (STAFF, _of()),
    "console:call": (STAFF, _of("call")),
    "console:unreachable": (STAFF, _of()),
    "console:endpoints": (STAFF, _of()),
    "console:endpoint": (STAFF, _of("endpoint")),
    "console:endpoint-new": (OPERATORS, _of()),
    "console:endpoint-change": (OPERATORS, _of("endpoint")),
    "console:requests": (STAFF, _of()),
    "console:request": (STAFF, _of("request")),
    "console:request-live": (STAFF, _of("request")),
    "console:request-clock": (STAFF, _of("request")),
    "console:request-do": (ANSWERERS, _of("request", "take")),
    "console:request-new": (ANSWERERS, _of()),
    "console:works": (STAFF, _of()),
    "console:works-new": (ANNOUNCERS, _of()),
    "console:works-one": (STAFF, _of("works")),
    "console:works-withdraw": (ANNOUNCERS, _of("works")),
    "console:exclusions": (STAFF, _of()),
    "console:exclusion": (STAFF, _of("exclusion")),
    "console:exclusion-new": (OPERATORS, _of()),
    "console:exclusion-reverse": (OPERATORS, _of("exclusion")),
}
POSTED = {
    "console:access-open", "console:specific-withdraw", "console:module-withdraw",
    "console:document-withdraw", "console:endpoint-act", "portal:endpoint-act",
    "console:reach-again", "console:requests-bulk", "console:request-say", "console:request-act",
}  # fmt: skip


def place(name: str, told: dict[str, Any]) -> str:
    """Its address."""
    return reverse(name, args=PLACES[name][1](told))
