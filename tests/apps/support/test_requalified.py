"""A request whose gravity is changed: its clock, its promises, and who contests it."""

from __future__ import annotations

import pytest

from tenir.apps.commitments.models import Commitment
from tenir.apps.notices.models import Notice
from tenir.apps.support import queries, services
from tests.apps.support.conftest import MINOR, TEN, Open, on, p1
from tests.cast import Cast


def test_raised_to_p1_the_clock_is_replayed_from_the_recording(open_: Open, cast: Cast) -> None:
    """Clause: 7.19."""
    found = open_(**MINOR)
    assert (found.priority, found.due_at, found.firm) == ("P3", on("11 17:00"), False)
    found = services.requalify(
        found.pk, impact="high", urgency="critical", because="All are stopped", actor=cast.sam,
        at=TEN,
    )  # fmt: skip
    assert (found.priority, found.due_at, found.late_by_change) == ("P1", on("10 09:30"), False)
    assert p1(found).state == "running"
    assert "All are stopped" in Notice.objects.get(kind="support.changed", channel="email").text


def test_lateness_that_only_the_change_created_is_shown_as_such(open_: Open, cast: Cast) -> None:
    """Clause: 7.19."""
    found = open_(**MINOR)
    found = services.requalify(
        found.pk, impact="high", urgency="critical", because="It spread", actor=cast.sam,
        at=on("10 11:00"),
    )  # fmt: skip
    assert found.late_by_change
    told = queries.why(cast.bob, found.pk, at=on("10 11:00"))
    assert any("re-qualification alone" in step.sentence("en") for step in told.reason.walk())


def test_lowered_the_firm_promise_is_let_go_and_raised_again_it_is_made_anew(
    open_: Open, cast: Cast
) -> None:
    """Clause: 7.19."""
    found = open_()
    services.requalify(
        found.pk, impact="low", urgency="normal", because="One user", actor=cast.sam, at=TEN
    )
    assert p1(found).state == "waived"
    services.requalify(
        found.pk, impact="high", urgency="critical", because="No, all", actor=cast.sam,
        at=on("09 11:00"),
    )  # fmt: skip
    assert (p1(found).state, p1(found).due_at) == ("running", on("10 09:30"))


def test_a_client_contests_a_change_and_support_hears_of_it(open_: Open, cast: Cast) -> None:
    """Clause: 7.19."""
    found = open_()
    services.requalify(
        found.pk, impact="low", urgency="normal", because="One user", actor=cast.sam, at=TEN
    )
    services.contest(found.pk, because="All of us", actor=cast.bob, at=on("09 11:00"))
    heard = Notice.objects.get(kind="support.message_staff", channel="email")
    assert "All of us" in heard.text


def test_what_was_not_requalified_is_not_contested(open_: Open, cast: Cast) -> None:
    """Clause: 7.19."""
    found = open_()
    services.rule_out(found.pk, reason="other_product", evidence="Seen", actor=cast.sam, at=TEN)
    services.contest_ruling(found.pk, because="No", actor=cast.bob, at=TEN)
    with pytest.raises(services.NotNow, match="was not re-qualified"):
        services.contest(found.pk, because="All of us", actor=cast.bob, at=on("09 11:00"))
    assert found.entries.filter(what="contested").count() == 1


def test_if_this_were_p1(open_: Open, cast: Cast) -> None:
    """Clause: 7.17, 7.19."""
    found = open_(**MINOR)
    judged = queries.if_it_were(cast.bob, found.pk, impact="high", urgency="critical", at=TEN)
    assert (judged.value.priority, judged.value.p1_due) == ("P1", on("10 09:30"))
    found.refresh_from_db()
    assert found.priority == "P3"


def test_a_promise_made_later_is_his_too_and_no_other_s_once_restricted(
    open_: Open, cast: Cast
) -> None:
    """Clause: 7.19, 10.5."""
    found = open_(**MINOR)
    services.assign(found.pk, person=cast.people["sam"].pk, actor=cast.adam, at=TEN)
    services.requalify(
        found.pk, impact="high", urgency="critical", because="All", actor=cast.adam, at=TEN
    )
    held = Commitment.objects.filter(subject=found.subject).values_list("held_by", flat=True)
    assert list(held) == [cast.people["sam"].pk] * 2
    services.restrict(found.pk, actor=cast.adam, at=TEN)
    assert set(held.all()) == {None}
