"""Agents' pages about a request: what is said of it, and what is done to it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tenir import clock
from tenir.apps.accounts.models import Person
from tenir.apps.parties.models import Contact
from tenir.apps.support import services
from tenir.apps.support.models import Entry, Request
from tenir.apps.support.models_knowledge import Training
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast

__all__ = ["cast"]
WHOLE = {
    "title": "The export stops", "problem": "It stops half-way", "observed": "A blank page",
    "expected": "A file", "steps": "Export", "context": "Error 500",
}  # fmt: skip


@pytest.fixture(autouse=True)
def in_english(cast: Cast) -> None:
    Person.objects.update(language="en")


def opened(cast: Cast, **said: str) -> Request:
    """Another request of Bob's."""
    elements = {"subscription": cast.things["line"], **WHOLE, "impact": "low", "urgency": "normal"}
    return services.open_request(
        cast.martin.pk, {**elements, **said}, actor=cast.bob, at=clock.now()
    )


def shown(cast: Cast, asked: str = "", who: str = "sam") -> str:
    return str(as_(cast, who).get(f"/console/requests/{asked}").content.decode())


def done(cast: Cast, name: str, request: int, who: str = "sam", **given: Any) -> Any:
    address = reverse("console:request-do", args=[request, name])
    return as_(cast, who).post(address, given, follow=True)


def test_an_agent_answers_with_a_file_and_the_clock_stops(cast: Cast) -> None:
    """Clause: 7.12, 7.13."""
    key = cast.things["request"]
    file = SimpleUploadedFile("how.txt", b"Restart the service.\n", "text/plain")
    page = as_(cast, "sam").post(
        reverse("console:request-say", args=[key]),
        {"act": "answer", "text": "Restart it", "files": [file], "whole": "1"},
        follow=True,
    )  # fmt: skip
    assert "Restart it" in page.content.decode()
    assert "how.txt" in page.content.decode()
    assert Request.objects.get(pk=key).clock == "stopped"


@pytest.mark.parametrize("state", ["recorded", "parked", "incomplete", "resolved"])
def test_an_agent_may_say_something_to_the_client_while_it_is_open(cast: Cast, state: str) -> None:
    """Clause: 7.12."""
    found = opened(cast, steps="") if state == "incomplete" else opened(cast)
    told: dict[str, Any] = {"actor": cast.sam, "at": clock.now()}
    if state == "parked":
        services.park(found.pk, kind="tma", because="Your settings", **told)
    if state == "resolved":
        services.resolve(found.pk, "Restart it", **told)
    browser = as_(cast, "sam")
    page = browser.get(reverse("console:request", args=[found.pk])).content.decode()
    writes = state in {"parked", "incomplete"}
    offered = ('value="answer"' in page, 'value="write"' in page)
    assert offered == (state == "recorded", writes)
    at, said = reverse("console:request-say", args=[found.pk]), {"text": "We are at it"}
    answer = browser.post(at, {**said, "act": "write", "whole": "1"}, follow=True)
    assert ("Sent: the client is being told." in answer.content.decode()) is writes
    read = as_(cast, "bob").get(f"/portal/requests/{found.pk}/").content.decode()
    assert ("We are at it" in read) is writes
    assert Request.objects.get(pk=found.pk).state == state


def test_an_answer_that_was_cut_is_not_sent(cast: Cast) -> None:
    """Clause: 7.12."""
    key = cast.things["request"]
    at = reverse("console:request-say", args=[key])
    page = as_(cast, "sam").post(at, {"act": "answer", "text": "Never press"})
    assert (page.status_code, Entry.objects.filter(what="answered").count()) == (400, 0)


def test_a_note_stays_inside_and_an_empty_word_is_refused_beside_its_field(cast: Cast) -> None:
    """Clause: 7.12."""
    at = reverse("console:request-say", args=[cast.things["request"]])
    noted = {"act": "note", "text": "Known bug", "whole": "1"}
    page = as_(cast, "sam").post(at, noted, follow=True)
    assert "Internal" in page.content.decode()
    assert not Entry.objects.get(what="noted").public
    refused = as_(cast, "sam").post(at, {"act": "answer", "text": " ", "whole": "1"})
    assert refused.status_code == 400


