"""Teams and usual answers that are given one name at once: the first has it, others are told."""

from __future__ import annotations

import pytest

from tenir.apps.support import services
from tenir.apps.support.models import CannedAnswer, Team
from tests.cast import assemble
from tests.stories.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_name_is_given_once_however_many_ask_at_once() -> None:
    cast = assemble()

    def make() -> bool:
        try:
            services.make_team("Drive", members=[], actor=cast.sam)
            services.keep_answer("Restart", text_fr="x", text_en="x", actor=cast.sam)
        except services.FaultyDesk:
            return False
        return True

    assert together(*[make] * 6).count(True) == 1
    assert (Team.objects.count(), CannedAnswer.objects.count()) == (1, 1)
