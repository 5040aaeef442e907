"""The credit note as a PDF/A-3 that is also PDF/UA, its XML inside, and the metadata that says so.

Clause: 5.9.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, cast

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject, StreamObject

from tenir.integrations.credit_notes.cii import xml_of
from tenir.integrations.credit_notes.page import document
from tenir.integrations.report.pdf import write_document
from tenir.terms.phrases import Language, say

ATTACHED = "factur-x.xml"
VERSION, LEVEL = "1.0", "EN 16931"
SPACE = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
EXTENDED = "http://www.aiim.org/pdfa/ns/"
PROPERTIES = {
    "DocumentFileName": ("The name of the embedded XML document", ATTACHED),
    "DocumentType": ("The type of the hybrid document in capital letters", "INVOICE"),
    "Version": ("The version of the schema of the embedded XML document", VERSION),
    "ConformanceLevel": ("The conformance level of the embedded XML document", LEVEL),
}


def pdf_of(said: Mapping[str, Any]) -> bytes:
    """The note as a file that people and programs read; equal notes are equal bytes.

    Clause: 5.9.
    """
    language: Language = "en" if said["buyer"]["language"] == "en" else "fr"
    written = write_document(
        document(said, language), {ATTACHED: xml_of(said)},
        {ATTACHED: say("note.attached", language)}, dated=f"{said['issued_on']}T00:00:00+00:00",
    )  # fmt: skip
    return _stamped(written)


def _stamped(written: bytes) -> bytes:
    """The file whose metadata says that it is Factur-X, and what that is (a PDF/A extension)."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(written)))
    root = writer.root_object
    held = cast(StreamObject, root["/Metadata"].get_object())
    told = DecodedStreamObject()
    told.set_data(_with_factur_x(held.get_data().decode()).encode())
    told.update({NameObject("/Type"): NameObject("/Metadata"),
                 NameObject("/Subtype"): NameObject("/XML")})  # fmt: skip
    root[NameObject("/Metadata")] = writer._add_object(told)
    stamped = io.BytesIO()
    writer.write(stamped)
    return stamped.getvalue()


def _with_factur_x(xmp: str) -> str:
    """The metadata with Factur-X's own four, and their description."""
    own = "".join(f"<fx:{name}>{value}</fx:{name}>" for name, (_, value) in PROPERTIES.items())
    schema = (
        "<rdf:li rdf:parseType='Resource'>"
        "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{SPACE}</pdfaSchema:namespaceURI>"
        "<pdfaSchema:prefix>fx</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
        + "".join(_described(name, told) for name, (told, _) in PROPERTIES.items())
        + "</rdf:Seq></pdfaSchema:property></rdf:li>"
    )
    return _into_schemas(xmp.replace(
        "</rdf:RDF>",
        f'<rdf:Description rdf:about="" xmlns:fx="{SPACE}">{own}</rdf:Description></rdf:RDF>', 1,
    ), schema)  # fmt: skip


def _into_schemas(xmp: str, schema: str) -> str:
    """The schema beside those that the file describes already, or alone."""
    before, held, after = xmp.partition("<pdfaExtension:schemas><rdf:Bag>")
    if held:
        return before + held + schema + after
    spaces = " ".join(
        f'xmlns:{name}="{EXTENDED}{rest}"' for name, rest in
        (("pdfaExtension", "extension/"), ("pdfaSchema", "schema#"), ("pdfaProperty", "property#"))
    )  # fmt: skip
    return xmp.replace(
        "</rdf:RDF>",
        f'<rdf:Description rdf:about="" {spaces}><pdfaExtension:schemas><rdf:Bag>{schema}'
        "</rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF>", 1,
    )  # fmt: skip


def _described(name: str, told: str) -> str:
    return (
        f"<rdf:li rdf:parseType='Resource'><pdfaProperty:name>{name}</pdfaProperty:name>"
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType>"
        "<pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{told}</pdfaProperty:description></rdf:li>"
    )
