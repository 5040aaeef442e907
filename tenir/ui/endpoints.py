"""Where programs hear of notices: the pages of both faces.

Clause: 9.5.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from tenir.apps.notices import queries, services
from tenir.apps.notices.queries import WebhookEndpoint
from tenir.apps.parties import queries as parties
from tenir.ui import outbox
from tenir.ui.acts import act, act_if_sure
from tenir.ui.confirming import Sure, asked_first, is_sure
from tenir.ui.deeds import Deed, Page, given, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.grouped import GroupedField, grouped
from tenir.ui.listing import Column, listing
from tenir.ui.notice_kinds import GROUPS, kinds_for, named
from tenir.ui.pages import viewer_of
from tenir.ui.sought import SoughtField
from tenir.viewer import NotSeen, StaffRole, Viewer

COLUMN_KINDS = _("all kinds")
ROTATE = Sure(
    question=_("Make a new secret?"), yes=_("Make a new secret"), plain=True,
    follows=_("For a day the former secret signs beside the new one."),
)  # fmt: skip
PAUSE = Sure(
    question=_("Call this program no more?"), yes=_("Pause"),
    follows=_("What is owed to it is given up, and can be replayed."),
)  # fmt: skip


@dataclass(frozen=True)
class Face:
    """The face that the pages stand in: its name, how it frames a page, its menu's entry."""

    name: str
    page: Page
    here: str

    def to(self, name: str, *args: Any) -> str:
        """The address of one of its pages."""
        return reverse(f"{self.name}:{name}", args=args)


def may_keep(viewer: Viewer) -> bool:
    """Whether the viewer may add a program: operations any, a main contact its client's own."""
    return viewer.has(StaffRole.OPERATIONS) or any(viewer.leads(pk) for pk in viewer.clients)


class EndpointForm(forms.Form):
    """An address, and what it hears of."""

    url = forms.CharField(
        label=_("Address"), max_length=500, widget=forms.URLInput,
        help_text=_("https, on the public Internet. Each call is signed."),
    )  # fmt: skip
    kinds = GroupedField(
        label=_("Kinds of notice"), required=False,
        help_text=_("None chosen: all of them. The code is what the program is sent."),
    )  # fmt: skip

    def __init__(
        self, viewer: Viewer, data: Any = None, files: Any = None, *, known: Sequence[str] = (),
        **rest: Any,
    ) -> None:  # fmt: skip
        super().__init__(data, files, **rest)
        offered = dict.fromkeys([*kinds_for(staff=viewer.is_staff), *known])
        kinds: Any = self.fields["kinds"]
        told = [
            (kind, format_html("{} <code>{}</code>", named("", kind), kind)) for kind in offered
        ]
        kinds.offer(grouped(told, GROUPS))


class NewEndpointForm(EndpointForm):
    """The same, and for whom."""

    field_order = ("url", "client", "kinds")

    client = SoughtField(parties.Client.objects.none(), label=_("Client"), empty_label=None)

    def __init__(self, viewer: Viewer, data: Any = None, files: Any = None) -> None:
        super().__init__(viewer, data, files)
        client: Any = self.fields["client"]
        client.queryset = parties.clients(viewer).order_by("organisation__name")
        if viewer.is_staff:
            client.required, client.empty_label = False, _("The publisher: it hears all")
        else:
            led = [pk for pk in viewer.clients if viewer.leads(pk)]
            client.queryset = client.queryset.filter(pk__in=led)


def listed(request: HttpRequest, face: Face) -> HttpResponseBase:
    """The programs that hear."""
    viewer = viewer_of(request)
    found = listing(
        request, queries.endpoints(viewer).select_related("organisation"), columns=_columns(face),
        sort="since",
        empty=_("No program hears of notices yet: add the address of one."),
        act=(_("Add a program"), face.to("endpoint-new")) if may_keep(viewer) else None,
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "webhooks")
    told = {"found": found, "add": face.to("endpoint-new") if may_keep(viewer) else ""}
    return face.page(request, "tenir/endpoints", face.here, told)


def _columns(face: Face) -> tuple[Column, ...]:
    return (
        Column("url", _("Address"), lambda e: e.url, sort="url", lead=True,
               href=lambda e: face.to("endpoint", e.pk)),
        Column("client", _("For"),
               lambda e: e.organisation.name if e.organisation else _("The publisher")),
        Column("kinds", _("Hears of"), lambda e: heard_of(e) or COLUMN_KINDS),
        Column("since", _("Added"), lambda e: e.made_at, sort="pk", kind="moment"),
        Column("state", _("State"), state_of, kind="state"),
    )  # fmt: skip


def state_of(endpoint: WebhookEndpoint) -> str:
    """How it stands, as ui/states.py names it."""
    if not endpoint.active:
        return "endpoint.paused"
    return "endpoint.failing" if endpoint.failing_since else "endpoint.active"


