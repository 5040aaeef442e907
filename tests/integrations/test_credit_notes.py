"""A credit note as Factur-X: its XML before the XSD and both schematrons, its PDF before pikepdf.

No full PDF/A validator is run here: what is checked is what the standard asks of metadata, fonts,
attachments and tags.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import facturx
import pikepdf
import pytest

from tenir.integrations.credit_notes.cii import xml_of
from tenir.integrations.credit_notes.page import document
from tenir.integrations.credit_notes.pdf import pdf_of

RULES = Path(str(files("facturx"))) / "xsd_and_schematron"
SCHEMATRONS = {
    "EN 16931 and Factur-X": RULES / "facturx-en16931/FACTUR-X_EN16931.xslt",
    "France": RULES / "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt",
}
RUN = """
import json, sys, saxonche
rules, notes = json.load(sys.stdin)
with saxonche.PySaxonProcessor(license=False) as processor:
    compiler = processor.new_xslt30_processor()
    runs = [compiler.compile_stylesheet(stylesheet_file=each) for each in rules]
    told = {name: "".join(run.transform_to_string(source_file=path) for run in runs)
            for name, path in notes.items()}
print(json.dumps(told))
"""
REASON = {
    "rule": "penalty.rate", "phrase": "penalty.rights", "value": "40.00", "clause": ["5.6"],
    "sentence": {"fr": "Pénalité 09/2026 : 40,00 €", "en": "Penalty for 09/2026: €40.00"},
    "children": [],
}  # fmt: skip
SAID = {
    "number": "AV-2026-00001", "issued_on": "2026-12-01", "corrects": "F-2026-001",
    "corrects_on": "2026-01-02", "how": "credit", "due_on": "2027-01-01", "net": "40.00",
    "vat": "8.00", "total": "48.00", "month": "2026-09", "reasons": REASON,
    "treatment": "reduction", "vat_reason": "", "vat_rate": "20.00",
    "seller": {"legal_name": "Éditions Tenir SAS", "siren": "732829320",
               "vat_number": "FR44732829320", "street": "1 rue du Port", "postcode": "44000",
               "city": "Nantes", "country": "FR"},
    "buyer": {"legal_name": "Ateliers Martin & Fils", "siren": "552100554",
              "vat_number": "FR59552100554", "address": "2 quai <Est>\n13002 Marseille",
              "language": "fr", "country": "FR"},
    "line": {"product": "Drive", "target": "c-1-drive", "contract": "C-1"},
}  # fmt: skip
DAMAGES = SAID | {
    "vat": "0.00", "total": "40.00", "treatment": "damages", "vat_rate": "0",
    "vat_reason": "Indemnité hors du champ de la TVA",
}  # fmt: skip
REFUND = DAMAGES | {"how": "refund", "due_on": None}
MORE = SAID | {
    "number": "AV-2026-00002", "complements": ["AV-2026-00001"], "net": "240.00", "vat": "48.00",
    "total": "288.00", "amount": "280.00", "credited": "40.00",
}  # fmt: skip
ABROAD = DAMAGES | {
    "buyer": SAID["buyer"] | {"siren": "", "vat_number": "BE0403170701", "country": "BE"}
}
WRONG = "one that does not add up"
NOTES = {
    "abroad": ABROAD,
    "reduction": SAID,
    "damages": DAMAGES,
    "refund": REFUND,
    "complementary": MORE,
}


@pytest.mark.clause("5.9")
@pytest.mark.parametrize("said", NOTES.values(), ids=NOTES)
def test_the_xml_passes_the_xsd(said):
    assert facturx.xml_check_xsd(xml_of(said), flavor="factur-x", level="en16931")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What both schematrons tell of each note; saxonche runs apart, as it takes the process over.

    It runs once, as it takes half a second to read them.
    """
    folder, notes = tmp_path_factory.mktemp("notes"), {}
    for name, said in (NOTES | {WRONG: SAID | {"total": "49.00"}}).items():
        path = folder / f"{len(notes)}.xml"
        path.write_bytes(xml_of(said))
        notes[name] = str(path)
    ran = subprocess.run(
        [sys.executable, "-c", RUN], capture_output=True, text=True, check=True,
        input=json.dumps([[str(path) for path in SCHEMATRONS.values()], notes]),
    )  # fmt: skip
    return json.loads(ran.stdout)


