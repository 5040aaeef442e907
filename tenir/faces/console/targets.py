"""What is watched: targets, what each location told of them.

Clause: 5.2, 5.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.availability import queries, services
from tenir.apps.availability.services import NewTarget
from tenir.faces.console.frame import page
from tenir.ui.addresses import to
from tenir.ui.confirming import Sure
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.fields import InstantField
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.sought import LINES, SeekingForm, SoughtField
from tenir.viewer import StaffRole

HERE = "outages"
ASKED = ("text", "record", "answer")  # what the form asks of an answer
KINDS: dict[str, Any] = {
    "pushed": _("Told by a monitor"), "monitor": _("A monitor, heard of"),
    "http": _("HTTP probe"), "tcp": _("TCP probe"), "tls": _("TLS probe"), "dns": _("DNS probe"),
}  # fmt: skip
ENVIRONMENTS: dict[str, Any] = {
    "production": _("Production"), "acceptance": _("Acceptance"), "test": _("Test"),
    "training": _("Training"), "development": _("Development"), "other": _("Other"),
}  # fmt: skip
COLUMNS = (
    Column("name", _("Target"), lambda t: t.name, sort="name", lead=True,
           href=to("console:target")),
    Column("kind", _("Kind"), lambda t: KINDS[t.kind], sort="kind"),
    Column("of", _("Watches"),
           lambda t: _("Support platform") if t.platform
           else t.subscription.target if t.subscription else t.product and t.product.name),
    Column("environment", _("Environment"), lambda t: ENVIRONMENTS[t.environment],
           sort="environment"),
    Column("locations", _("Locations"), lambda t: ", ".join(t.locations)),
    Column("state", _("State"), lambda t: "target.retired" if t.retired_at else "target.watched",
           kind="state"),
)  # fmt: skip
FILTERS = (
    Filter("name", _("Target"), lambda rows, value: rows.filter(name__icontains=value)),
    Filter("kind", _("Kind"), lambda rows, value: rows.filter(kind=value), tuple(KINDS.items())),
)
TOLD = (
    Column("start", _("From"), lambda s: s.start, sort="start", kind="moment", lead=True),
    Column("last", _("Last seen"), lambda s: s.last, sort="last", kind="moment"),
    Column("location", _("Location"), lambda s: s.location, sort="location"),
    Column("state", _("State"), lambda s: queries.NAMES[s.state], kind="state"),
    Column("said", _("Said"), lambda s: s.said),
    Column("received", _("Received"), lambda s: s.received_at, sort="received_at", kind="moment"),
)


@staff_only
def targets(request: HttpRequest) -> HttpResponseBase:
    """Everything that is watched, and was."""
    viewer = viewer_of(request)
    adds = viewer.has(StaffRole.OPERATIONS)
    found = listing(
        request, queries.targets(viewer), columns=COLUMNS, filters=FILTERS, sort="name",
        empty=_("Nothing is watched yet: until then every month is not measured."),
        act=(_("Add a target"), reverse("console:target-new")) if adds else None,
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "targets")
    return page(request, "console/targets", HERE, {"found": found, "adds": adds})


@staff_only
def target(request: HttpRequest, id: int) -> HttpResponseBase:
    """One target: how it is watched, and what each location told."""
    viewer = viewer_of(request)
    it = queries.target(viewer, id)
    found = listing(
        request, queries.spells(viewer, target=it.pk), columns=TOLD, sort="-start",
        empty=_("Nothing was told of it yet."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "spells")
    told = {
        "it": it, "found": found, "kind": KINDS[it.kind],
        "environment": ENVIRONMENTS[it.environment],
        "settings": queries.settings(viewer, target=it.pk),
        "retires": viewer.has(StaffRole.OPERATIONS) and it.retired_at is None,
    }  # fmt: skip
    return page(request, "console/target", HERE, told)


class SettingForm(SeekingForm):
    """How it is watched; times in seconds."""

    address = forms.CharField(
        label=_("Address"), max_length=500, required=False,
        help_text=_("https://host/page, host:port, or a name to resolve"),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Text that the page must hold"), max_length=200, required=False,
        help_text=_("For an HTTP probe."),
    )  # fmt: skip
    record = forms.ChoiceField(
        label=_("Kind of record"), required=False, help_text=_("For a DNS probe."),
        choices=[("", _("An address")), *((each, each) for each in queries.RECORDS)],
    )  # fmt: skip
    answer = forms.CharField(
        label=_("Record that the name must have"), max_length=200, required=False,
        help_text=_("As 192.0.2.1, mail.example.org, or a part of a text; empty: any."),
    )  # fmt: skip
    interval = forms.IntegerField(label=_("Interval, in seconds"), min_value=0, initial=60)
    timeout = forms.IntegerField(label=_("Timeout, in seconds"), min_value=1, initial=10)
    retries = forms.IntegerField(label=_("Tries again"), min_value=0, max_value=20, initial=1)
    silence = forms.IntegerField(
        label=_("Silence, in seconds"), min_value=0, required=False, initial=300,
        help_text=_("Past it nothing is known: the time is not measured."),
    )  # fmt: skip
    locations = forms.CharField(
        label=_("Locations"), max_length=500, required=False,
        help_text=_("Separated by commas: a majority of them makes an outage total."),
    )  # fmt: skip

    def setting(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """What was filled in, beside the rest of what is asked of an answer."""
        told = {name: self.cleaned_data[name] for name in SettingForm.base_fields}
        said = {name: told.pop(name) for name in ASKED}
        places = [each.strip() for each in told.pop("locations").split(",") if each.strip()]
        rest = {key: value for key, value in asked.items() if key not in ASKED}
        rest |= {name: value for name, value in said.items() if value}
        return told | {"locations": places, "asked": rest}


class TargetForm(SettingForm):
    """What to watch, and how."""

    field_order = ("name", "subscription", "product", "platform", "environment", "kind")

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("What monitoring calls it: drive-web")
    )
    subscription = SoughtField(
        agreements.Subscription.objects.none(), label=_("Subscription"), required=False, by=LINES
    )
    product = forms.CharField(
        label=_("Product"), max_length=60, required=False,
        help_text=_("Its key, where several clients share what is watched: drive"),
    )  # fmt: skip
    platform = forms.BooleanField(label=_("The support platform itself"), required=False)
    environment = forms.ChoiceField(label=_("Environment"), choices=list(ENVIRONMENTS.items()))
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    monitor = forms.CharField(
        label=_("Monitor"), max_length=80, required=False,
        help_text=_("The target whose silence makes this one not measured."),
    )  # fmt: skip

    def wanted(self) -> NewTarget:
        """What was filled in."""
        of = ("name", "product", "platform", "environment", "kind", "monitor")
        line = self.cleaned_data["subscription"]
        told = {name: self.cleaned_data[name] for name in of} | self.setting({})
        return NewTarget(**told, subscription=line and line.pk)


class ChangeForm(SettingForm):
    """How it is watched from an instant on."""

    since = InstantField(
        label=_("From"), required=False,
        help_text=_("Empty: from now on. What was told before it is judged as it was."),
    )  # fmt: skip
    because = forms.CharField(label=_("Reason"), required=False, max_length=500)


@staff_only
def add(request: HttpRequest) -> HttpResponseBase:
    """Something more is watched."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, StaffRole.OPERATIONS)
    form = TargetForm(**given(request))
    fields: Any = form.fields
    fields["subscription"].queryset = agreements.subscriptions(actor)
    deed = Deed(
        heading=_("Add a target"), button=_("Watch it"), icon="plus",
        back=reverse("console:targets"), clauses=("5.2", "5.3"), help="availability",
        done=_("It is watched from now on."),
        after=lambda made: reverse("console:target", args=[made.pk]),
        above=((_("Targets"), reverse("console:targets")),),
        about=_("Of a subscription, or of a product that several clients share. Only production "
                "counts; the other environments are watched and shown."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda _told: services.add_target(form.wanted(), actor=actor, at=at),
    )  # fmt: skip


@staff_only
def change(request: HttpRequest, id: int) -> HttpResponseBase:
    """A target is watched otherwise, from an instant on."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, StaffRole.OPERATIONS)
    it = queries.target(actor, id)
    back = reverse("console:target", args=[it.pk])
    held = {name: getattr(it, name) for name in SettingForm.base_fields if name not in ASKED}
    held |= {name: it.asked.get(name, "") for name in ASKED}
    held |= {"locations": ", ".join(it.locations)}
    form = ChangeForm(**given(request), initial=held)
    deed = Deed(
        heading=_("Change how it is watched"), button=_("Watch it so"), icon="pencil", back=back,
        clauses=("5.3",), help="availability", done=_("It is watched so from then on."),
        above=((_("Targets"), reverse("console:targets")), (it.name, back)),
        about=_("Whose it is, its name and its environment stay: retire it and add another. Months "
                "that are frozen stay as they are until they are revised."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda told: services.change_target(
            it.pk, **form.setting(it.asked), since=told["since"], because=told["because"],
            actor=actor, at=at,
        ),
    )  # fmt: skip


@staff_only
def retire(request: HttpRequest, id: int) -> HttpResponseBase:
    """A target is watched no longer."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, StaffRole.OPERATIONS)
    it = queries.target(actor, id)
    back = reverse("console:target", args=[it.pk])
    follows = _("What it watches is not measured from now on, unless another target does. What it "
                "told stays.")  # fmt: skip
    deed = Deed(
        heading=_("Retire the target"), button=_("Retire it"), icon="x", back=back,
        clauses=("5.3",), done=_("It is watched no longer; what it told stays."),
        above=((_("Targets"), reverse("console:targets")), (it.name, back)),
        danger=True, about=follows,
        sure=Sure(question=_("Retire this target?"), yes=_("Retire it"), follows=follows),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=forms.Form(**given(request)),
        call=lambda _told: services.retire_target(it.pk, actor=actor, at=at),
    )  # fmt: skip
