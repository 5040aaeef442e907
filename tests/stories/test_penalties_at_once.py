"""Eight at once: one claim, whoever sends it; numbers of credit notes without a gap."""

from __future__ import annotations

import pytest
from django.db import transaction

from tenir.apps.notices.queries import Notice
from tenir.apps.penalties import services
from tenir.apps.penalties.models import Claim, Counter
from tenir.apps.reports import services as reports
from tests.apps.availability.conftest import drive, measure, paris, reference, sign
from tests.stories.threads import together

__all__ = ["drive", "measure", "reference", "sign"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_threads_are_given_numbers_without_a_gap() -> None:
    def five() -> list[int]:
        given = []
        for _ in range(5):
            with transaction.atomic():
                given.append(services.next_number("credit_note/2026"))
            with transaction.atomic():
                services.next_number("credit_note/2026")
                transaction.set_rollback(True)  # the note failed
        return given

    found = together(*[five] * 8)
    assert sorted(number for some in found for number in some) == list(range(1, 41))
    assert Counter.objects.get().last == 40


@pytest.mark.clause("5.7")
def test_two_contacts_who_claim_at_once_make_one_claim(cast, drive, measure):
    measure(drive, ("2026-08-01 00:00", "down"), ("2026-10-01 00:00", "up"))
    at = paris("2026-10-01 04:00")
    reports.freeze_month(subscription=drive.pk, month="2026-09", actor=cast.olga, at=at)

    def claim(who):
        return lambda: services.send_claim(subscription=drive.pk, month="2026-09", actor=who, at=at)

    given = together(*[claim(who) for who in (cast.alice, cast.bob) * 4])
    assert {found.pk for found in given} == {Claim.objects.get().pk}
    assert Notice.objects.filter(kind="penalties.claimed_staff", channel="email").count() == 1
