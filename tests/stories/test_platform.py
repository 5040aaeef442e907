"""The support platform itself, and what a client finds on it (7.2, 7.3, 7.6)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from pytest_django.plugin import DjangoDbBlocker
from typer.testing import CliRunner

from tenir.apps.agreements.models import Contract, Subscription
from tenir.apps.catalogue import queries as catalogued
from tenir.apps.catalogue import services as catalogue
from tenir.apps.documents import services as documents
from tenir.apps.parties.models import Contact
from tenir.apps.support.models import Request
from tenir.faces.cli.app import app
from tests.once import undone
from tests.stories.desk import Desk, opened

pytestmark = pytest.mark.django_db
NOTES = b"What 7.0 brings\n"
TUESDAY = datetime(2026, 6, 9, 7, tzinfo=UTC)


@pytest.fixture(scope="module")
def desk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desk]:
    with django_db_blocker.unblock(), undone(), pytest.MonkeyPatch.context() as patched:
        made = opened(patched)
        made.at(TUESDAY)
        yield made


@pytest.mark.parametrize(
    ("kind", "apart"), [("urgent", 3600), ("urgent-security", 3600), ("planned", 0)]
)
def test_the_platform_is_reachable_around_the_clock_but_for_urgent_and_security_works(
    kind: str, apart: int
) -> None:
    """Two hours of a night without it, the first of them for works; support hours play no part.

    Clause: 7.2.
    """
    asked = {
        "id": "night", "month": "2026-09",
        "outages": [{"from": "2026-09-10T02:00:00+02:00", "to": "2026-09-10T04:00:00+02:00"}],
        "works": [{"from": "2026-09-10T02:00:00+02:00", "to": "2026-09-10T03:00:00+02:00",
                   "kind": kind}],
    }  # fmt: skip
    told = CliRunner().invoke(app, ["--lang", "en", "judge", "platform"], input=json.dumps(asked))
    assert told.exit_code == 0, told.output
    result = json.loads(told.stdout)["value"]
    assert (result["excluded_seconds"], result["counted_seconds"]) == (apart, 7200 - apart)


def test_a_client_s_account_holds_its_requests_its_account_and_what_it_is_told(desk: Desk) -> None:
    """Requests of both kinds, documents, knowledge, subscriptions, notices: its own.

    Clause: 7.3.
    """
    with undone():
        support = desk.opens(TUESDAY)
        desk.bob("new/", subscription=desk.line.pk, kind="service", environment="production")
        service = Request.objects.latest("pk")
        desk.bob(f"{service.pk}/write/words/", problem="Two days of training, please")
        desk.bob(f"{service.pk}/write/check/", act="send")
        desk.sam(f"{support}/act/", act="take")
        listed = desk.reads("/portal/requests/")
        both = Request.objects.filter(pk__in=[support, service.pk])
        assert all(one.number in listed for one in both)
        wrote = desk.calls("sam", "/articles", title_en="The export stops", body_en="Restart it",
                     title_fr="L'export", body_fr="Relancez-le", products=["drive"])  # fmt: skip
        desk.calls("sam", f"/articles/{wrote['id']}/publish", status=200)
        known = json.loads(desk.reads("/api/v1/articles"))["items"]
        assert [each["id"] for each in known] == [wrote["id"]]
        for page, words in {
            "subscriptions/": "CT-1", "documents/": "Documents", "notices/": f"DA-{support:06d}",
            "contacts/": "Bob",
        }.items():  # fmt: skip
            assert words in desk.reads(f"/portal/{page}"), page


def test_what_the_contract_does_not_open_is_refused_with_the_reason_and_requests_stay_open(
    desk: Desk,
) -> None:
    """“Des services en fonction du Contrat souscrit”: a basic platform opens requests alone.

    Clause: 7.3.
    """
    with undone():
        wrote = desk.calls("sam", "/articles", title_en="The export stops", body_en="Restart it")
        desk.calls("sam", f"/articles/{wrote['id']}/publish", status=200)
        assert found(desk) == 1
        Contract.objects.update(platform="basic")
        menu = desk.reads("/portal/requests/")
        for place in ("downloads", "knowledge", "planning", "trainings"):
            assert f'href="/portal/{place}/"' not in menu
            refused = desk.browsers["bob"].get(f"/portal/{place}/")
            assert refused.status_code == 403
            assert "does not open" in refused.content.decode()
        assert found(desk) == 0
        for asked in (
            "update-files", "articles", "planning", "trainings", "article-suggestions?text=export"
        ):  # fmt: skip
            told = desk.browsers["bob"].get(f"/api/v1/{asked}")
            assert (told.status_code, "does not open" in told.content.decode()) == (403, True)
        assert "CT-1" in desk.reads("/portal/time/")  # what is charged is told all the same
        desk.reads("/api/v1/articles", "sam")
        assert Request.objects.get(pk=desk.opens(TUESDAY)).state == "recorded"


def test_updates_are_fetched_while_the_product_is_subscribed_to(desk: Desk) -> None:
    """A release manager attaches a file to a version: its subscribers find it, and no one else.

    Clause: 7.3.
    """
    with undone():
        update = {name: attached(desk, name) for name in ("drive", "document-viewer")}
        listed = desk.reads("/portal/downloads/")
        assert ("drive-7.0.txt" in listed, "document-viewer-7.0.txt" in listed) == (True, False)
        assert sha256(NOTES).hexdigest() in listed
        told = json.loads(desk.reads("/api/v1/update-files"))["items"]
        assert [(each["id"], each["digest"]) for each in told] == [
            (update["drive"].pk, sha256(NOTES).hexdigest())
        ]
        places = ("/portal/downloads/{}/", "/api/v1/update-files/{}/content")
        assert fetched(desk, update["drive"].pk, places) == [(200, NOTES)] * 2
        assert [s for s, _ in fetched(desk, update["document-viewer"].pk, places)] == [404] * 2
        document = update["drive"].document_id
        assert desk.browsers["bob"].get(f"/portal/documents/{document}/").status_code == 404
        Contract.objects.update(platform="basic")
        assert [s for s, _ in fetched(desk, update["drive"].pk, places)] == [403] * 2
        Contract.objects.update(platform="extended")
        Subscription.objects.update(ends_on=TUESDAY.date() - timedelta(days=1))
        assert [s for s, _ in fetched(desk, update["drive"].pk, places)] == [404] * 2
        assert "drive-7.0.txt" not in desk.reads("/portal/downloads/")


def test_an_update_that_was_withdrawn_is_fetched_no_more(desk: Desk) -> None:
    """Clause: 7.3."""
    with undone():
        update = attached(desk, "drive")
        documents.withdraw(update.document_id, actor=desk.cast.anna, at=TUESDAY)
        assert "drive-7.0.txt" not in desk.reads("/portal/downloads/")
        assert [s for s, _ in fetched(desk, update.pk, ("/portal/downloads/{}/",))] == [404]


def attached(desk: Desk, product: str) -> catalogued.UpdateFile:
    """A file on a version of that product, by the release manager."""
    sold = catalogued.product(product)
    version = catalogued.ProductVersion.objects.create(
        product=sold, number="7.0", kind="version", released_on=TUESDAY.date()
    )
    return catalogue.attach_update_file(
        version, BytesIO(NOTES), filename=f"{product}-7.0.txt", actor=desk.cast.rita, at=TUESDAY
    )


def fetched(desk: Desk, update: int, places: Sequence[str]) -> list[tuple[int, bytes]]:
    """What Bob is answered where he fetches it."""
    answers = [desk.browsers["bob"].get(place.format(update)) for place in places]
    return [
        (each.status_code, b"".join(each.streaming_content) if each.streaming else each.content)
        for each in answers
    ]


def test_users_must_be_trained_and_who_was_not_is_seen_at_qualification_yet_answered(
    desk: Desk,
) -> None:
    """Clause: 7.6."""
    with undone():
        made = desk.opens(TUESDAY)
        assert Request.objects.get(pk=made).state == "recorded"  # nobody is turned away
        seen = f"/api/v1/requests/{made}/trainings"
        assert json.loads(desk.reads(seen, "sam"))["items"] == []
        bob = Contact.objects.get(person=desk.cast.people["bob"])
        desk.calls("sam", "/trainings", contact=bob.pk, product="drive",
             trained_on=date(2026, 3, 2).isoformat())  # fmt: skip
        told = json.loads(desk.reads(seen, "sam"))["items"]
        assert [(each["product"], each["trained_on"]) for each in told] == [("drive", "2026-03-02")]


def found(desk: Desk) -> int:
    """How many articles Bob finds by two words of one."""
    told = json.loads(desk.reads("/api/v1/search?q=restart%20export&kind=article"))
    return sum(len(group["results"]) for group in told["groups"])
