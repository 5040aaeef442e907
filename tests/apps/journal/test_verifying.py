"""The whole journal gone through: what an owner of the database did to it is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice

import pytest
from django.db import connection

from tenir.apps.journal.append_only import enforce, lift
from tenir.apps.journal.models import Entry, Head, Personal
from tenir.apps.journal.queries import entries, export, verify
from tenir.apps.journal.services import erase, record, seal
from tenir.terms.journal_chain import Fault, Kind, Mark, mark_of
from tenir.terms.journal_export import export_verdict
from tenir.viewer import SYSTEM, NotAllowed
from tests.cast import Cast

MARCH_2 = datetime(2026, 3, 2, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _six_facts() -> None:
    """Facts 1 to 6; the even ones of client 7; the third names Zoé."""
    for number in range(1, 7):
        record(
            "orders.quote_sent", subject=f"quote/{number}", actor=SYSTEM, at=MARCH_2,
            client=7 if number % 2 == 0 else None, clauses=["2.6"],
            before={"state": "asked"}, after={"price": "10.50", "note": "été"},
            personal={"name": "Zoé"} if number == 3 else None,
        )  # fmt: skip
    seal(MARCH_2)


@contextmanager
def as_owner() -> Iterator[None]:
    """As whoever owns the database, and takes the triggers off."""
    lift(connection)
    yield
    enforce(connection)


def at(position: int) -> Entry:
    return Entry.objects.get(position=position)


def change(at_position: int, /, **columns: object) -> None:
    Entry.objects.filter(position=at_position).update(**columns)


def swap(one: int, two: int) -> None:
    change(one, position=99)
    change(two, position=one)
    change(99, position=two)


def remove(position: int) -> None:
    Entry.objects.filter(position=position).delete()


def remove_and_close_up(position: int) -> None:
    remove(position)
    for later in range(position + 1, 7):
        change(later, position=later - 1)


def insert(position: int) -> None:
    record("a.b", subject="x", actor=SYSTEM, at=MARCH_2)
    seal(MARCH_2)
    change(7, position=99, link="0" * 64)
    for later in range(6, position - 1, -1):
        change(later, position=later + 1)
    change(99, position=position)


def add_at_the_end() -> None:
    record("a.b", subject="x", actor=SYSTEM, at=MARCH_2)
    seal(MARCH_2)
    Head.objects.update(position=6, link=at(6).link)


def erase_in_secret() -> None:
    Personal.objects.all().delete()


ATTACKS: list[tuple[str, Callable[[], object], Kind, int]] = [
    ("a verb", lambda: change(2, verb="orders.quote_lost"), "altered", 2),
    ("a date", lambda: change(3, happened_at=datetime(2026, 1, 1, tzinfo=UTC)), "altered", 3),
    ("a price", lambda: change(4, after={"price": "99.00", "note": "été"}), "altered", 4),
    ("a client", lambda: change(4, client=8), "altered", 4),
    ("an entry gone", lambda: remove(4), "missing", 4),
    ("an entry gone, the rest closed up", lambda: remove_and_close_up(4), "missing", 4),
    ("the last gone", lambda: remove(6), "missing", 6),
    ("everything gone", lambda: Entry.objects.all().delete(), "missing", 1),
    ("an entry slipped in", lambda: insert(3), "inserted", 3),
    ("two changed places", lambda: swap(2, 5), "reordered", 2),
    ("one sealed past the head", add_at_the_end, "inserted", 7),
    ("a client's own place", lambda: change(4, client_position=5), "client_chain", 4),
    ("a client's own link", lambda: change(4, client_link="0" * 64), "client_chain", 4),
    ("a place given where no client is", lambda: change(1, client_position=1), "client_chain", 1),
    ("a name", lambda: Personal.objects.update(told={"name": "Léa"}), "personal_altered", 3),
    ("a salt", lambda: Personal.objects.update(salt="0" * 32), "personal_altered", 3),
    ("a name gone in secret", erase_in_secret, "personal_missing", 3),
    ("a name added", lambda: Personal.objects.create(entry=at(2), salt="", told={}),
     "personal_altered", 2),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "attack", "kind", "position"), ATTACKS, ids=[what for what, *_ in ATTACKS]
)
def test_what_was_done_is_named_at_its_first_entry(
    what: str, attack: Callable[[], object], kind: Kind, position: int
) -> None:
    with as_owner():
        attack()
    fault = verify(SYSTEM).fault
    assert fault is not None
    assert (fault.kind, fault.position) == (kind, position)


def test_an_untouched_journal_holds_and_gives_the_mark_to_keep() -> None:
    found = verify(SYSTEM)
    assert (found.holds, found.entries, found.unsealed) == (True, 6, 0)
    assert verify(SYSTEM, mark=mark_of(str(found.head))).holds


def test_what_waits_for_its_seal_is_counted_and_no_fault() -> None:
    record("orders.quote_sent", subject="quote/7", actor=SYSTEM, at=MARCH_2)
    found = verify(SYSTEM)
    assert (found.holds, found.unsealed) == (True, 1)


def test_a_journal_cut_short_with_its_head_is_told_by_the_mark_kept_elsewhere() -> None:
    kept = verify(SYSTEM).head
    with as_owner():
        remove(6)
        Head.objects.update(position=5, link=at(5).link)
    assert verify(SYSTEM).holds
    assert verify(SYSTEM, mark=kept).fault == Fault("missing", 6)


def test_a_journal_written_anew_is_told_by_the_mark_kept_elsewhere() -> None:
    kept = verify(SYSTEM).head
    with as_owner():
        change(2, after={"price": "1.00"})
        Entry.objects.update(position=None, client_position=None)
        Head.objects.update(position=0, link="0" * 64)
        seal(MARCH_2)
    assert verify(SYSTEM).holds
    fault = verify(SYSTEM, mark=kept).fault
    assert fault is not None
    assert (fault.kind, fault.position) == ("rewritten", 6)


def test_an_instant_that_can_no_longer_be_read_is_an_altered_entry() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL holds instants only")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET happened_at = 'never' WHERE position = 2")
    assert verify(SYSTEM).fault == Fault("altered", 2, at_key(2))


def at_key(position: int) -> int:
    return Entry.objects.values_list("pk", flat=True).get(position=position)


def test_the_reader_is_told_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    verify(SYSTEM, progress=lambda read, total: told.append((read, total)))
    assert told == [(0, 6)]


def test_staff_verify_and_nobody_else(cast: Cast) -> None:
    may = []
    for name, who in cast.everyone:
        try:
            verify(who)
            may.append(name)
        except NotAllowed:
            pass
    assert " ".join(may) == "sam olga rita anna fred sofia adam"


# --- erased ---------------------------------------------------------------------------------------


def test_on_2_march_what_names_zoe_is_erased_and_the_chain_holds(cast: Cast) -> None:
    key = at_key(3)
    assert erase(entries=[key, at_key(4)], because="request", actor=cast.adam, at=MARCH_2) == 1
    seal(MARCH_2)
    found = verify(SYSTEM)
    assert (found.holds, found.erased) == (True, 1)
    assert not Personal.objects.exists()
    told = entries(SYSTEM, verb="journal.personal_erased").get()
    assert told.after == {"entries": [key], "because": "request"}


# --- a client's export ----------------------------------------------------------------------------


def lines(**how: bool) -> list[str]:
    return list(export(SYSTEM, 7, number="C-001", made_at=MARCH_2, **how))


def test_a_client_verifies_its_own_entries_without_any_database() -> None:
    found = export_verdict(lines())
    assert (found.holds, found.entries) == (True, 3)
    last = Entry.objects.filter(client=7).order_by("-client_position")[0]
    assert found.head == Mark(3, last.client_link)


def test_a_client_sees_that_one_of_its_entries_was_left_out() -> None:
    kept = lines()
    assert export_verdict([*kept[:2], *kept[3:]]).fault == Fault("missing", 2)


def test_an_export_begun_before_an_entry_is_sealed_ends_where_its_head_says() -> None:
    going = export(SYSTEM, 7, number="C-001", made_at=MARCH_2)
    first = list(islice(going, 2))
    record("orders.quote_sent", subject="quote/8", actor=SYSTEM, at=MARCH_2, client=7)
    seal(MARCH_2)
    assert export_verdict([*first, *going]).holds


def test_an_export_of_nobody_holds() -> None:
    empty = list(export(SYSTEM, 8, number="C-002", made_at=MARCH_2))
    assert export_verdict(empty).holds
