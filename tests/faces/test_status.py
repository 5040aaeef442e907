"""The status page: what everyone may know of incidents and works, and nothing of a client's own."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.availability import services as availability
from tenir.apps.maintenance import services as maintenance
from tenir.apps.publishing import services as publishing
from tests.cast import Cast
from tests.faces.test_pages import cast

__all__ = ["cast"]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def announce(cast: Cast, number: str, starts_at: datetime, **of: list[object]) -> None:
    now = clock.now()
    maintenance.put_on_record(
        number=number, kind="planned", starts_at=starts_at, ends_at=starts_at + timedelta(hours=2),
        announced_at=now - timedelta(days=1), actor=cast.olga, at=now, **of,
    )  # fmt: skip


def incident(cast: Cast, title: str, *, state: str = "investigating", **asked: object) -> str:
    """What was published of one, two hours after it began."""
    asked = {"began_at": clock.now() - 3 * HOUR, "products": ["drive"], **asked}
    said = publishing.Said(
        state=state, impact="major", text_fr=f"Texte <b>{title}</b>", text_en=f"Words of {title}"
    )
    return publishing.publish(
        title_fr=title, title_en=f"English {title}", said=said, actor=cast.olga,
        at=clock.now() - HOUR, **asked,
    ).reference  # fmt: skip


def shown(path: str = "fr/", status: int = 200) -> str:
    answer = Client().get(f"/status/{path}")
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.clause("5.12")
def test_everyone_reads_works_on_products_and_not_those_of_one_client(cast: Cast) -> None:
    now = clock.now()
    (line,) = agreements.subscriptions(cast.anna)
    announce(cast, "W-soon", now + timedelta(days=3), products=["drive"])
    announce(cast, "W-now", now - timedelta(hours=1), products=["drive"])
    announce(cast, "W-theirs", now + timedelta(days=3), subscriptions=[line.pk])
    announce(cast, "W-gone", now + timedelta(days=4), products=["drive"])
    maintenance.withdraw(number="W-gone", because="Put off", actor=cast.olga, at=now)
    page = shown()
    assert "W-soon" in page
    assert "Des travaux sont en cours" in page
    for month in (now, now + timedelta(days=3)):
        page += shown(f"fr/months/{month:%Y-%m}/")
    assert "W-theirs" not in page
    assert "W-gone" not in page


def test_before_anything_is_announced_it_says_so(cast: Cast) -> None:
    page = shown()
    assert "Aucuns travaux" in page
    assert "Aucun incident" in page
    assert "25 produits ne sont pas mesurés" in page
    month = shown(f"fr/months/{clock.now():%Y-%m}/")
    assert "a été publié pour ce mois" in month


@pytest.mark.parametrize("month", ["2026-13", "never", "1999-01", "9999-12"])
def test_a_month_that_is_none_is_no_page(cast: Cast, month: str) -> None:
    shown(f"fr/months/{month}/", 404)


@pytest.mark.clause("5.11", "10.4")
def test_everyone_reads_incidents_and_not_those_of_one_client(cast: Cast) -> None:
    public = incident(cast, "Panne")
    old = incident(cast, "Ancienne", state="resolved", began_at=clock.now() - 400 * DAY)
    own = incident(cast, "Secret", client=cast.martin.pk)
    page = shown()
    assert "Panne" in page
    assert "Texte &lt;b&gt;Panne" in page
    assert "Words of Panne" in shown("en/")
    assert "English Panne" in shown(f"en/incidents/{public}/")
    assert "Une partie du service est indisponible" in page
    began = clock.now() - 3 * HOUR
    pages = page + shown(f"fr/months/{began:%Y-%m}/")
    assert "Secret" not in pages
    shown(f"fr/incidents/{own}/", 404)
    shown(f"fr/incidents/{old}/")
    shown("de/", 404)


def test_the_short_addresses_lead_to_the_readers_language(cast: Cast) -> None:
    reference = incident(cast, "Panne")
    browser = Client(headers={"Accept-Language": "en"})
    assert browser.get("/status/").url == "/status/en/"
    at = browser.get(f"/status/incidents/{reference}/").url
    assert at == f"/status/en/incidents/{reference}/"


@pytest.mark.clause("10.4")
def test_a_client_reads_its_own_service_and_what_was_told_to_it_alone(cast: Cast) -> None:
    now = clock.now().replace(microsecond=0)
    noon = now.replace(hour=11, minute=0, second=0) - 24 * HOUR  # yesterday: no midnight parts it
    (line,) = agreements.subscriptions(cast.anna)
    told = ((noon - 48 * HOUR, "up"), (noon, "down"), (noon + HOUR, "up"))
    availability.record_measurements(
        subscription=line.pk, source="probe", actor=cast.olga, at=now,
        records=[availability.Record(at, state) for at, state in told],
    )  # fmt: skip
    own, public = incident(cast, "Secret", client=cast.martin.pk), incident(cast, "Panne")
    alice, charlie = Client(), Client()
    alice.force_login(cast.people["alice"])
    charlie.force_login(cast.people["charlie"])
    page = alice.get("/portal/status/").content.decode()
    for words in ("Secret", "Panne", "indisponible 1 h", "dit à vous seul"):
        assert words in page, words
    assert "Texte" in alice.get(f"/portal/status/{own}/").content.decode()
    assert "Secret" not in charlie.get("/portal/status/").content.decode()
    assert charlie.get(f"/portal/status/{own}/").status_code == 404
    assert charlie.get(f"/portal/status/{public}/").status_code == 200
    assert Client().get(f"/portal/status/{own}/").status_code == 302


@pytest.mark.clause("10.4")
def test_other_sites_show_a_badge_and_a_line(cast: Cast) -> None:
    badge = Client().get("/status/en/badge.svg")
    assert badge["Content-Type"] == "image/svg+xml"
    assert "No known incident" in badge.content.decode()
    line = Client().get("/status/fr/embed/")
    assert "frame-ancestors *" in line["Content-Security-Policy"]
    assert "X-Frame-Options" not in line
    incident(cast, "Panne")
    assert "Partly down" in Client().get("/status/en/badge.svg").content.decode()
    assert "En partie indisponible" in Client().get("/status/fr/embed/").content.decode()
    assert Client().get("/status/fr/")["X-Frame-Options"] == "DENY"


@pytest.mark.clause("7.2", "10.4")
def test_each_product_and_the_platform_have_a_badge_of_their_own(cast: Cast) -> None:
    before = Client().get("/status/en/badge/drive.svg")
    assert (before["Content-Type"], before["Access-Control-Allow-Origin"]) == ("image/svg+xml", "*")
    assert "Drive: Not measured" in before.content.decode()
    incident(cast, "Panne")
    assert "Drive: Not measured" not in Client().get("/status/en/badge/drive.svg").content.decode()
    other = Client().get("/status/en/badge/techcenter.svg").content.decode()
    assert "Not measured" in other
    assert b"Support platform" in Client().get("/status/en/badge/platform.svg").content
    assert Client().get("/status/en/badge/nothing.svg").status_code == 404
