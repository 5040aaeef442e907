"""Files of samples, handed in by programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpRequest
from ninja import File, Query
from ninja.files import UploadedFile
from pydantic import Field

from tenir import clock
from tenir.apps.availability import queries
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.shapes import Moment, Shown
from tenir.integrations.intake.files import take_upload
from tenir.ui.pages import viewer_of

article = Article("Availability")
MEASURE = Scope.AVAILABILITY_MEASURE


class TakenFileShown(Shown):
    """A file of samples that was taken in, or is being (fr. fichier de relevés)."""

    id: int = Field(alias="pk")
    digest: str
    name: str
    records: int
    done: int
    kept: int
    late: int
    unknown: list[str]
    begun_at: Moment
    ended_at: Moment | None


class AnyFile(Asked):
    """All of them."""

    narrows: ClassVar[Mapping[str, str]] = {}


@article.act("/intake/files", TakenFileShown, need=MEASURE)
def take_file(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """Take in a file of samples: CSV, CSV.gz or Parquet, or an Upptime history.

    Columns `target`, `at`, `status` and, if any, `location`. Nothing is kept of a file with a
    fault: all are told with their line. The same file again changes nothing; one that was cut
    short by a failure goes on where it was. Over 200,000 records, `tenir samples` takes it.
    Clause: 5.3.
    """
    return take_upload(
        file.chunks(), name=file.name or "", actor=viewer_of(request), clock=clock.now
    )


@article.many("/intake/files", TakenFileShown)
def list_taken_files(request: HttpRequest, asked: Query[AnyFile]) -> Any:
    """List the files of samples that were taken in, or are being, the latest first.

    Clause: 5.3.
    """
    return paged(request, asked, queries.taken_files(viewer_of(request)))
