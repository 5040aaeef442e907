"""Usual words: kept by those who publish, begun from, withdrawn; their gaps are known ones."""

from __future__ import annotations

from dataclasses import asdict, replace
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError

from tenir.apps.journal import queries as journal
from tenir.apps.publishing import queries, services
from tenir.apps.publishing.models import Wording
from tenir.apps.publishing.services import FaultyWording, Words, keep_wording, withdraw_wording
from tenir.viewer import ANONYMOUS, NotAllowed, NotSeen
from tests.apps.publishing.conftest import NOON, publish, said
from tests.cast import Cast

SLOW = Words(
    name_fr="Disque plein", begins=True, state="identified", impact="major",
    title_fr="Espace épuisé", text_fr="Depuis [heure] : [cause].", text_en="Since [time]: [cause].",
)  # fmt: skip
UPDATE = replace(SLOW, begins=False, title_fr="")


@pytest.mark.clause("10.4")
def test_words_are_kept_changed_and_withdrawn_by_those_who_publish(cast: Cast) -> None:
    made = keep_wording(SLOW, actor=cast.olga, at=NOON)
    changed = replace(SLOW, name_en="Disk full", text_fr="Depuis [heure].")
    keep_wording(changed, wording=made.pk, actor=cast.sofia, at=NOON)
    found = queries.wordings(cast.sam).get(pk=made.pk)
    assert {name: getattr(found, name) for name in asdict(changed)} == asdict(changed)
    assert (found.name("fr"), found.name("en"), str(found)) == (
        "Disque plein", "Disk full", "Disque plein",
    )  # fmt: skip
    withdraw_wording(made.pk, actor=cast.olga, at=NOON)
    assert not queries.wordings(cast.olga).filter(pk=made.pk).exists()
    keep_wording(SLOW, actor=cast.olga, at=NOON)  # its name is free again


@pytest.mark.clause("10.4")
def test_the_journal_tells_it_and_keeps_apart_what_was_typed(cast: Cast) -> None:
    made = keep_wording(SLOW, actor=cast.olga, at=NOON)
    withdraw_wording(made.pk, actor=cast.olga, at=NOON)
    rows = journal.entries(cast.adam).filter(subject=f"wording/{made.pk}").order_by("pk")
    assert [row.verb for row in rows] == [
        "publishing.wording_kept", "publishing.wording_withdrawn",
    ]  # fmt: skip
    assert rows[0].after == {"begins": True, "state": "identified", "impact": "major"}


@pytest.mark.clause("10.4")
@pytest.mark.parametrize("name", ["sam", "anna", "alice"])
def test_others_keep_none_and_withdraw_none(cast: Cast, name: str) -> None:
    made = keep_wording(SLOW, actor=cast.olga, at=NOON)
    with pytest.raises(NotAllowed):
        keep_wording(UPDATE, actor=getattr(cast, name), at=NOON)
    with pytest.raises(NotAllowed):
        withdraw_wording(made.pk, actor=getattr(cast, name), at=NOON)


def test_clients_and_strangers_are_shown_none(cast: Cast) -> None:
    keep_wording(SLOW, actor=cast.olga, at=NOON)
    for viewer in (cast.alice, ANONYMOUS):
        assert not queries.wordings(viewer).exists()


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"text_fr": "Depuis [midi]."}, "text_fr", r"“\[midi\]” would not be known.*\[heure\]"),
        ({"text_fr": "Since [time]."}, "text_fr", r"“\[time\]”"),
        ({"text_en": "Depuis [heure]."}, "text_en", r"“\[heure\]”.*\[time\]"),
        ({"text_fr": "Depuis {heure}."}, "text_fr", r"“{heure}”"),
        ({"text_fr": "Depuis [heure."}, "text_fr", r"“\[heure.”"),
        ({"text_fr": "Depuis heure]."}, "text_fr", r"“\]”"),
        ({"title_fr": "Panne de [tout]"}, "title_fr", r"“\[tout\]”"),
        ({"title_fr": " "}, "title_fr", "say it in French"),
        ({"text_fr": " "}, "text_fr", "say it in French"),
        ({"name_fr": ""}, "name_fr", "say it in French"),
        ({"begins": False}, "title_fr", "an update has no title"),
        ({"begins": False, "title_fr": "", "title_en": "Full"}, "title_en", "has no title"),
        ({"state": "asleep"}, "state", "there is no “asleep”"),
        ({"impact": "huge"}, "impact", "there is no “huge”"),
        ({"name_fr": "Taken "}, "name_fr", "are called “Taken”"),
    ],
)
def test_what_nothing_could_begin_from_is_refused(
    cast: Cast, changed: dict[str, Any], field: str, says: str
) -> None:
    keep_wording(replace(UPDATE, name_fr="Taken"), actor=cast.olga, at=NOON)
    with pytest.raises(FaultyWording, match=says) as refused:
        keep_wording(replace(SLOW, **changed), actor=cast.olga, at=NOON)
    assert refused.value.values["field"] == field


def test_words_that_were_withdrawn_are_neither_changed_nor_withdrawn_again(cast: Cast) -> None:
    made = keep_wording(SLOW, actor=cast.olga, at=NOON)
    withdraw_wording(made.pk, actor=cast.olga, at=NOON)
    with pytest.raises(NotSeen):
        keep_wording(SLOW, wording=made.pk, actor=cast.olga, at=NOON)
    with pytest.raises(NotSeen):
        withdraw_wording(made.pk, actor=cast.olga, at=NOON)


@pytest.mark.clause("10.4")
@pytest.mark.parametrize("hole", sorted({*queries.HOLES["fr"], *queries.HOLES["en"]}))
def test_a_gap_left_in_a_title_or_a_text_is_not_published(
    cast: Cast, signed: object, hole: str
) -> None:
    with pytest.raises(services.FaultyIncident, match="is left of the usual words"):
        publish(cast.olga, said=said(text_en=f"Since {hole}."))
    with pytest.raises(services.FaultyIncident, match="is left of the usual words"):
        publish(cast.olga, title_en=f"Outage of {hole}")


def test_the_database_refuses_an_update_that_has_a_title(cast: Cast) -> None:
    with pytest.raises(IntegrityError):
        Wording.objects.create(**asdict(replace(SLOW, begins=False)))


def test_those_that_tenir_came_with_are_put_in_and_could_be_kept_as_they_are(cast: Cast) -> None:
    Wording.objects.all().delete()
    migration: Any = import_module("tenir.apps.publishing.migrations.0007_first_wordings")
    migration.put_in(apps, None)
    found = list(queries.wordings(cast.olga))
    assert [row.begins for row in found] == [True, True, False, False, False, False]
    for row in found:
        words = Words(**{name: getattr(row, name) for name in Words.__dataclass_fields__})
        keep_wording(words, wording=row.pk, actor=cast.olga, at=NOON)
