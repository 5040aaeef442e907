"""Outages that go on, followed by several workers while they are told to end."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from tenir.apps.availability import services
from tenir.apps.availability.models import MeasuredSpan, Stretch
from tenir.apps.availability.services import NewTarget, Word
from tenir.apps.journal.queries import Entry
from tests.apps.availability.conftest import drive, paris, reference, sign
from tests.stories.threads import together

__all__ = ["drive", "reference", "sign"]
pytestmark = pytest.mark.django_db(transaction=True)

BEGUN = paris("2026-09-02 08:00")
MINUTE = timedelta(minutes=1)


@pytest.mark.clause("5.3")
def test_eight_workers_follow_outages_while_they_are_told_to_end(cast, drive, sign):
    lines = [drive, *(sign(f"C-{n}", client=cast.novak.pk) for n in range(2, 5))]
    for line in lines:
        wanted = NewTarget(name=f"kuma-{line.pk}", subscription=line.pk, interval=0)
        services.add_target(wanted, actor=cast.olga, at=BEGUN)
    say([Word(f"kuma-{line.pk}", BEGUN, "down") for line in lines], cast, BEGUN)
    services.let_outages_last(BEGUN + MINUTE)
    ends = [BEGUN + 2 * MINUTE + timedelta(seconds=n) for n in range(len(lines))]
    over = [
        partial(say, [Word(f"kuma-{line.pk}", end, "up")], cast, BEGUN + 3 * MINUTE)
        for line, end in zip(lines, ends, strict=True)
    ]
    followed = [partial(services.let_outages_last, BEGUN + 3 * MINUTE)] * 4
    together(*over, *followed)
    services.let_outages_last(BEGUN + 9 * MINUTE)
    assert sorted(Stretch.objects.values_list("end", flat=True)) == ends
    assert set(MeasuredSpan.objects.values_list("state", flat=True)) == {"up"}
    for verb in ("outage_opened", "outage_closed"):
        assert Entry.objects.filter(verb=f"availability.{verb}").count() == len(lines)


def say(words, cast, at):
    services.take_in(words, source="kuma", actor=cast.olga, at=at)
