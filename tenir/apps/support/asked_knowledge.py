"""Questions about what support knows: articles, trainings, proposals."""

from __future__ import annotations

import re

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tenir.apps.agreements import queries as agreements
from tenir.apps.parties import queries as parties
from tenir.apps.search.queries import folded
from tenir.apps.support.asked import request
from tenir.apps.support.models import Article, ArticleVersion, Proposal, Training
from tenir.viewer import NotSeen, Viewer

SHORTEST, MOST_WORDS = 4, 40  # letters of a word that suggests an article; words looked at
# Words that say nothing of a matter, as they are compared.
SMALL = frozenset(
    [
        "alors",
        "aussi",
        "autre",
        "avec",
        "avez",
        "avons",
        "avoir",
        "cela",
        "cette",
        "comme",
        "dans",
        "depuis",
        "donc",
        "elle",
        "elles",
        "encore",
        "est",
        "etre",
        "fait",
        "faire",
        "ils",
        "leur",
        "mais",
        "meme",
        "moins",
        "notre",
        "nous",
        "pour",
        "plus",
        "quand",
        "quel",
        "quelle",
        "sans",
        "sont",
        "sous",
        "suis",
        "tous",
        "tout",
        "toute",
        "tres",
        "une",
        "votre",
        "vous",
        "about",
        "after",
        "again",
        "also",
        "been",
        "before",
        "both",
        "cannot",
        "does",
        "dont",
        "each",
        "from",
        "have",
        "here",
        "into",
        "just",
        "like",
        "more",
        "most",
        "much",
        "only",
        "other",
        "same",
        "some",
        "such",
        "than",
        "that",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "very",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "will",
        "with",
        "would",
        "your",
    ]
)


def articles(viewer: Viewer, *, text: str = "", product: str = "") -> QuerySet[Article]:
    """The articles that the viewer may read, the latest first; staff also drafts and withdrawn.

    A client reads what is published for all, or for a product that it subscribes to. `text`: every
    word of it is in the article, in either language, whatever its accents and capitals.
    Clause: 7.3.
    """
    found = Article.objects.select_related("published").prefetch_related("products")
    found = found.order_by("-updated_at", "-pk")
    found = found.annotate(**_last()) if viewer.is_staff else found.filter(pk__in=_read_by(viewer))
    if product:
        found = found.filter(Q(products__key=product) | Q(products=None)).distinct()
    for word in _asked(text)[:MOST_WORDS]:
        found = found.filter(Exists(_saying(viewer, word)))
    return found


def article(viewer: Viewer, id: int) -> Article:
    """One article. Raises NotSeen.

    Clause: 7.3.
    """
    found = articles(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("requests.no_article")
    return found


def article_versions(viewer: Viewer, id: int) -> QuerySet[ArticleVersion]:
    """The versions of an article, the last first: a reader sees those published for it to read.

    Clause: 7.3.
    """
    found = article(viewer, id).versions.order_by("-number")
    if viewer.is_staff:
        return found
    return found.filter(_for(viewer), inside=False, published_at__isnull=False).distinct()


def suggested(viewer: Viewer, text: str, *, product: str = "", most: int = 5) -> list[Article]:
    """The published articles that say most of the words of what is being typed, best first.

    Clause: 7.3.
    """
    words = {word for word in _asked(text[:5000]) if len(word) >= SHORTEST} - SMALL
    words = set(sorted(words, key=len, reverse=True)[:MOST_WORDS])
    if not words:
        return []
    wanted = Q()
    for word in words:
        wanted |= Q(published__words__contains=word)
    found = articles(viewer, product=product).filter(wanted, withdrawn_at=None)[:200]
    said = {each.pk: sum(word in _words(each) for word in words) for each in found}
    return sorted(found, key=lambda each: (-said[each.pk], each.pk))[:most]


def trainings(
    viewer: Viewer, *, client: int | None = None, product: str = ""
) -> QuerySet[Training]:
    """Who was trained to use what, among the contacts that the viewer may know of.

    Clause: 7.6.
    """
    known = parties.contacts(viewer).order_by().values("pk")
    found = Training.objects.filter(contact__in=known, withdrawn_at=None)
    found = found.select_related("contact__client", "product").order_by("-trained_on", "-pk")
    if client is not None:
        found = found.filter(contact__client=client)
    return found.filter(product__key=product) if product else found


def trainings_for(viewer: Viewer, id: int) -> QuerySet[Training]:
    """The trainings of the contact who asked, on the product asked about: seen at qualification.

    None is no reason to refuse a request.
    Clause: 7.6.
    """
    found = request(viewer, id)
    if found.subscription is None or not (found.opened_by_id or found.caller_id):
        return Training.objects.none()
    whose = {"contact": found.caller_id} if found.caller_id else {
        "contact__person": found.opened_by_id
    }  # fmt: skip
    product = found.subscription.product_id
    return trainings(viewer, client=found.client_id).filter(product=product, **whose)


def proposals(
    viewer: Viewer, *, client: int | None = None, product: str = "", answer: str = ""
) -> QuerySet[Proposal]:
    """What was proposed, the latest first, among what the viewer may know of.

    Clause: 8.13.
    """
    found = Proposal.objects.filter(**viewer.within("client")).order_by("-pk")
    found = found.select_related("client__organisation", "product")
    if client is not None:
        found = found.filter(client=client)
    if product:
        found = found.filter(product__key=product)
    return found.filter(answer=answer) if answer else found


def proposal(viewer: Viewer, id: int) -> Proposal:
    """One proposal. Raises NotSeen.

    Clause: 8.13.
    """
    found = proposals(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("requests.no_proposal")
    return found


def _read_by(viewer: Viewer) -> QuerySet[Article]:
    """What a client's people read; nothing for whoever is nobody."""
    if not viewer.clients:
        return Article.objects.none()
    shown = Article.objects.filter(inside=False, withdrawn_at=None, published__isnull=False)
    return shown.filter(_for(viewer)).values("pk")  # type: ignore[return-value]


def _for(viewer: Viewer) -> Q:
    """About all products, or about one that a client of the viewer subscribes to."""
    held = agreements.subscriptions(viewer).order_by().values("product")
    return Q(products=None) | Q(products__in=held)


def _last() -> dict[str, Subquery]:
    """The number and the titles of the last version, as `last_number` and so on."""
    last = ArticleVersion.objects.filter(article=OuterRef("pk")).order_by("-number")
    names = ("number", "title_fr", "title_en")
    return {f"last_{name}": Subquery(last.values(name)[:1]) for name in names}


def _saying(viewer: Viewer, word: str) -> QuerySet[ArticleVersion]:
    """The version that is looked into: the published one; for staff, any."""
    said = ArticleVersion.objects.filter(article=OuterRef("pk"), words__contains=word)
    return said if viewer.is_staff else said.filter(pk=OuterRef("published"))


def _asked(text: str) -> list[str]:
    return re.findall(r"\w+", folded(text))


def _words(found: Article) -> str:
    return found.published.words if found.published else ""
