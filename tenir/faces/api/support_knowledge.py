"""What support knows: the knowledge base, trainings, proposals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.support import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.opened import reader_of
from tenir.faces.api.shapes import NO_NUL, Because, Day, Id, Line, Long, Moment, Shown, Slug, Told
from tenir.faces.api.support_shapes import Words
from tenir.ui.pages import viewer_of

article = Article("Knowledge")
WRITE = Scope.SUPPORT_WRITE
Answer = Literal["open", "planned", "declined"]
Body = Annotated[str, Field(max_length=200_000, pattern=NO_NUL)]


class ArticleVersionShown(Shown):
    """A version of an article, in Markdown; one language may be empty."""

    number: int
    title_fr: str
    title_en: str
    body_fr: str
    body_en: str
    written_at: Moment
    published_at: Moment | None


class ArticleShown(Shown):
    """An article of the knowledge base, with the version that is published."""

    id: int = Field(alias="pk")
    products: list[str] = Field(description="Keys of products; none is all of them.")
    inside: bool = Field(description="For staff alone.")
    published: ArticleVersionShown | None
    withdrawn_at: Moment | None
    updated_at: Moment

    @staticmethod
    def resolve_products(obj: Any) -> list[str]:
        """The keys of its products."""
        return sorted(each.key for each in obj.products.all())


class NewArticle(Told):
    """An article, or its next version: a title and a text in one language or both."""

    title_fr: Line = ""
    body_fr: Body = ""
    title_en: Line = ""
    body_en: Body = ""
    products: list[Slug] = Field(default_factory=list, max_length=100)
    inside: bool = False
    because: Long = ""


class ArticlesAsked(Asked):
    """Which articles."""

    text: Line = Field("", description="Words that are all in it, in either language.")
    product: Annotated[str, Field(max_length=60, pattern=NO_NUL)] = ""


class SuggestedAsked(Told):
    """What is being typed, and about which product."""

    text: Long
    product: Annotated[str, Field(max_length=60, pattern=NO_NUL)] = ""


class SuggestedShown(Shown):
    """The articles that say most of it, best first."""

    articles: list[ArticleShown]


class TrainingShown(Shown):
    """A contact was trained to use a product (fr. formation)."""

    id: int = Field(alias="pk")
    client: int = Field(alias="contact.client_id")
    contact: int = Field(alias="contact_id")
    product: str = Field(alias="product.key")
    trained_on: Day
    sheet: UUID | None = Field(alias="sheet_id")


class NewTraining(Told):
    """Who was trained to use what, when, and the attendance sheet that says so."""

    contact: Id
    product: Slug
    trained_on: Day
    sheet: UUID | None = None


class TrainingsAsked(Asked):
    """Which trainings."""

    client: Id | None = None
    product: Annotated[str, Field(max_length=60, pattern=NO_NUL)] = ""
    name: Line = Field("", description="A part of the contact's name.")

    narrows: ClassVar[Mapping[str, str]] = {"name": "contact__name__icontains"}


class ProposalShown(Shown):
    """What a client proposes for a product, and what is answered; no answer promises a date."""

    id: int = Field(alias="pk")
    client: int = Field(alias="client_id")
    product: str = Field(alias="product.key")
    title: str
    text: str
    proposed_by: int | None = Field(alias="proposed_by_id")
    proposed_at: Moment
    answer: str
    because: str
    answered_at: Moment | None


class NewProposal(Told):
    """What you propose, for a product that you subscribe to."""

    client: Id
    product: Slug
    title: Annotated[Line, Field(min_length=1)]
    text: Words


class ProposalAnswer(Because):
    """Planned, declined, or still open."""

    answer: Answer


class ProposalsAsked(Asked):
    """Which proposals."""

    client: Id | None = None
    product: Annotated[str, Field(max_length=60, pattern=NO_NUL)] = ""
    answer: Literal["", "open", "planned", "declined"] = ""
    title: Line = Field("", description="A part of the title.")

    narrows: ClassVar[Mapping[str, str]] = {"title": "title__icontains"}


@article.many("/articles", ArticleShown)
def list_articles(request: HttpRequest, asked: Query[ArticlesAsked]) -> Any:
    """List the articles that you may read; staff also drafts and withdrawn ones.

    Clause: 7.3.
    """
    viewer = reader_of(request, "knowledge")
    found = queries.articles(viewer, text=asked.text, product=asked.product)
    return paged(request, asked, found)


@article.one("/articles/{id}", ArticleShown)
def read_article(request: HttpRequest, id: Id) -> Any:
    """Read an article.

    Clause: 7.3.
    """
    return queries.article(reader_of(request, "knowledge"), id)


@article.many("/articles/{id}/versions", ArticleVersionShown)
def list_article_versions(request: HttpRequest, id: Id, asked: Query[Asked]) -> Any:
    """List the versions of an article, the last first: those published, unless you are staff.

    Clause: 7.3.
    """
    return paged(request, asked, queries.article_versions(reader_of(request, "knowledge"), id))


@article.one("/article-suggestions", SuggestedShown)
def suggest_articles(request: HttpRequest, asked: Query[SuggestedAsked]) -> Any:
    """Find the articles that may answer a request while it is being typed.

    Clause: 7.3.
    """
    found = queries.suggested(reader_of(request, "knowledge"), asked.text, product=asked.product)
    return {"articles": found}


@article.create("/articles", ArticleShown, need=WRITE, where="/articles/{id}")
def write_article(request: HttpRequest, told: NewArticle) -> Any:
    """Write an article, as a draft that staff alone read.

    Clause: 7.3.
    """
    made = services.write_article(**told.model_dump(), actor=viewer_of(request), at=clock.now())
    return made.article


@article.create("/articles/{id}/versions", ArticleVersionShown, need=WRITE)
def write_article_version(request: HttpRequest, id: Id, told: NewArticle) -> Any:
    """Write the next version of an article; readers see it once it is published.

    Clause: 7.3.
    """
    given, actor = told.model_dump(), viewer_of(request)
    return services.write_article(**given, article=id, actor=actor, at=clock.now())


@article.act("/articles/{id}/publish", ArticleShown, need=WRITE)
def publish_article(request: HttpRequest, id: Id) -> Any:
    """Publish the last version of an article.

    Clause: 7.3.
    """
    return services.publish_article(id, actor=viewer_of(request), at=clock.now())


@article.act("/articles/{id}/withdraw", ArticleShown, need=WRITE)
def withdraw_article(request: HttpRequest, id: Id, told: Because) -> Any:
    """Take an article out of readers' sight.

    Clause: 7.3.
    """
    actor = viewer_of(request)
    return services.withdraw_article(id, because=told.because, actor=actor, at=clock.now())


@article.many("/trainings", TrainingShown)
def list_trainings(request: HttpRequest, asked: Query[TrainingsAsked]) -> Any:
    """List who was trained to use what.

    Clause: 7.6.
    """
    given = asked.model_dump(include={"client", "product"})
    return paged(request, asked, queries.trainings(reader_of(request, "trainings"), **given))


@article.many("/requests/{id}/trainings", TrainingShown)
def list_trainings_for(request: HttpRequest, id: Id, asked: Query[Asked]) -> Any:
    """List the trainings of the contact who asked, on the product asked about.

    None is no reason to refuse the request.
    Clause: 7.6.
    """
    return paged(request, asked, queries.trainings_for(reader_of(request, "trainings"), id))


@article.create("/trainings", TrainingShown, need=WRITE)
def record_training(request: HttpRequest, told: NewTraining) -> Any:
    """Record that a contact was trained.

    Clause: 7.6.
    """
    return services.record_training(**told.model_dump(), actor=viewer_of(request), at=clock.now())


@article.act("/trainings/{id}/withdraw", TrainingShown, need=WRITE)
def withdraw_training(request: HttpRequest, id: Id, told: Because) -> Any:
    """Say that a training did not take place, or not for that contact.

    Clause: 7.6.
    """
    actor = viewer_of(request)
    return services.withdraw_training(id, because=told.because, actor=actor, at=clock.now())


@article.many("/proposals", ProposalShown)
def list_proposals(request: HttpRequest, asked: Query[ProposalsAsked]) -> Any:
    """List what clients propose, the latest first: your own, unless you are staff.

    Clause: 8.13.
    """
    given = asked.model_dump(include={"client", "product", "answer"})
    return paged(request, asked, queries.proposals(viewer_of(request), **given))


@article.one("/proposals/{id}", ProposalShown)
def read_proposal(request: HttpRequest, id: Id) -> Any:
    """Read a proposal, and what was answered.

    Clause: 8.13.
    """
    return queries.proposal(viewer_of(request), id)


@article.create("/proposals", ProposalShown, need=WRITE, where="/proposals/{id}")
def propose(request: HttpRequest, told: NewProposal) -> Any:
    """Propose something for a product, as a contact.

    Clause: 8.13.
    """
    given = told.model_dump()
    return services.propose(given.pop("client"), **given, actor=viewer_of(request), at=clock.now())


@article.act("/proposals/{id}/answer", ProposalShown, need=WRITE)
def answer_proposal(request: HttpRequest, id: Id, told: ProposalAnswer) -> Any:
    """Answer a proposal: planned, declined or open, and why; no date is promised.

    Clause: 8.13.
    """
    given, actor = told.model_dump(), viewer_of(request)
    return services.answer_proposal(id, **given, actor=actor, at=clock.now())
