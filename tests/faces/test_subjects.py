"""What notices, promises and documents are about, in words; and how a notice came back."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.urls import reverse

from tenir import clock
from tenir.apps.accounts.models import Person
from tenir.apps.agreements.models import ClientVersion, Closure, Subscription
from tenir.apps.commitments.models import Commitment
from tenir.apps.commitments.queries import Alike
from tenir.apps.documents import services as documents
from tenir.apps.maintenance.models import Works
from tenir.apps.notices.models import Attempt, Bounce, Notice
from tenir.apps.parties.models import ContactChange
from tenir.apps.penalties.models import Claim, Right
from tenir.apps.publishing.models import Incident
from tenir.apps.releases.models import Validation
from tenir.apps.support.models import Request
from tenir.ui.subjects import BRIEF, name_all, tell_lines, told
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast
from tests.faces.test_requests import opened

__all__ = ["cast"]


@pytest.fixture(autouse=True)
def in_english(cast: Cast) -> None:
    Person.objects.update(language="en")


def notice_about(cast: Cast, subject: str) -> Notice:
    shown = Notice.objects.filter(person=cast.people["alice"], channel="email").first()
    assert shown is not None
    Notice.objects.filter(pk=shown.pk).update(subject=subject, confidential=False)
    return shown


def read(cast: Cast, who: str, shown: Notice, language: str = "en") -> str:
    Person.objects.update(language=language)
    face = "portal" if who in {"alice", "bob"} else "console"
    return as_(cast, who).get(reverse(f"{face}:notice", args=[shown.pk])).content.decode()


def test_a_notice_come_back_says_so_with_when_and_why(cast: Cast) -> None:
    """Clause: 3.1, 9.2."""
    shown, at = notice_about(cast, "client/1"), clock.now()
    Attempt.objects.filter(notice=shown).delete()
    Attempt.objects.create(
        notice=shown, number=1, begun_at=at, outcome="accepted", answer="250 queued"
    )
    assert "Came back" not in read(cast, "sam", shown)
    Bounce.objects.create(notice=shown, at=at, address="a@b", hard=False, answer="452 <full>")
    Bounce.objects.create(notice=shown, at=at, address="a@b", hard=True, answer="550 nobody")
    for who in ("sam", "alice"):
        page = read(cast, who, shown)
        assert page.index("Came back for now") < page.index("452 &lt;full&gt;")
        assert page.index("452") < page.index("Came back for good") < page.index("550 nobody")
        assert "· Accepted" in page
        assert "accepted" not in page
        assert "<dd>E-mail</dd>" in page
    page = read(cast, "sam", shown, "fr")
    assert "Revenu\u202f: rejet définitif" in page
    assert "· Accepté<" in page


def test_a_notice_names_what_it_is_about_and_leads_there(cast: Cast) -> None:
    """Each kind, in each face where it has a page; it opens."""
    told = ClientVersion.objects.filter(client=cast.martin.pk).order_by("-pk")[0]
    closed = Closure.objects.create(on="2026-12-24", announced_at=clock.now(), because="Eve")
    change, asked = ContactChange.objects.get(), Request.objects.exclude(title="").first()
    assert asked is not None
    line, right, late = Subscription.objects.all()[0], Right.objects.get(), Claim.objects.get()
    incident = Incident.objects.get(reference=cast.things["incident"])
    announced = Works.objects.filter(announced_at__isnull=False)[0]
    for subject, words in (
        (asked.subject, f"Request · {asked.number} · {asked.title}"),
        (line.subject, f"Subscription · {line.product.name}"),
        (told.subject, f"Client&#x27;s version · Version {told.version.number} · {cast.martin}"),
        (f"closure/{closed.pk}", "Closure of support · 24 Dec 2026"),
        (f"contact-change/{change.pk}", f"Change of the main contact · {change.contact.name}"),
        (right.reference, f"Penalty · {right.number}"),
        (late.reference, f"Claim of a penalty · {line.product.name} · December 2025"),
        (incident.subject, f"Incident · {incident.title('en')}"),
        (announced.subject, f"Works · {announced.number}"),
    ):
        shown = notice_about(cast, subject)
        for who in ("adam", "alice"):
            page = read(cast, who, shown)
            assert f"{words}</a>" in page, (subject, who)
            address = page.partition(f">{words}</a>")[0].rpartition('href="')[2].rstrip('"')
            assert as_(cast, who).get(address).status_code == 200
            assert f">{subject}<" not in page


def test_what_cannot_be_opened_is_told_without_a_link(cast: Cast) -> None:
    theirs = Request.objects.exclude(title="").first()
    assert theirs is not None
    Request.objects.filter(pk=theirs.pk).update(client=cast.novak.pk)
    line = f"Request {theirs.pk}</dd>"
    assert line in read(cast, "alice", notice_about(cast, theirs.subject))
    for subject, words in (
        ("request/999999", "Request 999999"),
        (f"request/{'9' * 40}", f"Request {'9' * 40}"),
        ("penalty/²", "Penalty ²"),
        ("meeting/1", "meeting/1"),
        ("works/<b>", "Works &lt;b&gt;"),
    ):
        assert f"{words}</dd>" in read(cast, "sam", notice_about(cast, subject))


def test_a_promise_and_a_document_name_what_they_are_about(cast: Cast) -> None:
    line, promise = Subscription.objects.all()[0], Commitment.objects.order_by("pk")[0]
    Commitment.objects.filter(pk=promise.pk).update(
        subject=line.subject, organisation=cast.martin.pk
    )
    for who, face in (("sam", "console"), ("alice", "portal")):
        page = as_(cast, who).get(reverse(f"{face}:commitment", args=[promise.pk]))
        terms = reverse(f"{face}:terms", args=[line.pk])
        assert f'<a href="{terms}">Subscription · {line.product.name}</a>' in page.content.decode()
    change = ContactChange.objects.get()
    kept = documents.keep(
        io.BytesIO(b"signed\n"), filename="signed.txt", title="Signed", purpose="minutes",
        organisation=cast.martin.pk, audience="client", subject=f"contact-change/{change.pk}",
        actor=cast.anna, at=clock.now(),
    )  # fmt: skip
    page = as_(cast, "sam").get(reverse("console:document-page", args=[kept.pk]))
    at = reverse("console:contact-change", args=[change.pk])
    assert f'<a href="{at}">Change of the main contact · {change.contact.name}</a>' in (
        page.content.decode()
    )


def promised_about(cast: Cast, subjects: list[str]) -> list[Commitment]:
    """Promises to Alice's client about these, whatever they were about before."""
    rows = list(Commitment.objects.order_by("pk")[: len(subjects)])
    for row, subject in zip(rows, subjects, strict=True):
        row.subject, row.organisation_id = subject, cast.martin.organisation_id
        row.save(update_fields=["subject", "organisation"])
    return rows


