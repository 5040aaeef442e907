"""Who sees which clients, contacts, readers and changes: the whole cast asks each query."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tenir.apps.parties import queries, services
from tenir.apps.parties.models import Contact
from tenir.terms.resolution import Terms
from tenir.viewer import NotSeen, Viewer
from tests.cast import Cast

MONDAY = datetime(2026, 9, 7, 7, tzinfo=UTC)
STAFF = {"sam", "olga", "rita", "anna", "fred", "sofia", "adam"}
MARTIN = {"alice", "bob", "rose"} | STAFF


def those_who(cast: Cast, sees: Callable[[Viewer], object]) -> set[str]:
    found = set()
    for name, who in cast.everyone:
        try:
            if sees(who):
                found.add(name)
        except NotSeen:
            pass
    return found


@pytest.mark.parametrize(
    ("client", "seen_by"), [("martin", MARTIN), ("novak", {"charlie"} | STAFF)]
)
def test_a_client_and_its_contacts_are_seen_by_its_people_and_staff(
    cast: Cast, client: str, seen_by: set[str]
) -> None:
    pk = getattr(cast, client).pk
    assert those_who(cast, lambda who: queries.client(who, pk)) == seen_by
    assert those_who(cast, lambda who: queries.clients(who).filter(pk=pk)) == seen_by
    assert those_who(cast, lambda who: queries.clients(who, search=client)) == seen_by
    assert those_who(cast, lambda who: queries.contacts_of(who, pk)) == seen_by
    assert those_who(cast, lambda who: queries.contacts_of(who, pk, removed=True)) == seen_by
    assert those_who(cast, lambda who: queries.contacts(who).filter(client=pk)) == seen_by


def test_readers_are_seen_by_their_own(cast: Cast) -> None:
    assert those_who(cast, lambda who: queries.readers_of(who, cast.martin.pk)) == MARTIN


def test_entitlement_is_told_to_their_own(cast: Cast, terms: Terms) -> None:
    bob = cast.people["bob"].pk
    asked = lambda who: queries.entitled(who, cast.martin.pk, person=bob, terms=terms)  # noqa: E731
    assert those_who(cast, asked) == MARTIN


def test_nobody_of_elsewhere_is_asked_about(cast: Cast, terms: Terms) -> None:
    with pytest.raises(NotSeen):
        queries.entitled(cast.sam, cast.martin.pk, person=cast.people["charlie"].pk, terms=terms)


def test_changes_are_seen_by_their_own(cast: Cast, terms: Terms) -> None:
    change = services.ask_change(
        cast.martin.pk, terms=terms, name="Alix", actor=cast.alice, at=MONDAY
    )
    assert those_who(cast, lambda who: queries.change(who, change.pk)) == MARTIN
    assert those_who(cast, lambda who: queries.changes(who, waiting=True)) == MARTIN
    asked = lambda who: queries.changes(who, organisation=cast.martin.pk)  # noqa: E731
    assert those_who(cast, asked) == MARTIN


def test_the_act_on_a_change_is_unseen_by_strangers(cast: Cast, terms: Terms) -> None:
    change = services.ask_change(
        cast.martin.pk, terms=terms, name="Alix", actor=cast.alice, at=MONDAY
    )
    with pytest.raises(NotSeen):
        services.withdraw_change(change.pk, actor=cast.charlie, at=MONDAY)


def test_clients_are_found_by_what_lacks(cast: Cast) -> None:
    Contact.objects.filter(client=cast.novak).update(removed_at=MONDAY)
    Contact.objects.filter(client=cast.martin, main=False).update(
        flagged_at=MONDAY, flagged_because="550"
    )
    assert list(queries.clients(cast.anna, without_contact=True)) == [cast.novak]
    assert list(queries.clients(cast.anna, flagged=True)) == [cast.martin]
    assert [c.contact_count for c in queries.clients(cast.anna)] == [2, 0]
    assert list(queries.clients(cast.alice, without_contact=True)) == []


def test_client_acts_are_for_staff_in_charge(cast: Cast) -> None:
    done = set()
    for name, who in cast.everyone:
        try:
            services.change_client(cast.martin.pk, address=name, actor=who, at=MONDAY)
            done.add(name)
        except (NotSeen, services.FaultyDetails):
            raise
        except Exception:
            continue
    assert done == {"anna", "adam"}
