"""A list in parts, each in an order of its own, page by page and as a file."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from tenir.apps.accounts.models import SignIn
from tenir.ui.paging import Pages
from tests.cast import LONG_AGO

pytestmark = pytest.mark.django_db
WRONG = Q(outcome="wrong")
PARTS = ((WRONG, ("at", "pk")), (~WRONG, ("-at", "-pk")))


@pytest.fixture
def whole() -> list[int]:
    """The keys of forty sign-ins, the wrong ones first and forwards, the others backwards."""
    dice = random.Random(7)
    rows = SignIn.objects.bulk_create(
        SignIn(method="password", at=LONG_AGO + timedelta(hours=dice.randrange(20)),
               outcome=dice.choice(["wrong", "signed_in"]))
        for _ in range(40)
    )  # fmt: skip
    wrong = sorted((row.at, row.pk) for row in rows if row.outcome == "wrong")
    others = sorted(((row.at, row.pk) for row in rows if row.outcome != "wrong"), reverse=True)
    assert wrong
    assert others
    return [pk for _, pk in (*wrong, *others)]


@pytest.mark.parametrize("per_page", [1, 3, 7, 19, 40, 50])
def test_each_page_is_that_of_the_parts_one_after_another(whole: list[int], per_page: int) -> None:
    pages = Pages(SignIn.objects.order_by("pk"), per_page, parts=PARTS)
    found = [[row.pk for row in pages.page(number)] for number in pages.page_range]
    assert found == [whole[first : first + per_page] for first in range(0, 40, per_page)]


def test_a_part_with_nothing_in_it_is_passed_over(whole: list[int]) -> None:
    pages = Pages(SignIn.objects.exclude(WRONG).order_by("pk"), 5, parts=PARTS)
    kept = [pk for pk in whole if pk in set(pages.object_list.values_list("pk", flat=True))]
    found = [row.pk for number in pages.page_range for row in pages.page(number)]
    assert found == kept


def test_a_file_is_in_the_same_order_and_no_longer_than_asked(whole: list[int]) -> None:
    pages = Pages(SignIn.objects.order_by("pk"), 5, parts=PARTS)
    assert [row.pk for row in pages.first_of_all(1000)] == whole
    assert [row.pk for row in pages.first_of_all(33)] == whole[:33]


@pytest.mark.usefixtures("whole")
def test_a_page_that_the_first_part_fills_asks_nothing_of_the_second() -> None:
    pages = Pages(SignIn.objects.order_by("pk"), 5, parts=PARTS)
    with CaptureQueriesContext(connection) as asked:
        pages.page(1)
    assert len(asked) == 3  # how many there are, the keys, the rows
