"""Questions about people and organisations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet

from tenir.apps.accounts.address import address_of as address_of
from tenir.apps.accounts.address import subscriber_of as subscriber_of
from tenir.apps.accounts.models import ApiToken as ApiToken
from tenir.apps.accounts.models import Invitation as Invitation
from tenir.apps.accounts.models import Membership as Membership
from tenir.apps.accounts.models import Organisation as Organisation
from tenir.apps.accounts.models import Person as Person
from tenir.apps.accounts.models import SavedView as SavedView
from tenir.apps.accounts.models import Scope as Scope
from tenir.apps.accounts.models import SignIn as SignIn
from tenir.apps.accounts.models import SignInProvider as SignInProvider
from tenir.apps.accounts.models_writing import SentForm, Unsent
from tenir.apps.accounts.secret import SealedElsewhere, unseal
from tenir.apps.accounts.secret import digest as digest
from tenir.apps.accounts.secret import same as same
from tenir.apps.accounts.shown import browser_of as browser_of
from tenir.apps.accounts.shown import method_of as method_of
from tenir.apps.accounts.shown import scope_of as scope_of
from tenir.prepared import Prepared
from tenir.viewer import ANONYMOUS, ClientRole, NotAllowed, NotSeen, StaffRole, Viewer

_RANK = (ClientRole.READER, ClientRole.CONTACT, ClientRole.MAIN_CONTACT)


def viewer_of(
    person: Person,
    *,
    scopes: frozenset[str] | None = None,
    held: Sequence[Membership] | None = None,
) -> Viewer:
    """That person as a viewer, with their roles of today; ANONYMOUS where they were closed.

    `held` is what `roles_of` has just given, where the caller has it.
    """
    if not person.is_active:
        return ANONYMOUS
    held = roles_of(person) if held is None else held
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


def unsent(viewer: Viewer, place: str) -> tuple[datetime | None, dict[str, str]]:
    """Since when what the viewer typed there is kept, and its words; None where nothing is.

    Words that no secret key of today opens are as good as none.
    """
    found = Unsent.objects.filter(person=viewer.person, place=place).first()
    if found is None:
        return None, {}
    try:
        return found.kept_at, json.loads(unseal(found.words))
    except SealedElsewhere:
        return None, {}


def where_sent(viewer: Viewer, key: str) -> str | None:
    """Where the same form led its sender when it was done; None where it was not."""
    return (
        SentForm.objects.filter(person=viewer.person, key=key)
        .values_list("location", flat=True)
        .first()
    )


def roles_of(person: Person) -> list[Membership]:
    """Every role that a person holds today, with its organisation: one query."""
    return _HELD(person.pk)


_HELD = Prepared(
    lambda person: Membership.objects.filter(person=person).select_related("organisation")
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


def agents() -> list[Person]:
    """The publisher's people who answer requests, for the system's own errands."""
    return _AGENTS()


def answering() -> list[tuple[int, str]]:
    """The key and the name of everyone who answers requests, by name, for those who hand them on.

    Clause: 7.7.
    """
    return _ANSWERING()


def _answering() -> QuerySet[Person, tuple[int, str]]:
    found = people_with(StaffRole.AGENT, StaffRole.SECURITY_OFFICER)
    return found.order_by("name", "pk").values_list("pk", "name")


_AGENTS, _ANSWERING = Prepared(lambda: people_with(StaffRole.AGENT)), Prepared(_answering)


def organisations(viewer: Viewer) -> QuerySet[Organisation]:
    """The organisations that the viewer may know of: staff all of them, others their own."""
    return Organisation.objects.filter(**viewer.within("pk")).order_by("name")


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
    shared = Membership.objects.filter(**viewer.within("organisation"))
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
        Membership.objects.filter(**viewer.within("organisation"))
        .select_related("person", "organisation")
        .order_by("organisation__name", "person__name", "pk")
    )


def saved_views(viewer: Viewer) -> QuerySet[SavedView]:
    """The viewer's own saved views; for staff, those shared too."""
    return _saved_views(viewer.person or 0, staff=viewer.is_staff)


def saved_views_of(viewer: Viewer, page: str) -> list[SavedView]:
    """The saved views of one page: the viewer's own, and those shared where they are staff."""
    asked = _SHARED_VIEWS if viewer.is_staff else _OWN_VIEWS
    return asked(viewer.person or 0, page)


