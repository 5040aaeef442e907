"""The agreement's own words stand beside what is computed: those of the version that judged it."""

from __future__ import annotations

import pytest

from tenir.apps.agreements.models import Version
from tenir.apps.commitments.models import Commitment
from tenir.apps.penalties.models import Right
from tenir.apps.releases.models import Validation
from tests.cast import Cast
from tests.faces.places import place
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast

__all__ = ["cast"]

pytestmark = pytest.mark.both_databases
IN_ITS_PLACE = "/agreement/{}/#{}"


def page(cast: Cast, who: str, name: str) -> str:
    return str(as_(cast, who).get(place(name, cast.things)).content.decode())


def version(number: str) -> Version:
    return Version.objects.get(number=number, state="published")


@pytest.mark.clause("3.4")
def test_staff_read_the_words_in_force_and_not_those_still_in_notice(cast: Cast) -> None:
    Validation.objects.update(convention="")
    shown = page(cast, "rita", "console:validation")
    assert IN_ITS_PLACE.format(version("1").pk, "8.9") in shown
    assert IN_ITS_PLACE.format(version("2").pk, "8.9") not in shown


@pytest.mark.clause("3.4")
def test_what_another_version_judged_is_read_beside_its_words(cast: Cast) -> None:
    judged = version("2")
    Validation.objects.update(convention=judged.digest)
    for who, name in (("rita", "console:validation"), ("alice", "portal:validation")):
        assert IN_ITS_PLACE.format(judged.pk, "8.9") in page(cast, who, name)


@pytest.mark.clause("5.6")
def test_a_right_is_read_beside_the_words_that_judged_its_month(cast: Cast) -> None:
    judged, promise = version("2"), Validation.objects.get().promise  # any promise of the client's
    Commitment.objects.filter(key=promise).update(convention=judged.digest)
    reasons = {"sentence": {"fr": "Manqué", "en": "Missed"}, "clause": ["5.6"]}
    Right.objects.update(promise=promise, reasons=reasons)
    for who, name in (("fred", "console:penalty"), ("alice", "portal:penalty")):
        assert IN_ITS_PLACE.format(judged.pk, "5.6") in page(cast, who, name)
