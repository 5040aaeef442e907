"""What is left of a deadline, in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.queries import agreement_of
from tenir.apps.catalogue import services as catalogue
from tenir.apps.commitments.models import Commitment
from tenir.terms.standing import Standing
from tenir.ui.deadlines import Calendars, deadline_of, lasting, shown
from tenir.viewer import SYSTEM
from tests.cast import LONG_AGO, Cast

DUE = datetime(2026, 11, 30, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "working", "french", "english"),
    [
        (9840, False, "2 h 44", "2 h 44"),
        (2 * 86400 + 3 * 3600 + 59, False, "2 j 3 h", "2 d 3 h"),
        (2 * 86400, True, "48 h 00", "48 h 00"),
        (59, False, "1 min", "1 min"),
        (0, False, "0 min", "0 min"),
    ],
)
def test_a_length_is_told_by_its_two_largest_units(
    seconds: int, working: bool, french: str, english: str
) -> None:
    for language, told in (("fr", french), ("en", english)):
        with translation.override(language):
            assert lasting(seconds, working=working) == told


def test_a_deadline_says_what_is_left_in_which_time_and_when() -> None:
    with translation.override("fr"):
        chip = shown(Standing("risk", 36000, 30000, 6000, working=True), due_at=DUE)
    assert (chip.words, chip.tone, chip.share) == ("Reste 1 h 40", "risk", 83)
    assert (chip.at, chip.basis) == ("30/11/2026 24:00", "temps ouvré")
    with translation.override("fr"):
        chip = shown(Standing("running", 864000, 561600, 302400, True, True), due_at=DUE)
    assert (chip.words, chip.basis) == ("Reste 3 j 12 h", "jours ouvrés")


@pytest.mark.parametrize(
    ("kind", "left", "words"),
    [
        ("overdue", -1320, "En retard de 22 min"),
        ("late", -7200, "Tenu avec 2 h 00 de retard"),
        ("missed", -7200, "Manqué"),
        ("paused", 7200, "En pause, reste 2 h 00"),
        ("kept", 60, "Tenu"),
    ],
)
def test_each_kind_has_its_words(kind: str, left: int, words: str) -> None:
    with translation.override("fr"):
        stands = Standing(kind, 36000, 36000 - left, left, working=False)  # type: ignore[arg-type]
        chip = shown(stands, due_at=DUE)
        assert chip.words == words
        assert chip.at.endswith(" sans cette attente") is (kind == "paused")


@pytest.mark.clause("7.13", "7.14")
def test_a_promise_whose_clock_waits_is_paused_and_never_overdue() -> None:
    found = Commitment(state="running", next_at=None, due_at=DUE, started_at=DUE)
    with translation.override("fr"):
        chip = deadline_of(found, now=DUE + timedelta(days=3))
    assert (chip.words, chip.tone, chip.share) == ("En pause", "waived", None)
    assert chip.at.endswith(" sans cette attente")


@pytest.mark.clause("7.15")
def test_a_closing_announced_stops_the_clock_of_a_chip(cast: Cast) -> None:
    (first,) = agreements.install_reference(actor=SYSTEM, at=LONG_AGO)
    catalogue.load_catalogue(agreement_of(first), actor=SYSTEM, at=LONG_AGO)
    agreements.sign_contract(
        client=cast.martin.pk, number="CT-1", starts_on=date(2026, 1, 1), actor=cast.anna,
        lines=[agreements.NewLine(product="drive", yearly_fee="1200.00")], at=LONG_AGO,
    )  # fmt: skip
    noon = datetime(2026, 11, 30, 11, tzinfo=UTC)
    promise = Commitment(
        organisation_id=cast.martin.pk, base="support", started_at=noon - timedelta(days=1)
    )
    assert Calendars().of(promise).is_open(noon)
    agreements.announce_closure(
        noon.date(), because="Works", actor=cast.anna, at=noon - timedelta(days=9)
    )
    assert not Calendars().of(promise).is_open(noon)
