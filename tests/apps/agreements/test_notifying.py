"""Versions notified: who is told what, and when, and what does without notice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tenir.apps.agreements import acts_versions, services
from tenir.apps.agreements.models import ClientVersion, Version
from tenir.apps.notices.models import Notice
from tests.apps.agreements.conftest import SPECIAL
from tests.apps.agreements.versions import (
    FEBRUARY,
    IN_FORCE,
    TOLD,
    Second,
    Sign,
    State,
    number_at,
    published,
    sent,
    standing,
)
from tests.cast import Cast


@pytest.mark.clause("3.1")
def test_notified_on_31_january_the_version_is_in_force_on_1_march(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    sent()
    services.settle_versions(TOLD + timedelta(hours=1))
    assert standing(cast).effective_at == IN_FORCE
    last = IN_FORCE - timedelta(seconds=1)
    assert (number_at(cast, last), number_at(cast, IN_FORCE)) == ("1", "2")


@pytest.mark.clause("3.1")
def test_every_contact_is_told_what_changes_in_their_own_language(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    sign("N-1", client=cast.novak.pk)
    published(second, cast)
    told = {n.address: n for n in Notice.objects.filter(channel="email", kind__endswith="notified")}
    assert set(told) == {"alice@example.org", "bob@example.org", "charlie@example.org"}
    assert "01/03/2026 00:00" in told["alice@example.org"].text
    assert "objectif de disponibilité" in told["alice@example.org"].text
    assert "1 Mar 2026 00:00" in told["charlie@example.org"].text
    assert "availability target" in told["charlie@example.org"].text


@pytest.mark.clause("3.1")
def test_each_client_has_its_own_notice_by_its_own_contract(
    cast: Cast, sign: Sign, second: Second
) -> None:
    longer = {**SPECIAL, "id": "longer", "replaces": "evolution.notice", "clause": "3.1",
              "set": {"length": "3 months"}}  # fmt: skip
    sign(overrides=[longer])
    sign("N-1", client=cast.novak.pk)
    published(second, cast)
    ends = {row.client_id: row.effective_at for row in ClientVersion.objects.filter(basis="notice")}
    assert ends[cast.martin.pk] == datetime(2026, 4, 30, 22, tzinfo=UTC)
    assert ends[cast.novak.pk] == IN_FORCE


@pytest.mark.clause("3.1")
def test_of_many_clients_the_first_are_told_at_once_and_each_other_soon_after(
    cast: Cast, sign: Sign, second: Second, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each month runs from its own notification: the second client is told after midnight."""
    monkeypatch.setattr(acts_versions, "AT_ONCE", 1)
    sign()
    sign("N-1", client=cast.novak.pk)
    published(second, cast)
    assert ClientVersion.objects.filter(basis="notice").count() == 1
    after = datetime(2026, 2, 1, 0, 0, 1, tzinfo=UTC)
    assert [services.notify_more(after) for _ in range(2)] == [1, 0]
    last = ClientVersion.objects.filter(basis="notice").latest("pk")
    assert last.effective_at == datetime(2026, 3, 1, 23, tzinfo=UTC)
    assert last.client == cast.novak


def test_who_has_left_and_whose_contract_is_over_are_told_no_more(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    sign("N-1", client=cast.novak.pk, ends_on=date(2026, 1, 30))
    published(second, cast)
    services.terminate_on_version(client_version=standing(cast).pk, actor=cast.alice, at=FEBRUARY)
    assert services.notify_more(FEBRUARY) == 0


@pytest.mark.clause("3.1")
def test_whose_contract_goes_on_after_all_is_told_of_what_was_published_meanwhile(
    cast: Cast, sign: Sign, second: Second
) -> None:
    contract = sign(ends_on=date(2026, 1, 30))
    published(second, cast)
    services.extend_contract(contract=contract.pk, ends_on=None, actor=cast.anna, at=FEBRUARY)
    assert services.notify_more(FEBRUARY) == 1
    assert standing(cast).effective_at == datetime(2026, 3, 10, 23, tzinfo=UTC)


@pytest.mark.clause("3.1")
def test_a_client_whose_contract_has_ended_is_not_notified(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign(ends_on=date(2026, 1, 30))
    published(second, cast)
    assert not ClientVersion.objects.filter(basis="notice").exists()


def test_a_version_for_security_is_in_force_at_once(cast: Cast, sign: Sign, second: Second) -> None:
    sign()
    published(second, cast, reason="security", because="CVE-2026-1")
    assert (standing(cast).state, number_at(cast, TOLD)) == (State.DEEMED_ACCEPTED, "2")
    assert Notice.objects.filter(kind="agreements.version_at_once").exists()


@pytest.mark.clause("3.5")
@pytest.mark.parametrize("how", [{"reason": "marketing", "because": "x"}, {"reason": "law"}])
def test_no_other_reason_and_none_without_words_does_without_notice(
    cast: Cast, sign: Sign, second: Second, how: dict[str, str]
) -> None:
    sign()
    with pytest.raises(services.UnknownReason):
        published(second, cast, **how)
    assert Version.objects.get(number="2").state == "draft"


@pytest.mark.clause("3.1")
def test_a_version_older_than_one_for_security_does_not_come_back_when_its_notice_ends(
    cast: Cast, sign: Sign, reference: Version, second: Second
) -> None:
    sign()
    published(second, cast)
    sent()
    third = services.draft_version(
        convention=reference.convention.replace('version: "1"', 'version: "3"'),
        text=reference.text, actor=cast.anna, at=FEBRUARY,
    )  # fmt: skip
    services.publish(third.pk, reason="law", because="Act", actor=cast.anna, at=FEBRUARY)
    services.settle_versions(IN_FORCE)
    assert number_at(cast, IN_FORCE + timedelta(days=1)) == "3"
