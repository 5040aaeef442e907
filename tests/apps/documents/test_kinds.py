"""The sound files, of every kind that is kept; the hostile ones are these with one thing spoilt."""

import pytest

from tenir.apps.documents.checks import checked
from tenir.apps.documents.kinds import KINDS
from tenir.apps.documents.opened import Bytes
from tests.apps.documents.files import (
    archive,
    docx,
    gif,
    jpeg,
    lossless_webp,
    lossy_webp,
    odt,
    pdf,
    png,
    webp,
)

LINK = (
    b'<Relationships><Relationship Type="http://x/hyperlink" Target="https://x" '
    b'TargetMode="External"/></Relationships>'
)
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}
ODP = {"mimetype": b"application/vnd.oasis.opendocument.presentation"}
SOUND = [
    ("rapport été 2026.pdf", pdf(), "application/pdf"),
    ("report.pdf", pdf(attached={"evidence.csv": b"a,b\n"}), "application/octet-stream"),
    ("screen.png", png(), "image/png"),
    ("photo.JPG", jpeg(), "image/jpeg"),
    ("photo.jpeg", jpeg(), "image/jpg"),
    ("a.gif", gif(), ""),
    ("a.webp", webp(), ""),
    ("b.webp", lossless_webp(), ""),
    ("c.webp", lossy_webp(), ""),
    ("a.txt", "Ça marche, 1 < 2 et <script> n'est pas au début".encode(), "text/plain; charset=x"),
    ("a.log", b"\x1b[31mERROR\x1b[0m www.example.com\tfailed\r\n", ""),
    ("a.md", b"# Title\n", "text/markdown"),
    ("a.csv", b"\xef\xbb\xbfname;sum\n=1+1;2\n", "application/vnd.ms-excel"),
    ("a.json", b'{"a": [1]}', "application/json"),
    ("a.har", b'{"log": {}}', ""),
    ("a.xml", b"<?xml version='1.0'?><invoice><a>1</a></invoice>", "text/xml"),
    ("convention.yaml", b"terms:\n  a: 1\n", ""),
    ("convention.yml", b"terms:\n  a: 1\n", ""),
    ("a.docx", docx({"word/_rels/document.xml.rels": LINK, "word/media/a.png": png()}), ""),
    ("b.docx", docx({"word/embeddings/a.docx": docx()}), ""),
    ("a.xlsx", docx(kind=SHEET), ""),
    ("a.pptx", docx(kind=SLIDES), ""),
    ("a.odt", odt(), ""),
    ("a.ods", odt(ODS), ""),
    ("a.odp", odt(ODP), ""),
    ("a.zip", archive({"logs/": b"", "logs/a.log": b"x", "b.docx": docx(), "c.pdf": pdf()}), ""),
    (
        "mac.zip",
        archive({"a.txt": b"x", "__MACOSX/._a.txt": b"\0\5\x16\7\0", ".DS_Store": b"\0\0\0\1Bud1"}),
        "application/x-zip-compressed",
    ),
]


@pytest.mark.parametrize(("name", "content", "claimed"), SOUND, ids=[name for name, *_ in SOUND])
def test_a_sound_file_is_kept_as_what_it_is(name: str, content: bytes, claimed: str) -> None:
    kind = checked(name, Bytes(content), claimed=claimed)
    assert kind is KINDS[name.rpartition(".")[2].lower()]


def test_every_kind_is_tried() -> None:
    assert {name.rpartition(".")[2].lower() for name, *_ in SOUND} == set(KINDS)


def test_a_formula_in_a_csv_is_kept_as_it_came() -> None:
    """It is evidence: its bytes are not ours to change. It is saved, never shown in place."""
    assert checked("a.csv", Bytes(b"=cmd|' /C calc'!A0\n")).media_type == "text/csv"
