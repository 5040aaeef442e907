"""A version's number: where its file has it, and the next one that is free."""

from __future__ import annotations

import pytest

from tenir.terms.numbering import next_number, number_place, renumbered

FILE = '# the whole\nformat: convention/1\nagreement:\n  id: x\n  version: "3"\n  name: {fr: é}\n'


@pytest.mark.parametrize(
    ("number", "taken", "free"),
    [
        ("1", set(), "2"),
        ("2", {"1", "2", "3"}, "4"),
        ("2.9", {"2.9"}, "2.10"),
        ("beta", {"beta", "beta.2"}, "beta.3"),
        ("2026b", set(), "2026b.2"),
    ],
)
@pytest.mark.clause("3.4")
def test_the_next_number_is_the_first_that_no_version_has(
    number: str, taken: set[str], free: str
) -> None:
    assert next_number(number, taken) == free


def test_a_number_is_placed_at_its_line() -> None:
    assert number_place(FILE) == "convention.yaml:5:3"


@pytest.mark.parametrize(
    ("written", "then"),
    [
        ('  version: "3"\n', '  version: "4"\n'),
        ("  version: '3' # of June\n", '  version: "4" # of June\n'),
        ("  version: 3\n", '  version: "4"\n'),
        ('  "version" : "3"\n', '  "version" : "4"\n'),
    ],
)
def test_a_number_is_changed_where_it_stands_and_nothing_else_is(written: str, then: str) -> None:
    file = FILE.replace('  version: "3"\n', written) + "other: {version: 3}\n"
    assert renumbered(file, "4") == file.replace(written, then)


def test_a_number_on_a_line_with_others_is_changed_too() -> None:
    assert renumbered('agreement: {id: é, version: "3", a: b}', "4") == (
        'agreement: {id: é, version: "4", a: b}'
    )


@pytest.mark.parametrize("file", ["a: [", "", "agreement: 3", "agreement: {version: [3]}"])
def test_a_file_whose_number_is_not_found_stays_as_it_is(file: str) -> None:
    assert renumbered(file, "4") == file
