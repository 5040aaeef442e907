"""What penalties may cost, frozen or not, and under way: for the publisher's people."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tenir import clock
from tenir.apps.accounts import services as accounts
from tenir.apps.accounts.queries import Scope
from tenir.apps.availability import queries as availability
from tenir.apps.reports import queries, services
from tenir.viewer import NotSeen
from tests.apps.availability.conftest import paris

OCTOBER = paris("2026-10-02 10:00")
TOLD = (
    ("2026-08-01 00:00", "up"), ("2026-08-12 08:00", "down"), ("2026-08-12 13:00", "up"),
    ("2026-09-15 08:00", "down"), ("2026-09-15 16:30", "up"), ("2026-10-01 08:00", "down"),
    ("2026-10-01 13:00", "up"),
)  # fmt: skip
NOTHING = Decimal(0)


@pytest.fixture
def missed(drive, measure):
    """August and September missed: 40 euros. October stands at another right."""
    measure(drive, *TOLD)
    return drive


def months(cast, at=OCTOBER):
    return {row.month: row for row in queries.exposed(cast.fred, at=at).months}


@pytest.mark.clause("5.6", "5.9")
def test_a_month_over_and_not_frozen_is_money_at_risk_before_and_after_it_is_frozen(cast, missed):
    before = months(cast)
    assert list(before) == ["2026-10", "2026-09"]  # August, missed alone, opens nothing
    assert (before["2026-09"].to_freeze, before["2026-09"].to_pay) == (Decimal(40), Decimal(40))
    assert (before["2026-10"].at_stake, before["2026-10"].to_pay) == (Decimal(40), NOTHING)
    (over,) = [each for each in queries.exposed(cast.fred, at=OCTOBER).expected if each.over]
    assert (over.subscription, over.month) == (missed, "2026-09")
    assert "40" in over.right.reason.sentence("en")
    services.freeze_client(
        organisation=cast.martin.pk, month="2026-09", actor=cast.olga, at=OCTOBER
    )
    after = months(cast)["2026-09"]
    assert (after.to_freeze, after.open, after.to_pay) == (NOTHING, Decimal(40), Decimal(40))


@pytest.mark.clause("5.6")
def test_the_month_under_way_is_over_at_midnight_and_still_counted(cast, missed):
    november = months(cast, paris("2026-11-01 00:00"))
    assert (november["2026-10"].at_stake, november["2026-10"].to_freeze) == (NOTHING, Decimal(40))


@pytest.mark.clause("5.6", "5.8")
def test_many_lines_are_asked_about_in_as_many_queries_as_one(
    cast, missed, sign, measure, django_assert_max_num_queries
):
    with CaptureQueriesContext(connection) as one:
        months(cast, paris("2026-11-01 00:00"))
    for number in range(2, 5):
        measure(sign(f"C-{number}", client=cast.novak.pk), *TOLD)
    with django_assert_max_num_queries(len(one)):
        assert months(cast, paris("2026-11-01 00:00"))["2026-09"].to_freeze == 4 * Decimal(40)


@pytest.mark.clause("5.6")
def test_only_clients_with_lines_down_for_long_in_two_months_are_reckoned(
    cast, missed, sign, measure, monkeypatch
):
    """Those of a client whose lines were down for an hour a month cannot have missed one."""
    an_hour = [(at, state) for at, state in TOLD if state == "down"]
    back = [(f"{at[:10]} 09:00", "up") for at, _ in an_hour]
    measure(sign("C-2", client=cast.novak.pk), TOLD[0], *sorted(an_hour + back))
    read, books_of = [], availability.books_of

    def noted(viewer, clients, **rest):
        read.extend(clients)
        return books_of(viewer, clients, **rest)

    monkeypatch.setattr(availability, "books_of", noted)
    assert months(cast)["2026-09"].to_freeze == Decimal(40)
    assert read == [cast.martin.pk]


def test_clients_know_nothing_of_what_penalties_may_cost(cast, missed):
    for who in (cast.alice, cast.charlie):
        with pytest.raises(NotSeen):
            queries.exposed(who, at=OCTOBER)


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", ("Finis, pas figés", "Mois finis et pas encore figés, tels qu'ils se présentent")),
     ("en", ("Over, not frozen", "Months over and not frozen yet, as they stand"))],
)  # fmt: skip
def test_the_page_its_files_and_the_api_say_the_same(cast, missed, monkeypatch, language, words):
    monkeypatch.setattr(clock, "now", lambda: OCTOBER)
    cast.publisher.second_factor_required = False
    cast.publisher.save()
    fred = cast.people["fred"]
    fred.language = language
    fred.save()
    browser = Client()
    browser.force_login(fred)
    page = browser.get(reverse("console:exposure"), headers={"Accept-Language": language})
    text = page.content.decode()
    for word in words:
        assert word in text.replace("&#x27;", "'")
    table = browser.get(reverse("console:exposure"), {"format": "csv"}).getvalue().decode()
    assert table.splitlines()[2] == "2026-09,0,0,0,0,40.00,40.00,0"
    token = accounts.create_token(
        name="books", scopes=[Scope.READ], expires_at=paris("2026-12-01 00:00"), actor=cast.fred,
        at=OCTOBER,
    )  # fmt: skip
    answer = Client().get(
        "/api/v1/exposure", headers={"Authorization": f"Bearer {token.secret}"}
    ).json()  # fmt: skip
    assert [row["month"] for row in answer["months"]] == ["2026-10", "2026-09"]
    assert (answer["months"][1]["to_freeze"], answer["months"][1]["to_pay"]) == ("40.00", "40.00")
    assert [(each["over"], each["amount"]) for each in answer["expected"]] == [
        (True, "40.00"), (False, "40.00")
    ]  # fmt: skip
    assert answer["expected"][0]["client"] == cast.martin.organisation_id
