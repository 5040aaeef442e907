"""A month under another version: between two of them, and replayed under one."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.queries import agreement_of
from tenir.apps.reports import queries
from tenir.terms.loading import load
from tenir.viewer import NotAllowed
from tests.apps.availability.conftest import paris
from tests.apps.reports.freezing import freeze


@pytest.mark.clause("3.1", "5.6")
def test_a_month_missed_only_under_a_later_version_opens_no_run_before_it(
    cast, drive, measure, reference
):
    """August had 99.6 %: kept under the 99.5 % of version 1. September is missed under 99.8 %."""
    measure(
        drive, ("2026-08-01 00:00", "up"), ("2026-08-12 08:00", "down"),
        ("2026-08-12 11:00", "up"), ("2026-09-15 08:00", "down"), ("2026-09-15 11:00", "up"),
        ("2026-11-01 00:00", "up"),
    )  # fmt: skip
    text = reference.convention.replace('version: "1"', 'version: "2"')
    text = text.replace("value: 99.5 %", "value: 99.8 %", 1)
    told = paris("2026-08-20 10:00")
    draft = agreements.draft_version(convention=text, text=reference.text, actor=cast.anna, at=told)
    agreements.publish(draft.pk, reason="security", because="a flaw", actor=cast.anna, at=told)

    august, september = (freeze(cast.olga, drive, month) for month in ("2026-08", "2026-09"))

    assert json.loads(august.statement)["availability"]["met"]
    told_of = json.loads(september.statement)
    assert (september.version, told_of["availability"]["met"]) == ("2", False)
    assert told_of["penalty"]["right"] is False
    assert [row["met"] for row in told_of["history"][-2:]] == [True, False]
    assert queries.recompute(cast.olga, september.pk).identical


@pytest.mark.clause("3.1", "3.4")
def test_a_replay_tells_each_client_s_months_under_another_version(cast, measured, reference):
    text = reference.convention.replace("rate: 1 %", "rate: 2 %", 1)
    found = queries.would_have_changed(cast.anna, candidate=load(text), until="2026-10")
    assert (found.total.before, found.total.after) == (40, 80)
    assert list(found.clients) == ["Ateliers Martin (C-001)"]
    assert len(list(found.in_words("fr"))) == 3
    none = queries.would_have_changed(
        cast.anna, candidate=agreement_of(reference), until="2026-10", clients=[cast.novak.pk]
    )
    assert none.total.months == 0


def test_a_replay_asks_no_more_of_the_database_for_a_year_than_for_a_month(
    cast, measured, reference
):
    asked = []
    for months in (1, 12):
        with CaptureQueriesContext(connection) as counted:
            queries.would_have_changed(
                cast.anna, candidate=agreement_of(reference), until="2026-10", months=months
            )
        asked.append(len(counted))
    assert asked[0] == asked[1]


def test_only_the_publisher_replays(cast, measured, reference):
    for _, who in cast.everyone:
        if not who.is_staff:
            with pytest.raises(NotAllowed):
                queries.would_have_changed(who, candidate=agreement_of(reference), until="2026-10")
