"""What people, roles and tokens are told and show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from tenir.apps.accounts.queries import Scope
from tenir.faces.api.asking import Asked
from tenir.faces.api.shapes import Id, Instant, Key, Line, Moment, Shown, Told


class YouShown(Shown):
    """Who is asking: the person, their roles, and the scopes of the token."""

    person: int
    name: str
    email: str
    language: str
    time_zone: str
    staff: list[str]
    clients: dict[int, str]
    scopes: list[str] | None = Field(description="Those of the token; null for a session.")


class Preferences(Told):
    """How you are called and spoken to."""

    name: Line
    language: Literal["fr", "en"]
    time_zone: Line


class ViewShown(Shown):
    """What is often asked of a list (fr. vue), yours or shared by staff."""

    id: int = Field(alias="pk")
    person: int = Field(alias="person_id")
    page: str
    name: str
    asked: str
    shared: bool
    saved_at: Moment


class NewView(Told):
    """A view of a list of the console or the portal; the same name again changes what it asks."""

    page: Line = Field(examples=["console:requests"], description="The name of the list's page.")
    name: Line
    asked: Annotated[str, Field(max_length=1000, examples=["clock=running&priority=P1"])]
    shared: bool = Field(default=False, description="With the publisher's staff.")


class ViewsAsked(Asked):
    """Which views."""

    of_page: str | None = None

    narrows: ClassVar[Mapping[str, str]] = {"of_page": "page"}


class PersonShown(Shown):
    """Someone who signs in (fr. utilisateur)."""

    id: int = Field(alias="pk")
    name: str
    email: str
    language: str
    time_zone: str
    is_active: bool
    joined_at: Moment
    closed_at: Moment | None


class PeopleAsked(Asked):
    """Which people."""

    sort: Literal["name", "-name", "email", "-email"] = "name"
    name: Line = Field("", description="A part of the name.")
    email: Line = Field("", description="That very address.")

    sorts: ClassVar[Mapping[str, str]] = {"name": "name", "email": "email"}
    narrows: ClassVar[Mapping[str, str]] = {"name": "name__icontains", "email": "email__iexact"}


class NewAddress(Told):
    """The address by which someone signs in from now on."""

    email: Line


class OrganisationShown(Shown):
    """Whom people speak for: the publisher, or one of its clients."""

    id: int = Field(alias="pk")
    kind: str
    name: str
    second_factor_required: bool


class OrganisationsAsked(Asked):
    """Which organisations."""

    kind: Literal["", "publisher", "client"] = ""
    name: Line = Field("", description="A part of the name.")
    second_factor_required: bool | None = None

    narrows: ClassVar[Mapping[str, str]] = {
        "kind": "kind", "name": "name__icontains",
        "second_factor_required": "second_factor_required",
    }  # fmt: skip


class SecondFactor(Told):
    """Whether an organisation's people owe a second factor."""

    required: bool


class RoleShown(Shown):
    """A role that a person holds for an organisation."""

    id: int = Field(alias="pk")
    person: int = Field(alias="person_id")
    name: str = Field(alias="person.name")
    organisation: int = Field(alias="organisation_id")
    organisation_name: str = Field(alias="organisation.name")
    role: str


class NewRole(Told):
    """A role to give."""

    person: Id
    organisation: Id
    role: Key


class RolesAsked(Asked):
    """Which roles."""

    organisation: Id | None = Field(None, description="At that organisation.")
    person: Id | None = Field(None, description="Of that person.")
    role: Line = ""

    narrows: ClassVar[Mapping[str, str]] = {
        "organisation": "organisation", "person": "person", "role": "role",
    }  # fmt: skip


class InvitationsAsked(Asked):
    """Which invitations."""

    email: Line = Field("", description="A part of the address.")
    organisation: Id | None = None
    role: Line = ""

    narrows: ClassVar[Mapping[str, str]] = {
        "email": "email__icontains", "organisation": "organisation", "role": "role",
    }  # fmt: skip


class InvitationShown(Shown):
    """A link that lets one person in, once, for some days. The link itself is not shown again."""

    id: int = Field(alias="pk")
    organisation: int = Field(alias="organisation_id")
    role: str
    email: str
    name: str
    invited_at: Moment
    expires_at: Moment
    accepted_at: Moment | None
    revoked_at: Moment | None


class InvitedShown(Shown):
    """An invitation just opened, and its link: shown now, never again; hand it over yourself."""

    id: int = Field(alias="invitation.pk")
    expires_at: Moment = Field(alias="invitation.expires_at")
    link: str


class NewInvitation(Told):
    """Whom to let in, for which role."""

    email: Line
    organisation: Id
    role: Key
    name: Line = ""
    language: Literal["fr", "en"] = "fr"


class TokenShown(Shown):
    """A program's means of sign-in; its secret is not shown again."""

    id: int = Field(alias="pk")
    person: int = Field(alias="person_id")
    name: str
    hint: str
    scopes: list[str]
    created_at: Moment
    expires_at: Moment
    last_used_at: Moment | None
    revoked_at: Moment | None


class TokensAsked(Asked):
    """Which tokens."""

    person: Id | None = Field(None, description="Who it works for.")
    name: Line = Field("", description="A part of the name.")

    narrows: ClassVar[Mapping[str, str]] = {"person": "person", "name": "name__icontains"}


class IssuedShown(Shown):
    """A new token and its secret: shown now, never again."""

    id: int = Field(alias="token.pk")
    scopes: list[str] = Field(alias="token.scopes")
    expires_at: Moment = Field(alias="token.expires_at")
    secret: str


class NewToken(Told):
    """What a program may do, until when: a year at most."""

    name: Line
    scopes: list[Scope] = Field(min_length=1, max_length=30)
    expires_at: Instant


class SignInsAsked(Asked):
    """Which attempts."""

    person: Id | None = None
    outcome: Literal["", "signed_in", "wrong", "locked", "refused"] = ""
    address: Line = Field("", description="How the IP address begins.")
    since: Instant | None = Field(None, description="At that instant or later.")
    until: Instant | None = Field(None, description="Before that.")

    narrows: ClassVar[Mapping[str, str]] = {
        "person": "person", "outcome": "outcome", "address": "address__startswith",
        "since": "at__gte", "until": "at__lt",
    }  # fmt: skip


class SignInShown(Shown):
    """One attempt to sign in."""

    id: int = Field(alias="pk")
    person: int | None = Field(alias="person_id")
    at: Moment
    outcome: str
    method: str
    address: str | None
    user_agent: str


class SessionShown(Shown):
    """One of your sign-ins that is still open."""

    id: int = Field(alias="pk")
    created_at: Moment
    last_seen_at: Moment
    ip: str
    user_agent: str


class SessionsShown(Shown):
    """All of them."""

    sessions: list[SessionShown]
