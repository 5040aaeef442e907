"""Versions: drafted, published, notified, proven, answered, deemed accepted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from tenir.apps.agreements import acts_versions, queries, services
from tenir.apps.agreements.models import ClientVersion, Contract, Version
from tenir.apps.agreements.reading import ChangedVersion, _with_digest
from tenir.apps.commitments import queries as commitments
from tenir.apps.commitments import services as promises
from tenir.apps.documents.models import Document
from tenir.apps.journal import queries as journal
from tenir.apps.notices import queries as notices
from tenir.apps.notices.models import Notice
from tenir.apps.parties.models import Contact
from tenir.terms.loading import FaultyConvention
from tenir.viewer import SYSTEM, NotAllowed, NotSeen, Viewer
from tests.apps.agreements.conftest import SIGNED, SPECIAL
from tests.cast import LONG_AGO, Cast

Sign = Callable[..., Contract]
Second = Callable[..., Version]
TOLD = datetime(2026, 1, 31, 9, tzinfo=UTC)  # the month ends on 28 February
IN_FORCE = datetime(2026, 2, 28, 23, tzinfo=UTC)  # 1 March, 00:00 in Paris
FEBRUARY = datetime(2026, 2, 10, 9, tzinfo=UTC)
State = ClientVersion.State


def published(second: Second, cast: Cast, *, at: datetime = TOLD, **how: str) -> Version:
    return services.publish(second().pk, actor=cast.anna, at=at, **how)


def sent(*, at: datetime = TOLD, state: str = "sent", **which: object) -> None:
    """The messages leave, as `deliver` would have it."""
    Notice.objects.filter(channel="email", state="owed", **which).update(state=state, sent_at=at)


def standing(cast: Cast, number: str = "2") -> ClientVersion:
    return ClientVersion.objects.get(client=cast.martin, version__number=number)


def number_at(cast: Cast, at: datetime) -> str:
    return queries.version_of(cast.martin.pk, at=at).number


def letter(cast: Cast) -> Document:
    return Document.objects.create(
        organisation=cast.martin.organisation, audience="client", title="Letter",
        filename="letter.pdf", media_type="application/pdf", size=1, digest="0" * 64,
        purpose="answer", kept_at=FEBRUARY,
    )  # fmt: skip


@pytest.mark.clause("3.4")
def test_the_reference_is_installed_once_however_often_it_is_asked_for(
    cast: Cast, reference: Version
) -> None:
    (again,) = services.install_reference(actor=SYSTEM, at=SIGNED)
    assert (again.pk, again.state, again.published_at) == (reference.pk, "published", LONG_AGO)


def test_a_reference_that_is_not_the_one_installed_is_told(cast: Cast, db: None) -> None:
    Version.objects.create(
        agreement="saas-reference", number="1", digest="sha256:other", convention="x",
        state="published", published_at=LONG_AGO,
    )  # fmt: skip
    with pytest.raises(ChangedVersion):
        services.install_reference(actor=SYSTEM, at=SIGNED)


def test_a_published_version_never_changes_not_even_in_the_database(reference: Version) -> None:
    for change in ({"convention": "x"}, {"text": "x"}, {"state": "draft"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Version.objects.filter(pk=reference.pk).update(**change)


def test_a_version_altered_behind_our_back_is_refused_when_it_is_read(reference: Version) -> None:
    row = Version.objects.create(
        agreement="x", number="9", digest="sha256:no", convention=reference.convention
    )
    with pytest.raises(ChangedVersion):
        queries.agreement_of(row)


def test_a_version_is_parsed_once_a_process(reference: Version) -> None:
    first = queries.agreement_of(reference)
    light = queries.versions(SYSTEM).get()
    assert queries.agreement_of(light) is first
    assert _with_digest.cache_info().maxsize == 64


def test_a_draft_is_checked_as_the_command_checks_it(cast: Cast, reference: Version) -> None:
    wrong = reference.convention.replace('version: "1"', 'version: "2"').replace("99.5 %", "99.5")
    with pytest.raises(FaultyConvention) as refused:
        services.draft_version(convention=wrong, actor=cast.anna, at=SIGNED)
    assert "convention.yaml:" in refused.value.message()


def test_a_drafts_cases_and_words_are_checked_too(cast: Cast, reference: Version) -> None:
    other = reference.convention.replace('version: "1"', 'version: "2"').replace(
        "value: 99.5 %", "value: 99.8 %"
    )
    with pytest.raises(FaultyConvention) as refused:
        services.draft_version(
            convention=other, text=reference.text.replace("### 5.6", "#### 5.6"),
            cases=reference.cases, actor=cast.anna, at=SIGNED,
        )  # fmt: skip
    keys = {fault.key for fault in refused.value.faults}
    assert keys == {"case.differs", "text.missing"}
    assert not Version.objects.filter(number="2").exists()


def test_a_draft_may_be_written_again_and_thrown_away(cast: Cast, second: Second) -> None:
    first, again = second(), second(("value: 99.5 %", "value: 99.7 %"))
    assert first.pk == again.pk
    assert first.digest != again.digest
    services.discard_draft(version=again.pk, actor=cast.anna, at=TOLD)
    assert not Version.objects.filter(number="2").exists()


def test_a_published_version_is_neither_drafted_again_nor_discarded(
    cast: Cast, second: Second
) -> None:
    version = published(second, cast)
    for act in (
        second,
        lambda: services.publish(version.pk, actor=cast.anna, at=TOLD),
        lambda: services.discard_draft(version=version.pk, actor=cast.anna, at=TOLD),
    ):
        with pytest.raises(services.NotADraft):
            act()


def test_only_those_who_keep_the_agreement_draft_and_publish(cast: Cast, second: Second) -> None:
    draft = second()
    for name, who in cast.everyone:
        if name in {"anna", "adam"}:
            continue
        with pytest.raises((NotAllowed, NotSeen)):
            services.publish(draft.pk, actor=who, at=TOLD)
        with pytest.raises((NotAllowed, NotSeen)):
            services.draft_version(convention="x", actor=who, at=TOLD)


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


@pytest.mark.clause("3.2")
def test_silence_is_acceptance_when_the_notice_ends_once_and_no_promise_is_missed(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    sent()
    rounds = [
        services.settle_versions(at)
        for at in (TOLD, IN_FORCE - timedelta(seconds=1), IN_FORCE, IN_FORCE)
    ]
    assert [done.deemed_accepted for done in rounds] == [0, 0, 1, 0]
    promises.settle(IN_FORCE + timedelta(hours=1))
    row = standing(cast)
    assert (row.state, row.settled_at) == (State.DEEMED_ACCEPTED, IN_FORCE)
    answer = commitments.commitments(SYSTEM).get(kind="agreements.answer")
    assert answer.state == "kept"
    assert Notice.objects.filter(kind="agreements.version_in_force", channel="email").count() == 2
    assert journal.entries(SYSTEM, verb="agreements.version_deemed_accepted").count() == 1


@pytest.mark.clause("3.2")
def test_a_contact_accepts_and_every_contact_has_a_receipt(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    row = services.accept_version(client_version=standing(cast).pk, actor=cast.bob, at=FEBRUARY)
    assert (row.state, row.settled_at, row.proof) == (State.ACCEPTED, FEBRUARY, "answer")
    assert (number_at(cast, FEBRUARY), number_at(cast, IN_FORCE)) == ("1", "2")
    receipts = Notice.objects.filter(kind="agreements.version_answered", channel="email")
    assert {notice.address for notice in receipts} == {"alice@example.org", "bob@example.org"}


@pytest.mark.clause("3.3", "1.1")
def test_leaving_ends_the_contracts_with_the_notice_and_the_version_never_applies(
    cast: Cast, sign: Sign, second: Second
) -> None:
    contract = sign()
    published(second, cast)
    services.terminate_on_version(client_version=standing(cast).pk, actor=cast.alice, at=FEBRUARY)
    contract.refresh_from_db()
    assert contract.ends_on == date(2026, 2, 28)
    assert contract.subscriptions.get().ends_on == date(2026, 2, 28)
    assert number_at(cast, IN_FORCE + timedelta(days=9)) == "1"
    services.settle_versions(IN_FORCE)
    assert standing(cast).state == State.TERMINATED
    receipt = Notice.objects.filter(kind="agreements.version_answered", channel="email").first()
    assert receipt is not None
    assert "C-1" in receipt.text
    assert "28/02/2026" in receipt.text


@pytest.mark.clause("3.3")
def test_leaving_leaves_contracts_that_were_over_as_they_ended(
    cast: Cast, sign: Sign, second: Second
) -> None:
    over = sign("C-0", starts_on=date(2024, 1, 1), ends_on=date(2025, 12, 31))
    sign()
    published(second, cast)
    services.terminate_on_version(
        client_version=standing(cast).pk, actor=cast.alice, at=FEBRUARY
    )  # fmt: skip
    over.refresh_from_db()
    assert over.ended_at is None
    assert [row.subject for row in journal.entries(SYSTEM, verb="agreements.contract_ended")] != [
        over.subject
    ]
    receipt = Notice.objects.filter(kind="agreements.version_answered").first()
    assert receipt is not None
    assert "C-0" not in receipt.text


def test_who_may_answer_for_a_client(cast: Cast, sign: Sign, second: Second) -> None:
    sign()
    published(second, cast)
    row = standing(cast)
    accept, leave = (
        {name for name, who in cast.everyone if services.may_answer(who, row, state)}
        for state in (State.ACCEPTED, State.TERMINATED)
    )
    assert accept == {"alice", "bob", "anna", "adam"}
    assert leave == {"alice", "anna", "adam"}
    for name, who in cast.everyone:
        if name not in accept:
            with pytest.raises((NotAllowed, NotSeen)):
                services.accept_version(client_version=row.pk, actor=who, at=FEBRUARY)
    with pytest.raises(NotAllowed) as refused:
        services.terminate_on_version(client_version=row.pk, actor=cast.bob, at=FEBRUARY)
    assert "Alice" in refused.value.message()


def test_a_stranger_does_not_learn_that_a_version_was_notified(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    with pytest.raises(NotSeen):
        services.accept_version(client_version=standing(cast).pk, actor=cast.charlie, at=FEBRUARY)


def test_without_a_main_contact_any_contact_may_leave(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    Contact.objects.filter(client=cast.martin, main=True).update(main=False)
    assert services.may_answer(cast.bob, standing(cast), State.TERMINATED)


def test_staff_writes_an_answer_down_with_its_letter_only(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    row = standing(cast)
    with pytest.raises(services.NoLetter):
        services.accept_version(client_version=row.pk, actor=cast.anna, at=FEBRUARY)
    late = IN_FORCE + timedelta(days=2)  # the letter left in time, and was opened late
    found = services.terminate_on_version(
        client_version=row.pk, document=letter(cast).pk, answered_at=FEBRUARY, actor=cast.anna,
        at=late,
    )  # fmt: skip
    assert (found.state, found.settled_at) == (State.TERMINATED, FEBRUARY)


@pytest.mark.parametrize("when", ["after the notice", "twice"])
def test_an_answer_out_of_time_or_given_already_is_refused(
    cast: Cast, sign: Sign, second: Second, when: str
) -> None:
    sign()
    published(second, cast)
    row, at = standing(cast), IN_FORCE
    if when == "twice":
        services.accept_version(client_version=row.pk, actor=cast.bob, at=FEBRUARY)
        at = FEBRUARY + timedelta(hours=1)
    with pytest.raises(services.AnsweredAlready):
        services.terminate_on_version(client_version=row.pk, actor=cast.alice, at=at)


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


@pytest.mark.clause("1.2")
def test_a_version_that_a_contracts_own_terms_do_not_fit_is_not_published(
    cast: Cast, sign: Sign, reference: Version
) -> None:
    sign(overrides=[{**SPECIAL, "id": "own", "replaces": "support.resolution", "set": {"note": {
        "fr": "x", "en": "x"}}}])  # fmt: skip
    other = "\n".join(
        line for line in reference.convention.replace('version: "1"', 'version: "2"').split("\n")
        if not line.startswith("  support.resolution:")
    )  # fmt: skip
    draft = services.draft_version(
        convention=other, text=reference.text, actor=cast.anna, at=SIGNED
    )
    with pytest.raises(services.FaultyContract) as refused:
        services.publish(draft.pk, actor=cast.anna, at=TOLD)
    (fault,) = refused.value.faults
    assert fault.where == "C-1.overrides[1].replaces"
    assert not ClientVersion.objects.filter(basis="notice").exists()


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
