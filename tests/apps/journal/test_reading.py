"""Who reads what of the journal, and how it is searched."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from tenir.apps.journal.models import Personal
from tenir.apps.journal.queries import entries, export, personal_of
from tenir.apps.journal.services import erase, erase_outlived, record, reserve, seal
from tenir.terms.journal_export import export_verdict
from tenir.viewer import SYSTEM, NotAllowed, NotSeen, Viewer
from tests.cast import Cast

MARCH_2 = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def keys(cast: Cast) -> dict[str, int]:
    """A fact of Martin's, one of Novak's, one of the publisher's own."""
    return {
        "martin": record(
            "support.request_opened", subject="request/1", actor=cast.alice, at=MARCH_2,
            client=cast.martin.organisation_id, clauses=["7.13"], after={"title": "Arrêt à 9 h"},
            personal={"name": "Zoé Martin"},
        ),
        "novak": record(
            "orders.quote_sent", subject="quote/1", actor=cast.sam, at=MARCH_2 + timedelta(days=1),
            client=cast.novak.organisation_id, clauses=["2.6", "7.1"], before={"state": "asked"},
        ),
        "own": record(
            "accounts.person_invited", subject="invitation/1", actor=cast.adam,
            at=MARCH_2 + timedelta(days=2),
        ),
    }  # fmt: skip


def names(keys: dict[str, int], viewer: Viewer, **asked: object) -> list[str]:
    found = set(entries(viewer, **asked).values_list("pk", flat=True))  # type: ignore[arg-type]
    return [name for name, key in keys.items() if key in found]


def test_staff_read_all_of_it_a_client_its_own_nobody_none(
    cast: Cast, keys: dict[str, int]
) -> None:
    own = {"alice": "martin", "bob": "martin", "rose": "martin", "charlie": "novak", "nobody": ""}
    for name, who in cast.everyone:
        assert names(keys, who) == own.get(name, "martin novak own").split(), name


def test_charlie_learns_nothing_of_martin_whatever_is_asked(
    cast: Cast, keys: dict[str, int]
) -> None:
    for asked in (
        {"client": cast.martin.organisation_id}, {"subject": "request/1"}, {"verb": "support."},
        {"text": "Arrêt"}, {"clause": "7.13"}, {"actor": cast.alice.pseudonym},
    ):  # fmt: skip
        assert names(keys, cast.charlie, **asked) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"verb": "support."}, ["martin"]),
        ({"verb": "orders.quote_sent"}, ["novak"]),
        ({"subject": "invitation/1"}, ["own"]),
        ({"clause": "7.13"}, ["martin"]),
        ({"clause": "7.1"}, ["novak"]),
        ({"text": "arrêt"}, ["martin"]),
        ({"text": "asked"}, ["novak"]),
        ({"text": 'a"b'}, []),
        ({"text": "%"}, []),
        ({"since": MARCH_2 + timedelta(days=1)}, ["novak", "own"]),
        ({"until": MARCH_2 + timedelta(days=1)}, ["martin"]),
    ],
)
def test_sam_searches(
    cast: Cast, keys: dict[str, int], asked: dict[str, object], found: list[str]
) -> None:
    assert names(keys, cast.sam, **asked) == found


def test_sam_searches_by_actor_and_client(cast: Cast, keys: dict[str, int]) -> None:
    assert names(keys, cast.sam, actor=cast.alice.pseudonym) == ["martin"]
    assert names(keys, cast.sam, client=cast.novak.organisation_id) == ["novak"]


def test_names_are_searched_by_those_who_may_read_them(cast: Cast, keys: dict[str, int]) -> None:
    found = [name for name, who in cast.everyone if names(keys, who, text="Zoé")]
    assert found == ["anna", "sofia", "adam"]


