"""Programs: from a release manager, for an update, and from nobody else."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest

from tenir.apps.documents import queries, services
from tenir.apps.documents.names import FileRefused
from tenir.apps.documents.programs import PROGRAMS, SAVED
from tenir.viewer import SYSTEM, NotAllowed, NotSeen, Viewer
from tests.cast import Cast

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
EXE = b"MZ\x90\0" + b"\0" * 200 + b"This program cannot be run in DOS mode"


def kept(name: str, content: bytes, *, actor: Viewer, **more: Any) -> Any:
    told = {"title": "An update", "purpose": "update", "organisation": None, "audience": "staff"}
    return services.keep(BytesIO(content), filename=name, actor=actor, at=AT, **told | more)


@pytest.mark.parametrize("ending", PROGRAMS)
def test_a_program_is_saved_and_never_shown(cast: Cast, ending: str) -> None:
    content = PROGRAMS[ending][0] + EXE
    found = kept(
        f"drive-7.0.1.{ending}", content, actor=cast.rita, programs=True, claimed="text/html"
    )
    assert found.media_type == SAVED
    served = queries.served(cast.rita, found.pk)
    with served.content as file:
        assert file.read() == content
    assert served.headers["Content-Type"] == SAVED
    assert served.headers["Content-Disposition"].startswith("attachment")
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in served.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "content", "because"),
    [
        ("setup.exe", b"#!/bin/sh\nrm -rf /\n", "program_differs"),
        ("setup.msi", EXE, "program_differs"),
        ("guide.pdf.exe", EXE, "program_hides"),
        ("guide.txt.zip", b"PK\3\4" + EXE, "program_hides"),
        ("setup.bat.exe", EXE, "name_runs"),
        ("setup\u202eexe.pdf", EXE, "name_hidden"),
        ("../setup.exe", EXE, "name_characters"),
        ("con.exe", EXE, "name_reserved"),
        ("setup.exe", b"", "empty"),
        ("setup.scr", EXE, "name_runs"),
        ("setup.ps1", b"Remove-Item", "name_runs"),
        ("page.html", b"<script>alert(1)</script>", "kind_not_kept"),
        ("guide.pdf", EXE, "kind_differs"),
        ("picture.png", EXE, "kind_differs"),
    ],
)
def test_what_deceives_is_refused_from_a_release_manager_too(
    cast: Cast, name: str, content: bytes, because: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        kept(name, content, actor=cast.rita, programs=True)
    assert refused.value.key == f"documents.{because}"


def test_programs_are_taken_from_release_managers_and_administrators_alone(cast: Cast) -> None:
    for name, who in cast.everyone:
        if name in {"rita", "adam"}:
            assert kept("setup.exe", EXE + name.encode(), actor=who, programs=True).pk
            continue
        with pytest.raises((NotAllowed, NotSeen)):
            kept("setup.exe", EXE, actor=who, programs=True)


def test_a_program_is_refused_wherever_it_is_not_an_update(cast: Cast) -> None:
    with pytest.raises(FileRefused, match="program"):
        kept("setup.exe", EXE, actor=cast.rita)
    with pytest.raises(FileRefused, match="program"):
        kept("setup.exe", EXE, actor=SYSTEM)
