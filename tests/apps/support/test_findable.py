"""Requests are found by who may read them, by their words as they are now."""

from __future__ import annotations

from tenir.apps.search import queries as search
from tenir.apps.support import services
from tenir.integrations.upkeep import searching
from tenir.viewer import Viewer
from tests.apps.support.conftest import NINE, Open
from tests.cast import Cast


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


def test_a_restricted_request_is_found_by_security_officers_alone(cast: Cast, open_: Open) -> None:
    """Clause: 10.5."""
    made = open_()
    services.restrict(made.pk, actor=cast.sam, at=NINE)
    assert found(cast.sam) == found(cast.bob) == []
    assert found(cast.sofia) == [str(made.pk)]
    services.unrestrict(made.pk, because="No matter", actor=cast.sofia, at=NINE)
    assert found(cast.sam) == [str(made.pk)]
