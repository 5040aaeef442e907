"""`tenir contracts`: a table in and out, as a process."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.platforms import Make, Platform

CLIENTS = "number;name\nC-101;Café Noir\n"
CONTRACTS = (
    "contract;client;from;product;hosting;yearly_fee\nCT-7;C-101;2026-01-01;drive;shared;4800.00\n"
)


@pytest.fixture(scope="module")
def platform(own_database: Make) -> Platform:
    """A platform as `tenir migrate` leaves it: with the reference agreement."""
    made = own_database(migrated=True)
    assert made.tenir("migrate").returncode == 0
    return made


def test_contracts_are_told_first_then_signed_then_written_out(
    platform: Platform, tmp_path: Path
) -> None:
    clients, table = tmp_path / "clients.csv", tmp_path / "contracts.csv"
    clients.write_text(CLIENTS, encoding="utf-8")
    table.write_text(CONTRACTS, encoding="utf-8")
    assert platform.tenir("clients", "import", clients, "--write").returncode == 0
    told = platform.tenir("contracts", "import", table)
    assert "1 contracts new" in told.stdout, told.stderr
    assert "Nothing is kept" in told.stdout
    platform.tenir("contracts", "import", table, "--write")
    again = platform.tenir("--lang", "fr", "contracts", "import", table, "--write")
    assert "1 inchangés" in again.stdout
    platform.tenir("contracts", "export", tmp_path / "out.csv")
    assert "CT-7;C-101" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")


def test_a_mistake_is_told_with_its_line_and_nothing_is_signed(
    platform: Platform, tmp_path: Path
) -> None:
    table = tmp_path / "contracts.csv"
    table.write_text(CONTRACTS.replace("drive", "dirve").replace("CT-7", "CT-8"))
    refused = platform.tenir("contracts", "import", table, "--write")
    assert refused.returncode == 2
    assert "dirve" in refused.stderr
    assert "contracts.csv" in refused.stderr
