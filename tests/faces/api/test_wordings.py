"""Usual words, private links and closing days, kept and read by programs."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest
from django.test import Client

from tenir.apps.journal.queries import entries
from tenir.apps.publishing.models import PrivateLink
from tenir.apps.support import services as support
from tenir.viewer import SYSTEM
from tests.cast import Cast
from tests.faces.api.programs import Program, program_of, refused, shown

pytestmark = pytest.mark.django_db
LIST, LINKS = "/incident-wordings", "/status-links"
WORDS = {
    "name_fr": "Bientôt fini", "begins": False, "state": "monitoring", "impact": "minor",
    "text_fr": "Fini à [heure].",
}  # fmt: skip
MARCH = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def olga(cast: Cast) -> Program:
    return program_of(cast.olga)


def session(cast: Cast, name: str) -> Program:
    """What that person asks from a browser."""
    browser = Client()
    browser.force_login(cast.people[name])
    return Program(browser=browser)


@pytest.mark.clause("10.4")
def test_words_are_kept_changed_and_offered_no_more(olga: Program) -> None:
    made = olga.post(LIST, WORDS, Idempotency_Key="k1")
    found = shown(made, 201)
    place = f"{LIST}/{found['id']}"
    assert made["Location"] == f"/api/v1{place}"
    assert olga.post(LIST, WORDS, Idempotency_Key="k1").content == made.content
    change = partial(olga.call, "PATCH", place, {**WORDS, "impact": "none"})
    refused(change(), 428)
    assert shown(change(If_Match=olga.get(place)["ETag"]))["impact"] == "none"
    assert olga.call("DELETE", place).status_code == 204
    refused(olga.get(place), 404)
    assert entries(SYSTEM, verb="publishing.wording_kept").count() == 2


@pytest.mark.clause("10.4")
def test_a_fault_in_words_stands_at_its_field(olga: Program) -> None:
    shown(olga.post(LIST, WORDS), 201)
    for wrong, where in (
        ({}, "name_fr"), ({"name_fr": "B", "text_fr": "Fini à [hour]."}, "text_fr"),
        ({"name_fr": "B", "begins": True}, "title_fr"), ({"state": "over"}, "state"),
    ):  # fmt: skip
        told = refused(olga.post(LIST, {**WORDS, **wrong}), 422)
        assert [each["where"] for each in told["errors"]] == [where]


@pytest.mark.clause("10.4")
def test_words_are_found_by_what_they_begin_and_where_it_stands(olga: Program) -> None:
    shown(olga.post(LIST, WORDS), 201)
    begun = {**WORDS, "name_fr": "Coupure", "begins": True, "title_fr": "Coupure"}
    shown(olga.post(LIST, {**begun, "state": "investigating"}), 201)
    for asked, names in (
        ("", ["Bientôt fini", "Coupure"]), ("?begins=true", ["Coupure"]),
        ("?state=monitoring", ["Bientôt fini"]), ("?sort=-name_fr", ["Coupure", "Bientôt fini"]),
    ):  # fmt: skip
        found = [each["name_fr"] for each in shown(olga.get(LIST + asked))["items"]]
        assert [name for name in found if name in {"Bientôt fini", "Coupure"}] == names


@pytest.mark.clause("10.4")
def test_words_are_for_those_who_publish_and_no_clients_business(cast: Cast, olga: Program) -> None:
    found = shown(olga.post(LIST, WORDS), 201)["id"]
    sam, bob = program_of(cast.sam), program_of(cast.bob)
    assert shown(sam.get(f"{LIST}/{found}"))["name_fr"] == "Bientôt fini"
    refused(sam.post(LIST, WORDS), 403)
    refused(sam.call("DELETE", f"{LIST}/{found}"), 403)
    assert shown(bob.get(LIST))["items"] == []
    for method in ("GET", "DELETE"):
        refused(bob.call(method, f"{LIST}/{found}"), 404)


@pytest.mark.clause("5.11", "10.4")
def test_a_private_link_is_shown_once_and_opens_until_it_is_revoked(cast: Cast) -> None:
    alice, asked = session(cast, "alice"), f"/clients/{cast.martin.pk}/status-links"
    made = shown(alice.post(asked, {"name": "Hall"}, Idempotency_Key="k1"), 201)
    again = shown(alice.post(asked, {"name": "Hall"}, Idempotency_Key="k1"), 201)
    assert again == made
    assert set(made["addresses"]) == {"page", "atom", "rss", "calendar"}
    opens = "/" + made["addresses"]["page"].split("/", 3)[3]
    assert Client().get(opens).status_code == 200
    (listed,) = shown(alice.get(f"{LINKS}?client={cast.martin.pk}"))["items"]
    assert (listed["id"], listed["name"]) == (made["id"], "Hall")
    assert listed["hint"] in opens
    assert opens not in str(listed)
    assert alice.call("DELETE", f"{LINKS}/{made['id']}").status_code == 204
    assert Client().get(opens).status_code == 404
    refused(alice.call("DELETE", f"{LINKS}/{made['id']}"), 404)


@pytest.mark.clause("10.4")
def test_a_link_is_made_by_a_person_for_a_client_of_theirs(cast: Cast) -> None:
    asked = "/clients/{}/status-links".format
    told = refused(program_of(cast.alice).post(asked(cast.martin.pk), {"name": "Hall"}), 403)
    assert told["code"] == "accounts.not_by_token"
    for name in ("charlie", "adam"):
        refused(session(cast, name).post(asked(cast.martin.pk), {"name": "Hall"}), 404)
    made = shown(session(cast, "bob").post(asked(cast.martin.pk), {"name": "Mine"}), 201)
    for name in ("charlie", "rose", "adam"):
        assert shown(session(cast, name).get(LINKS))["items"] == []
        refused(session(cast, name).call("DELETE", f"{LINKS}/{made['id']}"), 404)
    assert PrivateLink.objects.get().revoked_at is None


@pytest.mark.clause("7.15")
def test_closing_days_are_read_by_whoever_is_concerned(cast: Cast) -> None:
    for day in (24, 31):
        support.announce_closure(
            MARCH.replace(month=12, day=day).date(), because="Stocktaking", actor=cast.anna,
            at=MARCH,
        )  # fmt: skip
    bob = program_of(cast.bob)
    days = [each["on"] for each in shown(bob.get("/closures"))["items"]]
    assert days == ["2026-12-31", "2026-12-24"]
    (late,) = shown(bob.get("/closures?since=2026-12-25"))["items"]
    assert (late["because"], late["announced_at"]) == ("Stocktaking", "2026-03-02T09:00:00Z")
    assert shown(bob.get("/closures?until=2026-12-01"))["items"] == []
    refused(Program().get("/closures"), 401)


@pytest.mark.clause("9.2")
def test_a_contact_who_was_reached_after_all_is_flagged_no_more(cast: Cast, anna: Program) -> None:
    items = shown(anna.get(f"/contacts?client={cast.martin.pk}"))["items"]
    (bob,) = [each["id"] for each in items if each["name"] == "Bob"]
    flag = f"/clients/{cast.martin.pk}/contacts/{bob}/flag"
    assert anna.post(flag, {"because": "No such number"}).status_code == 204
    refused(program_of(cast.alice).call("DELETE", flag), 403)
    refused(program_of(cast.charlie).call("DELETE", flag), 404)
    assert entries(SYSTEM, verb="parties.contact_unflagged").count() == 0
    assert anna.call("DELETE", flag).status_code == 204
    assert entries(SYSTEM, verb="parties.contact_unflagged").count() == 1
