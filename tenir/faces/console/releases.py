"""New versions made available to clients, and what each answered.

Clause: 8.9.
"""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tenir import clock
from tenir.apps.agreements.queries import Subscription
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.catalogue.queries import ProductVersion
from tenir.apps.releases import queries, services
from tenir.faces.console.frame import page
from tenir.ui import releases as shown
from tenir.ui.asking import only_if
from tenir.ui.confirming import Sure
from tenir.ui.deeds import Deed, given, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.sought import LINES, SeekingForm, SelectMultiple, SoughtSeveral
from tenir.viewer import NotSeen, Viewer

HERE = "releases"


class HandingForm(SeekingForm):
    """To whom a version is made available."""

    subscriptions = SoughtSeveral(
        Subscription.objects.none(), label=_("Subscriptions alone"), required=False, by=LINES,
        widget=SelectMultiple({"size": 8}),
        help_text=_("None chosen: all that have neither it nor a newer version yet."),
    )  # fmt: skip

    @classmethod
    def of(cls, lines: QuerySet[Subscription], **rest: Any) -> Self:
        """The form, with the lines that may be chosen; without any, it asks nothing."""
        form = cls(**rest)
        field: Any = form.fields["subscriptions"]
        field.queryset, field.label_from_instance = lines, _named
        if not lines:
            field.widget = forms.MultipleHiddenInput()
        return form

    @property
    def chosen(self) -> list[int] | None:
        """The lines named; none where all are meant."""
        return [line.pk for line in self.cleaned_data["subscriptions"]] or None


class WithdrawingForm(HandingForm):
    """From whom it is withdrawn, and why."""

    because = forms.CharField(
        label=_("Why"), max_length=5000, widget=forms.Textarea({"rows": 4}),
        help_text=_("Their contacts read it."),
    )  # fmt: skip

    @classmethod
    def of(cls, lines: QuerySet[Subscription], **rest: Any) -> Self:
        """The form, with the lines that may be chosen; without any, it asks nothing."""
        form = super().of(lines, **rest)
        form.fields["subscriptions"].help_text = _("None chosen: all that have yet to validate it.")
        if not lines:
            form.fields["because"].widget = forms.HiddenInput()
        return form


@staff_only
def releases(request: HttpRequest) -> HttpResponseBase:
    """Every version handed to a client, the latest first."""
    found = listing(
        request, queries.validations(viewer_of(request)).defer(*shown.LONG),
        columns=shown.columns("console"), filters=shown.filters("console"), sort="-received",
        empty=_("No version was made available to clients yet: do so from its product's page."),
        act=(_("Catalogue"), reverse("console:catalogue")),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "validations")
    told = {"found": found, "heading": _("Validation of versions")}
    return page(request, "tenir/page", HERE, told)


@staff_only
def validation(request: HttpRequest, id: int) -> HttpResponseBase:
    """One of them: by when it is to be validated, why then, and what was answered."""
    viewer = viewer_of(request)
    found = queries.validation(viewer, id)
    return page(request, "tenir/validation", HERE, shown.told(viewer, found, face="console"))


@staff_only
def make_available(request: HttpRequest, key: str, version: int) -> HttpResponseBase:
    """A version is handed to the clients that subscribe to its product.

    Clause: 8.9.
    """
    actor, at = viewer_of(request), clock.now()
    product, found = _released(actor, key, version)
    lines = queries.lines_without(actor, found, at=at)
    form = HandingForm.of(lines, **given(request))
    back = reverse("console:product", args=[key])
    deed = Deed(
        heading=_("Make %(version)s available") % {"version": found}, icon="send",
        button=_("Make it available") if lines else "", back=back,
        clauses=("8.9", "8.10"), help="releases",
        above=((product.name, back),), says=_came, done="",
        after=lambda _made: f"{reverse('console:releases')}?product={product.pk}",
        about=_concerned(list(lines)) if lines else _(
            "Every client that subscribes to it has it already, or a newer version."
        ),
        sure=Sure(
            question=_("Make %(version)s available?") % {"version": found}, plain=True,
            yes=_("Make it available"),
            follows=_("Their contacts are told at once, and owe to validate it within the delay of "
                      "their agreement."),
        ),
        foretells=lambda told: _concerned(list(told["subscriptions"] or lines)),
    )  # fmt: skip
    return perform(
        request, page, "catalogue", deed=deed, form=form,
        call=lambda _told: services.make_available(
            found, actor=actor, at=at, subscriptions=form.chosen
        ),
    )  # fmt: skip


