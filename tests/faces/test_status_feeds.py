"""Feed readers and calendars read what everyone may know, and a token's bearer its own works."""

from __future__ import annotations

from datetime import timedelta

import feedparser
import pytest
from django.test import Client
from icalendar import Calendar

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.maintenance import services as maintenance
from tenir.apps.publishing import services as publishing
from tests.cast import Cast
from tests.faces.test_pages import cast
from tests.faces.test_status import announce, incident

__all__ = ["cast"]
DAY = timedelta(days=1)


@pytest.mark.clause("5.11", "10.4")
@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_a_feed_reader_reads_incidents_and_sees_them_change(cast: Cast, kind: str) -> None:
    found = incident(cast, "Panne")
    incident(cast, "Secret", client=cast.martin.pk)
    before = feedparser.parse(Client().get(f"/status/en/feed.{kind}").content)
    assert (before.bozo, before.version[:4].rstrip("12")) == (False, kind)
    assert [entry.title for entry in before.entries[:1]] == ["English Panne"]
    assert "Secret" not in str(before.entries)
    said = publishing.Said(state="resolved", text_fr="Fini", text_en="It is over")
    publishing.follow_up(found, said=said, actor=cast.olga, at=clock.now())
    after = feedparser.parse(Client().get(f"/status/en/feed.{kind}").content).entries[0]
    assert after.id == before.entries[0].id
    assert "It is over" in after.summary
    assert f"/status/en/incidents/{found}/" in after.link


def test_there_is_no_other_feed(cast: Cast) -> None:
    assert Client().get("/status/fr/feed.json").status_code == 404


def events(content: bytes) -> dict[str, tuple[str, int]]:
    """The UID of each event, with its status and sequence."""
    read = Calendar.from_ical(content)
    return {
        str(event["uid"]).partition("@")[0]: (str(event["status"]), event["sequence"])
        for event in read.walk("VEVENT")
        if "RRULE" not in event
    }


@pytest.mark.clause("5.11", "5.12")
def test_a_calendar_takes_works_and_sees_them_cancelled(cast: Cast) -> None:
    now = clock.now()
    (line,) = agreements.subscriptions(cast.anna)
    announce(cast, "W-soon", now + 3 * DAY, products=["drive"])
    announce(cast, "W-theirs", now + 3 * DAY, subscriptions=[line.pk])
    answer = Client().get("/status/fr/works.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert events(answer.content) == {"works-W-soon": ("CONFIRMED", 0)}
    maintenance.withdraw(number="W-soon", because="Put off", actor=cast.olga, at=now)
    assert events(Client().get("/status/fr/works.ics").content) == {
        "works-W-soon": ("CANCELLED", 1)
    }


@pytest.mark.clause("5.16", "A2")
def test_a_calendar_takes_the_sunday_stop_as_works_that_come_back(cast: Cast) -> None:
    read = Calendar.from_ical(Client().get("/status/fr/works.ics").content)
    (stop,) = (event for event in read.walk("VEVENT") if "RRULE" in event)
    assert stop["rrule"].to_ical() == b"FREQ=WEEKLY;BYDAY=SU"
    assert stop["dtstart"].dt.isoformat() == "2024-01-07T00:00:00+01:00"
    assert stop["dtstart"].params["TZID"] == "Europe/Paris"
    assert "Document Viewer" in stop["description"]
    assert [str(zone["tzid"]) for zone in read.walk("VTIMEZONE")] == ["Europe/Paris"]


@pytest.mark.clause("5.11", "5.12")
@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_a_feed_reader_reads_works_and_sees_them_move(cast: Cast, kind: str) -> None:
    now = clock.now()
    planned = maintenance.Planned(
        kind="planned", title_fr="Bascule", title_en="Switch", products=["drive"],
        starts_at=now + 3 * DAY, ends_at=now + 4 * DAY,
    )  # fmt: skip
    found = maintenance.plan(planned, actor=cast.olga, at=now)
    before = feedparser.parse(Client().get(f"/status/en/feed.{kind}").content).entries[0]
    assert before.title == "Works · Switch (To come)"
    maintenance.change(
        found.number, starts_at=now + 5 * DAY, ends_at=now + 6 * DAY, because="Late",
        actor=cast.olga, at=now + DAY,
    )  # fmt: skip
    maintenance.withdraw(number=found.number, because="Off", actor=cast.olga, at=now + DAY)
    after = feedparser.parse(Client().get(f"/status/en/feed.{kind}").content).entries[0]
    assert (after.id, after.title) == (before.id, "Works · Switch (Withdrawn)")
    assert "Off" in after.summary


@pytest.mark.clause("5.12")
def test_a_client_has_the_calendar_of_what_touches_it(cast: Cast) -> None:
    now = clock.now()
    (line,) = agreements.subscriptions(cast.anna)
    announce(cast, "W-theirs", now + 3 * DAY, subscriptions=[line.pk])
    alice, charlie = Client(), Client()
    alice.force_login(cast.people["alice"])
    charlie.force_login(cast.people["charlie"])
    assert "works-W-theirs" in events(alice.get("/api/v1/works.ics").content)
    assert events(charlie.get("/api/v1/works.ics").content) == {}
    assert Client().get("/api/v1/works.ics").status_code == 401
