"""Eight at once: one claim, whoever sends it; numbers of credit notes without a gap."""

from __future__ import annotations

import pytest
from django.db import transaction

from tenir.apps.penalties import services
from tenir.apps.penalties.models import Claim, Counter
from tests.stories.threads import together
from tests.apps.availability.conftest import paris

pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_threads_are_given_numbers_without_a_gap() -> None:
    def five() -> list[int]:
        given = []
        for _ in range(5):
            with transaction.atomic():
                given.append(services.next_number("credit_note/2026"))
            with pytest.raises(RuntimeError), transaction.atomic():
                services.next_number("credit_note/2026")
                raise RuntimeError("the note failed")
        return given

    given = [number for some in together(*[five] * 8) for number in some]
    assert sorted(given) == list(range(1, 41))
    assert Counter.objects.get().last == 40
