"""The month's report: what its reader sees, what it carries, and what is told of a forged one."""

from __future__ import annotations

import csv
import io
import json
import pickle
import string
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from tenir.integrations.agreement_files import reference
from tenir.integrations.report import charts, figures, pdf
from tenir.integrations.report.comparing import Difference, differences, printed_differences
from tenir.integrations.report.fields import FIELDS
from tenir.integrations.report.files import COLUMNS, write_csv, write_json
from tenir.integrations.report.page import document
from tenir.integrations.report.pdf import Item, ReservedName, write_many, write_pdf
from tenir.integrations.report.phrases import PHRASES
from tenir.integrations.report.printed import pieces_of
from tenir.integrations.report.reading import (
    AttachmentNamedTwice,
    DamagedAttachment,
    NoAttachment,
    NotAPdf,
    ReportRefused,
    read_pdf,
)
from tenir.terms.phrases import LANGUAGES, Language
from tenir.terms.readings import Words, words_of_readings
from tests.integrations import specimen

EVIDENCE = {"evidence.csv": b"target,at,status\r\ndrive,2026-03-04T05:06:07Z,down\r\n" * 40}


@cache
def march_report(language: Language = "fr") -> bytes:
    return write_pdf(specimen.march(), language=language, attachments=EVIDENCE)


@cache
def brief_report() -> bytes:
    return write_pdf(specimen.brief(), language="fr", attachments=EVIDENCE)


def said_of(statement: dict[str, Any], language: Language) -> str:
    """Everything that the report of that statement prints."""
    printed = pieces_of(document(statement, language=language, attachments={}))
    return "\n".join(text for _, text in printed)


def moved(report: bytes, statement: dict[str, Any]) -> dict[str, tuple[str, str]]:
    found = printed_differences(report, statement, attachments=EVIDENCE, language="en")
    assert not found.identical
    return {one.label: (one.given, one.recomputed) for one in found.moved}


def altered(place: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    statement = specimen.brief()
    place(statement)
    return statement


def changed(place: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    statement = specimen.march()
    place(statement)
    return statement


# --- words and figures -----------------------------------------------------------------------


@pytest.mark.parametrize("table", [PHRASES, FIELDS])
def test_every_phrase_says_the_same_in_both_languages(table: dict[str, tuple[str, str]]) -> None:
    for key, (french, english) in table.items():
        assert bool(french) == bool(english), key
        assert fields_of(french) == fields_of(english), key


def fields_of(phrase: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase)} - {None}


def test_a_figure_is_written_in_its_reader_s_manner() -> None:
    assert figures.percent("99.328", "fr") == "99,328\u202f%"
    assert figures.percent("99.328", "en") == "99.328\u202f%"
    assert figures.money("1234.56", "EUR", "fr") == "1\u202f234,56\u202f€"
    assert figures.money("1234.56", "EUR", "en") == "€1,234.56"
    assert figures.money("40", "CHF", "en") == "CHF\u202f40.00"
    assert figures.day(figures.on("2026-10-15"), "fr") == "15/10/2026"
    assert figures.day(figures.on("2026-10-15"), "en") == "15 October 2026"


def test_points_agree_in_number_as_each_language_wants() -> None:
    assert figures.points("1.197", "fr") == "1,197\u202fpoint"
    assert figures.points("1.197", "en") == "1.197\u202fpoints"
    assert figures.points("2.000", "fr") == "2,000\u202fpoints"


def test_an_instant_bears_the_offset_of_its_season() -> None:
    winter, summer = "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z"
    assert figures.at(winter, "Europe/Paris", "fr") == "29/03/2026 01:59:59 +01:00"
    assert figures.at(summer, "Europe/Paris", "en") == "29 Mar 2026 03:00:00 +02:00"


def test_the_midnight_that_ends_a_delay_is_said_as_24_00() -> None:
    end = "2026-10-15T00:00:00+02:00"
    assert figures.last_instant(end, "Europe/Paris", "fr") == "14/10/2026 24:00"


@given(st.lists(st.integers(0, 2_682_000), min_size=4, max_size=4).filter(any))
def test_the_shares_of_a_month_add_up_and_never_flatter_the_first(parts: list[int]) -> None:
    shares = figures.shares(parts)
    assert sum(shares) == 100
    assert shares[0] * sum(parts) <= 100 * parts[0]
    assert all(share == 0 for share, part in zip(shares, parts, strict=True) if not part)


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
    forty_seconds = specimen.a_month(
        "2026-06", [specimen.outage("2026-06-10 14:00:00", "2026-06-10 14:00:40")]
    )
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
