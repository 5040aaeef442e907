"""You, people, organisations, roles, invitations, tokens, sign-ins."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest
from ninja import Query

from tenir import clock
from tenir.apps.accounts import queries, services
from tenir.faces.api.article import Article
from tenir.faces.api.asking import paged
from tenir.faces.api.gate import IN_PERSON
from tenir.faces.api.people_shapes import (
    InvitationsAsked,
    InvitationShown,
    InvitedShown,
    IssuedShown,
    NewAddress,
    NewInvitation,
    NewRole,
    NewToken,
    NewView,
    OrganisationsAsked,
    OrganisationShown,
    PeopleAsked,
    PersonShown,
    Preferences,
    RolesAsked,
    RoleShown,
    SecondFactor,
    SessionsShown,
    SignInsAsked,
    SignInShown,
    TokensAsked,
    TokenShown,
    ViewsAsked,
    ViewShown,
    YouShown,
)
from tenir.faces.api.shapes import Id
from tenir.integrations import erasure
from tenir.ui.pages import viewer_of
from tenir.viewer import NotAllowed, NotSeen

you = Article("You")
article = Article("People")
_with_password_given_lately = reauthentication_required(lambda _request: None)


@you.one("/me", YouShown)
def read_me(request: HttpRequest) -> Any:
    """Read who you are and what you may do."""
    viewer = viewer_of(request)
    person = queries.person(viewer, viewer.person or 0)
    return {
        "person": person.pk, "name": person.name, "email": person.email,
        "language": person.language, "time_zone": person.time_zone,
        "staff": sorted(viewer.staff), "clients": dict(viewer.clients),
        "scopes": None if viewer.scopes is None else sorted(viewer.scopes),
    }  # fmt: skip


@you.change("/me", YouShown, need=IN_PERSON, of=read_me)
def set_preferences(request: HttpRequest, told: Preferences) -> Any:
    """Say how you are called and spoken to."""
    services.set_preferences(**told.model_dump(), actor=viewer_of(request), at=clock.now())
    return read_me(request)


@you.one("/me/sessions", SessionsShown, need=IN_PERSON)
def list_sessions(request: HttpRequest) -> Any:
    """List your own sessions, the one seen last first."""
    return {"sessions": queries.sessions(viewer_of(request))}


@you.act("/me/sessions/{id}/end", need=IN_PERSON)
def end_session(request: HttpRequest, id: Id) -> Any:
    """End one of your own sessions: whoever has it open signs in again."""
    if not services.end_session(id, actor=viewer_of(request), at=clock.now()):
        raise NotSeen("api.no_such")


@you.many("/me/views", ViewShown, need=IN_PERSON)
def list_views(request: HttpRequest, asked: Query[ViewsAsked]) -> Any:
    """List your saved views of lists; for staff, those that others share too."""
    return paged(request, asked, queries.saved_views(viewer_of(request)))


@you.create("/me/views", ViewShown, need=IN_PERSON)
def save_view(request: HttpRequest, told: NewView) -> Any:
    """Keep what you often ask of a list, under a name."""
    return services.save_view(**told.model_dump(), actor=viewer_of(request), at=clock.now())


@you.remove("/me/views/{id}", need=IN_PERSON)
def drop_view(request: HttpRequest, id: Id) -> Any:
    """Take a view of yours off."""
    services.drop_view(id, actor=viewer_of(request))


@article.many("/people", PersonShown)
def list_people(request: HttpRequest, asked: Query[PeopleAsked]) -> Any:
    """List the people whom you may know of."""
    return paged(request, asked, queries.people(viewer_of(request)))


@article.one("/people/{id}", PersonShown)
def read_person(request: HttpRequest, id: Id) -> Any:
    """Read someone."""
    return queries.person(viewer_of(request), id)


@article.act("/people/{id}/email", PersonShown, need=IN_PERSON)
def change_email(request: HttpRequest, id: Id, told: NewAddress) -> Any:
    """Change the address by which someone signs in."""
    actor = viewer_of(request)
    found = queries.person(actor, id)
    return services.change_email(found, told.email, actor=actor, at=clock.now())


@article.act("/people/{id}/end-sessions", need=IN_PERSON)
def end_sessions(request: HttpRequest, id: Id) -> Any:
    """End every session of someone."""
    actor = viewer_of(request)
    services.end_sessions(queries.person(actor, id), actor=actor, at=clock.now())


@article.act("/people/{id}/reset-second-factor", need=IN_PERSON)
def reset_second_factor(request: HttpRequest, id: Id) -> Any:
    """Remove the second factors of someone who has lost them."""
    actor = viewer_of(request)
    services.reset_second_factor(queries.person(actor, id), actor=actor, at=clock.now())


@article.act("/people/{id}/unlock", need=IN_PERSON)
def unlock_person(request: HttpRequest, id: Id) -> Any:
    """Let someone try to sign in again at once."""
    actor = viewer_of(request)
    services.unlock(queries.person(actor, id), actor=actor, at=clock.now())


@article.act("/people/{id}/close", need=IN_PERSON)
def close_person(request: HttpRequest, id: Id) -> Any:
    """Close someone's account: they leave."""
    actor = viewer_of(request)
    services.close_person(queries.person(actor, id), actor=actor, at=clock.now())


