"""`tenir clients`: tables in and out, as a process."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.platforms import Make, Platform

CLIENTS = "number;name\nC-101;Café Noir\n"
CONTACTS = "client;name;email\nC-101;Zoé Durand;zoe@noir.example\n"


@pytest.fixture(scope="module")
def platform(own_database: Make) -> Platform:
    """A platform with the tables of this version."""
    return own_database(migrated=True)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    tables = tmp_path / "c.csv", tmp_path / "k.csv"
    for path, text in zip(tables, (CLIENTS, CONTACTS), strict=True):
        path.write_text(text, encoding="utf-8")
    return tables


def test_tables_are_told_first_then_kept_then_written_out(
    platform: Platform, files: tuple[Path, Path], tmp_path: Path
) -> None:
    told = platform.tenir("clients", "import", *files)
    assert told.returncode == 0, told.stderr
    assert "1 clients and 1 contacts new" in told.stdout
    assert "Nothing is kept" in told.stdout
    kept = platform.tenir("clients", "import", *files, "--write")
    assert "Nothing is kept" not in kept.stdout
    again = platform.tenir("--lang", "fr", "clients", "import", *files, "--write")
    assert "2 inchangés" in again.stdout
    written = platform.tenir("clients", "export", tmp_path / "out")
    assert written.returncode == 0, written.stderr
    text = (tmp_path / "out" / "contacts.csv").read_text("utf-8-sig")
    assert "C-101;Zoé Durand;zoe@noir.example;;yes;fr" in text


def test_mistakes_end_with_code_2_and_their_places(
    platform: Platform, files: tuple[Path, Path]
) -> None:
    files[1].write_text(CONTACTS + "C-101;;eve\n", encoding="utf-8")
    refused = platform.tenir("clients", "import", *files, "--write")
    assert refused.returncode == 2
    assert "k.csv:3:2: " in refused.stderr
    assert "k.csv:3:3: " in refused.stderr


def test_an_actor_that_nobody_is_is_refused(platform: Platform, files: tuple[Path, Path]) -> None:
    refused = platform.tenir("clients", "import", *files, "--by", "nobody@example.org")
    assert refused.returncode == 2
    assert "nobody@example.org" in refused.stderr


def test_someone_is_erased_by_their_address_after_it_was_told(
    platform: Platform, tmp_path: Path
) -> None:
    tables = tmp_path / "c.csv", tmp_path / "k.csv"
    tables[0].write_text("number;name\nC-102;Thé Vert\n", encoding="utf-8")
    tables[1].write_text(
        "client;name;email;main\nC-102;Yves Nérac;yves@vert.example;yes\n", encoding="utf-8"
    )
    assert platform.tenir("clients", "import", *tables, "--write").returncode == 0
    nobody = platform.tenir("people", "erase", "no@vert.example")
    assert (nobody.returncode, "nobody has the address" in nobody.stderr) == (2, True)
    main = platform.tenir("people", "erase", "yves@vert.example", "--write")
    assert main.returncode == 2
    assert "still the main contact of Thé Vert" in " ".join((main.stdout + main.stderr).split())
    platform.python(
        "from tenir.apps.parties.models import Contact\n"
        "held = Contact.objects.filter(email='yves@vert.example')\n"
        "held.update(removed_at='2026-03-02T12:00:00Z')"
    )
    told = platform.tenir("people", "erase", "yves@vert.example")
    assert "Would be erased" in told.stdout
    assert "Yves Nérac" in told.stdout
    assert "Kept:" in platform.tenir("people", "erase", "yves@vert.example", "--write").stdout
    assert platform.tenir("people", "erase", "yves@vert.example").returncode == 2
