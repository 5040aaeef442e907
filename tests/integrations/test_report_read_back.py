"""A report read back and compared with its recomputation: what is damaged, what was forged."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from tenir.integrations.report.comparing import Difference, differences, printed_differences
from tenir.integrations.report.pdf import write_pdf
from tenir.integrations.report.reading import (
    AttachmentNamedTwice,
    DamagedAttachment,
    NoAttachment,
    NotAPdf,
    ReportRefused,
    read_pdf,
)
from tenir.terms.phrases import LANGUAGES
from tests.integrations import specimen
from tests.integrations.reports_written import EVIDENCE, brief_report, changed, march_report


def moved(report: bytes, statement: dict[str, Any]) -> dict[str, tuple[str, str]]:
    found = printed_differences(report, statement, attachments=EVIDENCE, language="en")
    assert not found.identical
    return {one.label: (one.given, one.recomputed) for one in found.moved}


def altered(place: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    statement = specimen.brief()
    place(statement)
    return statement


# --- reading back ----------------------------------------------------------------------------


@pytest.mark.parametrize("body", [b"", b"a,b\r\n1,2\r\n", b"%PDF-1.7\n" + b"\0" * 64])
def test_what_is_no_pdf_is_refused(body: bytes) -> None:
    with pytest.raises(NotAPdf, match="no readable PDF"):
        read_pdf(body)


def test_a_pdf_without_a_statement_is_refused_in_both_languages() -> None:
    blank = PdfWriter()
    blank.add_blank_page(200, 200)
    with pytest.raises(NoAttachment, match="no attachment") as refused:
        read_pdf(saved(blank))
    assert "ne porte pas de pièce jointe statement.json" in refused.value.message("fr")


def saved(writer: PdfWriter) -> bytes:
    into = io.BytesIO()
    writer.write(into)
    return into.getvalue()


def test_a_damaged_attachment_is_named() -> None:
    report = bytearray(march_report())
    stream = stream_of("evidence.csv")
    report[report.index(stream) + len(stream) // 2] ^= 0x40
    with pytest.raises(DamagedAttachment, match=r"evidence\.csv is damaged"):
        read_pdf(bytes(report))


def stream_of(name: str) -> bytes:
    """The bytes of that attachment as they lie in the report."""
    names = PdfReader(io.BytesIO(march_report())).root_object["/Names"]["/EmbeddedFiles"]["/Names"]
    return bytes(names[names.index(name) + 1].get_object()["/EF"]["/F"].get_object()._data)


def test_two_attachments_of_one_name_are_refused() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(march_report()))
    writer.add_attachment("statement.json", b"{}")
    with pytest.raises(AttachmentNamedTwice, match=r"statement\.json"):
        read_pdf(saved(writer))


@pytest.mark.parametrize("place", range(10, 100, 15))
def test_a_report_with_a_byte_changed_anywhere_is_refused_or_told_apart(place: int) -> None:
    report = bytearray(march_report())
    report[len(report) * place // 100] ^= 0x11
    try:
        found = printed_differences(
            bytes(report), specimen.march(), attachments=EVIDENCE, language="fr"
        )
    except ReportRefused:
        return
    assert not found.identical
    assert found.moved


# --- what moved ------------------------------------------------------------------------------


def test_a_report_is_identical_to_its_recomputation() -> None:
    found = printed_differences(
        brief_report(), specimen.brief(), attachments=EVIDENCE, language="en"
    )
    assert found.identical
    assert found.moved == ()


def test_a_forged_amount_is_named_with_both_values() -> None:
    forged = altered(lambda s: s["penalty"].update(amount="99.00"))
    report = write_pdf(forged, language="en", attachments=EVIDENCE)
    told = moved(report, specimen.brief())
    assert told["Penalty owed on claim"] == ("€99.00", "€40.00")
    assert told["Penalty"] == ("€99.00", "€40.00")


def test_a_forged_outage_is_named_by_its_number_and_column() -> None:
    forged = altered(lambda s: s["outages"][0].update(seconds=60, counted_seconds=60))
    report = write_pdf(forged, language="fr", attachments=EVIDENCE)
    assert moved(report, specimen.brief())["Indisponibilités 1, Décompté"] == ("0:01:00", "5:00:00")


def test_a_forged_month_of_the_chart_is_named() -> None:
    forged = altered(lambda s: s["history"][3].update(rate="99.999"))
    report = write_pdf(forged, language="en", attachments=EVIDENCE)
    told = moved(report, specimen.brief())
    assert told["The last twelve months, October 2025"] == ("99.999", "99.842")


def test_a_drawing_changed_under_the_same_words_is_told_with_its_page() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(brief_report()))
    page = writer.pages[1]
    drawn = DecodedStreamObject()
    drawn.set_data(page.get_contents().get_data() + b"\n1 g 0 0 90 90 re f")
    page[NameObject("/Contents")] = writer._add_object(drawn)
    found = printed_differences(
        saved(writer), specimen.brief(), attachments=EVIDENCE, language="en"
    )
    assert found.moved == (Difference("drawing", "changed", "", 2),)


def test_anything_added_to_the_file_is_told() -> None:
    assert "fichier" in {
        one.label
        for one in printed_differences(
            brief_report() + b"% added", specimen.brief(), attachments=EVIDENCE, language="fr"
        ).moved
    }


PLACES = [
    ("availability", "rate", "98.0", "taux de disponibilité", "availability rate"),
    ("penalty", "amount", "99.00", "pénalité, montant", "penalty, amount"),
    ("subscription", "client", "X", "abonnement, client", "subscription, client"),
    ("agreement", "digest", "sha256:0", "convention, empreinte", "agreement, digest"),
]


@pytest.mark.parametrize(("part", "key", "value", "french", "english"), PLACES)
def test_a_figure_that_moved_has_a_name(
    part: str, key: str, value: str, french: str, english: str
) -> None:
    forged = changed(lambda s: s[part].update({key: value}))
    for language, name in zip(LANGUAGES, (french, english), strict=True):
        found = differences(forged, specimen.march(), language=language)
        assert [one.label for one in found] == [name]


def test_a_moved_figure_is_shown_as_the_report_prints_it() -> None:
    forged = specimen.march()
    forged["history"][3]["rate"] = "99.000"
    forged["outages"][2]["from"] = "2026-03-18T22:10:01+01:00"
    found = differences(forged, specimen.march(), language="en")
    assert [(one.label, one.given, one.recomputed) for one in found] == [
        ("outage 3, from", "18 Mar 2026 22:10:01 +01:00", "18 Mar 2026 22:10:00 +01:00"),
        ("rate 07/2025", "99.000\u202f%", "99.842\u202f%"),
    ]


def test_an_outage_left_out_is_counted() -> None:
    forged = changed(lambda s: s["outages"].pop())
    found = differences(forged, specimen.march(), language="en")
    assert found[0] == Difference("outage count", "4", "5")
    assert found[1].label == "outage 5"
    assert found[1].given == "(absent)"


def test_what_is_nonsense_in_a_statement_is_shown_as_it_stands() -> None:
    forged = changed(lambda s: s["penalty"].update(amount="lots", claim_by=[], capped=1))
    shown = {one.label: one.given for one in differences(forged, specimen.march(), language="en")}
    assert shown["penalty, amount"] == "lots"
    assert shown["penalty, cap reached"] == "1"


def test_equal_statements_have_no_difference() -> None:
    assert differences(specimen.march(), deepcopy(specimen.march()), language="fr") == []
