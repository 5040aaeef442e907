"""`tenir convention`: check, show, diff, schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tenir.integrations.agreement_files import SHIPPED
from tests.faces.conftest import Tenir

REFERENCE = SHIPPED / "reference" / "1" / "convention.yaml"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A publisher's own copy of the reference agreement, with its text and its cases."""
    for source in REFERENCE.parent.iterdir():
        (tmp_path / source.name).write_text(source.read_text())
    return tmp_path / "convention.yaml"


def rewritten(path: Path, *changes: tuple[str, str]) -> Path:
    text = path.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text)
    return path


def test_the_reference_agreement_has_no_mistake(tenir: Tenir) -> None:
    result = tenir("convention", "check")
    assert result.exit_code == 0, result.output
    assert "25 products" in result.stdout


def test_every_mistake_is_listed_at_once_with_its_line(tenir: Tenir, own: Path) -> None:
    rewritten(
        own,
        ("strength: best_effort", "strenght: best_effort"),
        ("length: 8 working_hours", "length: 8"),
        ("{over: 1.5 pt, upto: 5 pt", "{over: 2 pt, upto: 5 pt"),
    )
    result = tenir("convention", "check", own)
    lines = own.read_text().splitlines()
    places = [
        next(n for n, line in enumerate(lines, 1) if found in line)
        for found in ("strenght", "length: 8", "kind: tiers")
    ]
    assert result.exit_code == 2
    assert "strength" in result.stderr
    for place in places:
        assert any(f"convention.yaml:{at}:" in result.stderr for at in range(place, place + 8))


def test_a_case_that_comes_out_otherwise_is_a_mistake(tenir: Tenir, own: Path) -> None:
    result = tenir("convention", "check", rewritten(own, ("value: 99.5 %", "value: 99.9 %")))
    assert result.exit_code == 2
    assert "cases.yaml:" in result.stderr


def test_a_clause_cited_without_a_passage_in_the_text_is_a_mistake(tenir: Tenir, own: Path) -> None:
    text = own.with_name("text.fr.md")
    text.write_text(text.read_text().replace("### 5.6 ", "### 5.66 "))
    result = tenir("convention", "check", own)
    assert "no passage for clause 5.6" in result.stderr


def test_a_difference_is_said_in_words_under_its_clause(tenir: Tenir, own: Path) -> None:
    faster = ("length: 8 working_hours", "length: 4 working_hours")
    rewritten(own, ("value: 99.5 %", "value: 99.9 %"), faster)
    result = tenir("--lang", "fr", "convention", "diff", REFERENCE, own)
    assert result.exit_code == 1
    assert "99,5 % devient 99,9 %" in result.stdout
    assert "8 heures ouvrées devient 4 heures ouvrées" in result.stdout
    assert result.stdout.index("5.1 ·") < result.stdout.index("7.13 ·")


def test_two_equal_agreements_have_no_difference(tenir: Tenir, own: Path) -> None:
    result = tenir("convention", "diff", own)
    assert (result.exit_code, result.stdout.strip()) == (0, "nothing has changed")


def test_the_terms_of_a_product_say_which_layer_they_come_from(tenir: Tenir) -> None:
    """Clause: 2.4, A2."""
    result = tenir("convention", "show", "--product", "document-viewer")
    assert "annex2.sunday" in result.stdout
    assert "5.16.sunday" in result.stdout


def test_the_file_itself_can_be_shown_to_start_from(tenir: Tenir) -> None:
    assert tenir("convention", "show", "--source").stdout == REFERENCE.read_text()


def test_an_unknown_product_is_refused(tenir: Tenir) -> None:
    result = tenir("convention", "show", "--product", "abacus")
    assert result.exit_code == 2
    assert "abacus" in result.stderr


def test_the_schema_names_every_kind_of_term(tenir: Tenir) -> None:
    schema = json.loads(tenir("convention", "schema").stdout)
    assert {"Threshold", "Tiers", "Window", "Retention"} <= set(schema["$defs"])


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"a: [1, 2"])
def test_a_file_that_is_no_agreement_is_refused(
    tenir: Tenir, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "own.yaml"
    path.write_bytes(content)
    assert tenir("convention", "check", path).exit_code == 2


def test_a_file_of_ten_gigabytes_is_refused_unread(tenir: Tenir, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    with path.open("wb") as file:
        file.truncate(10 << 30)
    result = tenir("convention", "check", path)
    assert result.exit_code == 2
    assert "10240 MiB" in result.stderr
