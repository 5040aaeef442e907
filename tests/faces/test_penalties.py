"""A right claimed on the portal, contested, credited on the console: the pages of both sides."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tenir import clock
from tenir.apps.agreements.models import Contract
from tenir.apps.penalties.models import Claim, CreditNote, Right
from tests.apps.availability.conftest import drive, measure, paris, reference, sign
from tests.apps.penalties.conftest import measured, right
from tests.apps.penalties.september import DAMAGES, IN_TIME, LATE, invoicing

__all__ = ["drive", "measure", "measured", "reference", "right", "sign"]
ISSUED = {"corrects": "F-1", "corrects_on": "2026-01-02", "fee_paid": "on"}


@pytest.fixture
def at(monkeypatch):
    """Sets the clock of the faces."""
    return lambda when: monkeypatch.setattr(clock, "now", lambda: when)


@pytest.fixture
def opened(cast, right):
    """A browser in which that person is signed in."""
    for organisation in (cast.publisher, cast.martin.organisation):
        organisation.second_factor_required = False
        organisation.save()

    def sign_in(name):
        client = Client()
        client.force_login(cast.people[name])
        return client

    return sign_in


def read(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


@pytest.mark.clause("5.7", "5.9")
def test_a_right_is_claimed_in_one_click_and_credited(cast, right, opened, at):
    at(IN_TIME)
    alice, fred = opened("alice"), opened("fred")
    assert "40" in read(alice, "portal:penalty", right.pk)
    alice.post(reverse("portal:penalty-claim", args=[right.pk]))
    claim = Claim.objects.get()
    assert claim.state == "accepted"
    issue = reverse("console:claim-credit", args=[claim.pk])
    assert fred.post(issue, ISSUED).status_code == 400  # no VAT treatment was chosen
    invoicing(cast, **DAMAGES)
    fred.post(issue, ISSUED)
    note = CreditNote.objects.get()
    assert note.number in read(alice, "portal:claim", claim.pk)
    written = alice.get(reverse("portal:credit-note", args=[note.pk]))
    assert written.content.startswith(b"%PDF")
    fred.post(reverse("console:credit-note-paid", args=[note.pk]), {"by": "V", "on": "2027-01-02"})
    listed = fred.get(reverse("console:credit-notes"), {"format": "csv"}).getvalue().decode()
    assert note.number in listed
    assert "552100554" in listed
    books = fred.get(reverse("console:credit-note-entries"), {"year": note.issued_on.year})
    assert note.number in books.content.decode()
    assert (
        fred.get(reverse("console:credit-note-entries"), {"year": "2031"}).content.count(b"\n") == 1
    )
    assert "40" in read(fred, "console:exposure")


@pytest.mark.clause("5.7")
def test_a_right_and_a_claim_lead_finance_to_their_client_and_their_contract(right, opened, at):
    at(IN_TIME)
    alice, fred = opened("alice"), opened("fred")
    alice.post(reverse("portal:penalty-claim", args=[right.pk]))
    contract = right.subscription.contract
    client_page = reverse("console:client", args=[contract.client_id])
    contract_page = reverse("console:contract", args=[contract.pk])
    for name, key in (("penalty", right.pk), ("claim", Claim.objects.get().pk)):
        shown = read(fred, f"console:{name}", key)
        assert f'<a href="{client_page}">{contract.client.organisation.name}</a>' in shown
        assert f'<a href="{contract_page}">{contract.number}</a>' in shown
        assert "/console/" not in read(alice, f"portal:{name}", key)


@pytest.mark.clause("5.7")
def test_a_late_claim_is_refused_contested_and_ruled_on(right, opened, at):
    at(LATE)
    alice, fred = opened("alice"), opened("fred")
    alice.post(reverse("portal:penalty-claim", args=[right.pk]))
    claim = Claim.objects.get()
    assert claim.state == "refused"
    alice.post(reverse("portal:claim-object", args=[claim.pk]), {"because": "You were down"})
    assert "You were down" in read(fred, "console:claim-rule", claim.pk)
    fred.post(
        reverse("console:claim-rule", args=[claim.pk]), {"grant": "yes", "because": "We were"}
    )
    claim.refresh_from_db()
    assert (claim.state, Right.objects.get().claim) == ("accepted", claim)


def test_finance_saves_how_notes_are_invoiced(opened, at):
    at(paris("2026-10-05 10:00"))
    fred = opened("fred")
    given = {"legal_name": "Lumen", "siren": "732 829 320", "street": "1 rue", "postcode": "44000",
             "city": "Nantes", "country": "fr", "vat": "damages", "reason": "Hors",
             "journal_code": "VE", "journal_name": "Ventes", "account_net": "6718",
             "account_vat": "445710", "account_client": "411000"}  # fmt: skip
    assert fred.post(reverse("console:invoicing"), given).status_code == 302
    shown = read(fred, "console:invoicing")
    assert "732829320" in shown
    assert "6718" in shown
    assert fred.post(reverse("console:invoicing"), given | {"siren": "1"}).status_code == 400


@pytest.mark.parametrize("name", ["portal:months", "portal:penalties", "portal:claim-new"])
def test_months_are_chosen_from_the_first_contract_on(right, opened, at, name):
    at(IN_TIME)
    contracts = Contract.objects.filter(client=right.subscription.contract.client_id)
    contracts.update(starts_on=date(2026, 2, 10))
    shown = read(opened("alice"), name)
    assert '<option value="2026-02"' in shown
    assert '<option value="2026-01"' not in shown
