"""Several at once: nothing twice, nothing lost, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from tenir.apps.agreements import acts_versions, queries, services
from tenir.apps.agreements.models import ClientVersion, Contract, Subscription
from tenir.apps.catalogue import services as catalogue
from tenir.apps.journal import queries as journal
from tenir.apps.notices.models import Notice
from tenir.viewer import SYSTEM
from tests.apps.agreements.conftest import FIRST, SIGNED, NewLine
from tests.cast import LONG_AGO, Cast, assemble

TOLD = datetime(2026, 1, 31, 9, tzinfo=UTC)
IN_FORCE = datetime(2026, 2, 28, 23, tzinfo=UTC)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast, and the reference on offer, for all threads to see."""
    found = assemble()
    (version,) = services.install_reference(actor=SYSTEM, at=LONG_AGO)
    catalogue.load_catalogue(queries.agreement_of(version), actor=SYSTEM, at=LONG_AGO)
    return found


def signed(cast: Cast) -> Contract:
    return services.sign_contract(
        client=cast.martin.pk, number="C-1", starts_on=FIRST, actor=cast.anna, at=SIGNED,
        lines=[NewLine(product="drive")],
    )  # fmt: skip


def published(cast: Cast) -> None:
    """A client with a contract, and a version 2."""
    signed(cast)
    reference = queries.version(SYSTEM, queries.versions(SYSTEM).get().pk)
    draft = services.draft_version(
        convention=reference.convention.replace('version: "1"', 'version: "2"'),
        text=reference.text, actor=cast.anna, at=SIGNED,
    )  # fmt: skip
    services.publish(draft.pk, actor=cast.anna, at=TOLD)


def notified(cast: Cast) -> ClientVersion:
    """A client under notice, whose messages have left."""
    published(cast)
    Notice.objects.filter(channel="email", state="owed").update(state="sent", sent_at=TOLD)
    return ClientVersion.objects.get(version__number="2")


def together(*acts: Callable[[], object]) -> list[object]:
    """What each came to, a refusal by its key; all begin at the same moment."""
    barrier, came = Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            came.append(act())
        except (services.FaultyContract, services.AnsweredAlready) as refused:
            came.append(refused.key)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def test_eight_who_sign_the_same_number_at_once_sign_it_once(cast: Cast) -> None:
    came = together(*[lambda: signed(cast).number] * 8)
    assert sorted(map(str, came)) == ["C-1"] + ["contract.faulty"] * 7
    assert Subscription.objects.count() == 1
    assert ClientVersion.objects.count() == 1


def test_eight_rounds_at_once_settle_a_version_once(cast: Cast) -> None:
    notified(cast)
    came = together(*[lambda: services.settle_versions(IN_FORCE)] * 8)
    rounds = [done for done in came if isinstance(done, services.VersionsSettled)]
    assert len(rounds) == 8
    assert sum(done.proven for done in rounds) == sum(done.deemed_accepted for done in rounds) == 1
    assert journal.entries(SYSTEM, verb="agreements.version_deemed").count() == 1
    assert journal.entries(SYSTEM, verb="agreements.notification_proven").count() == 1


def test_eight_rounds_at_once_tell_a_client_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts_versions, "AT_ONCE", 0)
    published(cast)
    monkeypatch.setattr(acts_versions, "AT_ONCE", 50)
    assert sorted(map(str, together(*[lambda: services.notify_more(TOLD)] * 8))) == [
        *["0"] * 7, "1"
    ]  # fmt: skip
    assert journal.entries(SYSTEM, verb="agreements.version_notified").count() == 1


def test_an_answer_as_the_notice_ends_is_an_answer_or_silence_never_both(cast: Cast) -> None:
    row, alice, late = notified(cast), cast.alice, IN_FORCE - timedelta(seconds=1)
    services.settle_versions(TOLD)

    def leave() -> object:
        return services.terminate_on_version(client_version=row.pk, actor=alice, at=late).state

    came = together(*[leave, lambda: services.settle_versions(IN_FORCE).deemed_accepted] * 4)
    assert came.count("terminated") + came.count(1) == 1
    ends_on = Contract.objects.get().ends_on
    assert ends_on == (date(2026, 2, 28) if "terminated" in came else None)


def test_eight_who_open_access_at_once_open_it_once(cast: Cast) -> None:
    line, sam = signed(cast).subscriptions.get(), cast.sam
    came = together(
        *[lambda: services.open_access(subscription=line.pk, actor=sam, at=SIGNED).pk] * 8
    )
    assert len(set(came)) == 1
    assert queries.Access.objects.count() == 1
