"""What is found, by whom, and whatever is typed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tenir.apps.search import queries, services
from tenir.apps.search.models import Found
from tenir.apps.search.services import Findable
from tenir.viewer import ANONYMOUS, ClientRole, StaffRole, Viewer

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
SAM = Viewer(person=1, staff=frozenset({StaffRole.AGENT}))
SOFIA = Viewer(person=2, staff=frozenset({StaffRole.SECURITY_OFFICER}))
ALICE = Viewer(person=3, clients={12: ClientRole.CONTACT})
KINDS = ("client", "contract", "document", "person")


def found(text: str, viewer: Viewer = SAM, *kinds: str) -> list[str]:
    return [hit.of for hit in queries.found(viewer, text, kinds=kinds or KINDS)]


def client(of: str, *names: str, organisation: int = 12, **rest: object) -> None:
    services.index([Findable("client", of, "client", names, organisation=organisation, **rest)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Société Générale d'Œuvres", "societe generale d'oeuvres"),
        ("Société Générale d'Œuvres", "GÉNÉRALE œuvres"),
        ("L\u2019Été à la mer", "ete"),
        ("L'Été à la mer", "l'ete"),
        ("Cœur & Æther", "coeur aether"),
        ("Straße", "strasse"),
        ("Łódź Ørsted", "lodz orsted"),
        ("Αθήνα", "αθηνα"),
        ("Московский", "моск"),
        ("東京都", "東京"),
        ("O'Brien", "o'br"),
    ],
)
def test_accents_capitals_ligatures_and_elisions_do_not_count(name: str, typed: str) -> None:
    client("1", name)
    client("2", "Autre chose")
    assert found(typed) == ["1"]


@pytest.mark.parametrize(
    "typed", ["CT-2026-001", "ct-2026", "2026-001", "CT2026001", "ct 2026 001", "001", "ct-2026-0"]
)
def test_a_number_is_found_whole_and_by_part(typed: str) -> None:
    client("1", "CT-2026-001")
    client("2", "CT-1999-777")
    assert found(typed) == ["1"]


def test_what_is_called_exactly_so_comes_first_however_many_begin_so() -> None:
    services.index(
        Findable("client", str(n), "client", [f"C-{n}"], organisation=12) for n in range(1, 400)
    )
    assert found("C-1")[0] == "1"
    assert len(found("C-1")) == queries.FEW


def test_a_name_that_begins_so_comes_before_one_that_says_so() -> None:
    client("1", "Ateliers Martin", at=NOON)
    client("2", "Martin et fils")
    client("3", "Novak", words=["martin@example.org"], at=NOON)
    assert found("mart")[0] == "2"
    assert set(found("mart")) == {"1", "2", "3"}


def test_a_client_finds_its_own_and_what_is_for_everyone() -> None:
    client("1", "Clé", organisation=12)
    client("2", "Clé", organisation=13)
    for number, audience in enumerate(("everyone", "staff", "security"), 3):
        services.index([Findable("document", str(number), audience, ["Clé"])])
    services.index([Findable("document", "6", "security", ["Clé"], organisation=12)])
    assert set(found("cle", ALICE)) == {"1", "3"}
    assert set(found("cle", ANONYMOUS)) == {"3"}
    assert set(found("cle", SAM)) == {"1", "2", "3", "4"}
    assert set(found("cle", SOFIA)) == {"1", "2", "3", "4", "5", "6"}


def test_what_others_have_in_number_hides_nothing_of_ones_own() -> None:
    client("mine", "Martin")
    services.index(
        Findable("client", str(n), "client", ["Martin"], organisation=13, at=NOON)
        for n in range(queries.CANDIDATES * 2)
    )
    assert found("martin", ALICE) == ["mine"]
    assert found("mar", ALICE) == ["mine"]


def test_a_thing_is_found_by_new_words_and_no_more_by_the_old() -> None:
    client("1", "Ancienne raison")
    client("1", "Nouvelle enseigne")
    assert found("ancienne") == []
    assert found("nouvelle") == ["1"]


def test_a_person_who_leaves_one_client_is_found_by_the_other_alone() -> None:
    both = [Findable("person", "5", "client", ["Vera"], organisation=o) for o in (12, 13)]
    services.index(both)
    assert found("vera", SAM, "person") == ["5"]  # once
    services.index_again("person", ["5"], both[1:])
    assert found("vera", ALICE) == []
    assert found("vera", SAM) == ["5"]


def test_what_is_forgotten_leaves_no_word_behind() -> None:
    client("1", "Perdu")
    services.forget("client", ["1"])
    assert found("perdu") == []
    assert not Found.objects.filter(words__contains="perdu").exists()


HOSTILE = (
    '"', "'", '"a" OR "b"', "a AND", "NOT", "NEAR(a b)", "a*", "*", "^a", "words:a", "-a", "a:b",
    "(", ")", "{a}", "a\0b", "\0", "\\", "%", "_", ";", "--", "' OR 1=1 --", "a & b", "a | !b",
    "a <-> b", "a:*", "@client.12", "=martin", "@client.staff", "😀", "😀😀 martin", "\ud800",
    "\u202e", "é" * 10_000, "a " * 5_000, "x" * 10_240, "\n\t", "a\u0301\u0302", "\U0001e900",
    "a\U0001e922b", "٣", "²", "ﷺ", "-1", "1e5", "0x1F", "1.2.3.4", "http://a.b/c?d=e&f",
)  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_is_no_error(typed: str) -> None:
    client("1", "Martin", words=[typed])
    found(typed)
    found(typed, ALICE)
    queries.clauses(typed)


def test_a_mark_cannot_be_typed() -> None:
    client("1", "Martin", organisation=13)
    assert found("@client.13", ALICE) == []
    assert found("=martin", ALICE) == []
    assert found("client.staff martin", ALICE) == []


def test_a_question_is_one_query_however_many_kinds(
    django_assert_num_queries: object,
) -> None:
    client("1", "Martin")
    with django_assert_num_queries(1):  # type: ignore[operator]
        found("martin")


def test_nothing_asked_asks_nothing(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert found("  !?  ") == []


@pytest.mark.parametrize(
    ("typed", "number"),
    [("5.6", "5.6"), ("pénalité", "5.6"), ("penalties", "5.6"), ("A2", "A2"), ("7", "7")],
)
def test_clauses_are_found_by_number_and_in_both_languages(typed: str, number: str) -> None:
    assert number in [clause.number for clause in queries.clauses(typed, most=50)]


def test_the_index_is_rebuilt_and_differences_are_named() -> None:
    client("1", "Martin")
    client("2", "Reste")
    wanted = [
        Findable("client", "1", "client", ["Novak"], organisation=12),
        Findable("client", "3", "client", ["Manque"], organisation=12),
    ]
    assert sorted(services.differences(wanted)) == ["client/1@12", "client/2@12", "client/3@12"]
    assert services.rebuild(wanted) == 2
    assert list(services.differences(wanted)) == []
    assert queries.edition() == services.EDITION
    assert found("novak") == ["1"]
    assert found("reste") == []