@pytest.mark.parametrize(("face", "name"), [("console", "sam"), ("portal", "alice")])
def test_what_has_not_changed_is_not_sent_again(cast: Cast, face: str, name: str) -> None:
    """Clause: 7.12."""
    browser, key = as_(cast, name), cast.things["request"]
    services.take_in_charge(key, actor=cast.sam, at=clock.now())
    at = reverse(f"{face}:request-live", args=[key])
    assert (
        f'data-live="{at}"' in browser.get(reverse(f"{face}:request", args=[key])).content.decode()
    )
    tag = browser.get(at)["ETag"]
    assert browser.get(at, headers={"if-none-match": tag}).status_code == 304
    services.reply(key, "Thank you", actor=cast.bob, at=clock.now())
    changed = browser.get(at, headers={"if-none-match": tag})
    assert changed.status_code == 200
    assert "Thank you" in changed.content.decode()


def test_two_agents_on_one_request_are_told_of_each_other(cast: Cast) -> None:
    """Clause: 7.7."""
    at = reverse("console:request-live", args=[cast.things["request"]])
    as_(cast, "sofia").get(f"{at}?writing=1")
    assert "Sofia is writing here now" in as_(cast, "sam").get(at).content.decode()


ACTS: list[tuple[str, dict[str, str], str]] = [
    ("requalify", {"impact": "low", "urgency": "normal", "because": "One user"}, "recorded"),
    ("resolve", {"text": "Restart it"}, "resolved"),
    ("rule-out", {"reason": "other_product", "evidence": "Seen"}, "refused"),
    ("park", {"kind": "tma", "because": "A setting"}, "parked"),
    ("reproduce", {"reproduced": "yes", "text": "Exported"}, "recorded"),
    ("time", {"nature": "analysis", "minutes": "10", "started_at": "2026-06-09T10:00"}, "recorded"),
    ("call", {"called_at": "2026-06-09T10:00", "text": "He called"}, "recorded"),
    ("split", {"problem": "And the printer"}, "recorded"),
]


@pytest.mark.parametrize(("name", "given", "state"), ACTS, ids=[act[0] for act in ACTS])
def test_an_act_is_done_from_its_page(
    cast: Cast, name: str, given: dict[str, str], state: str
) -> None:
    """Clause: 7.11, 7.12, 7.19, 7.21, 7.22."""
    key = cast.things["request"]
    page = done(cast, name, key, **given)
    assert page.redirect_chain, page.content.decode()
    assert Request.objects.get(pk=key).state == state


def test_an_act_without_its_reason_says_so_beside_the_field(cast: Cast) -> None:
    page = done(cast, "rule-out", cast.things["request"], reason="other_product")
    assert page.status_code == 400
    assert "id_evidence" in page.content.decode()


def test_a_request_is_merged_by_the_number_that_people_quote(cast: Cast) -> None:
    """Clause: 7.7, 7.13."""
    other = opened(cast)
    done(cast, "merge", other.pk, other=Request(pk=cast.things["request"]).number)
    assert Request.objects.get(pk=other.pk).merged_into_id == cast.things["request"]


@pytest.mark.parametrize("name", ["merge", "link"])
def test_the_client_s_open_requests_are_offered_and_any_number_is_accepted(
    cast: Cast, name: str
) -> None:
    """Clause: 7.7."""
    key, over = cast.things["request"], opened(cast, title="It was late")
    other, bare = opened(cast, title="<It blinks>"), opened(cast, title="", problem="No sound")
    services.resolve(over.pk, "Restart it", actor=cast.sam, at=clock.now())
    page = shown(cast, f"{key}/do/{name}/")
    assert 'list="other_offers"' in page
    offers = page.partition('<datalist id="other_offers">')[2].partition("</datalist>")[0]
    assert offers == "".join(
        f'<option value="{number}">{words}</option>' for number, words in
        ((bare.number, "No sound"), (other.number, "&lt;It blinks&gt;"))
    )  # fmt: skip
    assert "open requests of the client are offered" in page
    if name == "link":
        assert "Linked." in done(cast, name, key, other=over.number).content.decode()


@pytest.mark.parametrize("name", ["merge", "link"])
def test_a_number_that_leads_nowhere_is_told_beside_it(cast: Cast, name: str) -> None:
    """Clause: 7.7."""
    page = done(cast, name, cast.things["request"], other="DA-999999")
    assert page.status_code == 400
    said = page.content.decode()
    assert "No request that you may see has this number." in said
    assert 'value="DA-999999"' in said


def test_a_question_asked_once_the_clock_has_stopped_says_so(cast: Cast) -> None:
    """Clause: 7.12, 7.13."""
    key = cast.things["request"]
    asking = {"text": "Since when?", "act": "ask", "whole": "1"}
    client, address = as_(cast, "sam"), reverse("console:request-say", args=[key])
    services.take_in_charge(key, actor=cast.sam, at=clock.now())
    page = client.post(address, asking, follow=True).content.decode()
    assert "the clock had stopped already" in page
    assert "the clock waits for the client" not in page


