"""Questions about people and organisations."""

from __future__ import annotations

from django.db.models import QuerySet

from tenir.apps.accounts.models import ApiToken as ApiToken
from tenir.apps.accounts.models import Invitation as Invitation
from tenir.apps.accounts.models import Membership as Membership
from tenir.apps.accounts.models import Organisation as Organisation
from tenir.apps.accounts.models import Person as Person
from tenir.apps.accounts.models import Scope as Scope
from tenir.apps.accounts.models import SignIn as SignIn
from tenir.apps.accounts.models import SignInProvider as SignInProvider
from tenir.viewer import ANONYMOUS, ClientRole, NotSeen, StaffRole, Viewer

_RANK = (ClientRole.READER, ClientRole.CONTACT, ClientRole.MAIN_CONTACT)


def viewer_of(person: Person, *, scopes: frozenset[str] | None = None) -> Viewer:
    """That person as a viewer, with their roles of today; ANONYMOUS where they were closed."""
    if not person.is_active:
        return ANONYMOUS
    held = list(person.memberships.select_related("organisation"))
    clients: dict[int, ClientRole] = {}
    for role in sorted(
        (ClientRole(m.role) for m in held if m.organisation.kind == "client"), key=_RANK.index
    ):
        clients |= {m.organisation_id: role for m in held if m.role == role}
    return Viewer(
        person=person.pk,
        pseudonym=str(person.pseudonym),
        language="en" if person.language == "en" else "fr",
        staff=frozenset(StaffRole(m.role) for m in held if m.organisation.kind == "publisher"),
        clients=clients,
        scopes=scopes,
    )


def publisher() -> Organisation:
    """The publisher itself; NotSeen before set-up has made it."""
    found = Organisation.objects.filter(kind=Organisation.Kind.PUBLISHER).first()
    if found is None:
        raise NotSeen("accounts.no_publisher")
    return found


def people_with(*roles: StaffRole) -> QuerySet[Person]:
    """The publisher's people who hold one of these roles today, for the system's own errands."""
    held = Membership.objects.filter(organisation__kind="publisher", role__in=roles)
    return Person.objects.filter(is_active=True, pk__in=held.values("person")).order_by("pk")


def organisations(viewer: Viewer) -> QuerySet[Organisation]:
    """The organisations that the viewer may know of: staff all of them, others their own."""
    if viewer.is_staff:
        return Organisation.objects.order_by("name")
    return Organisation.objects.filter(pk__in=list(viewer.clients)).order_by("name")


def organisation(viewer: Viewer, id: int) -> Organisation:
    """One organisation; NotSeen of another's."""
    found = organisations(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("accounts.organisation_not_seen")
    return found


def people(viewer: Viewer) -> QuerySet[Person]:
    """The people whom the viewer may know of: staff everyone, others those of their clients."""
    if viewer.is_staff:
        return Person.objects.order_by("name", "pk")
    shared = Membership.objects.filter(organisation__in=list(viewer.clients))
    return Person.objects.filter(pk__in=shared.values("person")).order_by("name", "pk")


def person(viewer: Viewer, id: int) -> Person:
    """One person; NotSeen of someone from elsewhere. Everyone sees themselves."""
    found = Person.objects.filter(pk=id).first() if viewer.person == id else None
    found = found or people(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("accounts.person_not_seen")
    return found


def memberships(viewer: Viewer) -> QuerySet[Membership]:
    """Who holds which role, in the organisations that the viewer may know of."""
    return (
        Membership.objects.filter(organisation__in=organisations(viewer))
        .select_related("person", "organisation")
        .order_by("organisation__name", "person__name", "pk")
    )
