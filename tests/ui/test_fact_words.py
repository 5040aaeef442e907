"""Every fact that the code writes in the journal has its words, and so has what it is about."""

from __future__ import annotations

import re
from pathlib import Path

from django.utils import translation

from tenir.ui.fact_words import AREAS, FACTS, fact_in_words, subject_in_words

TENIR = Path(__file__).parents[2] / "tenir"
WRITTEN = re.compile(r'journal\.(?:record|Fact)\(\s*"([a-z_]+\.[a-z_]+)"')


def written() -> set[str]:
    sources = (path.read_text() for path in TENIR.glob("**/*.py"))
    return {verb for source in sources for verb in WRITTEN.findall(source)}


def test_every_fact_named_in_the_code_has_words() -> None:
    named = written()
    assert len(named) > 50
    assert named - set(FACTS) == set(), "say in tenir/ui/fact_words.py what they are"


def test_every_fact_is_of_an_area_that_a_list_can_be_narrowed_to() -> None:
    assert {verb.partition(".")[0] for verb in FACTS} == set(AREAS)


def test_what_happened_and_to_what_is_told_in_the_readers_language() -> None:
    with translation.override("fr"):
        assert fact_in_words("support.taken_in_charge") == "Prise en charge"
        assert subject_in_words("request/43") == "Demande 43"
    with translation.override("en"):
        assert fact_in_words("support.taken_in_charge") == "Taken in charge"
        assert subject_in_words("invoicing") == "Invoicing"


def test_what_has_no_words_is_told_by_its_code() -> None:
    assert fact_in_words("some.other_fact") == "some.other_fact"
    assert subject_in_words("thing/7") == "thing/7"
