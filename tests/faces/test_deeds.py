"""Acts through the console's pages: done by whom it is for, refused with every fault otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenir.apps.agreements.models import Access, Contract, Option, Specific, Subscription
from tenir.apps.catalogue.models import Module, ProductVersion
from tenir.apps.documents.models import Document
from tenir.apps.notices.models import WebhookEndpoint
from tenir.apps.orders.models import BillableLine, Quote
from tests.cast import Cast
from tests.faces.places import place
from tests.faces.test_pages import cast

__all__ = ["cast"]
NO_MORE_LINES = {"lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0"}
SURE = {"sure": "yes"}


def as_(cast: Cast, who: str) -> Client:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(cast.people[who])
    return browser


def post(cast: Cast, who: str, name: str, /, **given: Any) -> Any:
    return as_(cast, who).post(place(name, cast.things), given, follow=True)


def test_a_contract_is_signed_with_its_lines(cast: Cast) -> None:
    """Clause: 1.1, 2.5."""
    given = {
        "client": cast.novak.pk, "number": "CT-9", "starts_on": "2026-02-02",
        "platform": "extended", **NO_MORE_LINES, "lines-0-product": "drive",
        "lines-0-hosting": "shared", "lines-0-yearly_fee": "1 200,50", "lines-0-seats": "12",
        "lines-0-environments":
            "production ; Production ; https://drive.example.org\nessai ; Recette",
    }  # fmt: skip
    shown = post(cast, "anna", "console:contract-sign", **given)
    line = Subscription.objects.get(contract__number="CT-9")
    assert (str(line.yearly_fee), line.seats, line.environments[0]["address"]) == (
        "1200.50", 12, "https://drive.example.org",
    )  # fmt: skip
    assert [each["kind"] for each in line.environments] == ["production", "acceptance"]
    assert "CT-9" in shown.content.decode()


def test_every_fault_of_a_contract_is_told_and_nothing_is_written(cast: Cast) -> None:
    """Clause: 1.2, 2.5."""
    given = {
        "client": cast.novak.pk, "number": "CT-1", "starts_on": "2026-02-02",
        "ends_on": "2026-01-01", "platform": "extended", **NO_MORE_LINES,
        "lines-0-product": "drive", "lines-0-hosting": "shared", "lines-0-seats": "0",
        "overrides": "- {id: x, layer: contract.special, replaces: nothing.known, set: {value: 1}}",
        "document": SimpleUploadedFile("signed.txt", b"Signed.", "text/plain"),
    }  # fmt: skip
    before = Document.objects.count()
    shown = post(cast, "anna", "console:contract-sign", **given)
    page = shown.content.decode()
    assert shown.status_code == 400
    assert all(f'id="id_{name}_error"' in page for name in ("number", "ends_on", "overrides"))
    assert 'id="id_lines-0-seats_error"' in page
    assert (Contract.objects.count(), Document.objects.count()) == (1, before)


def test_more_lines_are_asked_for_without_losing_a_word(cast: Cast) -> None:
    given = {"number": "CT-9", "more": "yes", **NO_MORE_LINES, "lines-0-seats": "12"}
    page = post(cast, "anna", "console:contract-sign", **given).content.decode()
    assert 'value="CT-9"' in page
    assert 'name="lines-3-product"' in page
    assert 'value="12"' in page


def test_a_contract_ends_once_one_is_sure(cast: Cast) -> None:
    """Clause: 1.1."""
    given = {"on": "2099-06-30", "because": "Merged"}
    asked = post(cast, "anna", "console:contract-end", **given)
    assert Contract.objects.get().ended_at is None
    assert 'name="sure" value="yes"' in asked.content.decode()
    post(cast, "anna", "console:contract-end", **given, **SURE)
    assert Contract.objects.get().ends_on == date(2099, 6, 30)
    assert Subscription.objects.get().ends_on == date(2099, 6, 30)


def test_the_contracts_own_terms_are_amended_and_a_fault_is_told(cast: Cast) -> None:
    """Clause: 1.2."""
    special = ("- {id: special.target, layer: contract.special, replaces: availability.target, "
               'set: {value: 99.9 %}, clause: "1.2"}')  # fmt: skip
    given = {"effective_on": "2099-01-01", "overrides": special}
    post(cast, "anna", "console:contract-amend", **given)
    assert Contract.objects.get().amendments.last().overrides[0]["set"] == {"value": "99.9 %"}
    refused = post(cast, "anna", "console:contract-amend", **given | {"overrides": "no list"})
    assert refused.status_code == 400


def test_access_is_opened_and_a_line_changed_then_ended(cast: Cast) -> None:
    """Clause: 1.1, 2.5, 4.2."""
    line = Subscription.objects.get()
    as_(cast, "sam").post(f"/console/subscriptions/{line.pk}/access/")
    assert Access.objects.get().opened_by == cast.people["sam"]
    post(cast, "anna", "console:line-change", from_on="2099-01-01", seats="40", yearly_fee="60000")
    assert [row.seats for row in line.ordered.all()] == [None, 40]
    post(cast, "anna", "console:line-end", on="2099-12-31", because="Moved", **SURE)
    line.refresh_from_db()
    assert line.ends_on == date(2099, 12, 31)


def test_specifics_and_options_come_and_go(cast: Cast) -> None:
    """Clause: 2.6, 8.8."""
    post(cast, "rita", "console:specific-new", kind="report", name="Monthly margin")
    found = Specific.objects.get(name="Monthly margin")
    line = found.subscription_id
    as_(cast, "rita").post(f"/console/subscriptions/{line}/specifics/{found.pk}/withdraw/", SURE)
    found.refresh_from_db()
    assert found.withdrawn_at
    given = {"kind": "on_call", "name": "Saturdays", "starts_on": "2026-03-02"}
    post(cast, "anna", "console:option-new", **given, yearly_fee="6,000.00")
    assert str(Option.objects.get(name="Saturdays").yearly_fee) == "6000.00"
    post(cast, "anna", "console:option-end", on="2026-06-30", because="Done")
    assert Option.objects.get(key="o-1").ends_on == date(2026, 6, 30)


def test_a_table_of_contracts_is_looked_at_then_taken_in(cast: Cast) -> None:
    """Clause: 2.5."""
    head = "contract;client;from;product\r\n"
    wrong = SimpleUploadedFile(
        "c.csv", f"{head}CT-8;C-002;2026-02-02;nothing\r\nCT-7;C-9;2026-01-05;drive".encode()
    )
    page = post(cast, "anna", "console:contracts-import", table=wrong)
    assert page.status_code == 400
    assert page.content.decode().count("c.csv:") >= 2
    sound = SimpleUploadedFile("c.csv", f"{head}CT-8;C-002;2026-02-02;drive\r\n".encode())
    seen = post(cast, "anna", "console:contracts-import", table=sound).content.decode()
    assert not Contract.objects.filter(number="CT-8").exists()
    kept = {"carried": seen.split('name="carried" value="')[1].split('"')[0], "name": "c.csv"}
    post(cast, "anna", "console:contracts-import", act="keep", **kept)
    assert Contract.objects.filter(number="CT-8").exists()


def test_a_version_is_released_and_its_prerequisites_told(cast: Cast) -> None:
    """Clause: 2.3, 4.1, 8.1."""
    given = {"number": "5.1", "released_on": "2026-03-02"}
    post(cast, "rita", "console:release", **given)
    assert ProductVersion.objects.filter(number="5.1").exists()
    again = post(cast, "rita", "console:release", **given)
    assert again.status_code == 400  # taken
    needs = {
        "required_from": "2099-01-01", "items-TOTAL_FORMS": "1", "items-INITIAL_FORMS": "0",
        "items-0-kind": "technical", "items-0-text_fr": "8 Go", "items-0-text_en": "8 GB",
        "items-0-source": "offer", "items-0-reference": "Offer 12",
    }  # fmt: skip
    asked = post(cast, "rita", "console:needs", **needs).content.decode()
    assert "Publier ces prérequis ?" in asked
    post(cast, "rita", "console:needs", **needs, **SURE)
    assert (
        ProductVersion.objects.get(number="5.0").prerequisites.get().items.get().text_en == "8 GB"
    )


def test_modules_and_third_parties_conditions_are_kept(cast: Cast) -> None:
    """Clause: 2.5, 2.7."""
    post(cast, "rita", "console:module-new", key="sync", name_fr="Synchro", name_en="Sync")
    assert Module.objects.filter(key="sync").exists()
    given = {"conditions_fr": "Au mieux", "conditions_en": "Best effort", "availability": "high"}
    wrong = post(cast, "anna", "console:conditions", **given)
    assert wrong.status_code == 400
    assert 'id="id_availability_error"' in wrong.content.decode()
    post(cast, "anna", "console:conditions", **given | {"availability": "99 %"})
    page = as_(cast, "sam").get(place("console:product", cast.things)).content.decode()
    assert "Au mieux" in page


def test_amounts_are_recorded_and_put_on_an_invoice(cast: Cast) -> None:
    """Clause: 7.22."""
    given = {"contract": cast.things["contract"], "label": "On site", "quantity": "1.5",
             "unit_price": "100", "due_on": "2026-03-31"}  # fmt: skip
    post(cast, "sam", "console:bill", **given)
    assert str(BillableLine.objects.get(label="On site").amount) == "150.00"
    every = list(BillableLine.objects.values_list("pk", flat=True))
    post(cast, "fred", "console:invoice", lines=every, invoice="F-1", on="2026-04-01")
    assert set(BillableLine.objects.values_list("invoice", flat=True)) == {"F-1"}


def test_an_offer_is_withdrawn_with_its_reason(cast: Cast) -> None:
    assert post(cast, "anna", "console:quote-withdraw", because="").status_code == 400
    post(cast, "anna", "console:quote-withdraw", because="No trainer", **SURE)
    assert Quote.objects.get().state == "withdrawn"


def test_a_document_is_kept_for_whom_it_is_said_and_withdrawn(cast: Cast) -> None:
    file = SimpleUploadedFile("plan.txt", b"The plan.", "text/plain")
    given = {"title": "Plan", "purpose": "other", "audience": "client", "client": cast.martin.pk}
    post(cast, "sam", "console:document-new", **given, file=file)
    kept = Document.objects.get(title="Plan")
    assert kept.organisation_id == cast.martin.pk
    as_(cast, "anna").post(f"/console/documents/{kept.pk}/withdraw/", SURE)
    kept.refresh_from_db()
    assert kept.withdrawn_at
    hostile = SimpleUploadedFile("x.html", b"<script>alert(1)</script>", "text/html")
    assert post(cast, "sam", "console:document-new", **given, file=hostile).status_code == 400


def test_an_act_is_no_page_to_whom_it_is_not_for(cast: Cast) -> None:
    for who in ("alice", "charlie", "sofia"):
        for name in ("contract-end", "line-end", "release", "invoice", "quote-withdraw"):
            assert post(cast, who, f"console:{name}", **SURE).status_code == 404, (who, name)
    line = Subscription.objects.get()
    for who, status in (("charlie", 404), ("alice", 404), ("sofia", 200)):
        answer = as_(cast, who).post(f"/console/subscriptions/{line.pk}/access/", follow=True)
        assert answer.status_code == status
    assert not Access.objects.exists()


def test_a_main_contact_adds_a_program_and_sees_its_secret_once(cast: Cast) -> None:
    shown = post(cast, "alice", "portal:endpoint-new", url="https://hear.example.org/x",
                 client=cast.martin.pk, kinds=["support.recorded"])  # fmt: skip
    assert "user-select-all" in shown.content.decode()
    assert "<dd>Une demande est enregistrée</dd>" in shown.content.decode()
    form = as_(cast, "alice").get(place("portal:endpoint-new", cast.things)).content.decode()
    assert "<legend>Demandes</legend>" in form
    assert "<legend>Travaux</legend>" in form
    post(cast, "alice", "portal:endpoint-new", url="https://hear.example.org/y",
         client=cast.martin.pk, kinds=["commitments.*", "support.recorded"])  # fmt: skip
    assert WebhookEndpoint.objects.latest("pk").kinds == [
        "commitments.missed", "commitments.warned", "support.recorded",
    ]  # fmt: skip
    again = as_(cast, "alice").get(place("portal:endpoint", cast.things))
    assert "user-select-all" not in again.content.decode()
    for who in ("bob", "charlie"):
        assert as_(cast, who).get(place("portal:endpoint", cast.things)).status_code == 404
        assert post(cast, who, "portal:endpoint-change", url="https://x.org").status_code == 404
    file = SimpleUploadedFile("plan.txt", b"Our plan.", "text/plain")
    given = {"title": "Ours", "purpose": "other", "client": cast.martin.pk, "file": file}
    assert post(cast, "rose", "portal:document-new", **given).status_code == 403
    file.seek(0)  # the browser before read it to its end
    post(cast, "bob", "portal:document-new", **given)
    assert Document.objects.get(title="Ours").audience == "client"
    assert as_(cast, "bob").get("/portal/notices/").status_code == 200
    assert as_(cast, "bob").get(f"/portal/orders/{cast.things['quote']}/").status_code == 200
