"""The demonstration tells each state, tier and exclusion at least once, whatever the day."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tenir.apps.accounts import queries as accounts
from tenir.apps.agreements import queries as agreements
from tenir.apps.availability import queries as measured
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.commitments import queries as commitments
from tenir.apps.documents import queries as documents
from tenir.apps.journal import queries as journal
from tenir.apps.notices import queries as notices
from tenir.apps.orders import queries as orders
from tenir.apps.parties import queries as parties
from tenir.apps.penalties import queries as penalties
from tenir.apps.releases import queries as releases
from tenir.apps.reports import queries as reports
from tenir.apps.support import queries as support
from tenir.integrations.agreement_files import reference
from tenir.integrations.demonstration.history import ZONE, history
from tenir.integrations.demonstration.platform import build_platform
from tenir.terms.books import Books
from tenir.terms.kinds_availability import Exclusions
from tenir.viewer import SYSTEM

DAYS = [date(2026, 11, 23), date(2027, 2, 28), date(2027, 4, 1), date(2027, 8, 31)]

BUILT = datetime(2027, 1, 2, 9, tzinfo=UTC)  # early in a month, when less of a year has happened


@pytest.mark.clause("5.5", "5.6", "5.8")
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_tier_exclusion_and_state_appears_in_any_twelve_months(day):
    agreement, year = reference(), history(day)
    tiers, reasons, told = Counter(), Counter(), Counter()
    for lived in year.lived(agreement):
        books = Books(lived.followed, held=lived.held, zone=ZONE)
        for number in range(len(lived.followed)):
            for month in filter(lambda month: books.covers(number, month), year.months):
                months = books.closed(number, month)
                found, right = months.month(month).value, books.right(number, month)
                told["met" if found.met else "missed"] += 1
                told["unmeasured"] += found.unmeasured_seconds > 0
                reasons.update(found.excluded_by_reason)
                if right:
                    tiers[str(right.tier_rate)] += 1
                    told["capped"] += right.capped
                    told["third in a row"] += right.run > 2
    items = agreement.terms().get("availability.excluded", Exclusions).term.items
    assert set(reasons) == {item.id for item in items}
    assert len(reasons) == 9
    assert set(tiers) == {"1/100", "1/25", "7/100", "1/10"}
    assert all(told[state] for state in ("met", "missed", "unmeasured", "capped", "third in a row"))


def test_every_family_and_product_is_sold_to_twelve_clients():
    convention, year = reference().convention, history(DAYS[0])
    sold = {item.sold.product for item in year.subscribed}
    assert sold == set(convention.products)
    assert {family for key in sold for family in convention.products[key].families} == set(
        convention.families
    )
    assert len({item.customer.slug for item in year.subscribed}) == 12
    assert {item.sold.hosting for item in year.subscribed} == {"shared", "dedicated"}


@pytest.mark.django_db
@pytest.mark.either_database
def test_the_platform_is_built_once_with_every_state():
    built = built_once()
    states = set(commitments.commitments(SYSTEM).values_list("state", flat=True))
    assert states == {"running", "kept", "missed", "waived"}
    found = set(agreements.client_versions(SYSTEM).values_list("state", flat=True))
    assert found == {"notified", "accepted", "terminated", "deemed_accepted"}
    sent = set(notices.notices(SYSTEM).values_list("state", flat=True))
    assert {"sent", "bounced", "failed"} <= sent
    frozen = reports.frozen(SYSTEM, revisions=True)
    assert frozen.count() > 350
    assert frozen.filter(revision=2).count() == 1
    assert {row.version for row in frozen} == {"1", "2"}
    assert reports.recompute(SYSTEM, frozen.filter(version="2").first().pk).identical
    assert journal.entries(SYSTEM).count() > 1000
    assert {sign.address for sign in built.sign_ins} == set(
        accounts.Person.objects.values_list("email", flat=True)
    )
    assert all(
        accounts.Person.objects.get(email=sign.address).check_password(sign.password)
        for sign in built.sign_ins
    )
    assert set(orders.quotes(SYSTEM).values_list("state", flat=True)) == {
        "asked", "priced", "accepted", "declined", "withdrawn", "expired",
    }  # fmt: skip
    furnished()
    helped()
    each_penalty_is_explained_on_its_page()
    each_ground_is_explained_on_its_page()
    known()
    for (kind,) in set(commitments.commitments(SYSTEM).order_by().values_list("kind")):
        last = commitments.commitments(SYSTEM, kind=kind, order="-due_at").first()
        assert reports.recompute_promise(SYSTEM, last.pk).outcome == "same", kind


def built_once():
    """It tells how far it is; the second time it leaves what is there."""
    told = []
    built = build_platform(BUILT, lambda done, of: told.append((done, of)))
    assert told == [(done, len(told)) for done in range(1, len(told) + 1)]
    assert built.fresh
    assert not build_platform(BUILT).fresh
    return built


def versions_answered():
    """Versions handed to clients in each state that the agreement knows; a refusal has its request.

    Under this agreement silence accepts nothing.
    """
    found = releases.validations(SYSTEM)
    states = Counter(found.values_list("state", flat=True))
    assert set(states) == {"awaited", "validated", "refused", "lapsed", "waived"}
    assert states["lapsed"] > 1
    refused = found.get(state="refused")
    assert refused.request.state in {"resolved", "closed"}
    assert refused.request.number in page("console:validation", refused.pk, "Rita Delvaux")
    lapsed = found.filter(state="lapsed").first()
    assert "(8.12)" in page("console:commitment", _promise(lapsed).pk, "Rita Delvaux")
    awaited = found.get(state="awaited")
    assert awaited.due_at > BUILT
    assert awaited.version.number in page("portal:validation", awaited.pk, "Charlotte Vébrune")


def _promise(validation):
    return commitments.commitment_of(SYSTEM, validation.promise)


def worded():
    """Each version's words say what its terms do."""
    text = {row.number: row.text for row in agreements.versions(SYSTEM)}
    assert ["quinzième jour ouvré" in text[number] for number in "123"] == [False, True, True]
    assert ["99,6 %" in text[number] for number in "123"] == [False, False, True]
    assert "99,5 %" not in text["3"]
    assert all(f"référence, version {number}." in text[number] for number in "123")


