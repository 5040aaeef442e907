"""Secret addresses of one's board, feed and calendar: made, listed, revoked.

Clause: 5.11, 10.4.
"""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.parties import queries as parties
from tenir.apps.publishing import queries, services
from tenir.faces.portal.frame import page
from tenir.terms.errors import Refused
from tenir.ui.acts import act_if_sure
from tenir.ui.asking import blame, only_if
from tenir.ui.confirming import Sure
from tenir.ui.pages import clients_only, viewer_of
from tenir.ui.private_links import addresses
from tenir.viewer import NotAllowed, NotSeen, Viewer

HERE = "status"
REVOKE = Sure(
    question=gettext_lazy("Revoke this link?"), yes=gettext_lazy("Revoke"),
    follows=gettext_lazy("It opens nothing any more: what reads by it stops."),
)  # fmt: skip


class LinkForm(forms.Form):
    """For which program, and whose board it reads."""

    name = forms.CharField(
        label=gettext_lazy("Program"), max_length=100,
        help_text=gettext_lazy("What reads it: “my calendar”, “the screen in the hall”."),
    )  # fmt: skip
    client = forms.TypedChoiceField(label=gettext_lazy("Client"), coerce=int)

    def __init__(self, *args: object, viewer: Viewer, **rest: object) -> None:
        super().__init__(*args, **rest)  # type: ignore[arg-type]
        clients = [(each.pk, str(each.organisation)) for each in parties.clients(viewer)]
        field = self.fields["client"]
        field.choices = clients  # type: ignore[attr-defined]
        if len(clients) == 1:
            field.initial, field.widget = clients[0][0], forms.HiddenInput()


@clients_only
@never_cache
def links(request: HttpRequest) -> HttpResponseBase:
    """The links that one may revoke; a new one is shown this once.

    Clause: 5.11, 10.4.
    """
    viewer, made = viewer_of(request), None
    form = LinkForm(request.POST if request.method == "POST" else None, viewer=viewer)
    if form.is_bound and form.is_valid():
        try:
            given = form.cleaned_data
            made = services.make_link(
                given["client"], name=given["name"], actor=viewer, at=clock.now()
            )
            form = LinkForm(viewer=viewer)
        except (NotSeen, NotAllowed):
            raise
        except Refused as refused:
            blame(form, refused)
    told = {
        "form": form, "made": made, "rows": queries.links(viewer), "me": viewer.person,
        "revoking": REVOKE,
        "addresses": _addresses(made.token) if made else [],
    }  # fmt: skip
    return page(request, "portal/status_links", HERE, told, 400 if form.is_bound else 200)


def _addresses(token: str) -> list[tuple[str, str]]:
    """Where the link leads, each with what it is for."""
    said = {
        "calendar": _("Calendar (iCalendar)"), "atom": _("Feed (Atom)"), "rss": _("Feed (RSS)"),
        "page": _("Page"),
    }  # fmt: skip
    return [(said[name], there) for name, there in addresses(token).items()]


@clients_only
@require_POST
def revoke(request: HttpRequest, id: int) -> HttpResponseBase:
    """Ends a link at once.

    Clause: 10.4.
    """
    actor, at = viewer_of(request), clock.now()
    only_if(queries.links(actor).filter(pk=id).exists())
    return act_if_sure(
        request, lambda: services.revoke_link(id, actor=actor, at=at), sure=REVOKE, page=page,
        here=HERE, done=_("The link opens nothing any more."), back=reverse("portal:links"),
    )  # fmt: skip
