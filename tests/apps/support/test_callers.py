"""What a contact without an account hears of its requests, and says of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tenir.apps.notices.models import Notice
from tenir.apps.parties.models import Contact
from tenir.apps.support import services
from tenir.apps.support.models import Request
from tests.apps.support.conftest import Open, on
from tests.cast import Cast

TEN, ELEVEN, NOON = on("09 10:00"), on("09 11:00"), on("09 12:00")
Called = Callable[..., Request]


def contact(cast: Cast, name: str) -> Contact:
    """A contact of Ateliers Martin, who was never given an account."""
    return Contact.objects.create(
        client_id=cast.martin.pk, name=name.title(), email=f"{name}@example.org", language="en",
        designated_at=TEN,
    )  # fmt: skip


@pytest.fixture
def zoe(cast: Cast) -> Contact:
    return contact(cast, "zoe")


@pytest.fixture
def called(open_: Open, cast: Cast) -> Called:
    """A request that Sam opens after a call of that contact."""
    return lambda who: open_(actor=cast.sam, caller=who.pk, channel="telephone")


def told(act: Callable[[], Any]) -> dict[str, str]:
    """To whom mail goes by it, and of which request."""
    last = Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    act()
    rows = Notice.objects.filter(pk__gt=last, channel="email", audience="client")
    return {row.address.partition("@")[0]: row.subject for row in rows}


def merge(found: Request, into: Request, cast: Cast) -> None:
    services.merge(found.pk, into=into.pk, actor=cast.sam, at=TEN)


def test_who_called_hears_of_the_request_that_theirs_goes_on_in(
    open_: Open, called: Called, cast: Cast, zoe: Contact
) -> None:
    """Clause: 7.7, 7.12, 9.4."""
    first, second, third = called(zoe), called(contact(cast, "yves")), open_()
    merge(first, second, cast)
    both = dict.fromkeys(("zoe", "yves"), second.subject)
    assert told(lambda: merge(second, third, cast)) == both
    acts: list[Callable[[], Any]] = [
        lambda: services.take_in_charge(third.pk, actor=cast.sam, at=ELEVEN),
        lambda: services.answer(third.pk, "Try this", actor=cast.sam, at=ELEVEN),
        lambda: services.reply(third.pk, "It helps", actor=cast.alice, at=ELEVEN),
        lambda: services.resolve(third.pk, "Restart", actor=cast.sam, at=NOON),
    ]
    everyone = dict.fromkeys(("bob", "zoe", "yves"), third.subject)
    assert [told(act) for act in acts] == [everyone] * 4


def test_who_called_and_speaks_no_more_or_may_not_know_hears_nothing(
    open_: Open, called: Called, cast: Cast, zoe: Contact
) -> None:
    """Clause: 9.1, 10.5."""
    yves = contact(cast, "yves")
    third = open_()
    for who in (zoe, yves):
        merge(called(who), third, cast)
    Contact.objects.filter(pk=zoe.pk).update(removed_at=ELEVEN)
    answered = told(lambda: services.answer(third.pk, "Try", actor=cast.sam, at=ELEVEN))
    assert set(answered) == {"bob", "yves"}
    services.restrict(third.pk, actor=cast.sam, at=ELEVEN)
    answered = told(lambda: services.answer(third.pk, "Try", actor=cast.sofia, at=NOON))
    assert set(answered) == {"bob"}


def test_who_called_and_has_an_account_since_hears_once_and_not_of_what_they_do(
    open_: Open, called: Called, cast: Cast, zoe: Contact
) -> None:
    """Clause: 7.12."""
    third = open_()
    merge(called(zoe), third, cast)
    Contact.objects.filter(person=cast.people["alice"]).update(person=None)
    Contact.objects.filter(pk=zoe.pk).update(person=cast.people["alice"])
    services.follow(third.pk, actor=cast.alice)
    mails = told(lambda: services.answer(third.pk, "Try", actor=cast.sam, at=ELEVEN))
    assert set(mails) == {"bob", "zoe"}
    said = told(lambda: services.reply(third.pk, "It helps", actor=cast.alice, at=NOON))
    assert set(said) == {"bob"}
