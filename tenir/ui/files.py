"""How documents are shown in a list and handed in, whoever looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import FileResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir.apps.documents.queries import Document, Served
from tenir.apps.parties import queries as parties
from tenir.ui.listing import Column, Filter
from tenir.ui.sought import SoughtField
from tenir.viewer import Viewer

AUDIENCES = {
    Document.Audience.EVERYONE: _("Everyone"),
    Document.Audience.CLIENT: _("The client and its publisher"),
    Document.Audience.STAFF: _("The publisher's people"),
    Document.Audience.SECURITY: _("Security officers alone"),
    Document.Audience.KEEPER: _("Whoever handed it in, until it is sent"),
}
CHOSEN = tuple((key, said) for key, said in AUDIENCES.items() if key != Document.Audience.KEEPER)
PURPOSES = {
    "contract": _("Contract"),
    "amendment": _("Amendment"),
    "proof-of-post": _("Proof of a letter"),
    "letter": _("Letter"),
    "review": _("Review"),
    "signed-change": _("Signed change of contact"),
    "training": _("Attendance sheet"),
    "support": _("File of a request"),
    "update": _("Update of a product"),
    "other": _("Other document"),
}
GIVEN = tuple((key, said) for key, said in PURPOSES.items() if key != "update")
KINDS = ("application/pdf", "image/", "text/", "application/vnd", "application/zip")
FILTERS = (
    Filter("title", _("Document"), lambda rows, value: rows.filter(title__icontains=value)),
    Filter("purpose", _("Purpose"), lambda rows, value: rows.filter(purpose=value),
           tuple(PURPOSES.items())),
)  # fmt: skip
FOR_STAFF = (
    Filter("audience", _("For whom"), lambda rows, value: rows.filter(audience=value),
           CHOSEN),
    Filter("client", _("Client"),
           lambda rows, value: rows.filter(organisation__name__icontains=value)),
)  # fmt: skip


def columns(detail: str, *, staff: bool) -> Sequence[Column]:
    """The columns of a list of documents; `detail` names the address of one."""
    found = (
        Column("title", _("Document"), lambda d: d.title, sort="title", lead=True,
               href=lambda d: reverse(detail, args=[d.pk])),
        Column("purpose", _("Purpose"), lambda d: PURPOSES.get(d.purpose, d.purpose),
               sort="purpose"),
        Column("size", _("Size (kB)"), lambda d: -(-d.size // 1024), sort="size", kind="number"),
        Column("kept", pgettext_lazy("a document", "Kept"), lambda d: d.kept_at, sort="kept_at",
               kind="moment"),
    )  # fmt: skip
    if not staff:
        return found
    return (
        *found,
        Column("client", _("Client"), lambda d: d.organisation and d.organisation.name,
               sort="organisation__name"),
        Column("audience", _("For whom"), lambda d: AUDIENCES[d.audience], sort="audience"),
    )  # fmt: skip


class DocumentForm(forms.Form):
    """A file to keep, for one of the viewer's clients."""

    file = forms.FileField(
        label=_("File"), help_text=_("PDF, picture, text, table or office document, no macros.")
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    purpose = forms.ChoiceField(label=_("Purpose"), choices=GIVEN, initial="other")
    client = SoughtField(parties.Client.objects.none(), label=_("Client"), empty_label=None)

    def __init__(self, viewer: Viewer, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        clients = parties.clients(viewer).order_by("organisation__name")
        self.fields["client"].queryset = clients  # type: ignore[attr-defined]


class StaffDocumentForm(DocumentForm):
    """The same, with who may read it; without a client it is the publisher's own."""

    audience = forms.ChoiceField(
        label=_("For whom"), choices=CHOSEN, initial=Document.Audience.CLIENT
    )

    def __init__(self, viewer: Viewer, data: Any = None, files: Any = None) -> None:
        super().__init__(viewer, data, files)
        client: Any = self.fields["client"]
        client.required, client.empty_label = False, _("The publisher's own")

    def clean(self) -> dict[str, Any]:
        """A file for a client names it."""
        told = super().clean() or self.cleaned_data
        if told.get("audience") == Document.Audience.CLIENT and not told.get("client"):
            self.add_error("client", _("Say which client it is for."))
        return told


def response_of(served: Served) -> FileResponse:
    """One file, as its reader may have it: nothing of it runs here."""
    response = FileResponse(served.content)
    for name, value in served.headers.items():
        response[name] = value
    return response
