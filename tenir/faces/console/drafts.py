"""A version on its way: drafted from a file, compared, replayed on last year's facts, published."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.agreements import queries, services
from tenir.apps.reports import queries as reports
from tenir.faces.console.frame import page
from tenir.terms.dates import local, next_month
from tenir.terms.errors import Refused
from tenir.ui.acts import act
from tenir.ui.language import language
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import Viewer

LARGEST = 1 << 20


class DraftFiles(forms.Form):
    """The agreement as a file, the words of it, and its acceptance cases."""

    convention = forms.FileField(label=_("Agreement file (convention.yaml)"))
    text = forms.FileField(label=_("Its words (text.fr.md)"), required=False)
    cases = forms.FileField(label=_("Acceptance cases (cases.yaml)"), required=False)

    def texts(self) -> dict[str, str]:
        """What was uploaded, as text; a form error where it is none."""
        found = {}
        for name in self.fields:
            upload = self.cleaned_data.get(name)
            if upload is None:
                found[name] = ""
            elif upload.size > LARGEST:
                self.add_error(name, _("This file is over 1 MB: an agreement is far smaller."))
            else:
                try:
                    found[name] = upload.read().decode("utf-8")
                except UnicodeDecodeError:
                    self.add_error(name, _("This file is not UTF-8 text: save it as UTF-8."))
        return found


@staff_only
def draft(request: HttpRequest) -> HttpResponseBase:
    """A new draft from files; every fault at once, each with its line."""
    form = DraftFiles(request.POST or None, request.FILES or None)
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        texts = form.texts()
        if not form.errors:
            try:
                made = services.draft_version(**texts, actor=viewer_of(request), at=clock.now())
                return redirect("console:version", made.pk)
            except Refused as refused:
                faults = refused.message(language()).splitlines()
    status = 400 if faults or form.errors else 200
    return page(request, "console/draft", "versions", {"form": form, "faults": faults}, status)


@staff_only
def version(request: HttpRequest, id: int) -> HttpResponseBase:
    """One version: what it changes, whom it does not fit, and its publication."""
    viewer, now = viewer_of(request), clock.now()
    found = queries.version(viewer, id)
    others = queries.versions(viewer, agreement=found.agreement).exclude(pk=id)
    last = others.filter(state="published").first()
    told = {
        "it": found,
        "last": last,
        "clauses": queries.differences(viewer, last.pk, id, language()) if last else (),
        "misfits": [fault.message(language()) for fault in services.misfits(found, at=now)]
        if found.state == "draft"
        else [],
    }
    return page(request, "console/version", "versions", told)


@staff_only
def replay(request: HttpRequest, id: int) -> HttpResponseBase:
    """What would have changed: last year's facts judged again under that version.

    Clause: 3.4.
    """
    viewer = viewer_of(request)
    found = queries.version(viewer, id)
    candidate = queries.agreement_of(found)
    until = next_month(f"{local(int(clock.now().timestamp()), candidate.zone):%Y-%m}", -1)
    compared = reports.would_have_changed(viewer, candidate=candidate, until=until)
    told = {
        "it": found,
        "until": until,
        "total": compared.total,
        "clients": [(name, sums) for name, sums in compared.clients.items() if sums.changed],
        "lines": list(compared.in_words(language())),
    }
    return page(request, "console/replay", "versions", told)


@staff_only
@require_POST
def change(request: HttpRequest, id: int) -> HttpResponseBase:
    """Publish the draft, or throw it away."""
    actor: Viewer = viewer_of(request)
    at = clock.now()
    if request.POST.get("act") == "discard":
        return act(
            request, lambda: services.discard_draft(version=id, actor=actor, at=at),
            done=_("The draft is thrown away."), back=reverse("console:versions"),
        )  # fmt: skip
    reason = request.POST.get("reason", "") or None
    because = request.POST.get("because", "")
    return act(
        request,
        lambda: services.publish(id, reason=reason, because=because, actor=actor, at=at),
        done=_("Published: every client is being notified."),
        back=reverse("console:version", args=[id]),
    )  # fmt: skip
