"""The examples of tables in docs/openapi.json are such as their operations take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenir import clock
from tenir.faces.api.article import MANNERS, camel
from tenir.faces.api.examples import FILES
from tenir.faces.api.urls import document
from tests.apps.availability.conftest import drive, paris, reference, sign
from tests.cast import Cast
from tests.faces.api.programs import program_of, shown
from tests.faces.api.test_file import FILE

__all__ = ["drive", "reference", "sign"]
document()  # puts the API together


@pytest.fixture(autouse=True)
def _in_november(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: paris("2026-11-02 09:00"))
    return iter(())


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(FILES))
def test_an_example_of_a_table_is_one_that_is_taken(name: str, cast: Cast, drive: Any) -> None:
    manner = MANNERS[name]
    asked = FILE["paths"][f"/api/v1{manner.path}"]["post"]
    example = asked["requestBody"]["content"]["multipart/form-data"]["example"]
    assert asked["operationId"] == camel(name)
    form = {
        field: SimpleUploadedFile(
            f"{field}.csv", text.replace("drive.martin", drive.target).encode()
        )
        for field, text in example.items()
        if isinstance(text, str)
    }
    assert form.keys() == FILES[name].keys()
    if "dry_run" in example:
        form["dry_run"] = "true"  # type: ignore[assignment]
    headers = {"Authorization": f"Bearer {program_of(cast.adam).secret}"}
    response: Any = Client().post(f"/api/v1{manner.path}", form, headers=headers)
    assert shown(response)


def test_every_table_that_is_taken_has_its_example() -> None:
    taking = {
        name
        for name, manner in MANNERS.items()
        if manner.path.startswith(("/imports", "/intake/f"))
    } - {"list_taken_files"}
    assert taking == FILES.keys()
