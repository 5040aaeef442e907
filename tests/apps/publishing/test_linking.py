"""A secret address reads one client's board until it is revoked; others are told nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

import feedparser
import pytest
from django.test import Client
from icalendar import Calendar

from tenir import clock
from tenir.apps.accounts import services as accounts
from tenir.apps.agreements.queries import Subscription
from tenir.apps.journal.queries import entries
from tenir.apps.maintenance import services as maintenance
from tenir.apps.publishing import linking, queries, services
from tenir.apps.publishing.models import PrivateLink
from tenir.viewer import SYSTEM, ClientRole, NotAllowed, NotSeen, Viewer
from tests.apps.publishing.conftest import NOON, publish
from tests.cast import LONG_AGO, Cast

pytestmark = pytest.mark.clause("5.11", "10.4")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
Lines = dict[str, Subscription]
PAGES = ("", "feed.atom", "feed.rss", "works.ics")


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """All that loggers are told, at any level, as they write it."""
    told: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(f"{record.getMessage()} {record.msg}")

    root, requests, kept = logging.getLogger(), logging.getLogger("tenir.requests"), Kept()
    root.addHandler(kept)
    level, requests.level = requests.level, logging.INFO
    yield told
    requests.level = level
    root.removeHandler(kept)


def made(cast: Cast, who: str = "bob", client: int | None = None) -> services.MadeLink:
    return services.make_link(
        client or cast.martin.pk, name="My calendar", actor=getattr(cast, who), at=NOON - DAY
    )


def read(token: str, page: str = "feed.atom") -> tuple[int, str]:
    answer = Client().get(f"/status/private/{token}/{page}")
    return answer.status_code, answer.content.decode()


def works(cast: Cast, number: str, **touched: object) -> None:
    maintenance.plan(
        maintenance.Planned(
            starts_at=NOON + 3 * DAY, ends_at=NOON + 3 * DAY + timedelta(hours=1), kind="planned",
            title_fr=f"Travaux {number}", number=number, despite="for a test", **touched,  # type: ignore[arg-type]
        ),
        actor=cast.olga, at=NOON - DAY,
    )  # fmt: skip


def test_programs_that_cannot_sign_in_read_their_clients_own_and_no_other(
    cast: Cast, signed: Lines
) -> None:
    publish(cast.olga, title_fr="Panne de tous", at=NOON - DAY)
    publish(cast.olga, title_fr="Panne de Martin", client=cast.martin.pk, at=NOON - DAY)
    publish(cast.olga, title_fr="Panne de Novak", client=cast.novak.pk, at=NOON - DAY)
    token = made(cast).token
    for kind in ("atom", "rss"):
        told = feedparser.parse(read(token, f"feed.{kind}")[1])
        assert (told.bozo, {entry.title for entry in told.entries}) == (
            False, {"Panne de tous", "Panne de Martin"},
        )  # fmt: skip
    _, page = read(token, "")
    assert "Panne de Martin" in page
    assert "Novak" not in page
    own = next(e for e in told.entries if e.title == "Panne de Martin")
    assert "/portal/status/" in own.link
    assert token not in own.link


def test_a_calendar_takes_what_touches_its_client(cast: Cast, signed: Lines) -> None:
    works(cast, "W-martin", subscriptions=[signed["martin"].pk])
    works(cast, "W-novak", subscriptions=[signed["own"].pk])
    read_back = Calendar.from_ical(read(made(cast).token, "works.ics")[1])
    found = {str(e["uid"]).partition("@")[0] for e in read_back.walk("VEVENT") if "RRULE" not in e}
    assert found == {"works-W-martin"}


def test_only_a_digest_is_kept_and_the_logs_name_the_route(
    cast: Cast, signed: Lines, logged: list[str]
) -> None:
    token = made(cast).token
    assert token not in str(PrivateLink.objects.values().get())
    assert not any(token in str(vars(each)) for each in entries(cast.adam))
    for page in PAGES:
        assert read(token, page)[0] == 200
    assert len(logged) >= len(PAGES)
    assert token not in " ".join(logged)


def test_no_search_engine_cache_or_other_site_learns_the_address(cast: Cast, signed: Lines) -> None:
    for token, status in ((made(cast).token, 200), ("wrong", 404)):
        for page in PAGES:
            answer = Client().get(f"/status/private/{token}/{page}")
            assert answer.status_code == status
            if status == 200:
                assert answer["Referrer-Policy"] == "no-referrer"
                assert "noindex" in answer["X-Robots-Tag"]
                assert "no-store" in answer["Cache-Control"]


def test_nothing_is_done_by_it(cast: Cast, signed: Lines) -> None:
    assert Client().post(f"/status/private/{made(cast).token}/").status_code == 405


def test_a_revoked_link_and_that_of_whoever_left_open_nothing(cast: Cast, signed: Lines) -> None:
    revoked, left = made(cast), made(cast, "rose")
    assert (read(revoked.token)[0], read(left.token)[0]) == (200, 200)
    services.revoke_link(revoked.link.pk, actor=cast.bob, at=NOON)
    accounts.revoke(
        cast.people["rose"], organisation=cast.martin.organisation, role=ClientRole.READER,
        actor=cast.anna, at=NOON,
    )  # fmt: skip
    assert {read(each.token)[0] for each in (revoked, left)} == {404}
    verbs = [each.verb for each in entries(cast.adam) if each.subject == f"link/{revoked.link.pk}"]
    assert sorted(verbs) == ["publishing.link_made", "publishing.link_revoked"]


def test_its_owner_and_the_main_contact_list_and_revoke_it_and_nobody_else(
    cast: Cast, signed: Lines
) -> None:
    link = made(cast).link
    mine = {name: [each.pk for each in queries.links(getattr(cast, name))]
            for name in ("bob", "alice", "rose", "charlie", "adam")}  # fmt: skip
    assert mine == {"bob": [link.pk], "alice": [link.pk], "rose": [], "charlie": [], "adam": []}
    for stranger in (cast.rose, cast.charlie):
        with pytest.raises(NotSeen):
            services.revoke_link(link.pk, actor=stranger, at=NOON)
    services.revoke_link(link.pk, actor=cast.alice, at=NOON)
    assert not queries.links(cast.bob).exists()


def test_nobody_makes_one_of_another_client_and_no_program_makes_one(cast: Cast) -> None:
    for stranger in (cast.charlie, cast.olga, SYSTEM):
        with pytest.raises(NotSeen):
            services.make_link(cast.martin.pk, name="x", actor=stranger, at=NOON)
    program = Viewer(**{**_fields(cast.bob), "scopes": frozenset({"read"})})
    with pytest.raises(NotAllowed):
        services.make_link(cast.martin.pk, name="x", actor=program, at=NOON)


def _fields(viewer: Viewer) -> dict[str, object]:
    return {name: getattr(viewer, name) for name in Viewer.__slots__}


def test_of_a_person_of_two_clients_it_reads_the_one_it_was_made_for(
    cast: Cast, signed: Lines
) -> None:
    both = cast.people["bob"]
    accounts.grant(
        both, organisation=cast.novak.organisation, role=ClientRole.READER, actor=cast.anna,
        at=LONG_AGO,
    )  # fmt: skip
    _, viewer = services.follow_link(made(cast).token, at=NOON)
    assert list(viewer.clients) == [cast.martin.pk]
    assert not viewer.is_staff


def test_it_is_read_so_often_a_minute_and_its_last_use_is_known(cast: Cast, signed: Lines) -> None:
    token = made(cast).token
    for _ in range(linking.A_MINUTE):
        services.follow_link(token, at=NOON)
    answer = Client().get(f"/status/private/{token}/works.ics")
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert answer["Content-Type"].startswith("text/plain")
    page = Client().get(f"/status/private/{token}/", headers={"accept": "text/html"})
    assert (page.status_code, page["Retry-After"]) == (429, "60")
    assert "public-top" in page.content.decode()
    services.follow_link(token, at=NOON + MINUTE)
    assert PrivateLink.objects.get().last_used_at == NOON + MINUTE


def test_dead_links_are_forgotten(cast: Cast) -> None:
    first, kept = made(cast), made(cast)
    services.revoke_link(first.link.pk, actor=cast.bob, at=NOON)
    assert services.forget_links(NOON + DAY) == 0
    assert services.forget_links(NOON + 31 * DAY) == 1
    assert PrivateLink.objects.get() == kept.link


def test_a_person_has_so_many(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "MOST", 1)
    made(cast)
    with pytest.raises(services.FaultyLink):
        made(cast)


def test_the_page_shows_the_addresses_once_and_revokes(cast: Cast, signed: Lines) -> None:
    browser = Client()
    browser.force_login(cast.people["bob"])
    shown = browser.post("/portal/status/links/", {"name": "Hall", "client": cast.martin.pk})
    token = shown.context["made"].token
    assert f"/status/private/{token}/works.ics" in shown.content.decode()
    later = browser.get("/portal/status/links/").content.decode()
    assert token not in later
    assert "Hall" in later
    revoke = f"/portal/status/links/{PrivateLink.objects.get().pk}/revoke/"
    assert "Révoquer ce lien" in browser.post(revoke).content.decode()
    assert read(token)[0] == 200
    browser.post(revoke, {"sure": "yes"})
    assert read(token)[0] == 404
    assert browser.post("/portal/status/links/", {"name": "", "client": 1}).status_code == 400
