"""The tick: who is warned, when, and what is missed, each once.

The client owes from 1 September 2026: half on the 6th, four fifths on the 9th, due on the 11th.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from tenir.apps.accounts.queries import Person
from tenir.apps.commitments import settling, warning
from tenir.apps.commitments.queries import Commitment, Step
from tenir.apps.commitments.services import Settled, keep, settle
from tenir.apps.journal.queries import Entry
from tenir.apps.notices.queries import Notice
from tenir.terms.phrases import KNOWN
from tenir.viewer import SYSTEM
from tests.apps.commitments.promises import DUE, HALF, LATE, day, made, verbs
from tests.cast import Cast

SECOND = timedelta(seconds=1)


def told(kind: str = "commitments.warned") -> list[str]:
    """To whom mail of that kind is owed."""
    found = Notice.objects.filter(channel="email", kind=kind).order_by("id")
    return list(found.values_list("address", flat=True))


def test_a_warning_is_given_at_half_and_at_four_fifths_then_it_is_missed(cast: Cast) -> None:
    made(cast)
    instants = [HALF - SECOND, HALF, HALF + SECOND, LATE, DUE - SECOND, DUE, DUE + SECOND, day(30)]
    done = [settle(at) for at in instants]
    assert [(each.warned, each.missed) for each in done] == [
        (0, 0), (1, 0), (0, 0), (1, 0), (0, 0), (0, 0), (0, 1), (0, 0)
    ]  # fmt: skip
    assert verbs() == ["promised", "warned", "warned", "missed"]


def test_a_missed_promise_happened_at_its_due_instant_whenever_it_was_seen(cast: Cast) -> None:
    made(cast)
    settle(day(30))
    entry = Entry.objects.get(verb="commitments.missed")
    assert (entry.happened_at, entry.recorded_at) == (DUE, day(30))


def test_after_a_stop_only_the_last_warning_due_is_given(cast: Cast) -> None:
    made(cast)
    assert settle(day(9)) == Settled(warned=1)
    assert list(Step.objects.order_by("share").values_list("share", "warned_at")) == [
        (50, None), (80, day(9))
    ]  # fmt: skip
    assert told() == ["alice@example.org", "bob@example.org"]


def test_after_a_long_stop_a_missed_promise_is_not_warned_of_first(cast: Cast) -> None:
    made(cast)
    assert settle(day(12)) == Settled(missed=1)
    assert told() == []


def test_a_clock_that_steps_back_repeats_nothing(cast: Cast) -> None:
    made(cast)
    for at in (HALF, day(4), HALF, DUE + SECOND, HALF, LATE, DUE + SECOND):
        settle(at)
    assert verbs() == ["promised", "warned", "missed"]


def test_a_promise_kept_is_left_in_peace(cast: Cast) -> None:
    made(cast)
    keep("contacts/1", kept_at=day(1), actor=SYSTEM, at=day(1))
    assert not settle(day(30))


def test_a_tick_that_saw_a_promise_before_another_settled_it_does_nothing(cast: Cast) -> None:
    found = made(cast)
    assert found.next_at
    assert settling._settle_one(found.pk, found.next_at, HALF) == "warned"
    assert settling._settle_one(found.pk, found.next_at, HALF) == ""


def test_more_than_a_batch_is_settled_in_one_tick(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "BATCH", 3)
    for n in range(8):
        made(cast, f"contacts/{n}", due_at=DUE + n // 4 * SECOND, steps=())
    assert settle(day(11)) == Settled(missed=8)


def test_one_that_cannot_be_settled_holds_back_no_other(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "BATCH", 2)
    for n in range(5):
        made(cast, f"contacts/{n}", subject=f"client/{n}")
    telling = warning.tell

    def tell(what: str, found: Commitment, **more: object) -> None:
        if found.subject in {"client/0", "client/1", "client/2"}:
            raise LookupError("no template")
        telling(what, found, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(settling, "tell", tell)
    assert settle(HALF) == Settled(warned=2, failed=3)
    monkeypatch.setattr(settling, "tell", telling)
    assert settle(HALF) == Settled(warned=3)
    assert Step.objects.filter(warned_at=HALF).count() == 5


def test_a_database_that_fails_is_not_taken_for_a_bad_promise(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(cast)

    def gone(*given: object, **more: object) -> None:
        raise DatabaseError("connection lost")

    monkeypatch.setattr(settling, "tell", gone)
    with pytest.raises(DatabaseError):
        settle(HALF)


# --- who is told


def test_the_client_is_warned_of_what_it_owes_and_the_publisher_when_it_is_missed(
    cast: Cast,
) -> None:
    made(cast, answerable="accounts_manager")
    settle(HALF)
    assert told() == ["alice@example.org", "bob@example.org"]
    settle(day(11))
    assert told("commitments.missed") == [
        "alice@example.org", "bob@example.org", "anna@example.org"
    ]  # fmt: skip


def test_whoever_answers_for_it_is_warned_of_what_the_publisher_owes(cast: Cast) -> None:
    made(cast, owed_by="publisher", answerable="releases")
    settle(HALF)
    assert told() == ["rita@example.org"]


def test_administrators_answer_for_what_nobody_does(cast: Cast) -> None:
    made(cast, owed_by="publisher", organisation=None)
    settle(HALF)
    assert told() == ["adam@example.org"]


def test_a_contact_who_came_since_the_promise_was_made_is_told(cast: Cast) -> None:
    made(cast)
    bob = cast.people["bob"]
    bob.is_active = False
    bob.save()
    settle(HALF)
    assert told() == ["alice@example.org"]


def test_a_warning_says_what_by_when_and_why_in_the_readers_language(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        KNOWN, "promise.parties.confirmation", ("confirmer les contacts", "confirming contacts")
    )
    made(cast, risk="prerequisites")
    novak = cast.novak.organisation_id
    made(cast, "other", organisation=novak, firm=False, subject="request/43")
    settle(HALF)
    french = Notice.objects.get(address="alice@example.org", channel="email")
    english = Notice.objects.get(address="charlie@example.org", channel="email")
    assert french.title == "50\u202f% du délai écoulé\u202f: confirmer les contacts"
    assert "11/09/2026 09:00" in french.text
    assert "9.2" in french.text
    assert "(Ateliers Martin)" in french.text
    assert english.text.startswith("Confirming contacts (request DA-000043, Novak s.r.o.) is")
    about = Commitment.objects.get(organisation=novak)
    assert f"/commitments/{about.pk}/" in english.text
    assert english.title == "50 % of the time is spent: confirming contacts"
    assert "11 Sep 2026 09:00" in english.text
    assert "an aim, not a guarantee" in english.text


# --- the index


def test_the_tick_reads_the_index_of_what_waits_alone(cast: Cast) -> None:
    """A few promises run among thousands settled: the plan never walks the table."""
    found = made(cast)
    Commitment.objects.bulk_create(
        Commitment(
            key=f"old/{n}", kind=found.kind, subject=found.subject, owed_by="client",
            started_at=found.started_at, due_at=DUE, state="missed", settled_at=DUE,
        )
        for n in range(3000)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    asked: list[str] = []

    def watch(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        if sql.startswith("SELECT") and "next_at" in sql and not asked:
            with connection.cursor() as cursor:
                lead = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
                asked.append(sql)
                cursor.execute(lead + sql, params)
                asked.extend(str(row) for row in cursor.fetchall())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        settle(HALF)
    assert "commitment_going" in "\n".join(asked[1:])


def test_the_zone_is_named_to_those_whose_clocks_show_another_time(cast: Cast) -> None:
    """Due on 11 September at 09:00 in Paris: it is 08:00 in London."""
    made(cast)
    settle(HALF)
    assert "11/09/2026 09:00." in Notice.objects.filter(channel="email").latest("pk").text
    made(cast, "contacts/2")
    Person.objects.filter(email="alice@example.org").update(time_zone="Europe/London")
    settle(HALF)
    text = Notice.objects.filter(channel="email", address="alice@example.org").latest("pk").text
    assert "09:00 (heure de Paris)." in text