def endpoint_of(viewer: Viewer, id: int) -> WebhookEndpoint:
    """That one. Raises NotSeen."""
    found = queries.endpoints(viewer).filter(pk=id).select_related("organisation").first()
    if found is None:
        raise NotSeen("notices.no_endpoint")
    return found


def heard_of(endpoint: WebhookEndpoint) -> str:
    """What a program hears of, in words; nothing where it hears all."""
    return ", ".join(named("", kind) for kind in endpoint.kinds)


def shown(request: HttpRequest, face: Face, id: int, secret: str = "") -> HttpResponseBase:
    """One program, and what was handed to it; its new secret this once."""
    viewer = viewer_of(request)
    found = endpoint_of(viewer, id)
    deliveries = listing(
        request, queries.deliveries(viewer, id).defer(*outbox.LONG),
        columns=outbox.columns(f"{face.name}:notice"), filters=outbox.FILTERS[:1], sort="-owed",
        empty=_("Nothing was handed to it yet: try it."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, deliveries, "deliveries")
    told = {
        "it": found, "found": deliveries, "hears": heard_of(found), "state": state_of(found),
        "may": may_keep(viewer),
        "list": face.to("endpoints"), "change": face.to("endpoint-change", id),
        "act": face.to("endpoint-act", id), "secret": secret,
        "rotating": ROTATE, "pausing": PAUSE,
    }  # fmt: skip
    response = face.page(request, "tenir/endpoint", face.here, told)
    if secret:
        response["Cache-Control"] = "no-store"
    return response


def added(request: HttpRequest, face: Face, at: Any) -> HttpResponseBase:
    """A program is added; its secret is shown once."""
    actor = viewer_of(request)
    if not may_keep(actor):
        raise NotSeen("notices.no_endpoint")
    deed = Deed(
        heading=_("Add a program"), button=_("Add it"), icon="webhook", back=face.to("endpoints"),
        done="", answer=lambda made: shown(request, face, made[0].pk, made[1]),
        above=((_("Webhooks"), face.to("endpoints")),),
    )  # fmt: skip

    def call(told: dict[str, Any]) -> tuple[WebhookEndpoint, str]:
        client = told["client"]
        return services.add_endpoint(
            organisation=client.pk if client else None, url=told["url"], kinds=told["kinds"],
            actor=actor, at=at,
        )  # fmt: skip

    form = NewEndpointForm(actor, **given(request))
    return perform(request, face.page, face.here, deed=deed, form=form, call=call)


def changed(request: HttpRequest, face: Face, id: int, at: Any) -> HttpResponseBase:
    """Another address, other kinds."""
    actor = viewer_of(request)
    found = endpoint_of(actor, id)
    if not may_keep(actor):
        raise NotSeen("notices.no_endpoint")
    form = EndpointForm(
        actor, **given(request), known=found.kinds,
        initial={"url": found.url, "kinds": found.kinds},
    )  # fmt: skip
    back = face.to("endpoint", id)
    deed = Deed(
        heading=_("Change a program"), button=_("Keep the changes"), back=back,
        done=_("Changed: what is owed already goes to the new address."),
        above=((_("Webhooks"), face.to("endpoints")), (found.url, back)),
    )  # fmt: skip
    return perform(
        request, face.page, face.here, deed=deed, form=form,
        call=lambda told: services.change_endpoint(id, **told, actor=actor, at=at),
    )  # fmt: skip


def acted(request: HttpRequest, face: Face, id: int, at: Any) -> HttpResponseBase:
    """Try it, pause it, go on, another secret."""
    actor, asked = viewer_of(request), request.POST.get("act", "")
    endpoint_of(actor, id)
    back = face.to("endpoint", id)
    because = str(_("by hand"))
    calls: dict[str, tuple[Callable[[], Any], Any]] = {
        "try": (lambda: services.try_endpoint(id, actor=actor, at=at),
                _("A trial is on its way: it stands below with its answer.")),
        "go-on": (lambda: services.enable_endpoint(id, actor=actor, at=at),
                  _("It is called again, from now on.")),
    }  # fmt: skip
    if asked == "pause":
        return act_if_sure(
            request, lambda: services.disable_endpoint(id, because=because, actor=actor, at=at),
            sure=PAUSE, page=face.page, here=face.here, back=back,
            done=_("It is called no more; what was owed to it can be replayed."),
        )  # fmt: skip
    if asked == "rotate":
        if not is_sure(request):
            return face.page(request, "tenir/confirm", face.here,
                             asked_first(request, ROTATE, back=back))  # fmt: skip
        return shown(request, face, id, services.rotate_secret(id, actor=actor, at=at))
    if asked not in calls:
        messages.error(request, str(_("Choose what to do.")))
        return redirect(back)
    call, done = calls[asked]
    return act(request, call, done=done, back=back)