def page(name, id, who):
    """That page as someone reads it, in English, its spaces made plain."""
    accounts.Person.objects.filter(name=who).update(language="en")
    browser = Client()
    browser.force_login(accounts.Person.objects.get(name=who))
    answer = browser.get(reverse(name, args=[id]))
    assert answer.status_code == 200, (name, id, who)
    return " ".join(unescape(answer.content.decode()).split())


def each_penalty_is_explained_on_its_page():
    """A right in every tier, one capped; claims in time, late, granted, upheld; credit notes."""
    rights = {right.pk: right for right in penalties.rights(SYSTEM, at=BUILT)}
    told = {pk: page("console:penalty", pk, "Fred Jumièges") for pk in rights}
    for rate in (1, 4, 7, 10):
        assert any(
            right.tier_rate == rate and f"{rate} %" in told[pk] for pk, right in rights.items()
        ), rate
    capped = [pk for pk, right in rights.items() if right.capped]
    assert any("Before the cap" in told[pk] for pk in capped)
    claims = {(claim.state, claim.in_time): claim for claim in penalties.claims(SYSTEM)}
    assert set(claims) == {("credited", True), ("accepted", True), ("refused", False),
                           ("credited", False)}  # fmt: skip
    in_time, late = claims["credited", True], claims["refused", False]
    assert "in time" in page("portal:claim", in_time.pk, "Charlotte Vébrune")
    assert in_time.credit_notes.get().number in page(
        "portal:claim", in_time.pk, "Charlotte Vébrune"
    )
    read = page("portal:claim", late.pk, "Estelle Garandeau")
    assert "Refused" in read
    assert late.objection in read
    assert late.because in read
    granted = page("console:claim", claims["credited", False].pk, "Fred Jumièges")
    assert claims["credited", False].because in granted
    assert "AV-" in granted


