"""Requests are found by who may read them, by their words as they are now."""

from __future__ import annotations

from io import BytesIO

from tenir.apps.agreements.models import Subscription
from tenir.apps.documents import queries as documents
from tenir.apps.search import queries as search
from tenir.apps.support import services
from tenir.integrations.upkeep import searching
from tenir.viewer import SYSTEM, Viewer
from tests.apps.support.conftest import NINE, URGENT, WHOLE, Open
from tests.cast import Cast


def named(viewer: Viewer, text: str) -> list[str]:
    """The files that a search finds."""
    return [hit.of for hit in search.found(viewer, text, kinds=["document"])]


def found(viewer: Viewer, text: str = "half-way") -> list[str]:
    return [hit.of for hit in search.found(viewer, text, kinds=["request"])]


def test_a_request_is_found_by_its_words_and_number_by_its_client_and_staff_alone(
    cast: Cast, open_: Open
) -> None:
    made = open_()
    for who in (cast.bob, cast.rose, cast.sam):
        assert found(who) == found(who, made.number) == [str(made.pk)]
    assert found(cast.charlie) == []


def test_a_draft_is_not_found_and_what_is_sent_is(cast: Cast, open_: Open) -> None:
    made = open_(steps="")  # incomplete
    draft = services.draft(
        cast.martin.pk, {"problem": "It stops half-way"}, actor=cast.bob, at=NINE
    )
    assert found(cast.bob) == [str(made.pk)]
    services.send(draft.pk, actor=cast.bob, at=NINE)
    assert set(found(cast.bob)) == {str(made.pk), str(draft.pk)}
    services.fill(draft.pk, {"title": "", "problem": "The printer"}, actor=cast.bob, at=NINE)
    assert found(cast.bob) == [str(made.pk)]
    assert not [one for one in searching.differences() if "request" in one]


def test_a_drafts_files_are_its_authors_until_it_is_sent(cast: Cast, line: Subscription) -> None:
    """Clause: 7.10."""
    elements = {**WHOLE, **URGENT, "subscription": line.pk}
    draft = services.draft(cast.martin.pk, elements, actor=cast.bob, at=NINE)
    file = services.attach(
        draft.pk, BytesIO(b"Error 500\n"), filename="zylph.txt", actor=cast.bob, at=NINE
    )
    for name, viewer in cast.everyone:
        assert documents.documents(viewer).exists() is (name == "bob"), name
        assert named(viewer, "zylph") == [], name
    sent = services.send(draft.pk, actor=cast.bob, at=NINE)
    assert list(sent.entries.get(what="recorded").documents.all()) == [file]
    for viewer in (cast.bob, cast.alice, cast.sam):
        assert documents.document(viewer, file.pk) == file
        assert named(viewer, "zylph") == [str(file.pk)]
    assert not documents.documents(cast.charlie).exists()
    assert not [one for one in searching.differences() if "document" in one]


def test_a_draft_thrown_away_takes_its_files_along(cast: Cast, line: Subscription) -> None:
    draft = services.draft(cast.martin.pk, {"problem": "It st"}, actor=cast.bob, at=NINE)
    services.attach(draft.pk, BytesIO(b"a\n"), filename="a.txt", actor=cast.bob, at=NINE)
    services.discard(draft.pk, actor=cast.bob, at=NINE)
    assert not documents.documents(cast.bob).exists()
    assert not documents.documents(SYSTEM).exists()


def test_a_restricted_request_is_found_by_security_officers_alone(cast: Cast, open_: Open) -> None:
    """Clause: 10.5."""
    made = open_()
    inside = services.attach(
        made.pk, BytesIO(b"a\n"), filename="qorv.txt", internal=True, actor=cast.sam, at=NINE
    )
    services.restrict(made.pk, actor=cast.sam, at=NINE)
    assert named(cast.sam, "qorv") == []
    assert found(cast.sam) == found(cast.bob) == []
    assert found(cast.sofia) == [str(made.pk)]
    services.unrestrict(made.pk, because="No matter", actor=cast.sofia, at=NINE)
    assert found(cast.sam) == [str(made.pk)]
    assert named(cast.sam, "qorv") == [str(inside.pk)]
    assert named(cast.bob, "qorv") == []  # the staff's own before, and again
    assert not documents.documents(cast.bob).exists()
