"""The month's report: what its reader sees, and what it carries."""

from __future__ import annotations

import csv
import io
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfReader

from tenir.integrations.agreement_files import reference
from tenir.integrations.report import charts, pdf
from tenir.integrations.report.files import COLUMNS, write_csv, write_json
from tenir.integrations.report.page import document
from tenir.integrations.report.pdf import Item, ReservedName, write_many, write_pdf
from tenir.integrations.report.printed import pieces_of
from tenir.integrations.report.reading import read_pdf
from tenir.terms.phrases import LANGUAGES, Language
from tenir.terms.readings import Words, words_of_readings
from tests.integrations import specimen
from tests.integrations.reports_written import EVIDENCE, changed, march_report
from tests.integrations.specimen_month import a_month, outage


def said_of(statement: dict[str, Any], language: Language) -> str:
    """Everything that the report of that statement prints."""
    printed = pieces_of(document(statement, language=language, attachments={}))
    return "\n".join(text for _, text in printed)


# --- what the report says --------------------------------------------------------------------


def test_the_penalty_is_said_first_in_one_sentence() -> None:
    said = document(specimen.march(), language="en", attachments={})
    assert said["sentence"].startswith("Penalty for March 2026: €31.25 = 1\u202f% × €4,000.00 (")
    assert "98.898\u202f% in March 2026" in said["sentence"]
    assert said["sentence"].endswith("claim by 14 April 2026 24:00).")


def test_a_month_that_begins_with_a_vowel_is_elided_in_french() -> None:
    said = document(specimen.october(2), language="fr", attachments={})
    assert said["sentence"].startswith("Pénalité d’octobre 2026 : ")


@pytest.mark.parametrize(
    ("month", "language", "told"),
    [
        (specimen.quiet, "fr", "Aucune indisponibilité n’a été relevée ce mois-ci."),
        (specimen.quiet, "en", "no downtime counted"),
        (specimen.quiet, "en", "No works were announced and no exclusion was decided"),
        (specimen.dark, "fr", "Rien n’a été mesuré en février 2026"),
        (specimen.dark, "en", "Nothing was measured: no outage could be recorded."),
    ],
)
def test_what_is_empty_is_said(
    month: Callable[[], dict[str, Any]], language: Language, told: str
) -> None:
    assert told in said_of(month(), language)


def test_a_miss_without_a_known_fee_says_why_there_is_no_penalty() -> None:
    statement = changed(lambda s: s.update(penalty=None))
    statement["subscription"]["monthly_fee"] = None
    assert "No fee is known for this subscription" in said_of(statement, "en")
    assert "fee unknown" in said_of(statement, "en")


def test_a_first_miss_opens_no_right_yet() -> None:
    no_right = {"right": False, "amount": "0.00", "months_missed_in_a_row": 1}
    told = said_of(changed(lambda s: s.update(penalty=no_right)), "fr")
    assert "n’ouvre pas encore de droit" in told
    assert "1 mois manqué de suite" in told


def test_a_reading_that_was_not_taken_is_named_on_the_front_and_in_the_reasons() -> None:
    statement = specimen.march()
    statement["agreement"]["readings"] = {"5.3.unmeasured": "counts-down"}
    statement["reasons"][0]["reading"][0]["applied"] = "counts-down"
    told = said_of(statement, "en")
    assert "reading 5.3.unmeasured: another than the one that the agreement takes" in told
    assert "instead of the one that the agreement takes" in told


# --- charts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("month", "on", "hours"),
    [(specimen.march, "2026-03-29", 23), (specimen.october, "2026-10-25", 25)],
)
def test_a_day_is_drawn_as_long_as_it_is(
    month: Callable[[], dict[str, Any]], on: str, hours: int
) -> None:
    days = {str(day): end - start for day, start, end in charts.days_of(month())}
    assert days.pop(on) == hours * 3600
    assert set(days.values()) == {86400}


def test_the_counted_part_of_an_outage_is_what_its_exclusions_leave() -> None:
    statement = specimen.march()
    drawn = charts.spans_of(statement)["down"]
    counted = statement["availability"]["counted_seconds"]
    assert sum(end - start for start, end in drawn) == counted


def test_a_month_without_measurements_is_hatched_and_a_whole_one_has_no_bar() -> None:
    chart = charts.year_chart(specimen.march(), "fr")
    assert chart.count('fill="url(#unmeasured)"') == 1
    bars = chart.count(f'fill="{charts.DOWN}"/>') + chart.count(f'fill="{charts.MET}"/>')
    assert bars == 12 - 1 - sum(row["rate"] == "100.000" for row in specimen.march()["history"])


def test_a_short_outage_stays_visible() -> None:
    forty_seconds = a_month("2026-06", [outage("2026-06-10 14:00:00", "2026-06-10 14:00:40")])
    assert f'height="1.00" fill="{charts.DOWN}"' in charts.month_chart(forty_seconds, "en")


WORDS = words_of_readings(reference().convention)


def asides(language: Language, words: Words, **changed: Any) -> list[str]:
    """What the report says of readings, its thin spaces as plain ones."""
    statement = specimen.march()
    statement["reasons"][0]["reading"][0] |= changed
    told = document(statement, language=language, attachments={}, readings=words)
    steps = next(block for block in told["blocks"] if block["kind"] == "tree")["steps"]
    notes = [note for step in steps for note in step["notes"]]
    return [each.replace("\xa0", " ").replace("\u202f", " ") for each in notes]


