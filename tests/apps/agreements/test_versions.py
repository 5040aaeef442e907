"""Which version holds for a client, and who may know of it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tenir.apps.agreements import queries, services
from tenir.apps.agreements.models import Version
from tenir.apps.journal import queries as journal
from tenir.apps.notices import queries as notices
from tenir.apps.notices.models import Notice
from tenir.viewer import SYSTEM, NotSeen, Viewer
from tests.apps.agreements.conftest import SIGNED
from tests.apps.agreements.versions import (
    FEBRUARY,
    Second,
    Sign,
    number_at,
    published,
    sent,
    standing,
)
from tests.cast import Cast


@pytest.mark.clause("3.1")
def test_a_new_client_signs_the_version_published_last(
    cast: Cast, sign: Sign, second: Second
) -> None:
    published(second, cast)
    sign(at=FEBRUARY)
    assert number_at(cast, FEBRUARY) == "2"
    assert standing(cast).basis == "signature"
    assert number_at(cast, datetime(2026, 1, 1, tzinfo=UTC)) == "2"  # from its first day


def test_a_client_under_notice_that_signs_again_keeps_its_version_until_the_month_ends(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    sign("C-2", at=FEBRUARY)
    assert number_at(cast, FEBRUARY) == "1"


def test_a_client_that_left_and_comes_back_signs_the_latest(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    services.terminate_on_version(client_version=standing(cast).pk, actor=cast.alice, at=FEBRUARY)
    june = datetime(2026, 6, 1, 9, tzinfo=UTC)
    sign("C-2", at=june, starts_on=date(2026, 6, 1))
    assert (number_at(cast, june), number_at(cast, FEBRUARY)) == ("2", "1")


def test_an_older_contract_recorded_later_reaches_back_with_the_version_signed(
    cast: Cast, sign: Sign
) -> None:
    sign()
    sign("C-0", starts_on=date(2025, 6, 1), at=FEBRUARY)
    assert number_at(cast, datetime(2025, 7, 1, tzinfo=UTC)) == "1"


def test_before_any_contract_no_version_is_in_force(cast: Cast, reference: Version) -> None:
    with pytest.raises(queries.NoVersionInForce) as refused:
        number_at(cast, SIGNED)
    assert "sign a contract first" in refused.value.message()


@pytest.mark.clause("3.4")
def test_everyone_reads_every_version_published_and_staff_the_drafts(
    cast: Cast, second: Second, reference: Version
) -> None:
    draft = second()
    for name, who in cast.everyone:
        staff = who.is_staff
        assert list(queries.versions(who)) == [draft, reference][0 if staff else 1 :], name
        assert queries.version(who, reference.pk).text, name
        if not staff:
            with pytest.raises(NotSeen):
                queries.version(who, draft.pk)
            with pytest.raises(NotSeen):
                queries.differences(who, reference.pk, draft.pk, "fr")
    (clause, said), *rest = queries.differences(cast.anna, reference.pk, draft.pk, "en")
    assert (clause, rest) == ("5.1 · Availability of 99.5 %", []) or clause.startswith("5.1 · ")
    assert "99.8 %" in said[0]


def test_who_may_know_where_a_version_stands_with_a_client(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    sent()
    row = standing(cast)

    def seen(who: Viewer) -> bool:
        return queries.client_versions(who, client=cast.martin.pk, state="notified").exists()

    for name, who in cast.everyone:
        if name in {"charlie", "nobody"}:
            assert not seen(who), name
            with pytest.raises(NotSeen):
                queries.client_version(who, row.pk)
            with pytest.raises(NotSeen):
                queries.proofs(who, row.pk)
        else:
            assert seen(who), name
            assert len(queries.proofs(who, row.pk)) >= 2, name
    flagged = {name for name, who in cast.everyone if queries.unproven_notifications(who)}
    assert flagged == {"sam", "olga", "rita", "anna", "fred", "sofia", "adam"}


def test_the_journal_tells_the_client_its_own_and_names_nobody(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    verbs = set(journal.entries(cast.alice).values_list("verb", flat=True))
    assert {"agreements.contract_signed", "agreements.version_notified"} <= verbs
    assert not journal.entries(cast.charlie, verb="agreements.version_notified").exists()


def test_notices_of_a_version_are_owed_once(cast: Cast, sign: Sign, second: Second) -> None:
    sign()
    published(second, cast)
    assert notices.notices(SYSTEM).filter(subject=standing(cast).subject).count() == 4


@pytest.mark.clause("3.1", "3.2")
def test_a_notification_leads_to_where_it_is_answered_and_where_anyone_reads_it(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    told = Notice.objects.filter(kind="agreements.version_notified", channel="email")[0].text
    assert "/portal/agreement/" in told
    assert told.count("/agreement/") == 2
