"""What clients propose for the products, answered: planned, declined, or still open.

Clause: 8.13.
"""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.support import queries, services
from tenir.faces.console.frame import page
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.fields import words
from tenir.ui.knowledge import product_choices
from tenir.ui.listing import Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.proposals import ANSWERED, ANSWERS, columns

HERE = "proposals"


@staff_only
def proposals(request: HttpRequest) -> HttpResponseBase:
    """What was proposed, the latest first.

    Clause: 8.13.
    """
    filters = (
        Filter("text", _("Words of the title"),
               lambda rows, value: rows.filter(title__icontains=value)),
        ANSWERED,
        Filter("product", _("Product"), lambda rows, value: rows.filter(product__key=value),
               product_choices()),
    )  # fmt: skip
    found = listing(
        request, queries.proposals(viewer_of(request)), filters=filters, sort="-proposed",
        columns=columns("console:proposal", staff=True),
        empty=_("No client has proposed anything yet."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "proposals")
    return page(request, "tenir/page", HERE, {"found": found, "heading": _("Proposals")})


@staff_only
def proposal(request: HttpRequest, id: int) -> HttpResponseBase:
    """One proposal, and what was answered.

    Clause: 8.13.
    """
    viewer = viewer_of(request)
    found = queries.proposal(viewer, id)
    told = {
        "it": found, "state": f"proposal.{found.answer}", "decides": viewer.has(*services.DECIDERS)
    }  # fmt: skip
    return page(request, "console/proposal", HERE, told)


class AnswerForm(forms.Form):
    """What is answered, and why."""

    answer = forms.ChoiceField(label=_("Answer"), choices=ANSWERS, widget=forms.RadioSelect)
    because = words(_("Reason"), rows=4, help_text=_("Who proposed it reads it."))


@staff_only
def answer(request: HttpRequest, id: int) -> HttpResponseBase:
    """The publisher answers, and promises no date.

    Clause: 8.13.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *services.DECIDERS)
    found = queries.proposal(actor, id)
    back = reverse("console:proposal", args=[id])
    deed = Deed(
        heading=_("Answer the proposal"), button=_("Answer it"), icon="send", clauses=("8.13",),
        back=back, above=((found.title, back),), done=_("Answered: who proposed it is being told."),
        about=_("No answer promises a date. It may be answered again."),
    )  # fmt: skip
    told = {"answer": found.answer, "because": found.because}
    return perform(
        request, page, HERE, deed=deed, form=AnswerForm(**given(request), initial=told),
        call=lambda said: services.answer_proposal(id, **said, actor=actor, at=at),
    )  # fmt: skip
