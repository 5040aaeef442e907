"""Rows in the order of what they hang on are those that the database sorts, page by page."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from tenir.apps.accounts.models import SignIn
from tenir.ui import leading
from tenir.ui.leading import Led, led_keys
from tenir.ui.paging import Pages
from tests.cast import LONG_AGO, Cast

pytestmark = pytest.mark.django_db
PAGE = 7


@pytest.fixture
def rows(cast: Cast) -> QuerySet[SignIn]:
    """Sign-ins of a few people and of nobody known, some of one far more than a page."""
    dice, people = random.Random(4), [None, *cast.people.values()]
    SignIn.objects.bulk_create(
        SignIn(person=dice.choice([*people, people[3], people[3], people[3]]), method="password",
               at=LONG_AGO + timedelta(hours=hour), outcome=dice.choice(["wrong", "signed_in"]))
        for hour in range(120)
    )  # fmt: skip
    return SignIn.objects.order_by("pk")


def sorted_by_database(rows: QuerySet[SignIn], *, back: bool) -> list[int]:
    """The keys in the order that a list gives where nothing says what it hangs on."""
    turned = "-" if back else ""
    order = (f"{turned}person__name", f"{turned}person__pk", f"{turned}pk")
    return list(rows.order_by(*order).values_list("pk", flat=True))


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("narrowed", [{}, {"outcome": "wrong"}, {"person": None}, {"method": "x"}])
def test_each_page_is_that_of_the_order(rows, monkeypatch, narrowed, back):
    monkeypatch.setattr(leading, "AT_ONCE", 2)
    found, led = rows.filter(**narrowed), Led("person", "name", back)
    whole = sorted_by_database(found, back=back)
    for first in range(0, len(whole) + PAGE, PAGE):
        last = min(first + PAGE, len(whole))
        assert led_keys(found, led, first, last) == whole[first:last]


def test_a_page_of_few_rows_each_is_read_in_few_queries(rows):
    with CaptureQueriesContext(connection) as asked:
        assert len(Pages(rows, 100, led=Led("person", "name")).page(1)) == 100
    assert len(asked) <= 7
