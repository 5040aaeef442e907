"""Who hears of what was done: both sides, those concerned, in their language, but who did it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tenir.apps.accounts.models import Person
from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.models import Contract
from tenir.apps.notices.models import Envelope, Notice
from tenir.apps.parties.models import Contact
from tenir.apps.support import services
from tenir.apps.support.models import Request
from tests.apps.support.conftest import ELEVEN, MINOR, NINE, NOON, TEN, Open
from tests.cast import Cast


def taken(open_: Open, cast: Cast, **said: Any) -> Request:
    """A request of Bob's that Alice and Adam follow, taken in charge by Sam."""
    found = open_(**said)
    for who in (cast.alice, cast.adam):
        services.follow(found.pk, actor=who)
    services.take_in_charge(found.pk, actor=cast.sam, at=TEN)
    return found


def told(found: Request, act: Callable[[], Any], channel: str = "email") -> dict[str, str]:
    """Who is told by it, and of which kind."""
    last = Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    act()
    rows = Notice.objects.filter(pk__gt=last, channel=channel, subject=found.subject)
    names = dict(Person.objects.values_list("pk", "email"))
    return {names[row.person_id or 0].partition("@")[0]: row.kind for row in rows}


SIDES = {"bob": "support.changed", "alice": "support.changed", "adam": "support.changed_staff"}


def test_what_support_closes_and_opens_again_is_told_to_all_concerned(
    open_: Open, cast: Cast
) -> None:
    """Clause: 7.7, 9.4, 9.5."""
    found = taken(open_, cast, **MINOR)
    services.resolve(found.pk, "Done", actor=cast.sam, at=TEN)
    assert told(found, lambda: services.close(found.pk, actor=cast.sam, at=ELEVEN)) == SIDES
    opened = told(
        found, lambda: services.reopen(found.pk, because="Not yet", actor=cast.sam, at=NOON)
    )
    assert opened == SIDES
    for mail in Notice.objects.filter(kind="support.changed", channel="email").order_by("-pk")[:2]:
        assert "Not yet" in mail.text
        assert f"/support/{found.pk}/" in mail.text
        assert Envelope.objects.get(notice=mail).reply_token


def test_what_a_contact_closes_and_opens_again_is_told_to_its_colleagues_and_support(
    open_: Open, cast: Cast
) -> None:
    """Clause: 7.7, 9.4."""
    found = taken(open_, cast)
    services.resolve(found.pk, "Done", actor=cast.sam, at=TEN)
    closed = told(found, lambda: services.close(found.pk, actor=cast.bob, at=ELEVEN))
    staff = {"sam": "support.changed_staff", "adam": "support.changed_staff"}
    assert closed == {"alice": "support.changed", **staff}
    again = told(found, lambda: services.reopen(found.pk, because="x", actor=cast.alice, at=NOON))
    staff = {"sam": "support.message_staff", "adam": "support.message_staff"}
    assert again == {"bob": "support.changed", **staff}


def test_what_a_third_party_answered_is_told(
    open_: Open, cast: Cast, contracts: dict[str, Contract]
) -> None:
    """Clause: 7.20, 9.5."""
    line = agreements.subscribe(
        contract=contracts["martin"].pk, product="real-estate-suite", yearly_fee="12000.00",
        actor=cast.anna, at=NINE,
    )  # fmt: skip
    found = taken(open_, cast, subscription=line.pk)
    services.hand_over(found.pk, software="k2-geospatial", actor=cast.sam, at=TEN)
    back = told(
        found, lambda: services.take_back(found.pk, outcome="A patch", actor=cast.sam, at=ELEVEN)
    )
    assert back == SIDES
    assert "A patch" in Notice.objects.filter(kind="support.changed").latest("pk").text


