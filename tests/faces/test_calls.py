"""What an agent opens after a call: a draft or what is recorded, its files, its deadline."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tenir import clock
from tenir.apps.accounts.models import Person
from tenir.apps.support import queries, services
from tenir.apps.support.models import Request
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast
from tests.faces.test_requests import WHOLE, done

__all__ = ["cast"]


@pytest.fixture(autouse=True)
def in_english(cast: Cast) -> None:
    Person.objects.update(language="en")


def test_a_request_is_opened_in_the_contact_s_name_and_recorded_once_whole(cast: Cast) -> None:
    """Clause: 7.4, 7.9, 7.10."""
    at = f"{reverse('console:request-new')}?client={cast.martin.pk}"
    said = {
        "contact": cast.people["bob"].pk, "subscription": cast.things["line"], "kind": "support",
        "problem": "No sound", "whole": "1",
    }  # fmt: skip
    page = as_(cast, "sam").post(at, said, follow=True).content.decode()
    assert "once what is missing is given" in page
    found = Request.objects.latest("pk")
    assert (found.state, found.channel, found.recorded_at) == ("incomplete", "telephone", None)
    done(cast, "fill", found.pk, **{**WHOLE, "kind": "support", "impact": "low"}, urgency="normal")
    found.refresh_from_db()
    assert found.state == "recorded"
    assert found.recorded_at
    assert found.opened_by.name == "Bob"


def chosen_where(page: str) -> list[str]:
    """The environment that is chosen in a form."""
    asked = re.findall(r'<input[^>]*name="environment"[^>]*>', page)
    assert len(asked) == 2
    return re.findall(r'value="(\w+)"', "".join(one for one in asked if " checked" in one))


def test_an_agent_says_where_it_happens_and_it_is_kept(cast: Cast) -> None:
    """Clause: 7.4, 7.10, 7.21."""
    browser, at = as_(cast, "sam"), f"{reverse('console:request-new')}?client={cast.martin.pk}"
    assert chosen_where(browser.get(at).content.decode()) == ["production"]
    browser.post(at, calling(cast, environment="test", act="keep"))
    draft = Request.objects.latest("pk")
    assert draft.environment == "test"
    written = f"{reverse('console:request-new')}?draft={draft.pk}"
    assert chosen_where(browser.get(written).content.decode()) == ["test"]
    browser.post(written, calling(cast, environment="test", act="open"))
    draft.refresh_from_db()
    assert (draft.state, draft.environment) == ("incomplete", "test")
    page = browser.get(reverse("console:request-do", args=[draft.pk, "fill"])).content.decode()
    assert chosen_where(page) == ["test"]
    done(cast, "fill", draft.pk, kind="support", environment="production", title="No sound")
    draft.refresh_from_db()
    assert draft.environment == "production"
    Request.objects.filter(pk=draft.pk).update(environment="staging")  # as a program may name it
    done(cast, "fill", draft.pk, kind="support", title="No sound")
    draft.refresh_from_db()
    assert draft.environment == "staging"


def test_the_priority_and_the_deadline_are_shown_before_it_is_recorded(cast: Cast) -> None:
    """Clause: 7.13, 7.17."""
    at = f"{reverse('console:request-new')}?client={cast.martin.pk}"
    said = {
        "contact": cast.people["bob"].pk, "subscription": cast.things["line"], "kind": "support",
        "impact": "high", "urgency": "critical", "act": "look",
        "whole": "1",
    }  # fmt: skip
    page = as_(cast, "sam").post(at, said).content.decode()
    assert "<strong>P1</strong>" in page
    assert "to be taken in charge by" in page
    assert Request.objects.exclude(state="draft").count() == 1


def test_while_one_telephones_what_may_answer_is_shown_before_it_is_recorded(cast: Cast) -> None:
    """Clause: 7.3, 7.4."""
    wrote = services.write_article(
        title_en="The export stops", body_en="Restart it", actor=cast.sam, at=clock.now()
    )
    services.publish_article(wrote.article_id, actor=cast.sam, at=clock.now())
    at = f"{reverse('console:request-new')}?client={cast.martin.pk}"
    said = {
        "contact": cast.people["bob"].pk, "subscription": cast.things["line"], "kind": "support",
        "problem": "The export stops half-way", "act": "look",
        "whole": "1",
    }  # fmt: skip
    page = as_(cast, "sam").post(at, said).content.decode()
    assert reverse("console:knowledge-one", args=[wrote.article_id]) in page
    assert reverse("console:request", args=[cast.things["request"]]) in page  # asked already


def calling(cast: Cast, **said: Any) -> dict[str, Any]:
    """What an agent types while Bob telephones."""
    who = {"contact": cast.people["bob"].pk, "subscription": cast.things["line"]}
    return {**who, "kind": "support", "title": "No sound", "whole": "1", **said}


def test_an_agent_keeps_a_draft_with_files_and_records_it_later(cast: Cast) -> None:
    """Clause: 7.4, 7.10."""
    browser, at = as_(cast, "sam"), f"{reverse('console:request-new')}?client={cast.martin.pk}"
    file = SimpleUploadedFile("seen.txt", b"Error 500", "text/plain")
    page = browser.post(at, calling(cast, act="keep", files=file), follow=True)
    draft = Request.objects.latest("pk")
    assert (draft.state, draft.channel, draft.opened_by) == (
        "draft", "telephone", cast.people["bob"]
    )  # fmt: skip
    text = page.content.decode()
    assert "Kept as a draft" in text
    assert "seen.txt" in text
    assert 'value="No sound"' in text
    for who in ("adam", "alice"):
        assert not queries.requests(getattr(cast, who)).filter(pk=draft.pk).exists()
    assert "No sound" in browser.get(reverse("console:request-new")).content.decode()
    written = f"{reverse('console:request-new')}?draft={draft.pk}"
    assert as_(cast, "adam").get(written).status_code == 404
    browser.post(written, calling(cast, **WHOLE, impact="low", urgency="normal", act="open"))
    draft.refresh_from_db()
    assert (draft.state, draft.title) == ("recorded", WHOLE["title"])
    assert draft.entries.get(what="recorded").documents.get().filename == "seen.txt"
    assert browser.get(written).status_code == 302


def test_files_of_a_call_are_kept_with_what_is_recorded_or_nothing_is(cast: Cast) -> None:
    """Clause: 7.10."""
    browser, at = as_(cast, "sam"), f"{reverse('console:request-new')}?client={cast.martin.pk}"
    before = Request.objects.count()
    for refused in ({"files": SimpleUploadedFile("a.exe", b"MZ\x90")}, {"whole": ""}):
        assert browser.post(at, calling(cast, **refused)).status_code == 400
    assert Request.objects.count() == before
    file = SimpleUploadedFile("seen.txt", b"Error 500", "text/plain")
    browser.post(at, calling(cast, **WHOLE, impact="low", urgency="normal", files=file))
    found = Request.objects.latest("pk")
    assert found.state == "recorded"
    assert found.entries.get(what="recorded").documents.count() == 1


def test_a_draft_is_looked_at_with_its_deadline_and_thrown_away(cast: Cast) -> None:
    """Clause: 7.13."""
    browser, at = as_(cast, "sam"), f"{reverse('console:request-new')}?client={cast.martin.pk}"
    file = SimpleUploadedFile("seen.txt", b"Error 500", "text/plain")
    given = calling(cast, impact="high", urgency="critical", files=file, act="look")
    page = browser.post(at, given, follow=True).content.decode()
    assert "<strong>P1</strong>" in page
    assert "Paris time" not in page
    draft = Request.objects.get(state="draft", channel="telephone")
    Person.objects.filter(pk=cast.people["sam"].pk).update(time_zone="Europe/London")
    seen = browser.get(f"{reverse('console:request-new')}?draft={draft.pk}&look=1")
    assert "The times in these sentences are in Paris time." in seen.content.decode()
    written = f"{reverse('console:request-new')}?draft={draft.pk}"
    assert "Throw this draft away?" in browser.post(written, {"act": "discard"}).content.decode()
    browser.post(written, {"act": "discard", "sure": "yes"})
    assert not Request.objects.filter(pk=draft.pk).exists()
