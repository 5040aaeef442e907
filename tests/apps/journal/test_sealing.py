"""What is committed is sealed: gapless, in the order of sealing, each client's entries twice."""

from datetime import UTC, datetime
from threading import Thread

import pytest
from django.db import DatabaseError, close_old_connections, connection, transaction

from tenir.apps.journal import recording
from tenir.apps.journal.models import Entry, Head, Personal
from tenir.apps.journal.queries import unsealed_since
from tenir.apps.journal.services import record, seal
from tenir.terms.journal import FIRST, link_after
from tenir.viewer import SYSTEM

MARCH_2 = datetime(2026, 3, 2, 9, tzinfo=UTC)


def fact(number: int = 1, *, client: int | None = None, **rest: object) -> int:
    return record(
        "orders.quote_sent", subject=f"quote/{number}", actor=SYSTEM, at=MARCH_2, client=client,
        after={"number": number}, **rest,
    )  # fmt: skip


@transaction.atomic
def undone(number: int) -> None:
    fact(number)
    raise RuntimeError


@pytest.mark.django_db
def test_on_2_march_three_facts_take_positions_1_to_3() -> None:
    for number in (1, 2, 3):
        fact(number)
    assert seal(MARCH_2) == 3
    assert list(Entry.objects.order_by("id").values_list("position", flat=True)) == [1, 2, 3]


@pytest.mark.django_db
def test_each_link_is_made_of_the_one_before_and_of_the_digest() -> None:
    fact(1)
    fact(2)
    seal(MARCH_2)
    one, two = Entry.objects.order_by("id")
    assert one.link == link_after(FIRST, one.digest)
    assert two.link == link_after(one.link, two.digest)


@pytest.mark.django_db
def test_the_facts_of_a_client_have_a_chain_of_their_own_across_sealings() -> None:
    for number, client in enumerate((7, 8, None, 7)):
        fact(number, client=client)
        seal(MARCH_2)
    own = Entry.objects.filter(client=7).order_by("id")
    assert [entry.client_position for entry in own] == [1, 2]
    assert own[1].client_link == link_after(own[0].client_link, own[1].digest)


@pytest.mark.django_db
def test_a_second_sealing_finds_nothing_left_and_the_head_says_how_far() -> None:
    fact()
    assert (seal(MARCH_2), seal(MARCH_2)) == (1, 0)
    assert Head.objects.get().position == 1


@pytest.mark.django_db
def test_more_than_a_batch_is_sealed_in_one_go() -> None:
    Entry.objects.bulk_create(
        Entry(verb="a.b", subject="x", actor="", happened_at=MARCH_2, recorded_at=MARCH_2)
        for _ in range(2_100)
    )
    assert seal(MARCH_2) == 2_100
    assert Head.objects.get().position == 2_100


@pytest.mark.django_db
def test_an_entry_that_waits_says_since_when() -> None:
    fact()
    assert unsealed_since() == MARCH_2
    seal(MARCH_2)
    assert unsealed_since() is None


@pytest.mark.django_db
def test_a_verb_is_an_app_and_a_fact() -> None:
    with pytest.raises(ValueError, match="write app"):
        record("sent", subject="quote/1", actor=SYSTEM, at=MARCH_2)


@pytest.mark.django_db(transaction=True)
def test_what_commits_is_sealed_at_once_and_what_rolls_back_never_was() -> None:
    with transaction.atomic():
        fact(1)
        fact(2)
    with pytest.raises(RuntimeError):
        undone(3)
    assert list(Entry.objects.order_by("id").values_list("position", flat=True)) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_a_fact_of_a_savepoint_undone_leaves_the_sealing_to_the_next_fact() -> None:
    with transaction.atomic():
        with pytest.raises(RuntimeError):
            undone(1)
        fact(2)
    assert Entry.objects.get().position == 1


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one_chain_without_a_gap() -> None:
    def write() -> None:
        try:
            for number in range(12):
                fact(number, client=number % 3)
        finally:
            close_old_connections()
            connection.close()

    writers = [Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    seal(MARCH_2)
    places = Entry.objects.order_by("position").values_list("position", flat=True)
    assert list(places) == list(range(1, 97))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal_entry SET verb = 'x.y'",
        "UPDATE journal_entry SET after = '{}'",
        "UPDATE journal_entry SET recorded_at = happened_at, actor = 'x'",
        "UPDATE journal_entry SET position = 9",
        "UPDATE journal_entry SET position = NULL",
        "UPDATE journal_entry SET link = ''",
        "DELETE FROM journal_entry",
        "UPDATE journal_personal SET told = '{}'",
        "UPDATE journal_head SET position = 0",
        "DELETE FROM journal_head",
    ],
)
def test_the_database_refuses_to_change_what_was_sealed(change: str) -> None:
    fact(personal={"name": "Zoé"})
    seal(MARCH_2)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


@pytest.mark.django_db
def test_an_entry_is_not_changed_before_its_seal_either() -> None:
    fact()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.update(subject="quote/2")


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["journal_entry", "journal_head", "journal_personal"])
def test_postgresql_refuses_to_empty_the_journal(table: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no TRUNCATE")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.django_db
def test_what_names_people_can_be_deleted() -> None:
    fact(personal={"name": "Zoé"})
    Personal.objects.all().delete()
    assert not Personal.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_sealed_at_once_undoes_no_act(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_at: datetime, **_: object) -> int:
        raise DatabaseError("away")

    monkeypatch.setattr(recording, "seal", fails)
    fact(1)
    assert unsealed_since() is not None
    assert seal(MARCH_2) == 1
