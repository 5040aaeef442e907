"""The generated table of clauses, on a folder of one rule, one term, one test and one case."""

from pathlib import Path

import pytest

from tools import clauses

RULE = '''
def penalty(rate):
    """What is owed for a month.

    Clause: 5.6, A2.
    """
'''
TERM = """
terms:
  penalty.cap: {share: 10 %, clause: ["5.8"], readings: [{id: 5.8.base, clause: "5.5b"}]}
"""
TEST = '''
import pytest

@pytest.mark.clause("5.6")
def test_a_missed_month_is_paid():
    pass

class TestCap:
    def test_it_holds(self):
        """Clause: 5.8."""
'''
CASES = """
cases:
  - {name: a night in the window, clause: "5.15"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in {
        "tenir/terms/penalties.py": RULE,
        "tenir/conventions/reference/1/convention.yaml": TERM,
        "tenir/conventions/reference/1/cases.yaml": CASES,
        "tests/terms/test_penalties.py": TEST,
        "docs/clauses.md": "",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def rows(folder: Path) -> dict[str, str]:
    """The rows of the table written there, by clause."""
    assert clauses.main([str(folder)]) == 1  # most clauses are not cited in so small a folder
    lines = (folder / "docs/clauses.md").read_text().splitlines()
    return {line.split(" ")[1]: line for line in lines if line.startswith("| ")}


def test_every_clause_has_a_row(folder: Path) -> None:
    assert {"1.1", "5.6", "10.6", "A3"} < rows(folder).keys()


def test_a_rule_and_its_test_stand_beside_their_clause(folder: Path) -> None:
    row = rows(folder)["5.6"]
    assert "[penalties.penalty](../tenir/terms/penalties.py)" in row
    assert "test_a_missed_month_is_paid](../tests/terms/test_penalties.py)" in row


def test_a_module_stands_only_where_nothing_inside_it_cites_the_clause(folder: Path) -> None:
    module = '"""What a missed month costs.\n\nClause: 5.6, 5.9.\n"""\n'
    (folder / "tenir/terms/penalties.py").write_text(module + RULE)
    found = rows(folder)
    assert "[penalties](" not in found["5.6"]
    assert "[penalties](" in found["5.9"]


def test_a_term_of_the_agreement_is_a_rule_and_a_letter_counts_for_its_clause(folder: Path) -> None:
    found = rows(folder)
    assert "[terms · penalty.cap]" in found["5.8"]
    assert "[terms · penalty.cap]" in found["5.5"]
    assert "test_penalties.TestCap.test_it_holds" in found["5.8"]


def test_a_case_that_travels_with_the_agreement_is_a_test(folder: Path) -> None:
    assert "[case: a night in the window]" in rows(folder)["5.15"]


def test_the_page_is_the_same_twice(folder: Path) -> None:
    assert rows(folder) == rows(folder)


def test_a_table_left_behind_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert clauses.main(["--check", str(folder)]) == 1
    assert "docs/clauses.md is behind: run `make clauses`" in capsys.readouterr().out
    assert (folder / "docs/clauses.md").read_text() == ""


def test_a_computed_clause_wants_a_rule_and_a_test(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clauses.main([str(folder)])
    said = capsys.readouterr().out.splitlines()
    assert "5.3 (Monthly rate) is computed, and no rule cites it" in said
    assert "A2 (Annex 2: Sunday stop) is computed, and no test cites it" in said
    assert not any(line.startswith("5.6 ") for line in said)
    assert not any(line.startswith("5.4 ") for line in said)  # acts, computes nothing


def test_a_citation_of_no_clause_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "tenir/terms/penalties.py").write_text(RULE.replace("5.6", "5.66"))
    clauses.main([str(folder)])
    said = capsys.readouterr().out
    assert "tenir/terms/penalties.py: penalties.penalty: there is no clause “5.66”" in said


def test_the_last_line_alone_cites(folder: Path) -> None:
    (folder / "tenir/terms/penalties.py").write_text(
        RULE.replace("Clause: 5.6, A2.", "Clause: 5.6.\n\n    Amounts are exact.")
    )
    assert "penalties.penalty" not in rows(folder)["5.6"]
