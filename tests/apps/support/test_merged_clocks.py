"""Requests merged before rule engine 4 say after the upgrade what their clocks come to by it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tenir.apps.commitments.models import Commitment
from tenir.apps.support import clocking, queries, services
from tenir.apps.support.models import Request
from tenir.terms.support_clock import replay
from tests.apps.support.conftest import ELEVEN, TEN, Open, on
from tests.cast import Cast

Merge = Callable[[Request, Request], Request]


@pytest.fixture
def before(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Merge:
    """Merges as engine 3 did."""

    def merged(found: Request, into: Request) -> Request:
        with monkeypatch.context() as patched:
            patched.setattr(clocking, "replay", partial(replay, merges=False))
            return services.merge(found.pk, into=into.pk, actor=cast.sam, at=TEN)

    return merged


@pytest.fixture
def late(open_: Open, cast: Cast, before: Merge) -> Request:
    """What waited for Bob, due first, was merged into what runs: engine 3 had both wait."""
    first, second = open_(), open_(at=on("09 09:30"))
    services.ask_client(first.pk, "Which file?", actor=cast.sam, at=on("09 09:45"))
    before(first, second)
    second.refresh_from_db()
    assert (second.state, second.clock, second.due_at) == ("waiting_client", "paused", None)
    return second


def replayed() -> int:
    return services.replay_merged(clock=lambda: ELEVEN)


def promised(found: Request) -> list[tuple[str, str]]:
    kept = Commitment.objects.filter(subject=found.subject, kind="requests.response_p1")
    return [(each.state, each.engine) for each in kept.order_by("pk")]


def test_what_was_merged_before_runs_again_where_it_is_due(late: Request, cast: Cast) -> None:
    """Clause: 7.7, 7.13."""
    assert replayed() == 1
    late.refresh_from_db()
    clock = queries.why(cast.sam, late.pk, at=ELEVEN).clock
    assert (late.clock, late.due_at) == (clock.state, clock.due_at) == ("running", on("10 10:00"))
    assert late.queued_at == late.due_at
    assert late.risk_at
    assert promised(late)[-1] == ("running", "4")


def test_replayed_again_it_says_the_same(late: Request) -> None:
    replayed()
    late.refresh_from_db()
    before, made = Request.objects.filter(pk=late.pk).values(), promised(late)
    told = list(before)
    assert replayed() == 1
    assert (list(before.all()), promised(late)) == (told, made)


def test_what_is_over_or_was_never_merged_stays_as_it_is(
    late: Request, open_: Open, cast: Cast
) -> None:
    services.resolve(late.pk, "Restart", actor=cast.sam, at=ELEVEN)
    open_()
    assert replayed() == 0