@article.act("/people/{id}/erase", need=IN_PERSON)
def erase_person(request: HttpRequest, id: Id) -> Any:
    """Forget who someone was, for good, everywhere but in what must still be proved.

    Their account is closed, and they speak for no client any more. The journal keeps their
    pseudonym.
    """
    actor = viewer_of(request)
    erasure.erase_person(queries.person(actor, id), actor=actor, at=clock.now())


@article.many("/organisations", OrganisationShown)
def list_organisations(request: HttpRequest, asked: Query[OrganisationsAsked]) -> Any:
    """List the organisations that you may know of."""
    return paged(request, asked, queries.organisations(viewer_of(request)))


@article.one("/organisations/{id}", OrganisationShown)
def read_organisation(request: HttpRequest, id: Id) -> Any:
    """Read an organisation."""
    return queries.organisation(viewer_of(request), id)


@article.change("/organisations/{id}", OrganisationShown, need=IN_PERSON, of=read_organisation)
def require_second_factor(request: HttpRequest, id: Id, told: SecondFactor) -> Any:
    """Say whether an organisation's people owe a second factor."""
    actor = viewer_of(request)
    found = queries.organisation(actor, id)
    services.require_second_factor(found, required=told.required, actor=actor, at=clock.now())
    return queries.organisation(actor, id)


@article.many("/roles", RoleShown)
def list_roles(request: HttpRequest, asked: Query[RolesAsked]) -> Any:
    """List who holds which role, in the organisations that you may know of."""
    return paged(request, asked, queries.memberships(viewer_of(request)))


@article.create("/roles", RoleShown, need=IN_PERSON)
def grant_role(request: HttpRequest, told: NewRole) -> Any:
    """Give someone a role; a client's replaces the one held there."""
    actor = viewer_of(request)
    person, there = (
        queries.person(actor, told.person),
        queries.organisation(actor, told.organisation),
    )
    return services.grant(person, organisation=there, role=told.role, actor=actor, at=clock.now())


@article.remove("/roles/{id}", need=IN_PERSON)
def revoke_role(request: HttpRequest, id: Id) -> Any:
    """Take a role back; the person's sessions end."""
    actor = viewer_of(request)
    held = queries.memberships(actor).get(pk=id)
    services.revoke(
        held.person, organisation=held.organisation, role=held.role, actor=actor, at=clock.now()
    )


@article.many("/invitations", InvitationShown)
def list_invitations(request: HttpRequest, asked: Query[InvitationsAsked]) -> Any:
    """List the invitations that you look after, the latest first.

    Clause: 4.3.
    """
    return paged(request, asked, queries.invitations(viewer_of(request)))


@article.one("/invitations/{id}", InvitationShown)
def read_invitation(request: HttpRequest, id: Id) -> Any:
    """Read an invitation.

    Clause: 4.3.
    """
    return queries.invitation(viewer_of(request), id)


@article.create("/invitations", InvitedShown, need=IN_PERSON, where="/invitations/{id}")
def invite_person(request: HttpRequest, told: NewInvitation) -> Any:
    """Open a link by which one person takes a role.

    Clause: 4.3.
    """
    actor, given = viewer_of(request), told.model_dump(exclude={"organisation"})
    there = queries.organisation(actor, told.organisation)
    return services.invite(**given, organisation=there, actor=actor, at=clock.now())


@article.act("/invitations/{id}/resend", InvitedShown, need=IN_PERSON)
def renew_invitation(request: HttpRequest, id: Id) -> Any:
    """Open a new link for an invitation: the one before opens nothing any more.

    Clause: 4.3.
    """
    actor = viewer_of(request)
    return services.resend(queries.invitation(actor, id), actor=actor, at=clock.now())


@article.remove("/invitations/{id}", need=IN_PERSON)
def revoke_invitation(request: HttpRequest, id: Id) -> Any:
    """Take an invitation back.

    Clause: 4.3.
    """
    actor = viewer_of(request)
    services.revoke_invitation(queries.invitation(actor, id), actor=actor, at=clock.now())


@article.many("/tokens", TokenShown)
def list_tokens(request: HttpRequest, asked: Query[TokensAsked]) -> Any:
    """List your tokens; an administrator sees everyone's."""
    return paged(request, asked, queries.tokens(viewer_of(request)))


@article.create("/tokens", IssuedShown, need=IN_PERSON)
def create_token(request: HttpRequest, told: NewToken) -> Any:
    """Create a token for a program that works on your behalf.

    The password was given again lately, as for the page.
    """
    try:
        _with_password_given_lately(request)
    except ReauthenticationRequired:
        raise NotAllowed("api.reauthenticate") from None
    actor, given = viewer_of(request), told.model_dump(mode="python")
    name = given.pop("name")
    return services.create_token(name, **given, actor=actor, at=clock.now())


@article.remove("/tokens/{id}", need=IN_PERSON)
def revoke_token(request: HttpRequest, id: Id) -> Any:
    """End a token."""
    actor = viewer_of(request)
    services.revoke_token(queries.tokens(actor).get(pk=id), actor=actor, at=clock.now())


@article.many("/sign-ins", SignInShown)
def list_sign_ins(request: HttpRequest, asked: Query[SignInsAsked]) -> Any:
    """List your sign-ins; administrators and the security officer read everyone's."""
    return paged(request, asked, queries.sign_ins(viewer_of(request)))