@pytest.mark.parametrize(
    ("language", "others", "other"),
    [
        ("fr", "(autres lectures possibles : compté indisponible ; ou compté disponible)",
         "(autre lecture possible : "),
        ("en", "(other readings possible: counted as down; or counted as up)",
         "(other reading possible: "),
    ],
)  # fmt: skip
def test_other_readings_are_told_in_words(language: Language, others: str, other: str) -> None:
    """Clause: 3.1, 5.4."""
    said = asides(language, WORDS)
    assert any(each.endswith(others) for each in said), said
    assert any(other in each for each in said), said
    for words in (WORDS, {}):
        told = " ".join(asides(language, words))
        assert not any(code in told for code in ("counts-down", "counts-up", "all-or-nothing"))


def test_a_reading_that_is_not_the_one_taken_says_which_that_is_in_words() -> None:
    """Clause: 3.1, 5.4."""
    changed = {"applied": "counts-down", "taken": "apart"}
    assert any("au lieu de la lecture retenue, ni disponible ni indisponible" in each
               for each in asides("fr", WORDS, **changed))  # fmt: skip
    assert any("instead of the one that the agreement takes" in each
               for each in asides("en", {}, **changed))  # fmt: skip
    statement = specimen.march()
    statement["agreement"]["readings"] = {"5.3.unmeasured": "counts-down"}
    for words, told in ((WORDS, "reading 5.3.unmeasured: counted as down"),
                        ({}, "reading 5.3.unmeasured: another than")):  # fmt: skip
        shown = document(statement, language="en", attachments={}, readings=words)["facts"]
        assert any(line.startswith(told) for _, lines in shown for line in lines)


# --- the file --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_an_archive_that_a_screen_reader_can_follow(language: Language) -> None:
    found = PdfReader(io.BytesIO(march_report(language)))
    xmp = found.root_object["/Metadata"].get_object().get_data()
    assert b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert b"<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert found.root_object["/Lang"] == language
    assert found.metadata is not None
    assert found.metadata.creation_date is not None
    assert found.metadata.creation_date.isoformat() == "2026-03-31T22:00:00+00:00"


def test_the_report_carries_its_statement_and_its_evidence() -> None:
    attached = read_pdf(march_report()).attachments
    assert attached == {"statement.json": write_json(specimen.march()), **EVIDENCE}


def test_the_same_statement_gives_the_same_bytes() -> None:
    again = write_pdf(specimen.march(), language="fr", attachments=EVIDENCE)
    assert again == march_report()


def test_a_long_list_of_outages_goes_on_with_its_head_on_the_next_page() -> None:
    report = write_pdf(specimen.october(60), language="en", attachments={})
    pages = [page for page in read_pdf(report).pages if "Duration Excluded Counted" in page]
    assert len(pages) >= 2


def test_evidence_that_is_no_text_is_carried_as_it_is() -> None:
    picture = {"screen.png": bytes(range(256))}
    report = write_pdf(specimen.quiet(), language="en", attachments=picture)
    assert read_pdf(report).attachments["screen.png"] == picture["screen.png"]


def test_a_name_in_a_script_without_a_font_is_still_a_report() -> None:
    statement = specimen.quiet()
    statement["subscription"]["client"] = "株式会社 *x* #let \u0007 Łódź"
    report = read_pdf(write_pdf(statement, language="fr", attachments={}))
    assert "□□□□ *x* #let □ Łódź" in report.pages[0]
    assert "株式会社".encode() in report.attachments["statement.json"]


def test_no_evidence_may_take_the_statement_s_name() -> None:
    with pytest.raises(ReservedName, match=r"statement\.json"):
        write_pdf(specimen.quiet(), language="fr", attachments={"statement.json": b"{}"})


def test_a_worker_s_refusal_crosses_over_whole() -> None:
    refused = ReservedName("refused.reserved", name="statement.json")
    again = pickle.loads(pickle.dumps(refused))
    assert again.message("fr") == refused.message("fr")


def test_many_reports_come_in_the_order_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_FEW", 2)
    items = [Item(specimen.quiet(), language) for language in ("fr", "en", "fr")]
    written = [read_pdf(body).language for body in write_many(items, workers=2)]
    assert written == ["fr", "en", "fr"]


def test_the_table_of_a_month_reads_back_whatever_its_evidence_says() -> None:
    statement = specimen.march()
    statement["outages"][2]["excluded"][0]["evidence"] = 'W-12, "night"\r\nsecond line'
    rows = list(csv.DictReader(io.StringIO(write_csv(statement), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert {row["seconds"] for row in rows if row["kind"] == "T"} == {"2674800"}
    assert [row["counted_seconds"] for row in rows if row["row"] == "outage"][3] == "3600"
    assert 'W-12, "night"\r\nsecond line' in [row["evidence"] for row in rows]


def test_the_statement_s_json_is_one_for_one_statement() -> None:
    backwards = dict(reversed(specimen.march().items()))
    assert write_json(backwards) == write_json(specimen.march())
    assert json.loads(write_json(backwards)) == specimen.march()
