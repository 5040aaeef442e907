"""A version on its way: drafted in the page or from files, compared, published."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.agreements import queries, services
from tenir.apps.agreements.queries import Version
from tenir.apps.reports import queries as reports
from tenir.faces.console.contracts import KEEPERS
from tenir.faces.console.faults import Mistake, mistakes_in, mistakes_of
from tenir.faces.console.frame import page
from tenir.terms.numbering import next_number, renumbered
from tenir.ui.acts import act_if_sure
from tenir.ui.confirming import Sure
from tenir.ui.deeds import only_for
from tenir.ui.language import language
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.sent_once import only_looks
from tenir.viewer import Viewer

LARGEST = 1 << 20
LONGEST_ID = 19  # digits that a key of the database can have
FILES = "file"
LABELS = {
    "convention": _("Agreement (convention.yaml)"),
    "text": _("Its words (text.fr.md)"),
    "cases": _("Acceptance cases (cases.yaml)"),
}
TEXTS = tuple(LABELS)
DISCARD = Sure(
    question=_("Throw this draft away?"), follows=_("What was written in it is lost."),
    yes=_("Throw it away"),
)  # fmt: skip


class DraftFiles(forms.Form):
    """An agreement's three texts as files; one that is given stands in for what is in the page."""

    convention = forms.FileField(label="convention.yaml", required=False)
    text = forms.FileField(label="text.fr.md", required=False)
    cases = forms.FileField(label="cases.yaml", required=False)

    def uploaded(self) -> dict[str, str]:
        """Those given, as text; a form error where one is none."""
        if not self.is_valid():
            return {}
        given = {name: self.cleaned_data.get(name) for name in TEXTS}
        read = {name: self._read(name, upload) for name, upload in given.items() if upload}
        return {name: text for name, text in read.items() if text is not None}

    def _read(self, name: str, upload: UploadedFile[bytes]) -> str | None:
        if (upload.size or 0) > LARGEST:
            self.add_error(name, _("This file is over 1 MB: an agreement is far smaller."))
            return None
        try:
            return str(upload.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.add_error(name, _("This file is not UTF-8 text: save it as UTF-8."))
            return None


def _written(request: HttpRequest) -> dict[str, str]:
    """The texts as they stand in the page; a browser posts its lines with a carriage return."""
    return {name: request.POST.get(name, "").replace("\r\n", "\n") for name in TEXTS}


@staff_only
def draft(request: HttpRequest) -> HttpResponseBase:
    """The editor of a draft: checked while it is written, with each mistake's line.

    What was written is never lost: whatever refuses it is told beside it.
    """
    viewer = viewer_of(request)
    only_for(viewer, *KEEPERS)
    if request.method != "POST":
        return _edited(request, _begun(viewer, request.GET.get("of", "")))
    form = DraftFiles(request.POST, request.FILES, prefix=FILES)
    texts = _written(request) | form.uploaded()
    if form.errors:
        return _edited(request, texts, form)
    if request.POST.get("act") != "keep":
        return _edited(request, texts, form, mistakes_of(texts, viewer, language()))
    made, mistakes = _kept(texts, viewer)
    if made is None:
        return _edited(request, texts, form, mistakes)
    messages.success(request, _("Kept as a draft: nothing changes for clients until you publish."))
    return redirect("console:version", made.pk)


def _kept(texts: dict[str, str], actor: Viewer) -> tuple[Version | None, list[Mistake]]:
    """The draft that those texts became, or why they became none."""
    made: list[Version] = []
    mistakes = mistakes_in(
        lambda: made.append(services.draft_version(**texts, actor=actor, at=clock.now())),
        language(),
    )
    return next(iter(made), None), mistakes


def _edited(
    request: HttpRequest,
    texts: dict[str, str],
    form: DraftFiles | None = None,
    mistakes: Sequence[Mistake] | None = None,
) -> HttpResponseBase:
    """The editor with those texts; `mistakes` is None where nothing was checked yet."""
    form = form or DraftFiles(prefix=FILES)
    panes = [(name, LABELS[name], texts[name]) for name in TEXTS]
    told = {"panes": panes, "mistakes": mistakes, "checked": mistakes is not None, "form": form}
    status = 400 if mistakes or form.errors else 200
    return page(request, "console/draft", "versions", told, status)


def _begun(viewer: Viewer, of: str) -> dict[str, str]:
    """The texts to begin with: that version's, else those of the one published last.

    Those of a published version bear the next number that is free.
    """
    seen = queries.versions(viewer)
    last = seen.filter(state="published").values_list("pk", flat=True).first()
    chosen = int(of) if of.isdecimal() and len(of) < LONGEST_ID else last
    found = queries.version(viewer, chosen) if chosen else None
    texts = {name: getattr(found, name, "") for name in TEXTS}
    if found and found.state == "published":
        taken = seen.filter(agreement=found.agreement).values_list("number", flat=True)
        number = next_number(found.number, set(taken))
        texts["convention"] = renumbered(texts["convention"], number)
    return texts


@staff_only
@require_POST
@only_looks
def check(request: HttpRequest) -> HttpResponseBase:
    """The mistakes of the texts posted, as a fragment of the editor's page.

    A file stands in for the text of its name; one that is none is itself a mistake.
    """
    viewer = viewer_of(request)
    only_for(viewer, *KEEPERS)
    form = DraftFiles(request.POST, request.FILES, prefix=FILES)
    texts = _written(request) | form.uploaded()
    told = [
        Mistake(name, said) for name, errors in form.errors.items() for said in map(str, errors)
    ]
    told = told or mistakes_of(texts, viewer, language())
    return render(request, "console/mistakes.html", {"mistakes": told, "checked": True})


def _before(viewer: Viewer, version: Version) -> Version | None:
    """The one published last before it, which it is compared with; none of the first."""
    found = queries.versions(viewer, agreement=version.agreement).filter(state="published")
    if version.published_at:
        found = found.filter(published_at__lt=version.published_at)
    return found.first()


@staff_only
def version(request: HttpRequest, id: int) -> HttpResponseBase:
    """One version: what it changes, whom it does not fit, and its publication."""
    viewer, now = viewer_of(request), clock.now()
    found = queries.version(viewer, id)
    last = _before(viewer, found)
    told = {
        "it": found,
        "last": last,
        "acts": found.state == "draft" and viewer.has(*KEEPERS),
        "publishing": _publishing(found),
        "discarding": DISCARD,
        "clauses": queries.differences(viewer, last.pk, id, language()) if last else (),
        "misfits": [fault.message(language()) for fault in services.misfits(found, at=now)]
        if found.state == "draft"
        else [],
        "replay": reports.replays(viewer, id).filter(finished_at__isnull=False).first(),
    }
    return page(request, "console/version", "versions", told)


@staff_only
@require_POST
def change(request: HttpRequest, id: int) -> HttpResponseBase:
    """Publish the draft, or throw it away."""
    actor: Viewer = viewer_of(request)
    only_for(actor, *KEEPERS)
    at = clock.now()
    if request.POST.get("act") == "discard":
        return act_if_sure(
            request, lambda: services.discard_draft(version=id, actor=actor, at=at),
            sure=DISCARD, page=page, here="versions", done=_("The draft is thrown away."),
            back=reverse("console:versions"),
        )  # fmt: skip
    back = reverse("console:version", args=[id])
    if request.POST.get("act") != "publish":
        return redirect(back)
    reason = request.POST.get("reason", "") or None
    because = request.POST.get("because", "")
    return act_if_sure(
        request, lambda: services.publish(id, reason=reason, because=because, actor=actor, at=at),
        sure=_publishing(queries.version(actor, id)), page=page, here="versions",
        done=_("Published: every client is being notified."), back=back,
    )  # fmt: skip


def _publishing(found: Version) -> Sure:
    return Sure(
        question=_("Publish version %(number)s?") % {"number": found.number}, plain=True,
        follows=_("Every client with a running contract will be notified at once, and what is "
                  "published is taken back no more."),
        yes=_("Publish and notify"),
    )  # fmt: skip
