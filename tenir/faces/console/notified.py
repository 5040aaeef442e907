"""A version as told to one client: its proofs, its answer, what came by letter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.agreements import queries, services
from tenir.apps.agreements.queries import ClientVersion
from tenir.faces.console.contracts import KEEPERS
from tenir.faces.console.frame import page
from tenir.ui.addresses import to
from tenir.ui.answers import PROOFS
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.fields import InstantField
from tenir.ui.keeping import with_document
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.outbox import CHANNELS
from tenir.ui.pages import staff_only, viewer_of

HERE = "versions"
COLUMNS = (
    Column("client", _("Client"), lambda r: r.client.organisation.name, lead=True,
           sort="client__organisation__name",
           href=to("console:client-version")),
    Column("version", _("Version"), lambda r: r.version.number, sort="version__number"),
    Column("notified", _("Notified"), lambda r: r.notified_at, sort="notified_at", kind="moment"),
    Column("effective", _("Its month would end"), lambda r: r.effective_at, sort="effective_at",
           kind="moment"),
)  # fmt: skip
FILTERS = (
    Filter("version", _("Version"), lambda rows, value: rows.filter(version__number=value)),
    Filter("client", _("Client"),
           lambda rows, value: rows.filter(client__organisation__name__icontains=value)),
)  # fmt: skip


class PostForm(forms.Form):
    """A notification sent by post."""

    sent_at = InstantField(label=_("Sent"), help_text=_("As the proof of posting says."))
    letter = forms.FileField(label=_("The proof of posting (PDF or image)"))


class LetterForm(forms.Form):
    """An answer that a client gave by letter."""

    answer = forms.ChoiceField(
        label=_("Its answer"), widget=forms.RadioSelect,
        choices=(("accepted", _("It accepts the version")),
                 ("terminated", _("It terminates: its contracts end with the notice"))),
    )  # fmt: skip
    answered_at = InstantField(label=_("Sent by the client"))
    letter = forms.FileField(label=_("The client's signed letter (PDF or image)"))


@staff_only
def unproven(request: HttpRequest) -> HttpResponseBase:
    """Whom nothing proves to have been told of a version: its month does not end until then.

    Clause: 3.1.
    """
    found = listing(
        request, queries.unproven_notifications(viewer_of(request)).defer("reasons"),
        columns=COLUMNS, filters=FILTERS, sort="notified",
        empty=_("Every notification has its proof."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "unproven-notifications")
    told = {"found": found, "heading": _("Notifications without a proof")}
    return page(request, "console/unproven", HERE, told)


@staff_only
def client_version(request: HttpRequest, id: int) -> HttpResponseBase:
    """Where a version stands with a client, and every notice by which it was told.

    Clause: 3.1, 3.2.
    """
    viewer = viewer_of(request)
    found = queries.client_version(viewer, id)
    keeps = viewer.has(*KEEPERS)
    told = {
        "it": found, "state": f"version.{found.state}", "proof": PROOFS.get(found.proof, ""),
        "sent": [(row, dict(CHANNELS)[row.notice.channel]) for row in queries.proofs(viewer, id)],
        "may_prove": keeps and found.proven_at is None,
        "may_answer": keeps and found.state == ClientVersion.State.NOTIFIED,
    }  # fmt: skip
    return page(request, "console/client_version", HERE, told)


@staff_only
def prove(request: HttpRequest, id: int) -> HttpResponseBase:
    """The proof that a notification was sent by post: the month runs from that day.

    Clause: 3.1.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.client_version(actor, id)
    only_for(actor, *KEEPERS)
    deed = Deed(
        heading=_("Prove it by post"), button=_("Put the proof on record"), icon="mail",
        back=_back(id), above=_above(found), clauses=("3.1",),
        done=_("The proof is on record: the month runs from the day of sending."),
        about=_("Where no message reached anyone, a letter does: its month runs from the day that"
                " the post took it."),
    )  # fmt: skip

    def call(told: dict[str, Any]) -> Any:
        def proven(document: UUID | None) -> Any:
            assert document
            return services.prove_notification(
                client_version=id, sent_at=told["sent_at"], document=document, actor=actor, at=at
            )

        return with_document(
            told["letter"], proven, title=str(found.version), purpose="proof-of-post",
            organisation=found.client_id, subject=found.subject, actor=actor, at=at,
        )  # fmt: skip

    return perform(request, page, HERE, deed=deed, form=PostForm(**given(request)), call=call)


@staff_only
def answer(request: HttpRequest, id: int) -> HttpResponseBase:
    """What a client answered by letter, written down by the publisher.

    Clause: 3.2, 3.3.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.client_version(actor, id)
    only_for(actor, *KEEPERS)
    deed = Deed(
        heading=_("Write down its letter"), button=_("Write it down"), icon="file-text",
        back=_back(id), above=_above(found), clauses=("3.2", "3.3"),
        done=_("The answer is on record; every contact gets a receipt."),
    )  # fmt: skip
    acts = {"accepted": services.accept_version, "terminated": services.terminate_on_version}

    def call(told: dict[str, Any]) -> Any:
        def answered(document: UUID | None) -> Any:
            return acts[told["answer"]](
                client_version=id, answered_at=told["answered_at"], document=document,
                actor=actor, at=at,
            )  # fmt: skip

        return with_document(
            told["letter"], answered, title=str(found.version), purpose="letter",
            organisation=found.client_id, subject=found.subject, actor=actor, at=at,
        )  # fmt: skip

    return perform(request, page, HERE, deed=deed, form=LetterForm(**given(request)), call=call)


def _back(id: int) -> str:
    return reverse("console:client-version", args=[id])


def _above(found: ClientVersion) -> list[tuple[Any, str]]:
    return [(found.client, _back(found.pk))]