@staff_only
def withdraw(request: HttpRequest, key: str, version: int) -> HttpResponseBase:
    """A version is withdrawn from those who have yet to validate it.

    Clause: 8.9.
    """
    actor, at = viewer_of(request), clock.now()
    product, found = _released(actor, key, version)
    lines = queries.lines_awaited(actor, found, at=at)
    form = WithdrawingForm.of(lines, **given(request))
    back = reverse("console:product", args=[key])
    deed = Deed(
        heading=_("Withdraw %(version)s") % {"version": found}, icon="ban", danger=True,
        button=_("Withdraw the version") if lines else "", back=back,
        clauses=("8.9",), help="releases", above=((product.name, back),), says=_came_back, done="",
        after=lambda _made: f"{reverse('console:releases')}?product={product.pk}",
        about=_concerned(list(lines)) if lines else _("Nobody has yet to validate it."),
        sure=Sure(
            question=_("Withdraw %(version)s?") % {"version": found}, yes=_("Withdraw the version"),
            follows=_("Their contacts are told why at once, and need not validate it any more. "
                      "Those who have answered are left alone. You may make it available again."),
        ),
        foretells=lambda told: _concerned(list(told["subscriptions"] or lines)),
    )  # fmt: skip
    return perform(
        request, page, "catalogue", deed=deed, form=form,
        call=lambda told: services.withdraw(
            found, because=told["because"], subscriptions=form.chosen, actor=actor, at=at
        ),
    )  # fmt: skip


def _released(actor: Viewer, key: str, version: int) -> tuple[catalogue.Product, ProductVersion]:
    """A product and its version, for staff in charge of releases."""
    product = catalogue.product(key)
    found = catalogue.versions_of(product).filter(pk=version).first()
    only_if(services.may_release(actor))
    if found is None:
        raise NotSeen("catalogue.no_version", given=version, product=product.name)
    return product, found


def _named(line: Subscription) -> str:
    return f"{line.contract.client.organisation.name} · {line.target}"


def _concerned(lines: list[Subscription]) -> SafeString:
    """How many clients that is, and how many subscriptions."""
    clients = len({line.contract.client_id for line in lines})
    said = ngettext("%(number)s client", "%(number)s clients", clients) % {"number": clients}
    count = ngettext(
        "%(number)s subscription", "%(number)s subscriptions", len(lines)
    ) % {"number": len(lines)}  # fmt: skip
    return format_html("{} · {}", said, count)


def _came(made: list[queries.Validation]) -> tuple[int, Any]:
    if not made:
        return messages.INFO, _(
            "Nothing was done: those who subscribe to it have it already, or a newer version."
        )
    said = ngettext(
        "Made available for %(number)s subscription: its client is being told.",
        "Made available for %(number)s subscriptions: their clients are being told.", len(made),
    ) % {"number": len(made)}  # fmt: skip
    return messages.SUCCESS, said


def _came_back(withdrawn: list[queries.Validation]) -> tuple[int, Any]:
    if not withdrawn:
        return messages.INFO, _("Nothing was done: nobody has yet to validate it.")
    said = ngettext(
        "Withdrawn from %(number)s subscription: its client is being told.",
        "Withdrawn from %(number)s subscriptions: their clients are being told.", len(withdrawn),
    ) % {"number": len(withdrawn)}  # fmt: skip
    return messages.SUCCESS, said
