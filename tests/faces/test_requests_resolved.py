"""Several requests resolved at once from the queue, by one message for every client concerned.

Clause: 7.7, 7.12.
"""

from __future__ import annotations

import html
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenir import clock
from tenir.apps.accounts.models import Person
from tenir.apps.agreements import services as agreements
from tenir.apps.notices.models import Notice
from tenir.apps.support import services
from tenir.apps.support.models import Entry, Request
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast
from tests.faces.test_requests import WHOLE, opened

__all__ = ["cast"]
AT = "/console/requests/several/"


@pytest.fixture(autouse=True)
def in_english(cast: Cast) -> None:
    Person.objects.update(language="en")


def press(cast: Cast, *chosen: int, who: str = "sam", **given: Any) -> tuple[int, str]:
    """What the queue's button answers for the chosen requests."""
    said = {"pick": chosen, "act": "resolve", "asked": "?client=x", **given}
    page = as_(cast, who).post(AT, said)
    return page.status_code, page.content.decode()


def theirs(cast: Cast) -> Request:
    """A request of the other client's."""
    contract = agreements.sign_contract(
        client=cast.novak.pk, number="CT-N", starts_on=date(2026, 1, 1), actor=cast.anna,
        lines=[agreements.NewLine(product="drive", yearly_fee="48000.00")], at=clock.now(),
    )  # fmt: skip
    line = contract.subscriptions.get()
    told = {"subscription": line.pk, **WHOLE, "impact": "low", "urgency": "normal"}
    return services.open_request(cast.novak.pk, told, actor=cast.charlie, at=clock.now())


def state(found: int) -> str:
    return str(Request.objects.get(pk=found).state)


def test_the_queue_offers_it_to_who_answers(cast: Cast) -> None:
    assert 'value="resolve"' in as_(cast, "sam").get("/console/requests/").content.decode()
    assert 'value="resolve"' not in as_(cast, "rita").get("/console/requests/").content.decode()


def test_one_message_is_asked_for_beside_whom_it_reaches_and_what_is_left(cast: Cast) -> None:
    first, second, third = cast.things["request"], theirs(cast).pk, opened(cast).pk
    services.take_in_charge(third, actor=cast.sam, at=clock.now())
    services.park(third, kind="training", because="Two days", actor=cast.sam, at=clock.now())
    status, page = press(cast, first, second, third)
    assert status == 200
    assert "2 requests will be resolved · 2 clients will be told" in page
    assert "1 request will be resolved · 1 client will be told" in press(cast, first)[1]
    assert page.count("it is left as it is") == 1
    assert "Novak" in page
    assert {state(one) for one in (first, second)} == {"recorded"}
    assert "<textarea" in page
    assert press(cast, first, text=" ")[0] == 400
    assert state(first) == "recorded"


def test_what_will_be_done_is_told_as_not_done_yet_in_french_too(cast: Cast) -> None:
    Person.objects.update(language="fr")
    first, second = cast.things["request"], theirs(cast).pk
    page = html.unescape(press(cast, first)[1])
    assert "1 demande sera résolue · 1 client en sera informé" in page
    page = html.unescape(press(cast, first, second)[1])
    assert "2 demandes seront résolues · 2 clients en seront informés" in page
    assert "chaque client lira ce message" in page
    asked = html.unescape(press(cast, first, text="Restart it")[1])
    assert "Chaque client concerné lira ce message" in asked
    asked = html.unescape(press(cast, first, act="close")[1])
    assert "Leurs clients liront qu'elles sont closes" in asked


def test_it_is_asked_once_more_before_anyone_is_told(cast: Cast) -> None:
    first, second = cast.things["request"], theirs(cast).pk
    before = Notice.objects.count()
    status, page = press(cast, first, second, text="Restart it")
    assert (status, "Resolve the chosen requests?" in page) == (200, True)
    assert all(f'name="pick" value="{key}"' in page for key in (first, second))
    assert 'name="text" value="Restart it"' in page
    assert (state(first), Notice.objects.count()) == ("recorded", before)


def test_each_is_resolved_and_its_client_told_and_the_others_are_told_apart(cast: Cast) -> None:
    first, second, third, secret = (
        cast.things["request"], theirs(cast).pk, opened(cast).pk, opened(cast).pk,
    )  # fmt: skip
    services.resolve(third, "Before", actor=cast.sam, at=clock.now())
    services.restrict(secret, actor=cast.sam, at=clock.now())
    status, page = press(cast, first, second, third, secret, text="Restart it", sure="yes")
    assert (status, "4 requests" in page, "2 refused" in page) == (200, True, True)
    assert page.count("load the page again") == 1
    assert [state(one) for one in (first, second, third, secret)] == [
        "resolved", "resolved", "resolved", "recorded",
    ]  # fmt: skip
    said = Entry.objects.filter(what="resolved", text="Restart it")
    assert set(said.values_list("request", flat=True)) == {first, second}
    told = Notice.objects.filter(kind="support.resolved", channel="email", text__contains="Restart")
    assert {(one.organisation_id, one.subject) for one in told} == {
        (cast.martin.pk, f"request/{first}"), (cast.novak.pk, f"request/{second}"),
    }  # fmt: skip
    again = press(cast, first, second, text="Restart it", sure="yes")[1]
    assert "2 refused" in again
    assert said.count() == 2


def test_what_may_not_be_seen_is_not_named_before_either(cast: Cast) -> None:
    """Clause: 10.5."""
    secret = opened(cast, title="A leak of names").pk
    services.restrict(secret, actor=cast.sam, at=clock.now())
    assert "A leak of names" not in press(cast, secret)[1]
    assert "A leak of names" in press(cast, secret, who="sofia")[1]


def test_who_does_not_answer_resolves_nothing(cast: Cast) -> None:
    first = cast.things["request"]
    assert press(cast, first, who="rita", text="Restart it", sure="yes")[0] == 404
    assert state(first) == "recorded"


def test_the_page_costs_the_same_for_many_and_each_resolving_the_same(cast: Cast) -> None:
    Notice.objects.all().delete()

    def queries(count: int, **given: Any) -> int:
        chosen = [opened(cast).pk for _ in range(count)]
        browser = as_(cast, "sam")
        with CaptureQueriesContext(connection) as asked:
            browser.post(AT, {"pick": chosen, "act": "resolve", **given})
        return len(asked)

    assert queries(1) == queries(8) <= 7
    assert queries(1, text="Restart it") == queries(8, text="Restart it")
    one, two, three = (queries(n, text="Restart it", sure="yes") for n in (1, 2, 3))
    assert two - one == three - two <= 50