def each_ground_is_explained_on_its_page():
    """For each of the nine reasons, an outage whose page shows it left out, with its evidence."""
    left = {}
    for row in reports.frozen(SYSTEM):
        for each in json.loads(row.statement)["outages"]:
            for part in each["excluded"]:
                left.setdefault(part["reason"], (row.subscription, each["from"], part["evidence"]))
    assert len(left) == 9
    for line, start, evidence in left.values():
        began = datetime.fromisoformat(start)
        outage = measured.outages(SYSTEM).get(
            subscription=line, state="down", start__lte=began, end__gt=began
        )
        main = parties.contacts(SYSTEM).filter(client=line.contract.client_id, main=True).get()
        for name, who in (("console:outage", "Olga Marchand"), ("portal:outage", main.name)):
            read = page(name, outage.pk, who)
            assert evidence in read, (name, evidence)
            assert read.count(evidence) == 1 or len(evidence) < 9, "said twice"
            assert f"{line.product.name} " in read
            assert "Give or take" not in read  # nothing was sampled at an interval
            assert "Left out" in read
    states = set(measured.causes(SYSTEM).values_list("state", flat=True))
    assert states == {"accepted", "declined", "counts", "proposed"}


def helped():
    """Requests in each state but a draft, in time and late, ruled out, charged, kept from view."""
    found = support.requests(SYSTEM)
    assert set(found.values_list("state", flat=True)) == set(support.State) - {"draft"}
    assert set(found.values_list("priority", flat=True)) == {"P1", "P2", "P3", ""}
    assert {True, False} <= set(found.values_list("in_time", flat=True))
    assert found.exclude(late_because="").exists()
    assert found.filter(restricted=True).count() == 1
    assert {True, False} == {row.reversed_at is None for row in support.rulings(SYSTEM)}
    assert support.times(SYSTEM).filter(charged__gt=0).exists()
    assert support.hand_overs(SYSTEM, waiting=True).count() == 1


def known():
    """Articles in one language and both, inside and for readers; trainings, proposals, mail."""
    worded()
    articles = support.articles(SYSTEM)
    assert {True, False} == set(articles.values_list("inside", flat=True))
    assert {True, False} == {bool(one.published.title_en) for one in articles}
    assert support.trainings(SYSTEM).exists()
    answers = set(support.proposals(SYSTEM).values_list("answer", flat=True))
    assert answers == {"planned", "open", "declined"}
    assert support.kept_mail(SYSTEM, waiting=True).exists()


def furnished():
    """What else stands there: see furnishing.py."""
    versions_answered()
    found = catalogue.acknowledgements(SYSTEM)
    clients = {row.client_id for row in found}
    owed = commitments.commitments(SYSTEM, kind="catalogue.acknowledge_prerequisites")
    assert len(clients) == 3
    assert {"kept", "missed", "running"} <= set(owed.values_list("state", flat=True))
    assert [row.name for row in catalogue.without_conditions()] == ["AirSaaS"]
    assert accounts.invitations(SYSTEM).filter(accepted_at=None, revoked_at=None).count() == 1
    assert set(parties.changes(SYSTEM).values_list("state", flat=True)) == {
        "awaiting_signature", "awaiting_verification",
    }  # fmt: skip
    calls = notices.notices(SYSTEM).filter(channel="webhook")
    assert {"sent", "failed"} <= set(calls.values_list("state", flat=True))
    assert set(notices.endpoints(SYSTEM).values_list("active", flat=True)) == {True, False}
    kinds = set(documents.documents(SYSTEM).values_list("media_type", flat=True))
    assert kinds == {
        "application/octet-stream", "application/pdf", "image/png", "text/csv", "text/plain",
    }  # fmt: skip
    assert [each.version.number for each in catalogue.update_files()] == ["12.0.1"]
