"""The demonstration's knowledge base, trainings, proposals and stray mail, each in its time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TypeAlias

from tenir.apps.parties import queries as parties
from tenir.apps.support import services as support
from tenir.integrations.demonstration.history import History, instant
from tenir.integrations.demonstration.known import (
    ARTICLES,
    PROPOSED,
    STRAY,
    TRAINED,
    Article,
    Proposed,
)
from tenir.integrations.demonstration.opening import Business
from tenir.integrations.mail.intake import take_in
from tenir.viewer import SYSTEM

Act: TypeAlias = Callable[[datetime], object]
Happening: TypeAlias = tuple[datetime, Act]
_DAY, _MORNING = timedelta(days=1), timedelta(hours=9, minutes=6)


def knowledge(year: History, business: Business, at: datetime) -> Iterator[Happening]:
    """Articles and trainings of the year, proposals of its last weeks, mail of the last days."""
    first = instant(year.bounds[0])
    for n, article in enumerate(ARTICLES, start=1):
        yield (
            first + 21 * n * _DAY + _MORNING + n * timedelta(minutes=17),
            _published(business, article),
        )
    for n, target in enumerate(TRAINED):
        yield at - (200 - 30 * n) * _DAY, _trained(business, target)
    for n, proposed in enumerate(PROPOSED):
        yield at - (40 - 9 * n) * _DAY, _proposed(business, proposed)
    for n, raw in enumerate(STRAY, start=1):
        yield at - n * _DAY, lambda when, raw=raw: take_in(raw, when)  # type: ignore[misc]


def _published(business: Business, article: Article) -> Act:
    def act(when: datetime) -> None:
        sam = business.staff["agent"]
        made = support.write_article(
            title_fr=article.fr[0], body_fr=article.fr[1], title_en=article.en[0],
            body_en=article.en[1], products=article.products, inside=article.inside, actor=sam,
            at=when,
        )  # fmt: skip
        support.publish_article(made.article_id, actor=sam, at=when)

    return act


def _trained(business: Business, target: str) -> Act:
    """The main contact was trained the week before it is put on record."""

    def act(when: datetime) -> None:
        product, _, slug = target.partition(".")
        contact = parties.contacts_of(SYSTEM, business.clients[slug].pk).order_by("-main")[0]
        support.record_training(
            contact.pk, product=product, trained_on=(when - 7 * _DAY).date(),
            actor=business.staff["accounts_manager"], at=when,
        )  # fmt: skip

    return act


def _proposed(business: Business, told: Proposed) -> Act:
    """Proposed by a contact, and answered five days later where it was."""

    def act(when: datetime) -> None:
        product, _, slug = told.target.partition(".")
        client = business.clients[slug].pk
        asks = next(v for v in business.people.values() if v.speaks_for(client))
        made = support.propose(
            client, product=product, title=told.title, text=told.text, actor=asks, at=when
        )
        if told.answer:
            support.answer_proposal(
                made.pk, answer=told.answer, because=told.because, actor=business.staff["releases"],
                at=when + 5 * _DAY,
            )  # fmt: skip

    return act