def _saved_views(person: int, *, staff: bool) -> QuerySet[SavedView]:
    shared = Q(shared=True) if staff else Q()
    return SavedView.objects.filter(Q(person=person) | shared).order_by("name", "pk")


_OWN_VIEWS = Prepared(lambda person, page: _saved_views(person, staff=False).filter(page=page))
_SHARED_VIEWS = Prepared(lambda person, page: _saved_views(person, staff=True).filter(page=page))


def viewer_of_token(token: str, at: datetime) -> Viewer:
    """Who a program works for, and what its token lets it do; ANONYMOUS of a dead token."""
    found = live_token(token, at)
    return viewer_of(found.person, scopes=frozenset(found.scopes)) if found else ANONYMOUS


def live_token(token: str, at: datetime) -> ApiToken | None:
    """The row of a token that still opens something: of a person who is still here.

    It serves the middleware; nobody is shown it.
    """
    kept = digest(token)
    return next((found for found in _LIVE(kept, at) if same(found.digest, kept)), None)


_LIVE = Prepared(
    lambda kept, at: (
        ApiToken.objects.filter(digest=kept, revoked_at=None, expires_at__gt=at)
        .filter(person__is_active=True, person__professional_use_at__isnull=False)
        .select_related("person")
    )
)


def allowed_by_token(viewer: Viewer, scope: Scope) -> None:
    """NotAllowed where the viewer is a program whose token lacks that scope."""
    if viewer.scopes is not None and scope not in viewer.scopes:
        raise NotAllowed("accounts.scope_missing", scope=scope.value)


def tokens(viewer: Viewer) -> QuerySet[ApiToken]:
    """The viewer's own tokens; an administrator sees everyone's (never the secrets)."""
    everyones = ApiToken.objects.select_related("person").order_by("-created_at", "-pk")
    if viewer.has(StaffRole.ADMINISTRATOR):
        return everyones
    return everyones.filter(person=viewer.person) if viewer.person else everyones.none()


def sign_ins(viewer: Viewer) -> QuerySet[SignIn]:
    """The sign-in log: one's own; administrators and the security officer read it whole."""
    rows = SignIn.objects.select_related("person").order_by("-at", "-pk")
    if viewer.has(StaffRole.SECURITY_OFFICER):
        return rows
    return rows.filter(person=viewer.person) if viewer.person else rows.none()


def invitations(viewer: Viewer) -> QuerySet[Invitation]:
    """Invitations: staff read all of them, a main contact those of its own organisation."""
    rows = Invitation.objects.select_related("organisation").order_by("-invited_at", "-pk")
    if viewer.is_staff:
        return rows
    return rows.filter(organisation__in=[key for key in viewer.clients if viewer.leads(key)])


def invitation(viewer: Viewer, id: int) -> Invitation:
    """One invitation; NotSeen of another organisation's."""
    found = invitations(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("accounts.invitation_not_seen")
    return found


def invitation_of_token(token_digest: str, at: datetime) -> Invitation | None:
    """The invitation that a link still opens, by the digest of its token: whoever holds it sees."""
    live = Invitation.objects.filter(
        digest=token_digest, accepted_at=None, revoked_at=None, expires_at__gt=at
    )
    return live.select_related("organisation").first()


def sessions(viewer: Viewer) -> QuerySet[UserSession]:
    """The viewer's own sign-ins that are still open, the one seen last first."""
    rows: QuerySet[UserSession] = UserSession.objects.order_by("-last_seen_at", "-pk")
    return rows.filter(user=viewer.person or 0)


def providers(viewer: Viewer) -> QuerySet[SignInProvider]:
    """How organisations' people sign in: administrators see all, a main contact its own."""
    rows = SignInProvider.objects.select_related("organisation", "app")
    if viewer.has(StaffRole.ADMINISTRATOR):
        return rows.order_by("organisation__name")
    return rows.filter(organisation__in=[key for key in viewer.clients if viewer.leads(key)])


def second_factor_required(held: Iterable[Membership]) -> bool:
    """Whether one of these roles is at an organisation that requires a second factor."""
    return any(membership.organisation.second_factor_required for membership in held)


def has_second_factor(person: Person) -> bool:
    """Whether they have one; recovery codes alone are none."""
    factors = Authenticator.objects.filter(user=person)
    return bool(factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())
