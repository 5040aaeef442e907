"""`tenir journal`: what an operator, and a client with a file, see of the proof."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from tenir.apps.journal.append_only import lift
from tenir.apps.journal.models import Entry
from tenir.apps.journal.services import record, seal
from tenir.viewer import SYSTEM
from tests.cast import Cast
from tests.faces.conftest import Tenir

MARCH_2 = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def exported(cast: Cast, tenir: Tenir, tmp_path: Path) -> Path:
    """The export of Martin, whose journal has three entries."""
    for number in range(3):
        record(
            "orders.quote_sent", subject=f"quote/{number}", actor=SYSTEM, at=MARCH_2,
            client=cast.martin.organisation_id, personal={"name": "Zoé"},
        )  # fmt: skip
    file = tmp_path / "martin.jsonl"
    result = tenir("journal", "export", "--client", "C-001", "--out", file)
    assert (result.exit_code, "3 entries" in result.stdout) == (0, True), result.output
    return file


def test_the_journal_holds_and_its_mark_is_given_back(exported: Path, tenir: Tenir) -> None:
    result = tenir("journal", "verify")
    assert (result.exit_code, "3 entries hold" in result.stdout) == (0, True)
    mark = result.stdout.split()[-1]
    assert tenir("journal", "verify", "--head", mark).exit_code == 0


def test_an_altered_entry_is_named_in_the_readers_language(exported: Path, tenir: Tenir) -> None:
    lift(connection)
    Entry.objects.filter(position=2).update(subject="quote/9")
    result = tenir("--lang", "fr", "journal", "verify")
    assert result.exit_code == 1
    assert "l'écriture 2 " in result.stdout


def test_an_export_is_verified_from_its_file_alone(exported: Path, tenir: Tenir) -> None:
    Path(exported).chmod(0o400)
    result = tenir("journal", "verify", exported)
    assert (result.exit_code, "3 entries hold" in result.stdout) == (0, True)


def test_an_altered_export_is_told(exported: Path, tenir: Tenir) -> None:
    exported.write_text(exported.read_text().replace("quote/1", "quote/7"))
    result = tenir("journal", "verify", exported)
    assert (result.exit_code, "entry 2" in result.stdout) == (1, True)


def test_an_export_is_readable_by_its_owner_alone_and_replaces_nothing(
    exported: Path, tenir: Tenir
) -> None:
    assert exported.stat().st_mode & 0o077 == 0
    before = exported.read_bytes()
    result = tenir("journal", "export", "--client", "C-001", "--out", exported)
    assert (result.exit_code, exported.read_bytes()) == (2, before)


def test_names_are_exported_where_asked_for(exported: Path, tenir: Tenir, tmp_path: Path) -> None:
    file = tmp_path / "named.jsonl"
    tenir("journal", "export", "--client", "C-001", "--out", file, "--personal")
    assert ("Zoé" in exported.read_text(), "Zoé" in file.read_text()) == (False, True)
    assert tenir("journal", "verify", file).exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("verify", "--head", "12"),
        ("verify", "/nowhere.jsonl"),
        ("export", "--client", "C-999", "--out", "/nowhere/x"),
        ("export", "--client", "C-001", "--out", "/nowhere/x"),
    ],
)
def test_what_cannot_be_done_says_what_to_do(
    cast: Cast, tenir: Tenir, words: tuple[str, ...]
) -> None:
    result = tenir("journal", *words)
    assert result.exit_code == 2
    assert "✗" in result.stderr


def test_a_file_that_is_no_export_says_so(tenir: Tenir, tmp_path: Path) -> None:
    file = tmp_path / "other.jsonl"
    file.write_text("{}\n")
    result = tenir("journal", "verify", file)
    assert (result.exit_code, "no export of the journal" in result.stderr) == (2, True)


@pytest.mark.django_db
def test_an_empty_journal_holds(tenir: Tenir) -> None:
    seal(MARCH_2)
    assert tenir("journal", "verify").exit_code == 0
