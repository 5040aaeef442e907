"""A request as its client writes it, step by step, until it is sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tenir import clock
from tenir.apps.accounts.models import Person
from tenir.apps.maintenance import services as maintenance
from tenir.apps.publishing import services as publishing
from tenir.apps.support import services
from tenir.apps.support.models import Request
from tests.cast import Cast
from tests.faces.portal_requests import BASE, IN_PARIS, in_english, sent, shown
from tests.faces.test_deeds import SURE, as_
from tests.faces.test_pages import cast

__all__ = ["cast", "in_english"]
ABOUT = {"kind": "support", "environment": "production", "whole": "1"}
WORDS = {
    "title": "The export stops", "problem": "It stops half-way", "observed": "A blank page",
    "expected": "A file", "steps": "Export", "context": "Error 500", "whole": "1",
}  # fmt: skip
GRAVE = {"impact": "high", "urgency": "critical", "whole": "1"}
STAYS = "the draft stays as it was last kept"


def begun(cast: Cast) -> Request:
    """Bob's draft about Drive, after the first step."""
    sent(cast, "new/", subscription=cast.things["line"], **ABOUT)
    return Request.objects.get(state="draft", opened_by=cast.people["bob"])


def test_a_request_is_opened_step_by_step_and_its_deadline_shown_before(cast: Cast) -> None:
    """Clause: 7.1, 7.10, 7.13, 7.17, 7.18."""
    made = begun(cast)
    file = SimpleUploadedFile("log.txt", b"It stopped.", "text/plain")
    sent(cast, f"{made.pk}/write/words/", files=file, **WORDS)
    page = sent(cast, f"{made.pk}/write/gravity/", **GRAVE).content.decode()
    assert "If you send it now" in page
    assert "P1" in page
    assert "Why this deadline?" in page
    assert Request.objects.get(pk=made.pk).state == "draft"
    page = sent(cast, f"{made.pk}/write/check/", act="send", whole="1").content.decode()
    found = Request.objects.get(pk=made.pk)
    assert (found.state, found.priority) == ("recorded", "P1")
    assert "log.txt" in page
    assert "Recorded: support is being told, and the clock counts its working hours." in page


def test_steps_are_numbered_and_whoever_leaves_is_told_where_the_draft_stays(cast: Cast) -> None:
    """Clause: 7.10."""
    bob, at = as_(cast, "bob"), f"{BASE}new/"
    page = bob.get(at).content.decode()
    assert "Step 1 of 4" in page
    assert STAYS not in page, "nothing is kept yet"
    told = {"subscription": cast.things["line"], "kind": "question", "environment": "production"}
    page = bob.post(at, {**told, "whole": "1"}, follow=True).content.decode()
    assert "Step 2 of 3" in page
    assert "2. What it is" in page
    assert STAYS in page
    draft = Request.objects.latest("pk")
    assert f'href="{BASE}{draft.pk}/"' in bob.get(BASE).content.decode(), "where it says"


def test_sent_twice_it_is_one_request_recorded_once(cast: Cast) -> None:
    """Clause: 7.7."""
    made = begun(cast)
    assert begun(cast).pk == made.pk
    sent(cast, f"{made.pk}/write/words/", **WORDS)
    sent(cast, f"{made.pk}/write/gravity/", **GRAVE)
    for _ in range(2):
        sent(cast, f"{made.pk}/write/check/", act="send", whole="1")
    assert made.entries.filter(what="recorded").count() == 1


def test_the_environment_is_shown_before_it_is_sent_and_to_both_sides_after(cast: Cast) -> None:
    """Clause: 7.10, 7.21."""
    other, shown_as = "Another one: test, training", "<dd>{}</dd>"
    assert shown_as.format("Production") in shown(cast, f"{cast.things['request']}/")
    sent(cast, "new/", subscription=cast.things["line"], **{**ABOUT, "environment": "test"})
    made = Request.objects.get(state="draft", opened_by=cast.people["bob"])
    sent(cast, f"{made.pk}/write/words/", **WORDS)
    page = sent(cast, f"{made.pk}/write/gravity/", **GRAVE).content.decode()
    assert shown_as.format(other) in page
    sent(cast, f"{made.pk}/write/check/", act="send", whole="1")
    staff = as_(cast, "sam").get(f"/console/requests/{made.pk}/").content.decode()
    for page in (shown(cast, f"{made.pk}/"), staff):
        assert shown_as.format(other) in page
        assert shown_as.format("Production") not in page
    Request.objects.filter(pk=made.pk).update(environment="staging")  # as a program may name it
    assert shown_as.format("staging") in shown(cast, f"{made.pk}/")


