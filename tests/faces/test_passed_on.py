"""Requests passed on to a third party, as both sides see them: its own clock, and why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from tenir import clock
from tenir.apps.accounts.models import Person
from tenir.apps.support import services
from tenir.apps.support.models import HandOver, Request
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast

__all__ = ["cast"]


@pytest.fixture
def passed(cast: Cast) -> int:
    """A request that Sam passed on now to whom it may take ten hours; everyone reads English."""
    key, now = int(cast.things["request"]), clock.now()
    found = Request.objects.get(pk=key)
    assert found.subscription
    found.subscription.product.third_party.create(
        key="maps", name="Maps", conditions_at=now, promises={"response": "10 hours"}
    )
    services.take_in_charge(key, actor=cast.sam, at=now)
    services.hand_over(key, software="maps", actor=cast.sam, at=now)
    Person.objects.update(language="en")
    return key


def test_a_third_party_that_is_late_is_seen_on_both_pages_and_in_the_queue(
    cast: Cast, passed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clause: 7.20."""
    began = HandOver.objects.get(request=passed).handed_at
    theirs, ours = f"/portal/requests/{passed}/", f"/console/requests/{passed}/"
    queues = (reverse("console:requests"), reverse("console:requests-live"))

    def seen(hours: int) -> list[str]:
        monkeypatch.setattr(clock, "now", lambda: began + timedelta(hours=hours))
        asked = [("bob", theirs), *(("sam", at) for at in (ours, *queues))]
        return [as_(cast, who).get(at).content.decode() for who, at in asked]

    portal, staff, queue, _ = seen(1)
    for page in (portal, staff):
        assert "9 h 00 left" in page
        assert "Maps promises a response within 10 hours" in page
    assert "Maps ·" not in queue
    *_, queue, _ = seen(9)
    assert 'Maps · <span class="text-nowrap">1 h 00 left</span>' in queue
    portal, staff, queue, again = seen(11)
    for page in (portal, staff):
        assert "Overdue by 1 h 00" in page
    late = 'Maps · <span class="text-nowrap">Overdue by 1 h 00</span>'
    assert late in queue
    assert late in again
    services.take_back(passed, outcome="Fixed", actor=cast.sam, at=clock.now())
    assert "Maps ·" not in seen(11)[2]


def test_whose_clocks_a_third_party_s_reasons_speak_of_is_said(cast: Cast, passed: int) -> None:
    """Clause: 7.20."""
    at, said = f"/console/requests/{passed}/", "The times in these sentences are in Paris time."
    assert said not in as_(cast, "sam").get(at).content.decode()
    Person.objects.filter(pk=cast.people["sam"].pk).update(time_zone="Europe/London")
    assert said in as_(cast, "sam").get(at).content.decode()
