"""What the acts' pages are about."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from tenir import clock
from tenir.apps.agreements import queries as agreed
from tenir.apps.agreements import services as agreements
from tenir.apps.availability import queries as measured
from tenir.apps.availability import services as availability
from tenir.apps.catalogue import queries as offered
from tenir.apps.catalogue import services as catalogue
from tenir.apps.documents import services as documents
from tenir.apps.maintenance import services as maintenance
from tenir.apps.notices import services as notices
from tenir.apps.notices.models import Notice
from tenir.apps.orders import services as orders
from tenir.apps.parties.models import Contact
from tenir.apps.penalties.models import Claim, Right
from tenir.apps.publishing import services as publishing
from tenir.apps.releases import services as releases
from tenir.apps.reports import services as reports
from tenir.apps.support import services as support
from tenir.terms.works_recurring import Recurrence
from tenir.viewer import SYSTEM
from tests.cast import Cast

SIGNED = datetime(2026, 1, 5, 9, tzinfo=UTC)
FROZEN = datetime(2026, 2, 2, 9, tzinfo=UTC)


def furnish(cast: Cast) -> dict[str, Any]:
    """Ateliers Martin's things that the pages are about, each by its name."""
    line = agreed.subscriptions(cast.anna).get()
    contract = line.contract
    incident = publishing.publish(
        title_fr="Coupure", products=[line.product.key], actor=cast.olga, at=SIGNED,
        said=publishing.Said(state="resolved", impact="minor", text_fr="Tout est rétabli."),
    )  # fmt: skip
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
    maintenance.put_on_record(
        number="W-1", kind="planned", starts_at=SIGNED, ends_at=SIGNED + timedelta(hours=1),
        products=[line.product.key], announced_at=SIGNED - timedelta(days=9), actor=cast.olga,
        at=SIGNED,
    )  # fmt: skip
    drafted, again, frozen = _works_to_come(cast, line)
    ruled = availability.exclude(
        subscription=line.pk, start=SIGNED, end=SIGNED + timedelta(hours=1),
        reason="client-environment", evidence="Their line was cut", actor=cast.olga, at=SIGNED,
    )  # fmt: skip
    availability.record_measurements(
        subscription=line.pk, source="probe", actor=cast.olga, at=SIGNED + timedelta(hours=3),
        records=[availability.Record(SIGNED + timedelta(hours=hour), state)
                 for hour, state in ((0, "up"), (1, "down"), (2, "up"))],
    )  # fmt: skip
    corrected = availability.correct(
        subscription=line.pk, start=SIGNED + timedelta(hours=1), end=None, state="",
        because="A disk was full", actor=cast.olga, at=SIGNED + timedelta(hours=2),
    )  # fmt: skip
    stated = reports.freeze_month(subscription=line.pk, month="2026-01", actor=cast.olga, at=FROZEN)
    asked = support.open_request(
        cast.martin.pk,
        {"subscription": line.pk, "title": "The export stops", "problem": "It stops half-way",
         "observed": "A blank page", "expected": "A file", "steps": "Export", "context": "500",
         "impact": "high", "urgency": "critical"},
        actor=cast.bob, at=clock.now(),
    )  # fmt: skip
    spent = support.record_time(
        asked.pk, nature="analysis", minutes=10, started_at=SIGNED, actor=cast.sam, at=clock.now()
    )
    draft = support.draft(
        cast.martin.pk, {"subscription": line.pk, "problem": "It is slow", "impact": "medium",
                         "urgency": "major"}, actor=cast.alice, at=clock.now(),
    )  # fmt: skip
    right = Right.objects.create(
        subscription=line, organisation_id=cast.martin.pk, month="2026-01", frozen="0" * 64,
        promise="none", run=2, tier_rate=1, base=4000, uncapped=40, cap=400, amount=40,
        claim_by=clock.now() + timedelta(days=9), opened_at=SIGNED,
        reasons={"sentence": {"fr": "Manqué", "en": "Missed"}},
    )  # fmt: skip
    late = Claim.objects.create(
        subscription=line, organisation_id=cast.martin.pk, month="2025-12", state="refused",
        sent_at=SIGNED, in_time=False, because="Late", reasons=right.reasons,
    )  # fmt: skip
    link = publishing.make_link(cast.martin.pk, name="Hall", actor=cast.alice, at=SIGNED)
    return {
        "private": link.token, "product_key": "drive",
        "right": right.pk, "claim": late.pk,
        "wording": _words(cast),
        "incident": incident.reference, "language": "fr", "month": f"{clock.now():%Y-%m}",
        "answer": "summary", "kind": "atom", "token": "none", "score": 3,
        "request": asked.pk, "take": "assign", "contest": "contest", "check": "check",
        "draft": draft.pk, "spent": spent.pk,
        "team": support.make_team("Drive", members=[], actor=cast.sam).pk,
        "canned": support.keep_answer("Seen", text_fr="Vu", text_en="Seen", actor=cast.sam).pk,
        "article": _an_article(cast), "training": _a_training(cast),
        "proposal": support.propose(
            cast.martin.pk, product=line.product.key, title="Keyboard keys", text="For all menus",
            actor=cast.bob, at=clock.now(),
        ).pk,
        "mail": support.keep_mail(
            b"From: eve@example.org\r\nSubject: Help\r\n\r\nIt does not start",
            reason="requests.mail_opens", sender="eve@example.org", title="Help",
            text="It does not start", at=clock.now(),
        ).pk,
        "call": call, "endpoint": endpoint.pk, "past": "outages", "works": "W-1",
        "draft_works": drafted,
        "recurring": again, "freeze": frozen, "exclusion": ruled.pk,
        "cause": _a_cause(cast, line), "closing": "2026-01", "whose": cast.martin.pk,
        "sheet": "csv", "frozen": stated.pk,
        "correction": corrected.pk,
        "target": measured.targets(SYSTEM, subscription=line.pk).get().pk,
        "outage": measured.outages(SYSTEM).get().pk,
        "contract": contract.pk, "line": line.pk, "option": option.pk, "product": product.key,
        "software": product.third_party.all()[0].key, "version": version.pk,
        "validation": _a_validation(cast, line),
        "document": document.pk, "quote": contract.quotes.get().pk,
    }  # fmt: skip


