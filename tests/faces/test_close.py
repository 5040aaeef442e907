"""`tenir close`: months closed on real and on made-up monitoring histories."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

from tests.conftest import Tried
from tests.faces.conftest import Tenir

HEADER = ["target", "month", "T_seconds", "down_seconds", "excluded_seconds", "counted_seconds",
          "unmeasured_seconds", "rate", "met"]  # fmt: skip


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def row_of(path: Path, target: str) -> dict[str, str]:
    return next(row for row in rows(path) if row["target"] == target)


def expected(shared: Path, name: str) -> dict[tuple[str, str], dict[str, str]]:
    table = rows(shared / "data" / "probes" / "expected_months_paris.csv")
    return {(row["slug"], row["month_paris"]): row for row in table if row["set"] == name}


@pytest.mark.parametrize("name", ["food", "curc"])
def test_real_histories_give_the_months_that_others_computed(
    tenir: Tenir, shared: Path, tried: Tried, tmp_path: Path, name: str
) -> None:
    """T and the raw down seconds of each row of expected_months_paris.csv.

    Clause: 5.3.
    """
    samples = shared / "data" / "probes" / f"{name}.csv.gz"
    into = tmp_path / "out"
    result = tenir("close", "--samples", samples, "--silence", "none", "--no-pdf", "--out", into)
    assert result.exit_code == 0, result.output
    closed = {(row["target"], row["month"]): row for row in rows(into / "summary.csv")}
    wanted = expected(shared, name)
    for key, row in wanted.items():
        assert int(closed[key]["T_seconds"]) == int(row["T_minutes"]) * 60, key
        assert int(closed[key]["down_seconds"]) == int(row["raw_down_seconds"]), key
    tried("probe months", len(wanted))


def test_with_a_limit_of_26_hours_a_silence_is_neither_up_nor_down(
    tenir: Tenir, shared: Path, tmp_path: Path
) -> None:
    """What is down and what is unmeasured without the limit explains the months with it.

    Clause: 5.3.
    """
    samples = shared / "data" / "probes" / "food.csv.gz"
    for name, limit in (("held", "none"), ("limited", "26h")):
        tenir(
            "close", "--samples", samples, "--silence", limit, "--no-pdf", "--out", tmp_path / name
        )
    held, limited = (rows(tmp_path / name / "summary.csv") for name in ("held", "limited"))
    longer = [
        (one, other) for one, other in zip(held, limited, strict=True)
        if int(other["unmeasured_seconds"]) > int(one["unmeasured_seconds"])
    ]  # fmt: skip
    silent = {
        key for key, row in expected(shared, "food").items() if float(row["longest_silence_h"]) > 26
    }
    assert silent <= {(other["target"], other["month"]) for _, other in longer}
    for one, other in longer:
        assert int(other["down_seconds"]) <= int(one["down_seconds"])


def test_the_summary_has_the_columns_agreed_and_a_row_per_target_and_month(
    demonstration: Path,
) -> None:
    table = rows(demonstration / "reports" / "summary.csv")
    assert list(table[0]) == HEADER
    assert len(table) == 6
    assert {row["month"] for row in table} == {"2026-09"}


def test_a_sunday_stop_of_annex_2_excludes_thirty_of_ninety_minutes(demonstration: Path) -> None:
    """6 September 2026, 05:30 to 07:00.

    Clause: 5.16, A2.
    """
    row = row_of(demonstration / "reports" / "summary.csv", "document-viewer")
    assert row["excluded_seconds"] == "1800"


def test_two_missed_months_running_open_a_right_on_the_products_own_line(
    demonstration: Path,
) -> None:
    """48,000 EUR a year, d = 0.737: 1 % of 4,000.

    Clause: 5.6, 5.7.
    """
    row = row_of(demonstration / "reports" / "penalties.csv", "drive")
    assert (row["right"], row["tier_rate"], row["amount"]) == ("True", "1", "40.00")
    assert row["claim_by"] == "2026-10-15T00:00:00+02:00"


def test_each_subscription_has_its_statement_and_its_report_in_two_languages(
    demonstration: Path,
) -> None:
    folder = demonstration / "reports" / "drive+C-2025-014"
    assert sorted(path.name for path in folder.iterdir()) == [
        "2026-09.csv", "2026-09.en.pdf", "2026-09.fr.pdf", "2026-09.json",
    ]  # fmt: skip
    statement = json.loads((folder / "2026-09.json").read_text())
    assert statement["availability"]["rate"] == "98.763"


def test_a_contracts_own_target_prevails(demonstration: Path) -> None:
    """Mutuelle de l'Erdre signed 99.8 % for Quality Management.

    Clause: 1.2.
    """
    path = demonstration / "reports" / "quality-management+C-2026-002" / "2026-09.json"
    figures = json.loads(path.read_text())["availability"]
    assert (figures["target"], figures["met"]) == ("99.8", False)


def test_the_demonstration_is_the_same_each_time(
    tenir: Tenir, demonstration: Path, tmp_path: Path
) -> None:
    tenir("demo", "--out", tmp_path)
    for path in ("publisher/samples.csv.gz", "reports/drive+C-2025-014/2026-09.fr.pdf"):
        assert (tmp_path / path).read_bytes() == (demonstration / path).read_bytes()


SAMPLES = """\
target,at,status
drive,2026-09-01T00:00:00+02:00,up
drive,2026-09-10T10:00:00+02:00,down
drive,2026-09-10T14:00:00+02:00,up
drive,2026-10-01T00:00:00+02:00,up
"""


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    path = tmp_path / "samples.csv"
    path.write_text(SAMPLES)
    return path


def test_a_month_that_was_not_measured_is_refused(
    tenir: Tenir, samples: Path, tmp_path: Path
) -> None:
    result = tenir("close", "--samples", samples, "--month", "2025-01", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "no target was measured in 2025-01" in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("works", "target,from\n", "columns to are missing"),
        ("works", "target,from,to,kind\ndrive,2026-09-01T00:00Z,2026-09-01T01:00Z,odd\n",
         "works.csv:2:1: there is no kind “odd”"),
        ("works", "target,from,to\nabacus,2026-09-01T00:00Z,2026-09-01T01:00Z\n", "“abacus”"),
        ("works", "target,from,to\ndrive,2026-09-01T02:00Z,2026-09-01T01:00Z\n", "comes before"),
        ("works", "", "file is empty"),
        ("exclusions", "target,from,to,reason\ndrive,2026-09-01T00:00,2026-09-01T01:00Z,x\n",
         "has no offset"),
        ("exclusions", "target,from,to,reason\ndrive,2026-09-10T10:00+02:00,"
         "2026-09-10T11:00+02:00,weather\n", "no reason “weather”"),
        ("exclusions", "target,from,to,reason,mood\n", "no column “mood”"),
        ("exclusions", "target,from,to,reason\ndrive,2026-09-01T00:00Z\n", "2 values instead of 4"),
        ("contracts", "target,product,yearly_fee\ndrive,abacus,many\n", "“many” is not an amount"),
        ("contracts", "target,product\ndrive,abacus\n", "there is no product “abacus”"),
        ("contracts", "target,from\ndrive,2026-02-30\n", "is not a date"),
        ("contracts", "target,client\n,someone\n", "value of “target” is missing"),
    ],
)  # fmt: skip
def test_a_faulty_table_is_refused_with_its_line_and_nothing_is_written(
    tenir: Tenir, samples: Path, tmp_path: Path, name: str, content: str, said: str
) -> None:
    table = tmp_path / f"{name}.csv"
    table.write_text(content)
    into = tmp_path / "out"
    result = tenir("close", "--samples", samples, f"--{name}", table, "--no-pdf", "--out", into)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not into.exists()


def test_every_mistake_of_a_contracts_file_is_listed_at_once(
    tenir: Tenir, samples: Path, tmp_path: Path
) -> None:
    contracts = tmp_path / "contracts.yaml"
    contracts.write_text(
        "format: contracts/1\n"
        "contracts:\n"
        "  - id: C-1\n"
        "    client: One\n"
        "    lines:\n"
        "      - {target: drive, product: abacus}\n"
        "      - {target: drive, from: 2026-02-01, until: 2026-01-01}\n"
        "    overrides:\n"
        "      - {id: x, layer: nowhere, replaces: no.term, set: {value: 1}, clause: '1.2'}\n"
    )
    result = tenir("close", "--samples", samples, "--contracts", contracts, "--out", tmp_path / "o")
    assert result.exit_code == 2
    for said in ("contracts.yaml:6:", "abacus", "contracts.yaml:7:", "nowhere", "no.term"):
        assert said in result.stderr


@pytest.mark.parametrize("limit", ["26", "-1h", "soon"])
def test_a_limit_of_silence_needs_its_unit(
    tenir: Tenir, samples: Path, tmp_path: Path, limit: str
) -> None:
    result = tenir("close", "--samples", samples, "--silence", limit, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "is no limit of silence" in result.stderr


def test_half_a_line_is_refused_with_its_number(
    tenir: Tenir, samples: Path, tmp_path: Path
) -> None:
    samples.write_text(SAMPLES + "drive,2026-10-0")
    result = tenir("close", "--samples", samples, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "6" in result.stderr
    assert not (tmp_path / "out").exists()


def test_earlier_results_are_replaced_file_by_file(
    tenir: Tenir, samples: Path, tmp_path: Path
) -> None:
    into = tmp_path / "out"
    into.mkdir()
    (into / "notes.txt").write_text("mine")
    for _ in range(2):
        result = tenir("close", "--samples", samples, "--no-pdf", "--out", into)
        assert result.exit_code == 0, result.output
    assert (into / "notes.txt").read_text() == "mine"
    assert (into / "drive" / "2026-09.json").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_place_that_is_a_file_is_refused(tenir: Tenir, samples: Path, tmp_path: Path) -> None:
    into = tmp_path / "out"
    into.write_text("a file")
    result = tenir("close", "--samples", samples, "--no-pdf", "--out", into)
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
    assert into.read_text() == "a file"


def test_a_target_cannot_name_a_place_outside_the_folder(tenir: Tenir, tmp_path: Path) -> None:
    samples = tmp_path / "samples.csv"
    samples.write_text(SAMPLES.replace("drive", "../../etc/x"))
    into = tmp_path / "deep" / "out"
    result = tenir("close", "--samples", samples, "--no-pdf", "--out", into)
    assert result.exit_code == 0, result.output
    outside = {path.name for path in tmp_path.rglob("*.json") if into not in path.parents}
    assert outside == set()


def test_a_month_of_silence_has_no_rate(tenir: Tenir, tmp_path: Path) -> None:
    """Clause: 5.3."""
    samples = tmp_path / "samples.csv.gz"
    text = SAMPLES.replace("2026-10-01T00:00:00", "2026-12-01T00:00:00")
    samples.write_bytes(gzip.compress(text.encode()))
    tenir("close", "--samples", samples, "--silence", "26h", "--no-pdf", "--out", tmp_path / "out")
    october = next(r for r in rows(tmp_path / "out" / "summary.csv") if r["month"] == "2026-10")
    assert (october["rate"], october["met"]) == ("", "unknown")


def test_the_cap_is_shared_in_proportion_over_a_contracts_lines(
    tenir: Tenir, tmp_path: Path
) -> None:
    """Each of two lines is owed 10 % of the whole contract where 5.6 is read so: both are halved.

    Clause: 5.8.
    """
    samples, contracts = tmp_path / "samples.csv", tmp_path / "contracts.csv"
    lines = ["target,at,status"]
    for target in ("drive", "process", "techcenter"):
        bad = "up" if target == "techcenter" else "down"
        lines += [
            f"{target},2026-08-01T00:00:00+02:00,up",
            f"{target},2026-08-10T00:00:00+02:00,{bad}",
            f"{target},2026-09-10T00:00:00+02:00,up",
            f"{target},2026-10-01T00:00:00+02:00,up",
        ]
    samples.write_text("\n".join(lines) + "\n")
    contracts.write_text(
        "target,contract,client,yearly_fee\n"
        "drive,C-9,Nine,24000.00 EUR\nprocess,C-9,Nine,12000.00\ntechcenter,C-9,Nine,1200.00\n"
    )
    into = tmp_path / "out"
    result = tenir("close", "--samples", samples, "--month", "2026-09", "--contracts", contracts,
                   "--reading", "5.6.base=whole-contract", "--no-pdf", "--out", into)  # fmt: skip
    assert result.exit_code == 0, result.output
    paid = {row["target"]: (row["amount"], row["capped"]) for row in rows(into / "penalties.csv")}
    assert paid == {
        "drive": ("155.00", "True"), "process": ("155.00", "True"), "techcenter": ("0.00", "False"),
    }  # fmt: skip


def test_a_line_that_has_not_begun_adds_nothing_to_the_cap_of_the_month(
    tenir: Tenir, tmp_path: Path
) -> None:
    """Drive from 2025, Process from October 2026: in September the contract is worth Drive alone.

    Clause: 5.8.
    """
    samples, contracts = tmp_path / "samples.csv", tmp_path / "contracts.csv"
    samples.write_text(SAMPLES + SAMPLES.partition("\n")[2].replace("drive", "process"))
    contracts.write_text(
        "target,contract,client,yearly_fee,from\n"
        "drive,C-9,Nine,24000.00,2025-01-01\nprocess,C-9,Nine,12000.00,2026-10-01\n"
    )
    into = tmp_path / "out"
    result = tenir(
        "close", "--samples", samples, "--contracts", contracts, "--no-pdf", "--out", into
    )
    assert result.exit_code == 0, result.output
    statement = json.loads((into / "drive+C-9" / "2026-09.json").read_text())
    assert statement["subscription"]["contract_monthly_fee"] == "2000.00"
    assert not (into / "process+C-9" / "2026-09.json").exists()


def test_the_cap_can_be_read_over_all_the_clients_contracts(tenir: Tenir, tmp_path: Path) -> None:
    """Clause: 5.8."""
    samples, contracts = tmp_path / "samples.csv", tmp_path / "contracts.csv"
    missed = "drive,2026-08-02T00:00:00+02:00,down\ndrive,2026-08-30T00:00:00+02:00,up\n"
    samples.write_text("target,at,status\n" + missed + SAMPLES.partition("\n")[2])
    contracts.write_text(
        "target,contract,client,yearly_fee\ndrive,C-1,Nine,24000.00\nprocess,C-2,Nine,12000.00\n"
    )
    caps = {}
    for name, reading in (("one", "contract"), ("all", "all-contracts")):
        asked = ("--month", "2026-09", "--contracts", contracts, "--reading", f"5.8.base={reading}")
        result = tenir("close", "--samples", samples, *asked, "--no-pdf", "--out", tmp_path / name)
        assert result.exit_code == 0, result.output
        statement = json.loads((tmp_path / name / "drive+C-1" / "2026-09.json").read_text())
        caps[name] = statement["penalty"]["cap"]
    assert caps == {"one": "200.00", "all": "300.00"}
