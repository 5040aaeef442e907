"""The availability report's file: what it declares, carries and is made of; no validator was run.

veraPDF is not among our tools, so this reads the structure with pikepdf (libqpdf): what PDF/A-3a
and PDF/UA-1 ask for that can be seen without judging each page's content.
"""

from __future__ import annotations

import io
import json

import pikepdf
import pytest

from tenir.integrations.closing.verification import verified
from tenir.integrations.report.frozen import file_of, name_of
from tenir.terms.carried import EVIDENCE, INPUTS
from tests.apps.availability.conftest import drive, measure, reference, sign
from tests.apps.reports.freezing import AUGUST_AND_SEPTEMBER, freeze

__all__ = ["drive", "measure", "reference", "sign"]
PDFA, PDFUA = "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"


@pytest.fixture
def row(cast, drive, measure):
    measure(drive, *AUGUST_AND_SEPTEMBER)
    return freeze(cast.olga, drive, "2026-09")


@pytest.mark.clause("5.4")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_report_of_a_frozen_month_is_a_tagged_pdf_a_3_with_its_evidence_inside(row, language):
    body = file_of(row, "pdf", language=language)
    with pikepdf.open(io.BytesIO(body)) as pdf:
        with pdf.open_metadata() as told:
            assert (told[f"{{{PDFA}}}part"], told[f"{{{PDFA}}}conformance"]) == ("3", "A")
            assert told[f"{{{PDFUA}}}part"] == "1"
            assert told["dc:title"]
        root = pdf.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang).startswith(language)
        assert root.ViewerPreferences.DisplayDocTitle
        assert [str(each.S) for each in root.OutputIntents] == ["/GTS_PDFA1"]
        assert "/Encrypt" not in pdf.trailer
        tags = tags_of(root.StructTreeRoot)
        assert {"/Document", "/H1", "/P", "/Table", "/TR", "/TH", "/TD", "/Figure"} <= tags
        attached = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
        assert set(attached) == {"statement.json", EVIDENCE, INPUTS}
        assert all("/AFRelationship" in spec for spec in root.AF)
        assert json.loads(attached["statement.json"])["month"] == "2026-09"
        assert (attached[EVIDENCE].decode(), attached[INPUTS].decode()) == (
            row.evidence, row.inputs,
        )  # fmt: skip
        assert set(embedded(pdf)) == {True}


@pytest.mark.clause("5.4")
def test_whoever_has_the_report_of_the_platform_recomputes_it(row):
    body = file_of(row, "pdf", language="en")
    found = verified(body, language="en")
    assert found.holds
    assert found.identical
    assert file_of(row, "pdf", language="en") == body
    assert name_of(row, "pdf").endswith("-2026-09.pdf")
    assert json.loads(file_of(row, "json", language="fr")) == json.loads(row.said)
    assert file_of(row, "csv", language="fr").startswith(b"target,month,row")


def tags_of(node):
    """The names of all structure elements below a node."""
    found, waiting = set(), [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting += list(each)
        elif isinstance(each, pikepdf.Dictionary):
            if "/S" in each:
                found.add(str(each.S))
            if "/K" in each:
                waiting.append(each.K)
    return found


def embedded(pdf):
    """Of each font of the pages, whether its program is inside."""
    for page in pdf.pages:
        for font in page.Resources.get("/Font", {}).values():
            held = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            told = held.FontDescriptor
            yield any(name in told for name in ("/FontFile", "/FontFile2", "/FontFile3"))
