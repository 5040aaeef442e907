"""The knowledge base, trainings and proposals: who reads what, and what is answered."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from tenir.apps.agreements.models import Subscription
from tenir.apps.notices.models import Notice
from tenir.apps.search import queries as search
from tenir.apps.support import queries, services
from tenir.apps.support.models import Article, ArticleVersion
from tenir.viewer import ANONYMOUS, NotAllowed, NotSeen
from tests.apps.support.conftest import Open, on
from tests.cast import Cast

AT, LATER = on("09 10:00"), on("09 11:00")


def written(cast: Cast, title: str = "Export", **said: object) -> Article:
    given = {"title_fr": f"L’export ({title})", "body_fr": "Il s'arrête à mi-chemin",
             "title_en": title, "body_en": "It stops half-way"}  # fmt: skip
    return services.write_article(**{**given, **said}, actor=cast.sam, at=AT).article  # type: ignore[arg-type]


def published(cast: Cast, title: str = "Export", **said: object) -> Article:
    return services.publish_article(written(cast, title, **said).pk, actor=cast.sam, at=AT)


def read(viewer: object, **asked: str) -> list[int]:
    return [each.pk for each in queries.articles(viewer, **asked)]  # type: ignore[arg-type]


def test_a_draft_is_for_staff_and_what_is_published_for_who_subscribes(
    cast: Cast, line: Subscription
) -> None:
    """Clause: 7.3."""
    draft = written(cast)
    everyones, drive = published(cast), published(cast, products=["drive"])
    suite, inside = published(cast, products=["process"]), published(cast, inside=True)
    assert set(read(cast.bob)) == set(read(cast.rose)) == {everyones.pk, drive.pk}
    assert set(read(cast.olga)) == {draft.pk, everyones.pk, drive.pk, suite.pk, inside.pk}
    assert read(ANONYMOUS) == []
    with pytest.raises(NotSeen):
        queries.article(cast.bob, suite.pk)


def test_readers_see_the_next_version_once_it_is_published(cast: Cast, line: Subscription) -> None:
    """Clause: 7.3."""
    found = published(cast)
    services.write_article(title_en="Import", body_en="New", article=found.pk, actor=cast.sam,
                           at=LATER)  # fmt: skip
    assert queries.article(cast.bob, found.pk).published.title_en == "Export"  # type: ignore[union-attr]
    assert [each.number for each in queries.article_versions(cast.bob, found.pk)] == [1]
    assert read(cast.bob, text="import") == []
    services.publish_article(found.pk, actor=cast.sam, at=LATER)
    assert queries.article(cast.bob, found.pk).published.title_en == "Import"  # type: ignore[union-attr]
    assert [each.number for each in queries.article_versions(cast.bob, found.pk)] == [2, 1]
    services.withdraw_article(found.pk, because="Old", actor=cast.sam, at=LATER)
    assert read(cast.bob) == []


def searched(viewer: object, text: str) -> list[str]:
    return [each.of for each in search.found(viewer, text, kinds=["article"])]  # type: ignore[arg-type]


def test_a_draft_opens_nothing_until_it_is_published(cast: Cast, line: Subscription) -> None:
    """Clause: 7.3."""
    inside, suite = published(cast, inside=True), published(cast, products=["process"])
    for found in (inside, suite):
        draft = {"title_en": "Import", "body_en": "New", "article": found.pk}
        services.write_article(**draft, actor=cast.sam, at=LATER)  # type: ignore[arg-type]
    assert read(cast.bob) == []
    assert searched(cast.bob, "export") == [str(suite.pk)]  # its products are looked at when read
    for found in (inside, suite):
        with pytest.raises(NotSeen):
            queries.article_versions(cast.bob, found.pk)
        services.publish_article(found.pk, actor=cast.sam, at=LATER)
        assert [each.number for each in queries.article_versions(cast.bob, found.pk)] == [2]
        assert [each.number for each in queries.article_versions(cast.sam, found.pk)] == [2, 1]
    assert set(read(cast.bob)) == {inside.pk, suite.pk}
    assert set(searched(cast.bob, "import")) == {str(inside.pk), str(suite.pk)}


def test_an_article_that_is_closed_by_its_next_version_is_closed_when_it_is_published(
    cast: Cast, line: Subscription
) -> None:
    """Clause: 7.3."""
    found = published(cast)
    services.write_article(title_en="Import", body_en="New", inside=True, article=found.pk,
                           actor=cast.sam, at=LATER)  # fmt: skip
    assert read(cast.bob) == [found.pk]
    services.publish_article(found.pk, actor=cast.sam, at=LATER)
    assert read(cast.bob) == searched(cast.bob, "import") == []


def test_what_was_published_inside_before_versions_said_so_stays_inside(
    cast: Cast, line: Subscription
) -> None:
    """The migration, over articles whose versions do not say yet for whom they are."""
    first = published(cast, "Ours", inside=True)
    services.write_article(
        article=first.pk, title_en="Theirs", body_en="For all", actor=cast.sam, at=LATER
    )
    services.publish_article(first.pk, actor=cast.sam, at=LATER)
    ArticleVersion.objects.update(inside=False)
    import_module("tenir.apps.support.migrations.0009_versions_as_their_article").as_their_article(
        apps, None
    )
    assert [each.number for each in queries.article_versions(cast.bob, first.pk)] == [2]
    assert [each.number for each in queries.article_versions(cast.sam, first.pk)] == [2, 1]


@pytest.mark.parametrize("text", ["arrete", "ARRÊTE", "l'export", "half-way", "stops mi-chemin"])
def test_an_article_is_found_in_either_language_whatever_its_accents(
    cast: Cast, line: Subscription, text: str
) -> None:
    """Clause: 7.3."""
    found = published(cast)
    assert read(cast.bob, text=text) == [found.pk]
    assert read(cast.bob, text=f"{text} rocket") == []


def test_articles_that_say_most_of_what_is_typed_are_suggested_first(
    cast: Cast, line: Subscription
) -> None:
    """Clause: 7.3."""
    other = published(
        cast, "Colours", title_fr="Couleurs", body_en="It is too blue", body_fr="Trop bleu"
    )
    found = published(cast)
    said = queries.suggested(cast.bob, "The export stops, and the colours go", product="drive")
    assert said == [found, other]
    assert queries.suggested(cast.bob, "a b c") == []
    assert queries.suggested(cast.charlie, "nothing like it here") == []


@pytest.mark.parametrize(
    "said",
    [{"body_fr": ""}, {"title_en": " "}, {"title_fr": "", "body_fr": "", "title_en": "",
                                          "body_en": ""}],
)  # fmt: skip
def test_an_article_has_a_title_and_a_text_in_a_language(
    cast: Cast, line: Subscription, said: dict[str, str]
) -> None:
    with pytest.raises(services.FaultyArticle):
        written(cast, **said)


def test_a_training_is_seen_at_qualification_and_blocks_nothing(
    cast: Cast, line: Subscription, open_: Open
) -> None:
    """Clause: 7.6."""
    found = open_()
    assert found.state == "recorded"
    assert not queries.trainings_for(cast.sam, found.pk).exists()
    contact = cast.martin.contacts.get(email="bob@example.org")
    day = date(2026, 5, 4)
    made = [
        services.record_training(
            contact.pk, product="drive", trained_on=day, actor=cast.anna, at=AT
        )
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert list(queries.trainings_for(cast.sam, found.pk)) == [made[0]]
    assert not queries.trainings(cast.charlie).exists()
    services.withdraw_training(made[0].pk, because="Absent", actor=cast.anna, at=AT)
    assert not queries.trainings(cast.bob).exists()


def test_no_training_is_recorded_before_it_took_place_nor_by_a_client(
    cast: Cast, line: Subscription
) -> None:
    """Clause: 7.6."""
    contact = cast.martin.contacts.get(email="bob@example.org").pk
    given = {"product": "drive", "at": AT}
    with pytest.raises(services.FaultyTraining):
        services.record_training(contact, trained_on=date(2026, 7, 1), actor=cast.anna, **given)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        services.record_training(contact, trained_on=date(2026, 5, 1), actor=cast.bob, **given)  # type: ignore[arg-type]


def test_a_training_of_this_morning_is_recorded_while_the_day_before_goes_on_in_utc(
    cast: Cast, line: Subscription
) -> None:
    """Clause: 7.6."""
    contact = cast.martin.contacts.get(email="bob@example.org").pk
    early = on("09 00:30")  # the 8th still, in UTC
    assert early.date() == date(2026, 6, 8)
    made = services.record_training(
        contact, product="drive", trained_on=date(2026, 6, 9), actor=cast.anna, at=early
    )
    assert made.trained_on == date(2026, 6, 9)
    with pytest.raises(services.FaultyTraining):
        services.record_training(
            contact, product="drive", trained_on=date(2026, 6, 10), actor=cast.anna, at=early
        )


def test_a_proposal_is_answered_without_a_date_and_who_made_it_is_told(
    cast: Cast, line: Subscription
) -> None:
    """Clause: 8.13."""
    found = services.propose(cast.martin.pk, product="drive", title="Less blue", text="It glares",
                             actor=cast.bob, at=AT)  # fmt: skip
    assert not queries.proposals(cast.charlie).exists()
    with pytest.raises(NotAllowed):
        services.answer_proposal(found.pk, answer="planned", because="Yes", actor=cast.bob, at=AT)
    services.answer_proposal(found.pk, answer="planned", because="We agree", actor=cast.rita,
                             at=LATER)  # fmt: skip
    told = Notice.objects.get(kind="support.proposal_answered", channel="email")
    assert (told.person, "2026" in told.text) == (cast.people["bob"], False)
    assert queries.proposals(cast.bob, answer="planned").get() == found


def test_a_reader_or_a_client_without_the_product_proposes_nothing(
    cast: Cast, line: Subscription
) -> None:
    """Clause: 8.13."""
    given = {"title": "Less", "text": "Of it", "at": AT}
    with pytest.raises(NotAllowed):
        services.propose(cast.martin.pk, product="drive", actor=cast.rose, **given)  # type: ignore[arg-type]
    with pytest.raises(NotSeen):
        services.propose(cast.martin.pk, product="process", actor=cast.bob, **given)  # type: ignore[arg-type]
