"""Which words find a request, but no draft of one, and which an article of the knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from tenir.apps.search.services import Findable, index
from tenir.apps.support.models import Request, State
from tenir.apps.support.models_knowledge import Article

KIND, ARTICLE = "request", "article"


def findables() -> Iterator[Findable]:
    """Every request that was sent, and every article."""
    rows = Request.objects.exclude(state=State.DRAFT).order_by("pk")
    rows = rows.select_related("client__organisation", "subscription__product")
    known = Article.objects.select_related("published").order_by("pk")
    return chain(map(_findable, rows.iterator(chunk_size=2000)), map(_known, known))


def index_request(found: Request) -> None:
    """A request is found as it is now: a restricted one by security officers alone."""
    index([_findable(found)])


def index_article(article: Article) -> None:
    """An article is found as it is now: by its readers once it is published, by staff before."""
    index([_known(article)])


def _known(article: Article) -> Findable:
    """Whose products it is about is looked at when it is read: all readers share its row."""
    said = article.published or article.versions.order_by("-number").first()
    shown = article.published and not article.inside and article.withdrawn_at is None
    titles = [said.title_fr, said.title_en] if said else []
    bodies = [said.body_fr, said.body_en] if said else []
    audience = "everyone" if shown else "staff"
    return Findable(
        ARTICLE, str(article.pk), audience, titles, ["article", *bodies], at=article.updated_at
    )


def _findable(found: Request) -> Findable:
    product = found.subscription.product.name if found.subscription else ""
    return Findable(
        KIND, str(found.pk), "security" if found.restricted else "client",
        [found.number, found.title],
        ["demande request", found.problem, product, found.client.organisation.name],
        organisation=found.client_id, at=found.started_at,
    )  # fmt: skip
