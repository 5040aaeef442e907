"""Someone is erased: first what will be, and what is kept and until when; then it is done."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.parties import queries
from tenir.faces.console.people_frame import people_page
from tenir.integrations import erasure
from tenir.integrations.erasure import Erased
from tenir.ui.acts import act
from tenir.ui.confirming import asked, is_sure
from tenir.ui.pages import staff_only, viewer_of


def erased(
    request: HttpRequest, call: Callable[[], Erased], *, name: str, back: str, then: str
) -> HttpResponseBase:
    """Asks with the figures of what will be erased and kept; on yes it is done."""
    done = _("Erased: the journal keeps a pseudonym.")
    if is_sure(request):
        return act(request, call, done=done, back=then)
    told: list[Erased] = []
    refused = act(request, lambda: told.append(erasure.foretold(call)), done="", back=back)
    if not told:
        return refused
    question = gettext("Erase who %(name)s was, for good?") % {"name": name}
    page = asked(request, question=question, follows="", yes=_("Erase for good"), back=back)
    return people_page(request, "console/erase", "people", {**page, "told": told[0]})


@staff_only
@require_POST
def erase_contact(request: HttpRequest, id: int, contact: int) -> HttpResponseBase:
    """A former contact is erased, with their account where they have one."""
    actor, back = viewer_of(request), reverse("console:client-contacts", args=[id])
    found = queries.former_contact(actor, id, contact)
    return erased(
        request, lambda: erasure.erase_contact(found, actor=actor, at=clock.now()),
        name=found.name, back=back, then=back,
    )  # fmt: skip