def test_words_are_told_to_those_who_follow_on_either_side(open_: Open, cast: Cast) -> None:
    """Clause: 7.12."""
    found = taken(open_, cast)
    said = told(found, lambda: services.answer(found.pk, "Try", actor=cast.sam, at=ELEVEN))
    message = "support.message"
    assert said == {"bob": message, "alice": message, "adam": "support.changed_staff"}
    said = told(found, lambda: services.reply(found.pk, "No", actor=cast.bob, at=NOON))
    staff = {"sam": "support.message_staff", "adam": "support.message_staff"}
    assert said == {"alice": "support.said", **staff}
    mail = Notice.objects.get(kind="support.said", channel="email")
    assert "Bob" in mail.title


@pytest.mark.parametrize(("gravity", "calls"), [({}, 1), (MINOR, 0)])
def test_the_most_urgent_are_called_as_9_5_says(
    open_: Open, cast: Cast, gravity: dict[str, str], calls: int
) -> None:
    """Clause: 9.5."""
    Contact.objects.filter(person=cast.people["bob"]).update(telephone="+33 1 23 45 67 89")
    found = taken(open_, cast, **gravity)
    services.resolve(found.pk, "Done", actor=cast.sam, at=TEN)
    called = told(found, lambda: services.close(found.pk, actor=cast.sam, at=ELEVEN), "telephone")
    assert len(called) == calls


def test_nobody_hears_of_what_is_restricted_but_who_may_see_it(open_: Open, cast: Cast) -> None:
    """Clause: 10.5."""
    found = taken(open_, cast)
    services.restrict(found.pk, actor=cast.sam, at=TEN)
    services.follow(found.pk, actor=cast.sofia)
    services.resolve(found.pk, "Done", actor=cast.sofia, at=TEN)
    closed = told(found, lambda: services.close(found.pk, actor=cast.sofia, at=ELEVEN))
    assert closed == {"bob": "support.changed"}


def test_how_it_went_is_asked_once_whatever_is_said(open_: Open, cast: Cast) -> None:
    found = open_()

    def asked(text: str) -> bool:
        services.resolve(found.pk, text, actor=cast.sam, at=ELEVEN)
        mail = Notice.objects.filter(kind="support.resolved", channel="email").latest("pk")
        return "satisfait" in mail.text

    assert asked("One")
    services.reopen(found.pk, because="x", actor=cast.bob, at=NOON)
    assert not asked("Two")
    services.say_how_it_went(found.pk, 2, actor=cast.bob, at=NOON)
    services.reopen(found.pk, because="x", actor=cast.bob, at=NOON)
    assert not asked("Three")


def test_the_zone_is_named_to_those_whose_clocks_show_another_time(open_: Open, cast: Cast) -> None:
    """Due on 10 June at 09:30 in Paris: it is 08:30 in London.

    Clause: 7.13, 9.4.
    """

    def mail(kind: str) -> str:
        return Notice.objects.filter(kind=f"support.{kind}", channel="email").latest("pk").text

    def called() -> None:
        open_(actor=cast.sam, contact=cast.people["bob"].pk, channel="telephone")

    called()
    assert "10/06/2026 09:30" in mail("recorded")
    assert "heure de Paris" not in mail("recorded")
    Person.objects.filter(email="bob@example.org").update(time_zone="Europe/London")
    called()
    assert mail("recorded").count("(heure de Paris)") == 2  # when, and why then
    open_()
    assert "heure de Paris" not in mail("recorded_staff")
    Person.objects.filter(email="sam@example.org").update(time_zone="Europe/London", language="en")
    open_()
    assert "10 Jun 2026 09:30 (Paris time)" in mail("recorded_staff")


def test_the_hours_of_a_closure_name_the_zone_to_a_client_elsewhere(
    contracts: dict[str, Contract], cast: Cast
) -> None:
    """Clause: 7.15, 9.4."""
    assert len(contracts) == 2
    Person.objects.filter(email="bob@example.org").update(time_zone="Europe/London")
    services.announce_closure(
        date(2026, 6, 12), because="A power cut", start=14 * 3600, actor=cast.anna, at=NINE
    )
    told = Notice.objects.filter(kind="support.closure", channel="email")
    texts = {(each.organisation_id, "24:00 (heure de Paris)." in each.text) for each in told}
    assert texts == {(cast.martin.pk, True), (cast.novak.pk, False)}