def test_what_is_incomplete_is_kept_and_says_what_is_missing(cast: Cast) -> None:
    """Clause: 7.10, 7.13."""
    made = begun(cast)
    sent(cast, f"{made.pk}/write/words/", **{**WORDS, "steps": ""})
    page = sent(cast, f"{made.pk}/write/check/", act="send", whole="1").content.decode()
    found = Request.objects.get(pk=made.pk)
    assert (found.state, found.due_at) == ("incomplete", None)
    assert "The clock waits: something is missing." in page
    sent(cast, f"{made.pk}/write/words/", **WORDS)
    sent(cast, f"{made.pk}/write/gravity/", **GRAVE)
    sent(cast, f"{made.pk}/write/check/", act="send", whole="1")
    assert Request.objects.get(pk=made.pk).state == "recorded"


def test_what_is_missing_leads_to_the_step_that_asks_it(cast: Cast) -> None:
    """Clause: 7.10."""
    made = begun(cast)
    link = f'<a href="{BASE}{made.pk}/write/{{}}/">Give what is missing</a>'
    assert link.format("words") in shown(cast, f"{made.pk}/write/check/")
    sent(cast, f"{made.pk}/write/words/", **WORDS)
    assert link.format("gravity") in shown(cast, f"{made.pk}/write/check/")
    sent(cast, f"{made.pk}/write/gravity/", **GRAVE)
    assert "Give what is missing" not in shown(cast, f"{made.pk}/write/check/")


def test_a_question_is_asked_without_behaviour_or_gravity(cast: Cast) -> None:
    """Clause: 7.5, 7.18."""
    given = {**ABOUT, "kind": "question", "subscription": cast.things["line"]}
    sent(cast, "new/", **given)
    made = Request.objects.get(state="draft", opened_by=cast.people["bob"])
    page = shown(cast, f"{made.pk}/write/words/")
    assert "What should happen?" not in page
    page = sent(cast, f"{made.pk}/write/words/", problem="How?", whole="1").content.decode()
    assert "P3" in page
    sent(cast, f"{made.pk}/write/check/", act="send", whole="1")
    assert Request.objects.get(pk=made.pk).priority == "P3"


def test_a_form_that_was_cut_keeps_what_was_there_and_asks_for_it_again(cast: Cast) -> None:
    """Clause: 7.10."""
    made = begun(cast)
    sent(cast, f"{made.pk}/write/words/", **WORDS)
    cut = {"problem": "It st"}
    answer = sent(cast, f"{made.pk}/write/words/", **cut)
    assert answer.status_code == 400
    assert "The connection was cut" in answer.content.decode()
    assert Request.objects.get(pk=made.pk).problem == WORDS["problem"]


def test_a_file_that_is_refused_loses_no_word(cast: Cast) -> None:
    """Clause: 7.10."""
    made = begun(cast)
    file = SimpleUploadedFile("run.exe", b"MZ\x90\x00", "application/octet-stream")
    answer = sent(cast, f"{made.pk}/write/words/", files=file, **WORDS)
    assert answer.status_code == 400
    assert Request.objects.get(pk=made.pk).problem == WORDS["problem"]


def test_a_draft_is_its_authors_alone_and_is_thrown_away_once_one_is_sure(cast: Cast) -> None:
    made = begun(cast)
    assert as_(cast, "alice").get(f"{BASE}{made.pk}/write/about/").status_code == 404
    assert made.number not in shown(cast, "", "alice")
    sent(cast, f"{made.pk}/write/check/", act="discard")
    assert Request.objects.filter(pk=made.pk).exists()
    sent(cast, f"{made.pk}/write/check/", act="discard", **SURE)
    assert not Request.objects.filter(pk=made.pk).exists()


