"""Versions proven: what shows that a client was notified, and when its month begins."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tenir.apps.agreements import queries, services
from tenir.apps.commitments import queries as commitments
from tenir.apps.commitments import services as promises
from tenir.apps.notices.models import Notice
from tenir.apps.parties.models import Contact
from tenir.viewer import SYSTEM
from tests.apps.agreements.conftest import SIGNED
from tests.apps.agreements.versions import (
    FEBRUARY,
    IN_FORCE,
    TOLD,
    Second,
    Sign,
    State,
    letter,
    number_at,
    published,
    sent,
    standing,
)
from tests.cast import Cast


@pytest.mark.clause("3.1")
def test_a_notification_that_bounced_everywhere_is_flagged_and_its_month_does_not_end(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    sent(state="bounced")
    services.settle_versions(IN_FORCE + timedelta(days=1))
    assert list(queries.unproven_notifications(cast.anna)) == [standing(cast)]
    assert number_at(cast, IN_FORCE + timedelta(days=1)) == "1"
    assert standing(cast).state == State.NOTIFIED


@pytest.mark.clause("3.1", "3.2", "3.3")
def test_a_month_without_proof_goes_on_and_the_client_may_still_leave(
    cast: Cast, sign: Sign, second: Second
) -> None:
    """Every message bounced; on 20 March Alice finds the version in the portal, and leaves."""
    contract = sign()
    published(second, cast)
    sent(state="bounced")
    services.settle_versions(IN_FORCE)
    promises.settle(IN_FORCE + timedelta(days=1))
    owed = commitments.commitments(SYSTEM).get(kind="agreements.answer")
    assert (owed.state, owed.due_at) == ("running", standing(cast).effective_at)
    at = datetime(2026, 3, 20, 9, tzinfo=UTC)
    services.terminate_on_version(client_version=standing(cast).pk, actor=cast.alice, at=at)
    contract.refresh_from_db()
    assert contract.ends_on == date(2026, 4, 1)


@pytest.mark.clause("3.1", "3.2")
def test_messages_accepted_and_then_returned_prove_nothing(
    cast: Cast, sign: Sign, second: Second
) -> None:
    """The servers took them on 31 January, and sent them back in the night."""
    sign()
    published(second, cast)
    sent()
    assert services.settle_versions(TOLD).proven == 1
    Notice.objects.filter(channel="email").update(state="bounced")
    assert services.settle_versions(IN_FORCE).deemed_accepted == 0
    services.settle_versions(IN_FORCE)
    assert list(queries.unproven_notifications(cast.anna)) == [standing(cast)]
    assert standing(cast).effective_at == datetime(2026, 4, 1, 22, tzinfo=UTC)
    assert number_at(cast, IN_FORCE) == "1"


@pytest.mark.clause("3.1")
def test_a_letter_recorded_after_the_month_announced_counts_from_its_sending(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    sent(state="bounced")
    services.settle_versions(IN_FORCE)
    services.prove_notification(
        client_version=standing(cast).pk, sent_at=FEBRUARY, document=letter(cast).pk,
        actor=cast.anna, at=IN_FORCE + timedelta(days=1),
    )  # fmt: skip
    assert standing(cast).effective_at == datetime(2026, 3, 10, 23, tzinfo=UTC)


@pytest.mark.clause("3.1")
def test_by_post_the_month_runs_from_the_day_of_sending(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    sent(state="bounced")
    services.prove_notification(
        client_version=standing(cast).pk, sent_at=FEBRUARY, document=letter(cast).pk,
        actor=cast.anna, at=FEBRUARY + timedelta(days=1),
    )  # fmt: skip
    row = standing(cast)
    assert row.effective_at == datetime(2026, 3, 10, 23, tzinfo=UTC)
    assert not queries.unproven_notifications(cast.anna).exists()
    due = commitments.commitments(SYSTEM).get(kind="agreements.answer").due_at
    assert due == row.effective_at
    assert Notice.objects.filter(kind="agreements.version_moved", channel="email").count() == 2
    with pytest.raises(services.ProvenAlready):
        services.prove_notification(
            client_version=row.pk, sent_at=FEBRUARY, document=letter(cast).pk, actor=cast.anna,
            at=FEBRUARY,
        )  # fmt: skip


def test_a_message_sent_the_same_day_keeps_the_date_told_and_the_promise(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    sent(at=TOLD + timedelta(hours=5))
    assert services.settle_versions(TOLD + timedelta(hours=6)).proven == 1
    row = standing(cast)
    assert (row.effective_at, row.notified_at, row.proof) == (IN_FORCE, TOLD, "email")
    owed = commitments.commitments(SYSTEM).get(kind="agreements.notification")
    assert (owed.state, owed.owed_by) == ("kept", "publisher")


def test_a_message_sent_days_later_misses_the_promise_and_moves_the_month(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    sent(at=FEBRUARY)
    services.settle_versions(FEBRUARY)
    owed = commitments.commitments(SYSTEM).get(kind="agreements.notification")
    assert owed.state == "missed"
    assert standing(cast).effective_at == datetime(2026, 3, 10, 23, tzinfo=UTC)


def test_a_notification_read_in_tenir_is_proven(cast: Cast, sign: Sign, second: Second) -> None:
    sign()
    published(second, cast)
    sent(state="failed")
    Notice.objects.filter(channel="in_app", person=cast.alice.person).update(read_at=FEBRUARY)
    services.settle_versions(FEBRUARY)
    assert standing(cast).proof == "portal"


def test_a_client_without_contacts_is_flagged_at_once(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    Contact.objects.all().update(removed_at=SIGNED)
    published(second, cast)
    assert queries.unproven_notifications(cast.anna).count() == 1
