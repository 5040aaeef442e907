"""The page of a fact: in words and links first; codes and seals folded below."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from tenir import clock
from tenir.apps.journal import services as journal
from tenir.viewer import SYSTEM
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast

__all__ = ["cast"]


def shown(cast: Cast, who: str, entry: int) -> tuple[str, str]:
    """What is read first, and what is folded."""
    page = as_(cast, who).get(reverse("console:entry", args=[entry])).content.decode()
    first, folded, rest = page.partition('<details class="card">')
    assert folded
    return first.partition("<main")[2], rest.partition("</details>")[0]


def test_what_a_fact_says_and_of_what_is_told_in_words_with_a_link(cast: Cast) -> None:
    request, now = cast.things["request"], clock.now()
    entry = journal.record(
        "support.resolved", subject=f"request/{request}", actor=SYSTEM, at=now,
        before={"state": "in_progress", "due_at": (now + timedelta(hours=1)).isoformat()},
        after={"state": "resolved", "digest": "sha256:ab12"},
    )  # fmt: skip
    first, sealed = shown(cast, "anna", entry)
    assert f'href="/console/requests/{request}/"' in first
    for words in ("En cours", "Résolue", "Tenir lui-même"):
        assert words in first
    for code in ("support.resolved", f"request/{request}<", "in_progress", "sha256:ab12"):
        assert code not in first
        assert code in sealed


def test_who_acted_and_whom_it_is_about_are_named_to_who_may_read_names(cast: Cast) -> None:
    bob = cast.people["bob"]
    entry = journal.record(
        "accounts.role_granted", subject=f"person/{bob.pseudonym}", actor=cast.anna,
        at=clock.now(), after={"role": "contact"}, personal={"name": "Robert"},
    )  # fmt: skip
    first, sealed = shown(cast, "anna", entry)
    for person in (bob, cast.people["anna"]):
        assert f'<a href="/console/people/{person.pk}/">{person.name}</a>' in first
    assert "Robert" in first
    assert str(bob.pseudonym) not in first
    assert str(bob.pseudonym) in sealed
    first, sealed = shown(cast, "sam", entry)
    assert bob.name not in first
    assert first.count("sous un pseudonyme") + first.count("par un pseudonyme") == 2
    assert "Robert" not in first + sealed