def test_names_are_read_by_those_who_may(cast: Cast, keys: dict[str, int]) -> None:
    may = []
    for name, who in cast.everyone:
        try:
            assert personal_of(who, keys.values()) == {keys["martin"]: {"name": "Zoé Martin"}}
            may.append(name)
        except NotAllowed:
            pass
    assert may == ["anna", "sofia", "adam"]


def test_a_client_exports_its_own_and_staff_anyones(cast: Cast, keys: dict[str, int]) -> None:
    seal(MARCH_2)
    may = []
    for name, who in cast.everyone:
        try:
            made = export(who, cast.martin.organisation_id, number="C-001", made_at=MARCH_2)
            assert export_verdict(made).entries == 1
            may.append(name)
        except NotSeen:
            pass
    assert " ".join(may) == "alice bob rose sam olga rita anna fred sofia adam"


def test_an_export_holds_names_only_where_asked_for_by_who_may(
    cast: Cast, keys: dict[str, int]
) -> None:
    seal(MARCH_2)
    asked = {"number": "C-001", "made_at": MARCH_2, "personal": True}
    with pytest.raises(NotAllowed):
        export(cast.alice, cast.martin.organisation_id, **asked)  # type: ignore[arg-type]
    made = list(export(cast.anna, cast.martin.organisation_id, **asked))  # type: ignore[arg-type]
    assert json.loads(made[1])["personal"]["told"] == {"name": "Zoé Martin"}
    assert export_verdict(made).holds


def test_an_administrator_erases_and_nobody_else(cast: Cast, keys: dict[str, int]) -> None:
    for name, who in cast.everyone:
        if name != "adam":
            with pytest.raises(NotAllowed):
                erase(entries=keys.values(), because="request", actor=who, at=MARCH_2)
    assert Personal.objects.count() == 1
    assert erase(entries=keys.values(), because="request", actor=cast.adam, at=MARCH_2) == 1


def test_what_alice_did_and_what_names_her_is_erased_by_her_pseudonym(
    cast: Cast, keys: dict[str, int]
) -> None:
    alice = cast.alice.pseudonym
    for subject, told in (
        (f"person/{alice}", {"a": 1}),
        ("x/1", {"who": alice}),
        ("x/2", {"a": 2}),
    ):
        record("a.b", subject=subject, actor=SYSTEM, at=MARCH_2, personal=told)
    assert erase(person=alice, because="request", actor=cast.adam, at=MARCH_2) == 3
    assert Personal.objects.get().entry.subject == "x/2"


def test_what_outlived_its_time_is_erased(cast: Cast, keys: dict[str, int]) -> None:
    later = MARCH_2 + timedelta(days=400)
    assert erase_outlived(before=MARCH_2, actor=SYSTEM, at=later) == 0
    assert erase_outlived(before=MARCH_2 + timedelta(seconds=1), actor=SYSTEM, at=later) == 1


def test_erasing_nothing_writes_nothing(cast: Cast) -> None:
    assert erase(person="nobody", because="request", actor=cast.adam, at=MARCH_2) == 0
    assert not entries(SYSTEM, verb="journal.").exists()


def test_an_export_has_the_place_and_seals_alone_of_what_is_reserved(
    cast: Cast, keys: dict[str, int]
) -> None:
    """Clause: 10.5."""
    (entry,) = entries(cast.alice, client=cast.martin.organisation_id)
    seal(MARCH_2)
    reserve(entry.subject, readers=[cast.bob.person], at=MARCH_2)
    asked = {"number": "C-001", "made_at": MARCH_2}
    for who, withheld in ((cast.alice, 1), (cast.olga, 1), (cast.bob, 0), (cast.sofia, 0)):
        made = list(export(who, cast.martin.organisation_id, **asked))  # type: ignore[arg-type]
        found = export_verdict(made)
        assert (found.holds, found.entries, found.withheld) == (True, 1, withheld)
        assert (entry.subject in made[1]) is (not withheld)
    altered = [made[0], made[1].replace('"digest":"', '"digest":"0')]
    assert not export_verdict(altered).holds
