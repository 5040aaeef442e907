"""Who learns what of people, roles, invitations, tokens and providers: the whole cast asks."""

from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest

from tenir.apps.accounts import queries, services
from tenir.viewer import NotSeen, StaffRole, Viewer
from tests.apps.accounts.conftest import NOON
from tests.cast import Cast

STAFF = ["sam", "olga", "rita", "anna", "fred", "sofia", "adam"]
MARTIN = ["alice", "bob", "rose"]


def _seers(cast: Cast, look: Callable[[Viewer], object]) -> list[str]:
    """Who gets something; a refusal can only be that there is no such thing."""
    seen = []
    for name, who in cast.everyone:
        try:
            found = look(who)
        except NotSeen:
            continue
        if not isinstance(found, Iterable) or list(found):
            seen.append(name)
    return seen


def test_an_organisation(cast: Cast) -> None:
    martin = cast.martin.pk
    assert _seers(cast, lambda who: queries.organisation(who, martin)) == [*MARTIN, *STAFF]
    listed = _seers(cast, lambda who: queries.organisations(who).filter(pk=martin))
    assert listed == [*MARTIN, *STAFF]


def test_a_person(cast: Cast) -> None:
    bob = cast.people["bob"].pk
    assert _seers(cast, lambda who: queries.person(who, bob)) == [*MARTIN, *STAFF]
    assert _seers(cast, lambda who: queries.people(who).filter(pk=bob)) == [*MARTIN, *STAFF]
    sam = cast.people["sam"].pk
    assert _seers(cast, lambda who: queries.person(who, sam)) == STAFF


def test_everyone_sees_themselves_even_without_a_role(cast: Cast) -> None:
    for name, person in cast.people.items():
        assert queries.person(getattr(cast, name), person.pk) == person
    cast.people["bob"].memberships.all().delete()
    assert queries.person(cast.bob, cast.people["bob"].pk)


def test_a_role_at_another_client_stays_unseen(cast: Cast) -> None:
    services.grant(
        cast.people["bob"], organisation=cast.novak.organisation, role="reader",
        actor=cast.anna, at=NOON,
    )  # fmt: skip
    shown = queries.memberships(cast.alice).filter(person=cast.people["bob"])
    assert [held.organisation_id for held in shown] == [cast.martin.pk]
    assert queries.memberships(cast.sam).filter(person=cast.people["bob"]).count() == 2


def test_an_invitation(cast: Cast) -> None:
    invited = services.invite(
        "zoe@martin.example", organisation=cast.martin.organisation, role="reader",
        actor=cast.alice, at=NOON,
    ).invitation  # fmt: skip
    assert _seers(cast, queries.invitations) == ["alice", *STAFF]
    assert _seers(cast, lambda who: queries.invitation(who, invited.pk)) == ["alice", *STAFF]


def test_a_token(cast: Cast) -> None:
    services.create_token(
        "x", scopes=["read"], expires_at=NOON + timedelta(days=1), actor=cast.bob, at=NOON
    )
    assert _seers(cast, queries.tokens) == ["bob", "adam"]


def test_a_provider(cast: Cast) -> None:
    services.set_provider(
        cast.martin.organisation, issuer="https://id.martin.example", client_id="tenir",
        client_secret="x", domains=["martin.example"], actor=cast.adam, at=NOON,
    )  # fmt: skip
    assert _seers(cast, queries.providers) == ["alice", "adam"]


def test_people_with_a_staff_role_are_the_publishers_and_present(cast: Cast) -> None:
    found = queries.people_with(StaffRole.AGENT, StaffRole.FINANCE)
    assert {person.name for person in found} == {"Sam", "Fred"}
    services.close_person(cast.people["fred"], actor=cast.adam, at=NOON)
    assert [person.name for person in queries.people_with(StaffRole.FINANCE)] == []


@pytest.mark.parametrize("id", [0, 10**9])
def test_what_does_not_exist_is_refused_in_the_same_words(cast: Cast, id: int) -> None:
    for look, other in (
        (queries.organisation, cast.novak.pk),
        (queries.person, cast.people["charlie"].pk),
    ):
        said = []
        for asked in (id, other):
            with pytest.raises(NotSeen) as refused:
                look(cast.alice, asked)
            said.append(refused.value.message())
        assert said[0] == said[1]
