"""Which words find a person: at each organisation where they hold a role, for its side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tenir.apps.accounts.models import Membership, Organisation, Person
from tenir.apps.search.services import Findable, index_again

KIND = "person"


def findables() -> Iterator[Findable]:
    """Everyone who holds a role."""
    return _of(
        Membership.objects.select_related("person", "organisation")
        .order_by("person", "pk")
        .iterator(chunk_size=2000)
    )


def index_people(people: Iterable[int]) -> None:
    """Those people are found as they are now: who left, or was erased, no more."""
    keys = list(people)
    held = Membership.objects.filter(person__in=keys)
    index_again(KIND, map(str, keys), _of(held.select_related("person", "organisation")))


def _of(held: Iterable[Membership]) -> Iterator[Findable]:
    seen = set()
    for membership in held:
        person, organisation = membership.person, membership.organisation
        if (person.pk, organisation.pk) not in seen:
            seen.add((person.pk, organisation.pk))
            yield _findable(person, organisation)


def _findable(person: Person, organisation: Organisation) -> Findable:
    audience = "client" if organisation.kind == Organisation.Kind.CLIENT else "staff"
    return Findable(
        KIND, str(person.pk), audience, [person.name, person.email], [organisation.name],
        organisation=organisation.pk, at=person.joined_at,
    )  # fmt: skip
