"""Article 7 lived through the pages, the API and mail: the clocks of a request."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tenir.apps.notices.models import Notice
from tenir.apps.orders.models import Quote
from tenir.apps.support.models import Request
from tests.stories.desk import P3, Desk
from tests.stories.june import ELEVEN, NINE, TEN, on

pytestmark = pytest.mark.django_db


def test_a_p1_is_taken_in_charge_within_eight_working_hours_of_its_recording(desk: Desk) -> None:
    """Tuesday 9:00: seven working hours that day, the eighth on Wednesday morning.

    Clause: 7.13.
    """
    made = desk.opens(NINE)
    due = desk.due(made)
    assert due == on("10 09:30")
    promised = json.loads(desk.reads("/api/v1/commitments?kind=requests.response_p1"))["items"]
    assert [(one["state"], one["firm"]) for one in promised] == [("running", True)]
    desk.at(due)
    desk.sam(f"{made}/act/", act="take")
    assert Request.objects.get(pk=made).in_time is True


def test_every_request_is_taken_within_two_working_days_as_a_best_effort(desk: Desk) -> None:
    """Clause: 7.14."""
    made = desk.opens(NINE, **P3)
    assert desk.due(made) == on("11 17:00")
    promised = json.loads(desk.reads("/api/v1/commitments?kind=requests.response"))["items"]
    assert [one["firm"] for one in promised] == [False]
    desk.at(on("12 08:30"))
    desk.sam(f"{made}/act/", act="take")
    assert Request.objects.get(pk=made).in_time is False


@pytest.mark.parametrize(
    ("recorded", "due"),
    [
        ("2026-06-09 12:45", "2026-06-10 14:00"),  # over lunch
        ("2026-06-09 17:00", "2026-06-11 09:00"),  # as it closes
        ("2026-06-13 10:00", "2026-06-16 09:00"),  # on a Saturday
        ("2026-05-22 16:45", "2026-05-27 08:45"),  # before Whit Monday
        ("2026-12-31 16:30", "2027-01-04 17:00"),  # before New Year's Day
    ],
)  # fmt: skip
def test_working_hours_leave_out_lunch_nights_weekends_and_french_holidays(
    desk: Desk, recorded: str, due: str
) -> None:
    """Monday to Friday, 8:30 to 12:30 and 13:30 to 17:00, Paris.

    Clause: 7.15.
    """
    assert desk.due(desk.opens(on(recorded))) == on(due)


def test_an_exceptional_closing_day_told_to_clients_is_left_out(desk: Desk) -> None:
    """Clause: 7.15."""
    desk.closes(date(2026, 6, 10))
    assert Notice.objects.filter(kind="support.closure", organisation=desk.cast.martin.pk).exists()
    assert desk.due(desk.opens(TEN)) == on("11 10:30")


def test_work_out_of_hours_is_a_service_apart_ordered_before(desk: Desk) -> None:
    """Clause: 7.16."""
    made = desk.opens(NINE)
    tonight: dict[str, Any] = {
        "nature": "resolution",
        "minutes": "60",
        "started_at": "2026-06-09T20:00",
    }
    desk.at(on("09 21:00"))
    desk.sam(f"{made}/do/time/", refused=True, **tonight)
    desk.at(TEN)
    desk.sam(f"{made}/do/park/", kind="out_of_hours", because="Tonight")
    quote = Quote.objects.latest("pk").pk
    desk.calls("anna", f"/quotes/{quote}/price", status=200, words="Tonight", amount="600.00",
               valid_until="2026-06-09")  # fmt: skip
    desk.at(ELEVEN)
    desk.calls("bob", f"/quotes/{quote}/accept")
    desk.sam(f"{made}/do/unpark/", because="")
    desk.at(on("09 21:00"))
    desk.sam(f"{made}/do/time/", **tonight)