def test_where_time_is_charged_the_terms_are_told_before(cast: Cast) -> None:
    """Clause: 7.22."""
    assert "On which terms" in shown(cast, f"{cast.things['request']}/do/charge/")


def test_what_is_split_off_says_what_it_came_out_of(cast: Cast) -> None:
    """Clause: 7.7."""
    done(cast, "split", cast.things["request"], problem="And the printer")
    new = Request.objects.latest("pk")
    read = as_(cast, "bob").get(f"/portal/requests/{new.pk}/").content.decode()
    assert "This request came out of it" in read
    assert f'<p><a href="/portal/requests/{cast.things["request"]}/">' in read


def test_an_agent_restricts_a_request_after_being_asked_and_sees_it_no_more(cast: Cast) -> None:
    """Clause: 10.5."""
    key = cast.things["request"]
    assert "Restrict this request" in done(cast, "restrict", key).content.decode()
    page = done(cast, "restrict", key, sure="yes")
    assert page.status_code == 200
    assert "The export stops" not in page.content.decode()
    assert as_(cast, "sam").get(reverse("console:request", args=[key])).status_code == 404


def test_security_tells_in_the_queue_what_it_alone_sees(cast: Cast) -> None:
    """Clause: 10.5."""
    key = cast.things["request"]
    number = Request.objects.get(pk=key).number
    assert f"{number} · Security alone" not in shown(cast, who="sofia")
    done(cast, "restrict", key, sure="yes")
    assert f"{number} · Security alone" in shown(cast, who="sofia")


def test_who_gave_a_request_is_not_taken_for_who_answers_it(cast: Cast) -> None:
    """Clause: 7.7."""
    key, sam = cast.things["request"], cast.people["sam"]
    services.assign(key, person=sam.pk, actor=cast.sofia, at=clock.now())
    services.assign(key, actor=cast.sofia, at=clock.now())
    page = shown(cast, f"{key}/")
    assert "Given to" not in page
    assert f"<p>To {sam.name}</p>" in page
    assert "<p>To nobody</p>" in page


def test_the_clock_says_why_and_what_if(cast: Cast) -> None:
    """Clause: 7.13, 7.17, 7.19."""
    at = reverse("console:request-clock", args=[cast.things["request"]])
    page = as_(cast, "sam").get(at).content.decode()
    assert "the same instant" in page
    wondered = as_(cast, "sam").get(f"{at}?impact=low&urgency=normal").content.decode()
    assert "<strong>P3</strong>" in wondered


def test_what_was_taken_in_charge_is_resolved_next_and_may_be_taken_up_again(cast: Cast) -> None:
    """Clause: 7.8, 7.12."""
    key = cast.things["request"]
    main = r'btn-primary"[^>]*>(?:\s*<svg.*?</svg>)?\s*([^<]+)'
    head = shown(cast, f"{key}/").partition("</h1>")[2].partition('class="card')[0]
    assert [words.strip() for words in re.findall(main, head, re.DOTALL)] == ["Take in charge"]
    services.take_in_charge(key, actor=cast.sam, at=clock.now())
    services.ask_client(key, "Which file?", actor=cast.sam, at=clock.now())
    head = shown(cast, f"{key}/").partition("</h1>")[2].partition('class="card')[0]
    assert [words.strip() for words in re.findall(main, head, re.DOTALL)] == ["Resolve"]
    assert "Take up again" in head


def test_trainings_of_who_asked_stand_where_a_request_is_qualified(cast: Cast) -> None:
    """Clause: 7.6."""
    Training.objects.all().delete()
    at = reverse("console:request-do", args=[cast.things["request"], "requalify"])
    assert "no reason to refuse" in as_(cast, "sam").get(at).content.decode()
    bob = Contact.objects.get(person=cast.people["bob"])
    services.record_training(
        bob.pk, product="drive", trained_on=date(2026, 3, 2), actor=cast.sam, at=clock.now()
    )
    assert "2 Mar 2026" in as_(cast, "sam").get(at).content.decode()


def test_a_merge_is_called_by_one_word_in_french(cast: Cast) -> None:
    """Clause: 7.7."""
    Person.objects.update(language="fr")
    key, other = cast.things["request"], opened(cast)
    assert "Fusionner avec une autre demande" in shown(cast, f"{key}/")
    done(cast, "merge", key, other=other.number)
    page = shown(cast, f"{key}/")
    assert "Fusionnée avec" in page
    assert "Réuni" not in page
    assert "réuni" not in page
