"""By which OpenID Connect provider an organisation's people sign in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.accounts import queries, services
from tenir.faces.api.article import Article
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.gate import IN_PERSON
from tenir.faces.api.shapes import Id, Line, Shown, Told
from tenir.ui.pages import viewer_of
from tenir.viewer import NotAllowed, StaffRole

article = Article("People")


class ProviderShown(Shown):
    """Where an organisation's people prove who they are; its secret is never shown."""

    organisation: int = Field(alias="organisation_id")
    issuer: str
    client_id: str = Field(alias="app.client_id")
    domains: list[str]
    required: bool

    @staticmethod
    def resolve_issuer(obj: Any) -> str:
        """The address of the provider."""
        return str(obj.app.settings.get("server_url", ""))

    @staticmethod
    def resolve_domains(obj: Any) -> list[str]:
        """The domains that it may vouch for."""
        return sorted(each.domain for each in obj.domains.all())


class NewProvider(Told):
    """A provider, and the domains whose addresses it may vouch for."""

    issuer: Line = Field(examples=["https://login.example.org"])
    client_id: Line = Field(examples=["tenir"])
    client_secret: Line
    domains: list[Line] = Field(min_length=1, max_length=50, examples=[["example.org"]])
    required: bool = Field(False, description="No other way in.")


@article.many("/sign-in-providers", ProviderShown)
def list_providers(request: HttpRequest, asked: Query[Asked]) -> Any:
    """List how organisations' people sign in: administrators see all, a main contact its own."""
    found = queries.providers(viewer_of(request))
    return paged(request, asked, found.prefetch_related("domains"))


@article.act("/organisations/{id}/sign-in-provider", ProviderShown, need=IN_PERSON)
def set_provider(request: HttpRequest, id: Id, told: NewProvider) -> Any:
    """Say by which provider an organisation's people sign in, whatever it was."""
    actor = viewer_of(request)
    there = queries.organisation(actor, id)
    return services.set_provider(there, **told.model_dump(), actor=actor, at=clock.now())


@article.remove("/organisations/{id}/sign-in-provider", need=IN_PERSON)
def remove_provider(request: HttpRequest, id: Id) -> Any:
    """Let an organisation's people sign in by password or passkey again."""
    actor = viewer_of(request)
    there = queries.organisation(actor, id)
    if not actor.has(StaffRole.ADMINISTRATOR):
        raise NotAllowed("accounts.administrator_only")
    found = queries.providers(actor).get(organisation=there)
    services.remove_provider(found, actor=actor, at=clock.now())


@article.act("/people/{id}/unbind", need=IN_PERSON)
def unbind_person(request: HttpRequest, id: Id) -> Any:
    """Let someone come with a new identity at their provider."""
    actor = viewer_of(request)
    services.unbind(queries.person(actor, id), actor=actor, at=clock.now())