def test_a_list_of_promises_names_what_each_is_about_and_why(cast: Cast) -> None:
    """On the page and in its files, which tell three services of one month apart."""
    line, asked = Subscription.objects.all()[0], Request.objects.exclude(title="")[0]
    version = ClientVersion.objects.filter(client=cast.martin.pk).order_by("-pk")[0]
    hidden = opened(cast)
    Request.objects.filter(pk=hidden.pk).update(client=cast.novak.pk)
    about = (line.subject, asked.subject, version.subject, hidden.subject)
    promised_about(cast, [*about, f"client/{cast.martin.pk}"])
    told = f"Version {version.version.number}"
    wanted = {
        line.product.name, f"{asked.number} · {asked.title}",
        f"{told} · {cast.martin}",
    }  # fmt: skip
    of_client = reverse("console:client-promises", args=[cast.martin.pk])
    for who, at in (
        ("sam", reverse("console:commitments")), ("sam", of_client),
        ("alice", reverse("portal:commitments")),
    ):  # fmt: skip
        browser = as_(cast, who)
        page = browser.get(at).content.decode()
        file = browser.get(at, {"format": "json"})
        rows = json.loads(b"".join(file.streaming_content))  # type: ignore[attr-defined]
        assert wanted <= {row["about"] for row in rows}
        for each in (told, *(name for name in wanted if told not in name)):
            assert each in page
        assert f"{told} · {cast.martin}" not in page, "its row names the client already"
        assert any(row["why"] for row in rows)
        if who == "alice":
            assert hidden.number not in {row["about"][: len(hidden.number)] for row in rows}
            assert f"{cast.martin}" not in {row["about"] for row in rows}


def test_a_client_s_page_does_not_name_its_client_beside_what_happened_lately(cast: Cast) -> None:
    version = ClientVersion.objects.filter(client=cast.martin.pk).order_by("-pk")[0]
    (settled,) = promised_about(cast, [version.subject])
    settled.state, settled.next_at, settled.settled_at = "missed", None, clock.now()
    settled.save(update_fields=["state", "next_at", "settled_at"])
    page = as_(cast, "sam").get(reverse("console:client", args=[cast.martin.pk]))
    lately = page.content.decode().partition(">Lately<")[2].partition("</section>")[0]
    assert f"Version {version.version.number} · Missed" in lately
    assert str(cast.martin) not in lately


def test_names_cost_a_query_for_each_kind(cast: Cast, django_assert_num_queries: Any) -> None:
    versions = [each.subject for each in ClientVersion.objects.all()]
    lines = [each.subject for each in Subscription.objects.all()]
    asked = [each.subject for each in Request.objects.all()]
    assert min(len(versions), len(asked)) > 1
    every, adam = [*versions, *lines, *asked], cast.adam
    for subjects in ([versions[0], lines[0], asked[0]], every):
        rows = [Commitment(subject=subject) for subject in subjects]
        with django_assert_num_queries(3):
            name_all(adam, rows, face="console", at=clock.now())
    assert all(vars(row)["about"] for row in rows[: len(versions) + len(lines)])


@pytest.mark.parametrize(("alike", "asked"), [(2, 0), (1, 1)])
def test_a_line_of_several_alike_asks_for_no_name(
    cast: Cast, django_assert_num_queries: Any, alike: int, asked: int
) -> None:
    promise = Commitment(subject=Subscription.objects.all()[0].subject, state="missed")
    adam = cast.adam
    with django_assert_num_queries(asked):
        tell_lines(adam, [Alike(promise, alike)], face="console", at=clock.now())
    assert bool(vars(promise).get("about")) == bool(asked)


def test_a_list_calls_things_as_their_notices_do(cast: Cast) -> None:
    """What a list reads alone gives the names that pages make of the whole row."""
    every = [Subscription, Request, ClientVersion, Validation]
    adam, now = cast.adam, clock.now()
    rows = [Commitment(subject=subject_of(model)) for model in every]
    assert {row.subject.partition("/")[0] for row in rows} == BRIEF.keys()
    name_all(adam, rows, face="console", at=now)
    for row in rows:
        shown = told(adam, row.subject, face="console", at=now).words
        assert shown.partition(" · ")[2] == vars(row)["about"] != ""


def subject_of(model: Any) -> str:
    found = model.objects.order_by("pk")[0]
    return str(found.reference if model is Validation else found.subject)
