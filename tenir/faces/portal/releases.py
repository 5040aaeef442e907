"""New versions handed to the client: validated, or refused with reasons.

Clause: 8.9, 8.10.
"""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.releases import queries, services
from tenir.apps.releases.queries import Validation
from tenir.faces.portal.frame import page
from tenir.ui import releases as shown
from tenir.ui.acts import act_if_sure
from tenir.ui.asking import only_if
from tenir.ui.confirming import Sure
from tenir.ui.deeds import Deed, given, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import listing
from tenir.ui.pages import clients_only, viewer_of
from tenir.viewer import Viewer

HERE = "releases"


class RefusalForm(forms.Form):
    """What is wrong with a version."""

    because = forms.CharField(
        label=_("What is wrong"), max_length=20_000, widget=forms.Textarea({"rows": 6}),
        help_text=_("Support reads it as a request of yours, and answers there."),
    )  # fmt: skip


@clients_only
def releases(request: HttpRequest) -> HttpResponseBase:
    """The versions handed to the client, the latest first."""
    found = listing(
        request, queries.validations(viewer_of(request)).defer(*shown.LONG),
        columns=shown.columns("portal"), filters=shown.filters("portal"), sort="-received",
        empty=_("No new version to validate yet: you will be told by e-mail when there is one."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "validations")
    return page(request, "tenir/page", HERE, {"found": found, "heading": _("New versions")})


@clients_only
def validation(request: HttpRequest, id: int) -> HttpResponseBase:
    """One version: by when it is to be validated, why then, and what was answered."""
    viewer = viewer_of(request)
    found = queries.validation(viewer, id)
    told = shown.told(viewer, found, face="portal")
    told |= {
        "answers": _answers(viewer, found, clock.now()),
        "speaks": viewer.speaks_for(found.organisation_id),
        "sure": _sure(found),
    }
    return page(request, "tenir/validation", HERE, told)


@clients_only
@require_POST
def validate(request: HttpRequest, id: int) -> HttpResponseBase:
    """The version is validated.

    Clause: 8.9.
    """
    actor = viewer_of(request)
    found = queries.validation(actor, id)
    return act_if_sure(
        request, lambda: services.validate(id, actor=actor, at=clock.now()), sure=_sure(found),
        page=page, here=HERE, back=_back(id), done=_("Validated: the publisher is being told."),
    )  # fmt: skip


@clients_only
def refuse(request: HttpRequest, id: int) -> HttpResponseBase:
    """The version is refused, with the reasons.

    Clause: 8.9, 8.10.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.validation(actor, id)
    only_if(_answers(actor, found, at))
    deed = Deed(
        heading=_("Refuse %(version)s") % {"version": found.version}, button=_("Refuse it"),
        icon="x", back=_back(id), clauses=("8.9", "8.10"), help="releases",
        above=((found.version, _back(id)),),
        done=_("Refused: a request is open for what is wrong."),
        about=_("Your reasons open a request at support, in your name. A refusal does not stop "
                "deployment."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=RefusalForm(**given(request)),
        call=lambda told: services.refuse(id, **told, actor=actor, at=at),
    )  # fmt: skip


def _answers(viewer: Viewer, found: Validation, at: datetime) -> bool:
    """Whether the viewer may still answer: silence has, once the delay is over."""
    waits = found.state == Validation.State.AWAITED and at < found.due_at
    return waits and viewer.speaks_for(found.organisation_id)


def _back(id: int) -> str:
    return reverse("portal:validation", args=[id])


def _sure(found: Validation) -> Sure:
    return Sure(
        question=_("Validate %(version)s?") % {"version": found.version}, plain=True,
        follows=_("The publisher is told at once. What is wrong later is a request at support."),
        yes=_("Validate the version"),
    )  # fmt: skip
