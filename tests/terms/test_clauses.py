"""The register of clauses."""

import pytest

from tenir.terms import clauses
from tenir.terms.clauses import ARTICLES, CLAUSES, Kind, UnknownClause, find


def test_the_agreement_has_eighty_nine_clauses_and_four_annexes() -> None:
    annexes = [number for number in CLAUSES if number.startswith("A")]
    assert (len(CLAUSES) - len(annexes), annexes) == (89, ["A0", "A1", "A2", "A3"])


@pytest.mark.parametrize(
    ("article", "last"),
    [(1, 2), (2, 9), (3, 5), (4, 3), (5, 17), (6, 7), (7, 22), (8, 13), (9, 5), (10, 6)],
)
def test_each_article_is_numbered_without_a_gap(article: int, last: int) -> None:
    numbers = [number for number, clause in CLAUSES.items() if clause.article == str(article)]
    assert numbers == [f"{article}.{n}" for n in range(1, last + 1)]


def test_every_clause_does_something_or_says_which_other_does() -> None:
    for clause in CLAUSES.values():
        assert bool(clause.kinds) != bool(clause.same_as)
        assert all(find(number).kinds for number in clause.same_as)


def test_no_title_serves_twice() -> None:
    for titles in ([c.fr for c in CLAUSES.values()], [c.en for c in CLAUSES.values()]):
        assert len(set(titles)) == len(CLAUSES)


def test_the_penalty_is_computed_and_its_claim_also_refused() -> None:
    assert find("5.6").kinds == {Kind.COMPUTES}
    assert find("5.7").kinds == {Kind.COMPUTES, Kind.REFUSES, Kind.ACTS}
    assert find("5.6").computed
    assert not find("5.4").computed


def test_one_letter_of_a_list_is_cited_through_its_clause() -> None:
    assert find("5.5b") == find("5.5i") == CLAUSES["5.5"]


def test_a_whole_article_can_be_cited() -> None:
    assert find("7") == ARTICLES["7"]


@pytest.mark.parametrize("number", ["5.61", "5.5j", "5.6a", "11", "", "A4", "five", "5.06"])
def test_a_number_that_the_agreement_lacks_is_refused_with_near_ones(number: str) -> None:
    assert not clauses.known(number)
    with pytest.raises(UnknownClause, match=r"docs/clauses\.md.*for example \w+"):
        find(number)


def test_the_nearest_number_is_proposed() -> None:
    with pytest.raises(UnknownClause) as refusal:
        find("5.66")
    assert "5.6" in refusal.value.values["near"]


def test_citations_are_ordered_as_in_the_text() -> None:
    cited = ["A1", "5.10", "5.9", "10.2", "5.5b", "5.5", "5", "A", "2.3"]
    assert sorted(cited, key=clauses.order) == [
        "2.3", "5", "5.5", "5.5b", "5.9", "5.10", "10.2", "A", "A1",
    ]  # fmt: skip
