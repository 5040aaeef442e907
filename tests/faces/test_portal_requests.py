"""Requests as their client reads and answers them, once they are sent."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tenir import clock
from tenir.apps.accounts.models import Person
from tenir.apps.support import services
from tenir.apps.support.models import Request
from tests.cast import Cast
from tests.faces.portal_requests import BASE, IN_PARIS, in_english, sent, shown
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast
from tests.faces.test_requests import opened

__all__ = ["cast", "in_english"]


def test_who_asked_reads_that_they_are_told_though_nobody_follows(cast: Cast) -> None:
    """Clause: 7.12, 9.4."""
    assert "Whoever asked is told in any case." in shown(cast, f"{cast.things['request']}/")


def test_a_reader_is_told_who_may_ask_and_has_nothing_to_press(cast: Cast) -> None:
    """Clause: 7.9."""
    for told in (as_(cast, "rose").get(f"{BASE}new/"), sent(cast, "new/", "rose", whole="1")):
        assert told.status_code == 403
        assert "Ask one of them" in told.content.decode()
        assert "bob@example.org" in told.content.decode()
    assert "requests/new/" not in shown(cast, "", "rose")
    request = cast.things["request"]
    page = shown(cast, f"{request}/", "rose")
    assert "The export stops" in page
    assert "Write to support" not in page
    answer = sent(cast, f"{request}/say/", "rose", text="Hello", whole="1")
    assert answer.status_code == 403


def test_another_client_sees_nothing(cast: Cast) -> None:
    """Clause: 9.4."""
    request = cast.things["request"]
    for address in (f"{request}/", f"{request}/clock/", f"{request}/do/contest/"):
        assert as_(cast, "charlie").get(BASE + address).status_code == 404
    assert "The export stops" not in shown(cast, "", "charlie")


def test_a_reply_with_a_file_ends_the_wait(cast: Cast) -> None:
    """Clause: 7.12, 7.13."""
    request = cast.things["request"]
    services.ask_client(request, "Which browser?", actor=cast.sam, at=clock.now())
    file = SimpleUploadedFile("seen.txt", b"Firefox.", "text/plain")
    page = sent(cast, f"{request}/say/", text="Firefox", files=file, whole="1").content.decode()
    assert "seen.txt" in page
    assert Request.objects.get(pk=request).state == "recorded"


def test_a_note_inside_is_not_read_by_the_client(cast: Cast) -> None:
    request = cast.things["request"]
    services.note(request, "Known bug, say nothing", actor=cast.sam, at=clock.now())
    assert "Known bug" not in shown(cast, f"{request}/")


def test_a_requalification_is_contested(cast: Cast) -> None:
    """Clause: 7.19."""
    request = cast.things["request"]
    services.requalify(
        request, impact="low", urgency="normal", because="One user", actor=cast.sam, at=clock.now()
    )
    assert "Contest the re-qualification" in shown(cast, f"{request}/")
    page = sent(cast, f"{request}/do/contest/", because="All of us").content.decode()
    assert "All of us" in page


def test_a_ruling_is_contested(cast: Cast) -> None:
    """Clause: 2.2, 7.21."""
    request = cast.things["request"]
    services.rule_out(
        request, reason="other_product", evidence="Excel", actor=cast.sam, at=clock.now()
    )
    assert "Excel" in shown(cast, f"{request}/")
    sent(cast, f"{request}/do/contest-ruling/", because="It is Drive")
    assert Request.objects.get(pk=request).rulings.get().contested_because == "It is Drive"


def test_what_is_resolved_is_rated_in_one_click_closed_and_opened_again(cast: Cast) -> None:
    """Clause: 7.7."""
    request = cast.things["request"]
    services.take_in_charge(request, actor=cast.sam, at=clock.now())
    services.resolve(request, "Try again", actor=cast.sam, at=clock.now())
    sent(cast, f"{request}/act/", act="score-3")
    assert Request.objects.get(pk=request).satisfaction == 3
    page = shown(cast, f"{request}/")
    assert "How did it go?" not in page
    assert "You said: Content" in page
    sent(cast, f"{request}/do/close/")
    assert Request.objects.get(pk=request).state == "closed"
    sent(cast, f"{request}/do/reopen/", because="Again")
    assert Request.objects.get(pk=request).state == "reopened"


def brought_to(cast: Cast, state: str) -> Request:
    """The request, in that state."""
    key, told = cast.things["request"], {"actor": cast.sam, "at": clock.now()}
    if state in {"resolved", "closed"}:
        services.resolve(key, "Try again", **told)
    if state == "closed":
        services.close(key, **told)
    if state == "refused":
        services.rule_out(key, reason="other_product", evidence="Excel", **told)
    if state == "answered":
        services.answer(key, "Try again", **told)
    if state == "parked":
        services.park(key, kind="tma", because="Your settings", **told)
    if state == "merged":
        services.merge(key, into=opened(cast).pk, **told)
    found = Request.objects.get(pk=key)
    assert found.state == state
    return found


@pytest.mark.parametrize(
    "state", ["recorded", "answered", "parked", "resolved", "closed", "refused", "merged"]
)
def test_the_page_says_that_writing_opens_it_again_where_it_does(cast: Cast, state: str) -> None:
    """Clause: 7.7."""
    found = brought_to(cast, state)
    page = shown(cast, f"{found.pk}/")
    sent(cast, f"{found.pk}/say/", text="And then?", whole="1")
    found.refresh_from_db()
    opens = found.state == "reopened"
    assert opens is (state in {"resolved", "closed"})
    assert ("Write: it opens again" in page, "Write to support" in page) == (opens, not opens)


def test_a_colleague_follows_and_follows_no_more(cast: Cast) -> None:
    request = cast.things["request"]
    assert "Follow no more" in sent(cast, f"{request}/act/", "rose", act="follow").content.decode()
    sent(cast, f"{request}/act/", "rose", act="unfollow")
    assert not Request.objects.get(pk=request).followers.exists()


def test_the_clock_says_why_and_what_if_it_were_another_priority(cast: Cast) -> None:
    """Clause: 7.13, 7.14, 7.17."""
    request = cast.things["request"]
    page = shown(cast, f"{request}/clock/?impact=low&urgency=normal")
    assert "What moved the clock" in page
    assert "<strong>P3</strong>" in page


def test_whose_clocks_the_reasons_speak_of_is_said_to_those_who_have_others(cast: Cast) -> None:
    """Clause: 7.13, 7.17."""
    at = f"{cast.things['request']}/clock/?impact=low&urgency=normal"
    assert IN_PARIS not in shown(cast, at)
    Person.objects.filter(pk=cast.people["bob"].pk).update(time_zone="Europe/London")
    assert shown(cast, at).count(IN_PARIS) == 2  # beside why, and beside what if


def test_the_list_is_narrowed_and_exported(cast: Cast) -> None:
    """Clause: 7.3."""
    number = Request.objects.get(pk=cast.things["request"]).number
    assert number in shown(cast, "?priority=P1&state=recorded")
    assert number not in shown(cast, "?priority=P3")
    export = as_(cast, "bob").get(f"{BASE}?format=csv")
    assert number in b"".join(export).decode()


def test_a_message_leads_to_the_request_wherever_it_is_read(cast: Cast) -> None:
    request = cast.things["request"]
    assert as_(cast, "bob").get(f"/support/{request}/")["Location"] == f"{BASE}{request}/"
    sam = as_(cast, "sam").get(f"/support/{request}/")
    assert sam["Location"] == f"/console/requests/{request}/"
