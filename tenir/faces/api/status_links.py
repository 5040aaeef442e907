"""Secret addresses by which programs that cannot sign in read one client's board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.publishing import queries, services
from tenir.faces.api.article import Article
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.gate import IN_PERSON
from tenir.faces.api.shapes import Id, Line, Moment, Shown, Told
from tenir.ui.pages import viewer_of
from tenir.ui.private_links import addresses

article = Article("Publishing")


class StatusLinkShown(Shown):
    """A secret address of a client's board, feed and calendar (fr. lien privé)."""

    id: int = Field(alias="pk")
    client: int = Field(alias="client_id")
    person: int = Field(alias="person_id")
    name: str
    hint: str = Field(description="How its token begins: the rest is not shown again.")
    made_at: Moment
    last_used_at: Moment | None


class MadeStatusLinkShown(Shown):
    """A new link and where it leads: shown now, never again."""

    id: int = Field(alias="link.pk")
    client: int = Field(alias="link.client_id")
    name: str = Field(alias="link.name")
    addresses: dict[str, str] = Field(
        description="Those of its page, its feeds (`atom`, `rss`) and its calendar.",
        examples=[{"page": "https://tenir.example.org/status/private/k3…/"}],
    )

    @staticmethod
    def resolve_addresses(obj: Any) -> dict[str, str]:
        """Where its token leads."""
        return addresses(obj.token)


class NewStatusLink(Told):
    """What reads it: “my calendar”, “the screen in the hall”."""

    name: Line = Field(min_length=1, max_length=100, examples=["The screen in the hall"])


class StatusLinksAsked(Asked):
    """Which links."""

    client: Id | None = None

    narrows: ClassVar[Mapping[str, str]] = {"client": "client"}


@article.many("/status-links", StatusLinkShown)
def list_status_links(request: HttpRequest, asked: Query[StatusLinksAsked]) -> Any:
    """List your links that are not revoked; a main contact's are all of its client's.

    Clause: 5.11, 10.4.
    """
    return paged(request, asked, queries.links(viewer_of(request)))


@article.create("/clients/{id}/status-links", MadeStatusLinkShown, need=IN_PERSON)
def make_status_link(request: HttpRequest, id: Id, told: NewStatusLink) -> Any:
    """Make a secret address by which a program of yours reads that client's board, and no other.

    Clause: 5.11, 10.4.
    """
    return services.make_link(id, name=told.name, actor=viewer_of(request), at=clock.now())


@article.remove("/status-links/{id}", need=IN_PERSON)
def revoke_status_link(request: HttpRequest, id: Id) -> Any:
    """End a link at once: one of yours, or of the client that you lead.

    Clause: 10.4.
    """
    services.revoke_link(id, actor=viewer_of(request), at=clock.now())
