"""The bounds of what is looked into, and the words of a refusal."""

from __future__ import annotations

import zlib

import pytest

from tenir.apps.documents.checks import checked
from tenir.apps.documents.names import FileRefused
from tenir.apps.documents.opened import Bytes
from tests.apps.documents.files import docx, pdf


def test_too_many_objects_and_too_deep_a_nesting_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tenir.apps.documents.pdfs.MOST_OBJECTS", 1)
    with pytest.raises(FileRefused) as refused:
        checked("a.pdf", Bytes(pdf()))
    assert refused.value.key == "documents.pdf_objects"
    deep = docx()
    for _ in range(4):
        deep = docx({"word/embeddings/a.docx": deep})
    with pytest.raises(FileRefused) as refused:
        checked("a.docx", Bytes(deep))
    assert refused.value.key == "documents.archive_nested"


def test_a_pdf_that_unfolds_without_end_is_refused() -> None:
    bomb = zlib.compress(bytes(200_000_000), 9)
    made = pdf(attached={"a.txt": b"x"})
    at = made.index(b"/Type /EmbeddedFile")
    start, end = made.index(b"stream\n", at) + 7, made.index(b"\nendstream", at)
    length = made[:start].rindex(b"/Length")
    head = made[length:start].split(b"\n", 1)
    made = (
        made[:length]
        + b"/Length %d /Filter /FlateDecode\n" % len(bomb)
        + head[1]
        + bomb
        + made[end:]
    )
    with pytest.raises(FileRefused):
        checked("a.pdf", Bytes(made))


def test_a_refusal_says_what_to_do_in_both_languages() -> None:
    with pytest.raises(FileRefused) as refused:
        checked("invoice.pdf.exe", Bytes(b"MZ"))
    assert "rename it" in refused.value.message("en")
    assert "renommez-le" in refused.value.message("fr")
