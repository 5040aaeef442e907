"""What clients propose, and who was trained, through the pages of both sides."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tenir.apps.accounts.models import Person
from tenir.apps.notices.models import Notice
from tenir.apps.parties.models import Contact
from tenir.apps.support.models import Proposal, Training
from tests.cast import Cast
from tests.faces.test_deeds import as_, post
from tests.faces.test_pages import cast

__all__ = ["cast"]


@pytest.fixture(autouse=True)
def in_english(cast: Cast) -> None:
    Person.objects.update(language="en")


def read(cast: Cast, who: str, name: str, *args: object) -> str:
    page: str = as_(cast, who).get(reverse(name, args=args)).content.decode()
    return page


def test_a_contact_proposes_and_reads_what_is_answered_without_a_date(cast: Cast) -> None:
    """Clause: 8.13."""
    told = {"line": cast.things["line"], "title": "Dark mode", "text": "For night shifts"}
    page = post(cast, "bob", "portal:proposal-new", **told).content.decode()
    assert "Dark mode" in page
    made = Proposal.objects.get(title="Dark mode")
    answer = reverse("console:proposal-answer", args=[made.pk])
    assert as_(cast, "rita").post(answer, {"answer": "planned"}).status_code == 400
    as_(cast, "rita").post(answer, {"answer": "planned", "because": "Others ask for it too"})
    page = read(cast, "alice", "portal:proposal", made.pk)
    assert "Planned" in page
    assert "Others ask for it too" in page
    assert "No date is promised." in page
    notice = Notice.objects.get(kind="support.proposal_answered", channel="email")
    assert f"/support/proposals/{made.pk}/" in notice.text
    sent_to = as_(cast, "bob").get(f"/support/proposals/{made.pk}/")
    assert sent_to["Location"] == reverse("portal:proposal", args=[made.pk])


def test_whoever_only_reads_proposes_nothing_and_another_client_sees_nothing(cast: Cast) -> None:
    """Clause: 7.9, 8.13."""
    told = as_(cast, "rose").get(reverse("portal:proposal-new"))
    assert told.status_code == 403
    assert "Bob · bob@example.org" in told.content.decode()
    assert "Keyboard keys" in read(cast, "rose", "portal:proposals")
    assert "Propose something" not in read(cast, "rose", "portal:proposals")
    assert "Keyboard keys" not in read(cast, "charlie", "portal:proposals")
    gone = reverse("portal:proposal", args=[cast.things["proposal"]])
    assert as_(cast, "charlie").get(gone).status_code == 404


def test_a_training_is_recorded_with_its_sheet_which_the_client_reads(cast: Cast) -> None:
    """Clause: 7.3, 7.6."""
    alice = Contact.objects.get(person=cast.people["alice"])
    at = f"{reverse('console:training-new')}?client={cast.martin.pk}"
    assert "Whose contact was trained?" in read(cast, "anna", "console:training-new")
    told = {"contact": alice.pk, "product": "drive", "trained_on": "2026-02-03"}
    sheet = SimpleUploadedFile("sheet.txt", b"Alice was there.", "text/plain")
    page = as_(cast, "anna").post(at, {**told, "sheet": sheet}, follow=True).content.decode()
    assert "The training is on record." in page
    made = Training.objects.get(contact=alice)
    page = read(cast, "bob", "portal:trainings")
    assert "Alice" in page
    assert reverse("portal:document", args=[made.sheet_id]) in page
    stranger = as_(cast, "charlie").get(reverse("portal:document", args=[made.sheet_id]))
    assert stranger.status_code == 404
    later = as_(cast, "anna").post(at, {**told, "trained_on": "2999-01-01"})
    assert 'id="id_trained_on_error"' in later.content.decode()


def test_a_training_is_withdrawn_with_its_reason(cast: Cast) -> None:
    """Clause: 7.6."""
    assert post(cast, "anna", "console:training-withdraw").status_code == 400
    post(cast, "anna", "console:training-withdraw", because="Another Bob")
    assert Training.objects.get(pk=cast.things["training"]).withdrawn_because == "Another Bob"
    assert "No training is on record" in read(cast, "bob", "portal:trainings")
