"""A version on its way: what was written is never lost, and only those who may act see how."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenir.apps.agreements import services
from tenir.apps.agreements.models import Version
from tenir.faces.console import drafts
from tenir.viewer import SYSTEM
from tests.cast import LONG_AGO, Cast

pytestmark = pytest.mark.django_db
DRAFT = "/console/agreement/draft/"


@pytest.fixture
def reference(cast: Cast) -> Version:
    (made,) = services.install_reference(actor=SYSTEM, at=LONG_AGO)
    return made


def of(cast: Cast, name: str, language: str = "fr") -> Client:
    person, browser = cast.people[name], Client()
    person.language = language
    person.save()
    browser.force_login(person)
    return browser


def texts(version: Version, **changes: str) -> dict[str, str]:
    return {"convention": version.convention, "text": version.text, "cases": "", **changes}


def editor(page: str) -> str:
    """What stands in the editor of the agreement's file."""
    found = re.search(r'<textarea[^>]*name="convention"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found is not None
    return unescape(found[1])


@pytest.mark.clause("3.4")
@pytest.mark.parametrize(("language", "says"), [("fr", "est publiée"), ("en", "is published")])
def test_a_number_that_is_taken_is_told_at_its_line_and_what_was_typed_stays(
    cast: Cast, reference: Version, language: str, says: str
) -> None:
    anna = of(cast, "anna", language)
    typed = texts(reference, convention=f"# mine\n{reference.convention}")
    checked = anna.post(f"{DRAFT}check/", typed).content.decode()
    assert (says in checked, 'data-line="8" data-column="3"' in checked) == (True, True)
    for act in ("check", "keep"):
        refused = anna.post(DRAFT, {**typed, "act": act})
        page = refused.content.decode()
        assert (refused.status_code, says in page) == (400, True)
        assert editor(page) == typed["convention"]
    assert not Version.objects.exclude(pk=reference.pk).exists()


def test_what_is_published_while_one_writes_loses_nothing_either(
    cast: Cast, reference: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(**_given: Any) -> None:
        raise services.NotADraft("agreements.not_a_draft", "convention.yaml:7:3", version="x 1")

    monkeypatch.setattr(drafts.services, "draft_version", late)
    typed = texts(reference, convention=reference.convention.replace('"1"', '"5"', 1))
    page = of(cast, "anna").post(DRAFT, {**typed, "act": "keep"}).content.decode()
    assert "La version x 1 est publiée" in page
    assert editor(page) == typed["convention"]


@pytest.mark.clause("3.4")
def test_a_new_version_begins_with_the_next_number_that_is_free(
    cast: Cast, reference: Version
) -> None:
    anna = of(cast, "anna")
    begun = editor(anna.get(DRAFT).content.decode())
    assert begun == reference.convention.replace('version: "1"', 'version: "2"')
    kept = anna.post(DRAFT, {**texts(reference, convention=begun), "act": "keep"}, follow=True)
    draft = kept.context["it"]
    assert draft.number == "2"
    assert 'version: "3"' in editor(anna.get(DRAFT).content.decode())  # 2 is another's by now
    again = anna.get(DRAFT, {"of": draft.pk}).content.decode()
    assert editor(again) == begun  # a draft keeps its own


def test_a_file_that_is_no_text_leaves_what_was_typed(cast: Cast, reference: Version) -> None:
    file = SimpleUploadedFile("convention.yaml", b"\xff\xfe\x00")
    typed = texts(reference, convention="# mine")
    refused = of(cast, "anna").post(DRAFT, {**typed, "file-convention": file, "act": "keep"})
    assert refused.status_code == 400
    assert "UTF-8" in refused.content.decode()
    assert editor(refused.content.decode()) == "# mine"


def test_a_file_that_is_chosen_is_checked_before_anything_is_kept(
    cast: Cast, reference: Version
) -> None:
    anna = of(cast, "anna", "en")
    faulty = reference.convention.replace("value: 99.5 %", "value: high", 1)
    for content, says in {
        faulty.encode(): "line 164, column 75",
        reference.convention.encode(): "is published",
        b"\xff\xfe": "This file is not UTF-8 text",
        b"x" * ((1 << 20) + 1): "This file is over 1 MB",
    }.items():
        file = SimpleUploadedFile("convention.yaml", content)
        typed = texts(reference, convention=reference.convention.replace('"1"', '"5"', 1))
        shown = anna.post(f"{DRAFT}check/", {**typed, "file-convention": file}).content.decode()
        assert says in shown, says
        assert "No mistake" not in shown


def test_only_those_who_keep_the_agreement_are_offered_to_write_and_publish_one(
    cast: Cast, reference: Version
) -> None:
    changed = reference.convention.replace('version: "1"', 'version: "2"')
    draft = services.draft_version(
        convention=changed, text=reference.text, actor=cast.anna, at=LONG_AGO
    )
    shown = f"/console/agreement/{draft.pk}/"
    for name, may in {"anna": True, "adam": True, "sam": False, "rita": False}.items():
        browser = of(cast, name, "en")
        pages = [browser.get(path).content.decode() for path in ("/console/agreement/", shown)]
        offered = [word in page for page in pages for word in (DRAFT, "Throw away", "Publish and")]
        assert offered == [may, False, False, may, may, may], name
        assert "What would have changed" in pages[1]
        for path in (DRAFT, f"{DRAFT}check/", f"{shown}change/"):
            refused = browser.post(path, {"act": "publish", "reason": "law", "sure": "yes"})
            assert (refused.status_code != 404) is may, (name, path)
    assert Version.objects.filter(pk=draft.pk, state="draft").exists()
