"""What changed from one version to another, in words, clause by clause."""

from __future__ import annotations

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.convention import Convention
from tenir.terms.differences import changes, in_words
from tenir.terms.yaml_source import read
from tests.terms.conftest import REFERENCE

TEXT = REFERENCE.read_text(encoding="utf-8")


def after(*replaced: tuple[str, str]) -> Agreement:
    """The reference with a few words of its file changed."""
    text = TEXT
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new, 1)
    raw = read(text, REFERENCE.name).value
    return Agreement(Convention.model_validate(raw), raw, digest="")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "value: 99.5 %",
            "value: 99.9 %",
            "objectif de disponibilité · valeur : 99,5 % devient 99,9 %",
        ),
        (
            "length: 8 working_hours",
            "length: 1 working_hour",
            "prise en charge P1 · durée : 8 heures ouvrées devient 1 heure ouvrée",
        ),
        ("rate: 4 %", "rate: 5 %", "barème de la pénalité · palier · 2 · taux : 4 % devient 5 %"),
        ("  drive: {name: Drive,", "  drive: {name: Drive, formerly: Safe,", "ajouté (Safe)"),
        (", formerly: iWMS", "", "retiré (iWMS)"),
    ],
)
def test_a_change_is_said_with_its_old_and_its_new_value(
    agreement: Agreement, old: str, new: str, said: str
) -> None:
    """Clause: 3.4."""
    lines = list(in_words(changes(agreement, after((old, new))), "fr"))
    assert said in lines[-1]
    assert len(lines) == 2


def test_a_new_override_is_added_under_its_clause(agreement: Agreement) -> None:
    extra = "  - {id: annex1.more, layer: annex, when: {product: [hr-chatbot], hosting: [shared]}, "
    extra += 'replaces: backups.rpo, set: {upto: 12 hours}, clause: "A2"}\n'
    found = changes(agreement, after(("overrides:\n", "overrides:\n" + extra)))
    (change,) = found
    assert change.clause == "A2"
    assert "added" in change.sentence("en")
    assert "12 hours" in change.sentence("en")


def test_changes_come_in_the_order_of_the_agreement(agreement: Agreement) -> None:
    new = after(
        ("length: 8 working_hours", "length: 4 working_hours"), ("value: 99.5 %", "value: 99 %")
    )
    assert [change.clause for change in changes(agreement, new)] == ["5.1", "7.13"]


def test_a_reading_taken_otherwise_is_told_in_the_readers_language(agreement: Agreement) -> None:
    new = after(("en: a refund}", "en: a transfer}"))
    (change,) = changes(agreement, new)
    assert "a refund becomes a transfer" in change.sentence("en")


def test_nothing_changed_is_said(agreement: Agreement) -> None:
    assert list(in_words(changes(agreement, agreement), "fr")) == ["rien n'a changé"]


def test_what_a_new_override_refers_to_is_told_in_the_readers_language(
    agreement: Agreement,
) -> None:
    extra = "  - {id: annex2.drive, layer: annex, when: {product: [drive]}, replaces: '*', "
    extra += "refers_to: {fr: offre Drive, en: Drive offer}, clause: A2}\n"
    (change,) = changes(agreement, after(("overrides:\n", "overrides:\n" + extra)))
    assert "Drive offer" in change.sentence("en")
    assert "offre Drive" in change.sentence("fr")
