"""The knowledge base: an article is written, published, corrected by its next version, withdrawn.

Clause: 7.3.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tenir.apps.catalogue import queries as catalogue
from tenir.apps.journal import services as journal
from tenir.apps.search.queries import folded
from tenir.apps.support.findable import index_article
from tenir.apps.support.models import Article, ArticleVersion
from tenir.apps.support.rights import must_answer
from tenir.terms.errors import Refused
from tenir.viewer import NotSeen, Viewer

LONGEST = 200_000


class FaultyArticle(Refused):
    """An article that cannot be as it is written."""


@transaction.atomic
def write_article(
    *,
    title_fr: str = "",
    body_fr: str = "",
    title_en: str = "",
    body_en: str = "",
    products: Iterable[str] = (),
    inside: bool = False,
    because: str = "",
    article: int | None = None,
    actor: Viewer,
    at: datetime,
) -> ArticleVersion:
    """A new article, or the next version of one, as a draft that staff alone read.

    In one language or both, each with a title and a text in Markdown. `products`: keys; none is
    all of them. Whom it is for changes with its publication, as its words do. Raises
    FaultyArticle, NotSeen.
    Clause: 7.3.
    """
    must_answer(actor)
    texts = {"title_fr": title_fr.strip(), "body_fr": body_fr.strip(),
             "title_en": title_en.strip(), "body_en": body_en.strip()}  # fmt: skip
    _check(texts)
    found = _locked(article) if article else Article.objects.create(updated_at=at)
    found.updated_at = at
    about = [catalogue.product(key) for key in products]
    last = found.versions.order_by("-number").values_list("number", flat=True).first() or 0
    made = ArticleVersion.objects.create(
        article=found, number=last + 1, words=folded(" ".join(texts.values())),
        inside=inside, because=because.strip(), written_by_id=actor.person, written_at=at, **texts,
    )  # fmt: skip
    made.products.set(about)
    if found.published_id is None:
        _take_up(found, made)
    found.save()
    index_article(found)
    return made


@transaction.atomic
def publish_article(article: int, *, actor: Viewer, at: datetime) -> Article:
    """The last version is what readers see from now on; publishing twice is publishing once.

    Clause: 7.3.
    """
    must_answer(actor)
    found = _locked(article)
    last = found.versions.order_by("-number").first()
    if last is None or (found.published_id == last.pk and found.withdrawn_at is None):
        return found
    last.published_at = last.published_at or at
    last.save(update_fields=["published_at"])
    found.published, found.withdrawn_at, found.updated_at = last, None, at
    _take_up(found, last)
    found.save()
    index_article(found)
    _record("support.article_published", found, actor=actor, at=at, number=last.number)
    return found


@transaction.atomic
def withdraw_article(article: int, *, because: str, actor: Viewer, at: datetime) -> Article:
    """Readers see it no more; staff do, and may publish it again.

    Clause: 7.3.
    """
    must_answer(actor)
    found = _locked(article)
    if not because.strip():
        raise FaultyArticle("requests.no_reason")
    if found.withdrawn_at is None:
        found.withdrawn_at = found.updated_at = at
        found.save()
        index_article(found)
        _record("support.article_withdrawn", found, actor=actor, at=at, because=because.strip())
    return found


def _take_up(found: Article, version: ArticleVersion) -> None:
    """Whom the article is for is what the version says."""
    found.inside = version.inside
    found.products.set(version.products.all())


def _record(verb: str, found: Article, *, actor: Viewer, at: datetime, **after: object) -> None:
    journal.record(
        verb, subject=f"article/{found.pk}", actor=actor, at=at, clauses=("7.3",),
        after={"inside": found.inside, **after},
    )  # fmt: skip


def _locked(article: int) -> Article:
    found = Article.objects.select_for_update(of=("self",)).filter(pk=article).first()
    if found is None:
        raise NotSeen("requests.no_article")
    return found


def _check(texts: dict[str, str]) -> None:
    for language in ("fr", "en"):
        title, body = texts[f"title_{language}"], texts[f"body_{language}"]
        if bool(title) != bool(body):
            raise FaultyArticle("requests.article_half", f"title_{language}")
        if len(title) > 200:
            raise FaultyArticle("requests.too_long", f"title_{language}", name="title", most=200)
        if len(body) > LONGEST:
            raise FaultyArticle("requests.too_long", f"body_{language}", name="text", most=LONGEST)
    if not any(texts.values()):
        raise FaultyArticle("requests.article_empty")