def failures(told: str) -> list[str]:
    """What either schematron asserts in vain."""
    assert told.count("schematron-output") >= 2 * len(SCHEMATRONS), "a schematron did not run"
    assert told.count("fired-rule") > 50
    return re.findall(r"<svrl:failed-assert.*?</svrl:failed-assert>", told, re.DOTALL)


@pytest.mark.clause("5.9")
@pytest.mark.parametrize("name", NOTES)
def test_the_xml_passes_both_schematrons(told, name):
    assert failures(told[name]) == []


def test_a_note_that_does_not_add_up_fails_the_schematron(told):
    assert any("BR-CO-15" in each for each in failures(told[WRONG]))


@pytest.mark.clause("5.9")
def test_the_xml_names_the_invoice_that_it_corrects_and_its_date():
    told = xml_of(SAID).decode()
    assert "<ram:TypeCode>381</ram:TypeCode>" in told
    assert "<ram:IssuerAssignedID>F-2026-001</ram:IssuerAssignedID>" in told
    assert '<qdt:DateTimeString format="102">20260102</qdt:DateTimeString>' in told


@pytest.mark.clause("5.9")
def test_a_complementary_note_names_the_first_to_people_and_programs():
    words = "En complément de AV-2026-00001 : révisé, le mois ouvre une pénalité de 280,00 € HT"
    assert words in xml_of(MORE).decode().replace("\xa0", " ").replace("\u202f", " ")
    (first, *_) = document(MORE, "fr")["notes"]
    assert first.replace("\xa0", " ").replace("\u202f", " ").startswith(words)


@pytest.mark.clause("5.9")
@pytest.mark.parametrize(("language", "country"), [("fr", "Belgique"), ("en", "Belgium")])
def test_the_page_names_the_country_of_a_buyer_abroad(language, country):
    assert country in str(document(ABROAD, language))
    assert country not in str(document(DAMAGES, language))


@pytest.mark.parametrize(("rate", "told"), [("20.00", "TVA à 20 %"), ("5.50", "TVA à 5,5 %")])
def test_the_page_tells_the_rate_of_vat_in_plain_figures(rate, told):
    said = document(SAID | {"vat_rate": rate}, "fr")
    assert told in {tile["label"] for tile in said["tiles"]}


def test_equal_notes_are_equal_bytes():
    assert pdf_of(SAID) == pdf_of(json.loads(json.dumps(SAID)))


@pytest.fixture(scope="module")
def written():
    with pikepdf.open(io.BytesIO(pdf_of(SAID))) as pdf:
        yield pdf


@pytest.mark.clause("5.9")
def test_the_pdf_carries_its_xml_and_says_so(written):
    with written.open_metadata() as told:
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("3", "A")
        assert told["pdfuaid:part"] == "1"
        space = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"
        assert {name: told[space + name] for name in ("DocumentType", "ConformanceLevel",
                "DocumentFileName", "Version")} == {
            "DocumentType": "INVOICE", "ConformanceLevel": "EN 16931",
            "DocumentFileName": "factur-x.xml", "Version": "1.0",
        }  # fmt: skip
    described = written.Root.Metadata.read_bytes().decode()
    assert "Factur-X PDFA Extension Schema" in described
    attached = written.attachments["factur-x.xml"]
    assert attached.get_file().read_bytes() == xml_of(SAID)
    assert str(attached.obj.AFRelationship) == "/Alternative"
    assert attached.obj in list(written.Root.AF)


def test_factur_x_s_own_reader_finds_the_xml_in_the_pdf():
    name, found = facturx.get_facturx_xml_from_pdf(pdf_of(SAID), check_xsd=True)
    assert (name, found) == ("factur-x.xml", xml_of(SAID))


def test_the_pdf_is_tagged_in_its_language_with_every_font_inside(written):
    root = written.Root
    assert root.MarkInfo.Marked
    assert (str(root.Lang), bool(root.ViewerPreferences.DisplayDocTitle)) == ("fr", True)
    assert "/StructTreeRoot" in root
    assert "/OutputIntents" in root
    fonts = [
        obj
        for obj in written.objects
        if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/FontDescriptor"
    ]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)
    assert "/Encrypt" not in written.trailer
