"""Files of samples: handed in, and those that were taken.

Clause: 5.3.
"""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.availability import queries
from tenir.faces.console.frame import page
from tenir.integrations.intake.files import take_upload
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import Column, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import StaffRole

HERE = "outages"
COLUMNS = (
    Column("name", _("File"), lambda f: f.name, sort="name", lead=True),
    Column("begun", _("Begun"), lambda f: f.begun_at, sort="begun_at", kind="moment"),
    Column("done", _("Records"), lambda f: f"{f.done} / {f.records}"),
    Column("kept", _("New"), lambda f: f.kept, sort="kept", kind="number"),
    Column("late", _("Late"), lambda f: f.late, sort="late", kind="number"),
    Column("unknown", _("Watched by nobody"), lambda f: ", ".join(f.unknown)),
    Column("by", _("By"), lambda f: f.taken_by or ""),
    Column("state", _("State"), lambda f: "done" if f.ended_at else "running", kind="state"),
)


@staff_only
def files(request: HttpRequest) -> HttpResponseBase:
    """The files that were taken in, how far each is, and whom nobody watches."""
    viewer = viewer_of(request)
    takes = viewer.has(StaffRole.OPERATIONS)
    found = listing(
        request, queries.taken_files(viewer), columns=COLUMNS, sort="-begun",
        empty=_("No file of samples was taken in yet."),
        act=(_("Take a file in"), reverse("console:sample-file-new")) if takes else None,
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "sample-files")
    return page(request, "console/sample_files", HERE, {"found": found, "takes": takes})


class FileForm(forms.Form):
    """A file of samples."""

    sample_file = forms.FileField(
        label=_("Samples (CSV, CSV.gz or Parquet)"),
        help_text=_("Columns: target, at (with its offset), status (up, down, degraded, unknown) "
                    "and, if any, location. Over 200,000 records: `tenir samples`."),
    )  # fmt: skip


@staff_only
def take(request: HttpRequest) -> HttpResponseBase:
    """A file is looked over, every fault at once, then taken in."""
    actor = viewer_of(request)
    only_for(actor, StaffRole.OPERATIONS)
    back = reverse("console:sample-files")
    deed = Deed(
        heading=_("Take a file in"), button=_("Take it in"), icon="plus", back=back,
        clauses=("5.3",), help="availability", done=_("The file is taken in."),
        above=((_("Files of samples"), back),), after=lambda _made: back,
        about=_("Nothing is kept of a file with a fault. Twice the same file changes nothing; one "
                "that was stopped goes on where it was."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=FileForm(**given(request)),
        call=lambda told: take_upload(
            told["sample_file"].chunks(), name=told["sample_file"].name, actor=actor,
            clock=clock.now,
        ),
    )  # fmt: skip
