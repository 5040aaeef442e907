"""What everyone may read: the start, and every version of the agreement.

Clause: 3.4.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from tenir.apps.agreements import queries
from tenir.ui.language import language
from tenir.ui.markdown import contents_of, rendered
from tenir.ui.pages import viewer_of


def start(request: HttpRequest) -> HttpResponseBase:
    """To the console, the portal, or the agreement: wherever the viewer belongs."""
    viewer = viewer_of(request)
    if viewer.is_staff:
        return redirect("console:home")
    return redirect("portal:home" if viewer.clients else "public:versions")


def contacts(request: HttpRequest) -> HttpResponseBase:
    """The address of contacts that messages give: wherever the viewer's are."""
    return redirect("console:clients" if viewer_of(request).is_staff else "portal:contacts")


def support(request: HttpRequest) -> HttpResponseBase:
    """The address of support that messages give: wherever the viewer's requests are."""
    return redirect("console:requests" if viewer_of(request).is_staff else "portal:requests")


def mail(request: HttpRequest) -> HttpResponseBase:
    """The address that messages give of mail that waits: the desk's."""
    staff = viewer_of(request).is_staff
    return redirect("console:kept-mail" if staff else "portal:requests")


def request_told(request: HttpRequest, id: int) -> HttpResponseBase:
    """The address of a request that messages give: wherever the viewer reads it."""
    staff = viewer_of(request).is_staff
    return redirect("console:request" if staff else "portal:request", id)


def proposal(request: HttpRequest, id: int) -> HttpResponseBase:
    """The address of a proposal that messages give: wherever the viewer reads it."""
    staff = viewer_of(request).is_staff
    return redirect("console:proposal" if staff else "portal:proposal", id)


def commitment(request: HttpRequest, id: int) -> HttpResponseBase:
    """The address of a promise that messages give: wherever the viewer reads it."""
    staff = viewer_of(request).is_staff
    return redirect("console:commitment" if staff else "portal:commitment", id)


def quote(request: HttpRequest, id: int) -> HttpResponseBase:
    """The address of a quote that messages give: wherever the viewer reads it."""
    return redirect("console:quote" if viewer_of(request).is_staff else "portal:quote", id)


def catalogue(request: HttpRequest) -> HttpResponseBase:
    """The address of prerequisites that messages give."""
    return redirect("console:catalogue" if viewer_of(request).is_staff else "portal:prerequisites")


def versions(request: HttpRequest) -> HttpResponse:
    """Every version, the latest first."""
    found = queries.versions(viewer_of(request))
    return render(request, "public/versions.html", {"versions": found})


def version(request: HttpRequest, id: int) -> HttpResponse:
    """One version, its words."""
    viewer = viewer_of(request)
    found = queries.version(viewer, id)
    first, _, rest = found.text.lstrip().partition("\n")
    title = first.removeprefix("# ") if first.startswith("# ") else ""
    told = {
        "it": found,
        "title": title,
        "text": rendered(rest if title else found.text),
        "contents": contents_of(found.text),
        "others": queries.versions(viewer).filter(agreement=found.agreement).exclude(pk=id),
    }
    return render(request, "public/version.html", told)


def differences(request: HttpRequest, old: int, new: int) -> HttpResponse:
    """What changed from one version to another, clause by clause, in words."""
    viewer = viewer_of(request)
    told = {
        "old": queries.version(viewer, old),
        "new": queries.version(viewer, new),
        "clauses": queries.differences(viewer, old, new, language()),
    }
    return render(request, "public/differences.html", told)
