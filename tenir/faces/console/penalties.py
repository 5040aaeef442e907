"""Penalties as finance sees them: rights, claims, objections, what they may cost.

Clause: 5.6, 5.7, 5.8, 5.9.
"""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.penalties import queries, services
from tenir.apps.reports import queries as reports
from tenir.faces.console.frame import page
from tenir.ui import penalties as shown
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.exports import file_of, table_of, wants_file
from tenir.ui.listing import listing
from tenir.ui.month import month_in_words
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import StaffRole

HERE = "penalties"


@staff_only
def penalties(request: HttpRequest) -> HttpResponseBase:
    """Every right to a penalty, the latest month first."""
    found = listing(
        request, queries.rights(viewer_of(request), at=clock.now()).defer(*shown.LONG_OF_RIGHTS),
        columns=shown.rights("console"), filters=(*shown.FILTERS, shown.BY_CLIENT), sort="-month",
        empty=_("No month opened a right to a penalty."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "penalties")
    settles = viewer_of(request).has(StaffRole.FINANCE)
    return page(request, "console/penalties", HERE, {"found": found, "settles": settles})


@staff_only
def penalty(request: HttpRequest, id: int) -> HttpResponseBase:
    """One right: how much, why, by when, and what became of it."""
    viewer = viewer_of(request)
    found = queries.right(viewer, id, at=clock.now())
    told = {
        "it": found, "month": month_in_words(found.month), "face": "console",
        "convention": shown.judged_by(viewer, found),
    }  # fmt: skip
    return page(request, "tenir/penalty", HERE, told)


@staff_only
def claims(request: HttpRequest) -> HttpResponseBase:
    """Every claim, the latest first."""
    found = listing(
        request, queries.claims(viewer_of(request)).defer(*shown.LONG_OF_CLAIMS),
        columns=shown.claims("console"), filters=(*shown.OF_CLAIMS, shown.BY_CLIENT), sort="-sent",
        empty=_("No client sent a claim yet."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "claims")
    return page(request, "tenir/page", HERE, {"found": found, "heading": _("Claims")})


@staff_only
def claim(request: HttpRequest, id: int) -> HttpResponseBase:
    """One claim: in time or not, why, what finance may do."""
    viewer = viewer_of(request)
    found = queries.claim(viewer, id)
    finance = viewer.has(StaffRole.FINANCE)
    told = {
        "it": found, "month": month_in_words(found.month), "face": "console",
        "convention": shown.judged_by(viewer, found.right),
        "rules": finance and found.state == "objected",
        "credits": finance and (
            found.state == "accepted" or (found.state == "credited" and found.left)
        ),
    }  # fmt: skip
    return page(request, "tenir/claim", HERE, told)


class RulingForm(forms.Form):
    """How an objection ends, and why."""

    grant = forms.TypedChoiceField(
        label=_("Ruling"), coerce=lambda value: value == "yes",
        choices=[("", "—"), ("yes", _("The penalty is owed")), ("no", _("The refusal stands"))],
    )  # fmt: skip
    because = forms.CharField(
        label=_("Reason"), max_length=5000, widget=forms.Textarea({"rows": 3}),
        help_text=_("The client reads it."),
    )  # fmt: skip


@staff_only
def rule(request: HttpRequest, id: int) -> HttpResponseBase:
    """Finance rules on an objection."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, StaffRole.FINANCE)
    found = queries.claim(actor, id)
    deed = Deed(
        heading=_("Rule on the objection"), button=_("Rule"), icon="scale",
        back=reverse("console:claim", args=[id]), clauses=("5.7",), help="penalties",
        done=_("Ruled: the client is being told."), about=found.objection,
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=RulingForm(**given(request)),
        call=lambda told: services.rule(id, **told, actor=actor, at=at),
    )  # fmt: skip


@staff_only
def exposure(request: HttpRequest) -> HttpResponseBase:
    """What penalties may cost, month by month, frozen or not, and the month under way."""
    found = reports.exposed(viewer_of(request), at=clock.now())
    if wants_file(request):
        return table_of(request, shown.EXPOSED, found.months, "exposure")
    told = {
        "months": [{"row": row, "name": month_in_words(row.month)} for row in found.months],
        "over": [
            {"row": row, "name": month_in_words(row.month)} for row in found.expected if row.over
        ],
        "stakes": [row for row in found.expected if not row.over],
        "list": reverse("console:penalties"),
    }  # fmt: skip
    return page(request, "console/exposure", HERE, told)