def _a_validation(cast: Cast, line: Any) -> int:
    """A new version of the line's product, handed to its client just now."""
    version = catalogue.release_version(
        line.product, number="7.0", released_on=date(2026, 1, 5), actor=cast.rita, at=SIGNED,
        terms=agreed.terms_of(cast.anna, line.pk, at=SIGNED),
    )  # fmt: skip
    (made,) = releases.make_available(version, actor=cast.rita, at=clock.now())
    return made.pk


def _an_article(cast: Cast) -> int:
    """Published once, and a draft of its next version."""
    first = support.write_article(
        title_fr="Exporter", body_fr="Choisissez *Exporter*.", products=["drive"],
        actor=cast.sam, at=SIGNED,
    )  # fmt: skip
    support.publish_article(first.article_id, actor=cast.sam, at=SIGNED)
    support.write_article(
        title_fr="Exporter", body_fr="Choisissez **Exporter**.", title_en="Export",
        body_en="Choose **Export**.", products=["drive"], because="Said in English too",
        article=first.article_id, actor=cast.sam, at=SIGNED,
    )  # fmt: skip
    return first.article_id


def _works_to_come(cast: Cast, line: Any) -> tuple[str, str, int]:
    """Works not announced yet, others that come back, a freeze."""
    starts = datetime(2030, 1, 5, 21, tzinfo=UTC)
    planned = maintenance.Planned(
        number="W-2", kind="planned", title_fr="Bascule", starts_at=starts, course="person",
        ends_at=starts + timedelta(hours=1), products=[line.product.key],
    )  # fmt: skip
    maintenance.plan(planned, announce=False, actor=cast.olga, at=SIGNED)
    rule = Recurrence(("sun",), "02:00", "03:00", SIGNED.date(), date(2026, 1, 20))
    again = maintenance.Again(
        number="S", kind="planned", title_fr="Copie", rule=rule, products=[line.product.key]
    )
    maintenance.repeat(again, actor=cast.olga, at=SIGNED)
    frozen = maintenance.freeze(
        client=cast.martin.pk, starts_at=starts, ends_at=starts + timedelta(days=1),
        because="Inventory", actor=cast.anna, at=SIGNED,
    )  # fmt: skip
    return "W-2", "S", frozen.pk


def _a_training(cast: Cast) -> int:
    """Bob was trained to use Drive."""
    bob = Contact.objects.get(person=cast.people["bob"])
    return support.record_training(
        bob.pk, product="drive", trained_on=SIGNED.date(), actor=cast.anna, at=SIGNED
    ).pk


def _call_owed(cast: Cast) -> int:
    """Somebody of Ateliers Martin's is to be called."""
    like = Notice.objects.filter(person=cast.people["alice"], channel="email").first()
    assert like is not None
    like.pk, like.key, like.message_id = None, "call-1", "call-1@tenir"
    like.channel, like.state, like.address = "telephone", "owed", "+33 1 00 00 00 00"
    like.next_attempt_at = None
    like.save(force_insert=True)
    return like.pk


def _words(cast: Cast) -> int:
    """Words that an update begins from."""
    words = publishing.Words(
        name_fr="Bientôt fini", begins=False, state="monitoring", impact="minor",
        text_fr="Fini à [heure].",
    )  # fmt: skip
    return publishing.keep_wording(words, actor=cast.olga, at=SIGNED).pk


def _a_cause(cast: Cast, line: Any) -> int:
    """A proposed exclusion that waits for a person."""
    told = availability.NewCause(
        kind="misuse", start=SIGNED + timedelta(hours=1), end=SIGNED + timedelta(hours=2),
        evidence="Their own script",
    )  # fmt: skip
    return availability.tell_cause(
        subscription=line.pk, told=told, actor=cast.olga, at=SIGNED + timedelta(hours=3)
    ).pk