def test_before_it_is_sent_the_reasons_are_open_and_say_whose_clocks_they_speak_of(
    cast: Cast,
) -> None:
    """Clause: 7.13."""
    made = begun(cast)
    sent(cast, f"{made.pk}/write/words/", **WORDS)
    page = sent(cast, f"{made.pk}/write/gravity/", **GRAVE).content.decode()
    assert IN_PARIS not in page
    why = page.partition("<h3>Why this deadline?</h3>")[2].partition("</section>")[0]
    assert "<details open>" in why
    assert "<details>" not in why.partition('class="passages"')[0]
    Person.objects.filter(pk=cast.people["bob"].pk).update(time_zone="Europe/London")
    assert shown(cast, f"{made.pk}/write/check/").count(IN_PARIS) == 1


def matched(cast: Cast, key: int, who: str = "bob", **words: str) -> str:
    """What is shown beside while one types."""
    answer = as_(cast, who).post(f"{BASE}{key}/known/", words)
    return str(answer.content.decode())


def test_while_one_types_the_articles_that_say_it_are_shown(cast: Cast) -> None:
    """Clause: 7.3."""
    made = begun(cast)
    services.publish_article(cast.things["article"], actor=cast.sam, at=clock.now())
    part = matched(cast, made.pk, problem="Je voudrais exporter un fichier")
    assert "<html" not in part
    assert "1 article may answer it" in part
    assert f'href="/portal/knowledge/{cast.things["article"]}/"' in part
    assert "may answer" not in matched(cast, made.pk, problem="Nothing with that")
    made.refresh_from_db()
    assert made.problem == ""


def test_without_a_script_the_next_step_shows_what_may_answer(cast: Cast) -> None:
    """Clause: 7.3."""
    made = begun(cast)
    assert "May answer it" not in shown(cast, f"{made.pk}/write/words/")
    page = sent(cast, f"{made.pk}/write/words/", **{**WORDS, "problem": "Exporter"})
    assert "May answer it" in page.content.decode()


def test_an_incident_that_goes_on_and_works_announced_stand_beside(cast: Cast) -> None:
    """Clause: 5.12, 10.4."""
    now, made = clock.now(), begun(cast)
    said = publishing.Said(state="investigating", impact="major", text_fr="Nous cherchons.")
    told = {"title_fr": "Drive est lent", "title_en": "Drive is slow", "said": said}
    going_on = publishing.publish(**told, products=["drive"], actor=cast.olga, at=now)
    publishing.publish(
        **{**told, "title_en": "Elsewhere"}, products=["mobile-sales"], actor=cast.olga, at=now
    )
    maintenance.put_on_record(
        number="W-9", kind="planned", starts_at=now + timedelta(days=2),
        ends_at=now + timedelta(days=2, hours=1), products=["drive"], announced_at=now,
        actor=cast.olga, at=now,
    )  # fmt: skip
    part = matched(cast, made.pk, problem="It is slow")
    assert "Drive is slow" in part
    assert f"/{going_on.reference}/" in part
    assert "Elsewhere" not in part
    assert "Known works on it" in part


def test_whoever_may_not_write_is_told_nothing_of_what_matches(cast: Cast) -> None:
    """Clause: 7.9."""
    made = begun(cast)
    for who in ("alice", "rose", "charlie", "sam"):
        assert as_(cast, who).post(f"{BASE}{made.pk}/known/", {"problem": "x"}).status_code == 404


@pytest.mark.clause("2.7", "7.20")
def test_the_conditions_of_third_parties_stand_beside_the_request_for_both_sides(
    cast: Cast,
) -> None:
    made = begun(cast)
    assert made.subscription
    inside = made.subscription.product.third_party
    inside.create(
        key="maps", name="Maps", conditions_at=clock.now(),
        conditions_fr="Au mieux.", conditions_en="Best effort, on working days.",
    )  # fmt: skip
    inside.create(key="old", name="Bygone", withdrawn_at=clock.now())
    sent(cast, f"{made.pk}/write/words/", **WORDS)
    sent(cast, f"{made.pk}/write/gravity/", **GRAVE)
    sent(cast, f"{made.pk}/write/check/", act="send", whole="1")
    staff = as_(cast, "sam").get(f"/console/requests/{made.pk}/").content.decode()
    for page in (shown(cast, f"{made.pk}/"), staff):
        assert "Third-party software: Maps" in page
        assert "Best effort, on working days." in page
        assert "Bygone" not in page
