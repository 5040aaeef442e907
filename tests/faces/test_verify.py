"""`tenir verify`: a report recomputed from what it carries, and the figure that moved named."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from tenir.integrations.agreement_files import SHIPPED
from tenir.integrations.report.pdf import write_pdf
from tests.faces.conftest import Tenir

Change = Callable[[bytes], bytes]


@pytest.fixture
def report(demonstration: Path) -> Path:
    """Drive, September 2026: a right to 40.00 EUR."""
    return demonstration / "reports" / "drive+C-2025-014" / "2026-09.en.pdf"


def tampered(report: Path, into: Path, name: str, change: Change) -> Path:
    """The same report with one attachment rewritten."""
    reader = PdfReader(report)
    bodies = {key: bodies[0] for key, bodies in reader.attachments.items()}
    writer = PdfWriter(clone_from=reader)
    catalog = writer._root_object
    catalog["/Names"].get_object().pop("/EmbeddedFiles")
    catalog.pop("/AF", None)
    for key, body in bodies.items():
        writer.add_attachment(key, change(body) if key == name else body)
    text = io.BytesIO()
    writer.write(text)
    path = into / report.name
    path.write_bytes(text.getvalue())
    return path


def replacing(old: str, new: str) -> Change:
    def change(body: bytes) -> bytes:
        assert old.encode() in body
        return body.replace(old.encode(), new.encode(), 1)

    return change


def test_every_report_of_the_demonstration_holds(tenir: Tenir, demonstration: Path) -> None:
    """Clause: 5.4."""
    reports = sorted((demonstration / "reports").rglob("*.pdf"))
    result = tenir("verify", *reports)
    assert result.exit_code == 0, result.output
    assert result.stdout.count("byte for byte") == len(reports) == 12


@pytest.mark.parametrize(
    ("name", "old", "new", "figure"),
    [
        ("evidence.csv", "2026-09-15T15:10:00Z", "2026-09-15T15:10:01Z", "evidence.csv"),
        ("evidence.csv", "2026-09-15T15:10:00Z", "2026-09-15T14:10:00Z", "rate"),
        ("statement.json", '"rate":"98.763"', '"rate":"98.793"', "rate"),
        ("statement.json", '"amount":"40.00"', '"amount":"30.00"', "penalty"),
        ("inputs.json", '"yearly_fee": "48000.00"', '"yearly_fee": "36000.00"', "fee"),
    ],
)
def test_one_change_names_the_figure_that_moved(
    tenir: Tenir, report: Path, tmp_path: Path, name: str, old: str, new: str, figure: str
) -> None:
    """Clause: 5.4."""
    result = tenir("verify", tampered(report, tmp_path, name, replacing(old, new)))
    assert result.exit_code == 1, result.output
    assert figure in result.stdout.lower()


def test_a_report_says_under_which_agreement_file_it_does_not_hold(
    tenir: Tenir, report: Path, tmp_path: Path
) -> None:
    """The same report under a file whose first tier is 2 %: the penalty moves."""
    own = tmp_path / "convention.yaml"
    text = (SHIPPED / "reference" / "1" / "convention.yaml").read_text()
    own.write_text(text.replace("rate: 1 %}", "rate: 2 %}"))
    result = tenir("verify", report, "--convention", own)
    assert result.exit_code == 1
    assert "80.00" in result.stdout
    assert "sha256" in result.stdout


def test_what_repeats_a_figure_is_shown_when_asked_for(
    tenir: Tenir, report: Path, tmp_path: Path
) -> None:
    """A tier of 2 %: the digest, the rate and the amount moved; sentences and pages repeat them."""
    own = tmp_path / "convention.yaml"
    text = (SHIPPED / "reference" / "1" / "convention.yaml").read_text()
    own.write_text(text.replace("rate: 1 %}", "rate: 2 %}"))
    plain = tenir("verify", report, "--convention", own).stdout
    whole = tenir("verify", report, "--convention", own, "--all").stdout
    assert "3 figures moved" in plain
    assert "differ too" in plain
    assert "Penalty for 09/2026" not in plain
    assert "Penalty for 09/2026" in whole


def test_an_agreement_that_is_not_at_hand_is_asked_for(
    tenir: Tenir, report: Path, tmp_path: Path
) -> None:
    other = replacing('"digest": "sha256:', '"digest": "sha256:0')
    path = tampered(report, tmp_path, "inputs.json", other)
    result = tenir("verify", path)
    assert result.exit_code == 2
    assert "--convention" in result.stderr


def test_a_page_that_prints_another_rate_is_named(
    tenir: Tenir, report: Path, tmp_path: Path
) -> None:
    """The attachments are honest, the page is not: it was written from another statement."""
    bodies = {key: found[0] for key, found in PdfReader(report).attachments.items()}
    honest = json.loads(bodies.pop("statement.json"))
    lie = json.loads(json.dumps(honest))
    lie["availability"]["rate"] = "99.762"
    written = tmp_path / "lie.pdf"
    written.write_bytes(write_pdf(lie, language="en", attachments=bodies))
    path = tampered(written, tmp_path, "statement.json", lambda _: json.dumps(honest).encode())
    result = tenir("verify", path)
    assert result.exit_code == 1
    assert "99.762" in result.stdout


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 half", b"not a PDF at all"])
def test_what_is_no_report_is_refused(tenir: Tenir, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    result = tenir("verify", path)
    assert result.exit_code == 2
    assert result.stderr.strip()


def test_a_pdf_without_attachments_is_no_report(tenir: Tenir, tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    path = tmp_path / "blank.pdf"
    with path.open("wb") as file:
        writer.write(file)
    assert tenir("verify", path).exit_code == 2


def test_a_report_that_is_not_there_is_refused(tenir: Tenir, tmp_path: Path) -> None:
    assert tenir("verify", tmp_path / "none.pdf").exit_code == 2
