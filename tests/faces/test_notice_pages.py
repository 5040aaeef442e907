"""The page of a notice: its words as they are read, and what proves that it was told."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tenir import clock
from tenir.apps.notices.models import Notice
from tenir.ui.outbox import as_read
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast

__all__ = ["cast"]

both_databases = pytest.mark.both_databases


@both_databases
@pytest.mark.clause("9.5")
def test_what_is_shown_in_tenir_is_not_said_to_be_untried(cast: Cast) -> None:
    told = Notice.objects.filter(channel="in_app", person=cast.people["alice"]).latest("pk")
    browser, at = as_(cast, "alice"), reverse("portal:notice", args=[told.pk])
    shown = browser.get(at).content.decode()
    assert "Affiché dans Tenir" in shown
    assert "Pas encore essayé" not in shown
    assert "Message-ID" not in shown
    Notice.objects.filter(pk=told.pk).update(read_at=clock.now())
    assert "Lu · " in browser.get(at).content.decode()


def test_quoted_words_stand_apart_and_addresses_are_followed() -> None:
    shown = as_read("Why:\n\n> It <lost> drafts.\n>\n> Wait.\n\nHere: https://a.example/7/")
    assert shown == (
        "<p>Why:</p><blockquote><p>It &lt;lost&gt; drafts.</p>\n\n<p>Wait.</p></blockquote>"
        '<p>Here: <a href="https://a.example/7/">https://a.example/7/</a></p>'
    )
