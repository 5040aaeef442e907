"""What a client reads on a request that was merged, and where its reply goes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tenir import clock
from tenir.apps.accounts.models import Person
from tenir.apps.support import services
from tenir.apps.support.models import Request
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast
from tests.faces.test_requests import opened

__all__ = ["cast"]


@pytest.fixture(autouse=True)
def in_english(cast: Cast) -> None:
    Person.objects.update(language="en")


def shown(cast: Cast, found: Request, who: str = "bob") -> str:
    return str(as_(cast, who).get(f"/portal/requests/{found.pk}/").content.decode())


def chain(cast: Cast) -> list[Request]:
    """Asked of Bob in each; the first went into the second, then that one into the third."""
    now = clock.now()
    made = [opened(cast, title=f"Matter {number}") for number in (1, 2, 3)]
    for found in made:
        services.ask_client(found.pk, "Which file?", actor=cast.sam, at=now)
    for found, into in pairwise(made):
        services.merge(found.pk, into=into.pk, actor=cast.sam, at=now)
    return made


def test_the_page_says_where_it_goes_on_and_a_reply_leads_there(cast: Cast) -> None:
    """Clause: 7.7, 7.12."""
    first, _, last = chain(cast)
    page = shown(cast, first)
    assert "This request goes on in another one:" in page
    assert f'<a href="/portal/requests/{last.pk}/">{last.number} · Matter 3</a>' in page
    assert "What you write here is said there." in page
    assert "What you write here" not in shown(cast, first, "rose")
    assert "goes on in another" not in shown(cast, last)
    file = SimpleUploadedFile("seen.txt", b"Firefox.", "text/plain")
    answer = as_(cast, "bob").post(
        f"/portal/requests/{first.pk}/say/", {"text": "This one", "files": file, "whole": "1"},
        follow=True,
    )  # fmt: skip
    assert answer.redirect_chain[-1][0] == f"/portal/requests/{last.pk}/"
    page = answer.content.decode()
    assert "This one" in page
    assert "seen.txt" in page
    last.refresh_from_db()
    assert (last.state, last.clock) == ("recorded", "running")


def test_who_may_not_see_where_it_goes_on_is_given_no_link(cast: Cast) -> None:
    """Clause: 10.5."""
    hers = services.open_request(
        cast.martin.pk, {"subscription": cast.things["line"], "kind": "question", "problem": "How"},
        actor=cast.alice, at=clock.now(),
    )  # fmt: skip
    his = opened(cast)
    services.merge(hers.pk, into=his.pk, actor=cast.sam, at=clock.now())
    assert his.number in shown(cast, hers, "alice")
    services.restrict(his.pk, actor=cast.sam, at=clock.now())
    page = shown(cast, hers, "alice")
    assert "Support goes on with this matter in another request." in page
    assert his.number not in page
    answer = as_(cast, "alice").post(
        f"/portal/requests/{hers.pk}/say/", {"text": "And then?", "whole": "1"}, follow=True
    )
    assert answer.redirect_chain[-1][0] == f"/portal/requests/{hers.pk}/"
    assert his.number not in answer.content.decode()
