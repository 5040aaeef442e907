"""Contacts stay reachable: confirmed every six months, flagged when mail bounces."""

from datetime import UTC, datetime, timedelta

import pytest

from tenir.apps.commitments.queries import Commitment
from tenir.apps.notices.models import Unreachable
from tenir.apps.notices.queries import Notice
from tenir.apps.parties import services
from tenir.apps.parties.confirming import owe_confirmation
from tenir.apps.parties.models import Client, Contact
from tenir.terms.resolution import Terms
from tenir.viewer import SYSTEM, NotAllowed, NotSeen
from tests.cast import LONG_AGO, Cast

MARCH = datetime(2026, 3, 2, 9, tzinfo=UTC)

pytestmark = pytest.mark.clause("9.2")


def owed(cast: Cast) -> Client:
    owe_confirmation(cast.martin, actor=SYSTEM, at=MARCH)
    return Client.objects.get(pk=cast.martin.pk)


def bounced(address: str, at: datetime = MARCH) -> None:
    Unreachable.objects.create(address=address, since=at, because="550 no such user")


def test_a_client_that_does_not_exist_is_not_seen(cast: Cast) -> None:
    with pytest.raises(NotSeen):
        services.confirm_contacts(10**9, actor=cast.anna, at=MARCH)


def test_confirming_keeps_the_promise_and_makes_the_next(cast: Cast) -> None:
    owed(cast)
    in_june = datetime(2026, 6, 1, 9, tzinfo=UTC)
    services.confirm_contacts(cast.martin.pk, actor=cast.alice, at=in_june)
    found = Commitment.objects.filter(kind="parties.confirm_contacts").order_by("due_at")
    assert [(c.state, c.due_at) for c in found] == [
        ("kept", datetime(2026, 9, 2, 22, tzinfo=UTC)),
        ("running", datetime(2026, 12, 1, 23, tzinfo=UTC)),
    ]
    assert set(
        Contact.objects.filter(client=cast.martin).values_list("confirmed_at", flat=True)
    ) == {in_june}


def test_confirming_twice_on_a_day_is_confirming_once(cast: Cast) -> None:
    services.confirm_contacts(cast.martin.pk, actor=cast.alice, at=MARCH)
    services.confirm_contacts(cast.martin.pk, actor=cast.alice, at=MARCH + timedelta(hours=2))
    (found,) = Commitment.objects.filter(kind="parties.confirm_contacts")
    assert found.state == "running"


def test_confirmed_too_late_the_promise_is_missed_and_the_next_runs(cast: Cast) -> None:
    owed(cast)
    late = datetime(2026, 10, 1, 9, tzinfo=UTC)
    services.confirm_contacts(cast.martin.pk, actor=cast.alice, at=late)
    states = Commitment.objects.filter(kind="parties.confirm_contacts").order_by("due_at")
    assert [c.state for c in states] == ["missed", "running"]


def test_the_main_contact_is_reminded_once_two_weeks_before(cast: Cast) -> None:
    client = owed(cast)
    assert client.confirm_by is not None
    assert services.remind_to_confirm(client.confirm_by - timedelta(days=15)) == 0
    assert services.remind_to_confirm(client.confirm_by - timedelta(days=14)) == 1
    assert services.remind_to_confirm(client.confirm_by - timedelta(days=13)) == 0
    (notice,) = Notice.objects.filter(kind="parties.confirm_contacts", channel="email")
    assert notice.address == "alice@example.org"
    assert "Bob (bob@example.org)" in notice.text
    assert "02/09/2026 24:00" in notice.text


def test_the_next_due_date_has_its_own_reminder(cast: Cast) -> None:
    client = owed(cast)
    assert client.confirm_by is not None
    services.remind_to_confirm(client.confirm_by - timedelta(days=3))
    services.confirm_contacts(cast.martin.pk, actor=cast.alice, at=client.confirm_by)
    client.refresh_from_db()
    assert services.remind_to_confirm(client.confirm_by - timedelta(days=3)) == 1


def test_who_confirms(cast: Cast) -> None:
    done, unseen = set(), set()
    for name, who in cast.everyone:
        try:
            services.confirm_contacts(cast.martin.pk, actor=who, at=MARCH)
            done.add(name)
        except NotSeen:
            unseen.add(name)
        except NotAllowed:
            pass
    assert (done, unseen) == ({"alice", "anna", "adam"}, {"charlie", "nobody"})


def test_a_bounce_flags_the_contact_once_and_asks_the_others(cast: Cast) -> None:
    bounced("bob@example.org")
    assert services.flag_unreachable(MARCH) == 1
    assert services.flag_unreachable(MARCH) == 0
    bob = Contact.objects.get(person=cast.people["bob"])
    assert (bob.flagged_because, bob.flagged_at) == ("550 no such user", MARCH)
    told = Notice.objects.filter(kind="parties.contact_unreachable", channel="email")
    assert {n.address for n in told} == {"alice@example.org", "anna@example.org"}


def test_a_bounce_older_than_the_last_confirmation_flags_nobody(cast: Cast) -> None:
    bounced("bob@example.org", LONG_AGO - timedelta(days=1))
    assert services.flag_unreachable(MARCH) == 0


def test_confirming_takes_the_flag_off_until_the_next_bounce(cast: Cast) -> None:
    bounced("bob@example.org")
    services.flag_unreachable(MARCH)
    services.confirm_contacts(cast.martin.pk, actor=cast.alice, at=MARCH + timedelta(days=1))
    assert services.flag_unreachable(MARCH + timedelta(days=2)) == 0


def test_a_new_address_takes_the_flag_off(cast: Cast, terms: Terms) -> None:
    bounced("bob@example.org")
    services.flag_unreachable(MARCH)
    bob = Contact.objects.get(person=cast.people["bob"])
    services.change_contact(
        cast.martin.pk, bob.pk, terms=terms, email="b@example.org", actor=cast.alice, at=MARCH
    )
    bob.refresh_from_db()
    assert bob.flagged_at is None


def test_staff_flags_who_is_not_reached_by_telephone(cast: Cast) -> None:
    bob = Contact.objects.get(person=cast.people["bob"])
    services.flag_contact(
        cast.martin.pk, bob.pk, because="numéro non attribué", actor=cast.anna, at=MARCH
    )
    bob.refresh_from_db()
    assert bob.flagged_because == "numéro non attribué"
    with pytest.raises(NotAllowed):
        services.flag_contact(cast.martin.pk, bob.pk, because="x", actor=cast.alice, at=MARCH)
