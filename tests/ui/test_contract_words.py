"""What was ordered is told in words: modules by name, environments by kind."""

from __future__ import annotations

import pytest
from django.utils import translation

from tenir.apps.catalogue.models import Module, Product
from tenir.ui.contract_words import environments_in_words, modules_in_words
from tenir.ui.templatetags.tenir import term

pytestmark = pytest.mark.django_db


def test_modules_are_called_by_their_names_those_withdrawn_too() -> None:
    product = Product.objects.create(key="drive", name="Drive", position=1)
    Module.objects.create(product=product, key="search", name_fr="Recherche", name_en="Search")
    with translation.override("fr"):
        assert modules_in_words(product, [["search", "gone"], []]) == [["Recherche", "gone"], []]


def test_modules_are_not_asked_for_where_none_is_ordered(
    django_assert_num_queries: object,
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert modules_in_words(Product(key="drive"), [[], []]) == [[], []]


def test_an_environment_is_told_by_its_kind_and_its_own_name() -> None:
    rows = [{"name": "production", "kind": "production"},
            {"name": "recette", "kind": "acceptance",
             "address": "https://r.example.org"}]  # fmt: skip
    with translation.override("en"):
        told = [(str(name), address) for name, address in environments_in_words(rows)]
    assert told == [("Production", ""), ("Acceptance (recette)", "https://r.example.org")]


def test_a_term_is_called_by_its_name_else_by_its_clause_else_by_its_code() -> None:
    with translation.override("en"):
        assert term("availability.target", "5.1") != "availability.target"
        assert term("nothing.known", "5.6") != "nothing.known"
        assert term("nothing.known", None) == "nothing.known"
