"""A clause by its number: where it stands, and its words to be shown beside a page.

Clause: 3.4.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control

from tenir import clock
from tenir.terms import clauses
from tenir.ui import words_of_agreement as text
from tenir.ui.pages import viewer_of


def clause(request: HttpRequest, number: str) -> HttpResponseBase:
    """To its place in the version that holds for the viewer, or was published last."""
    version = text.version_for(viewer_of(request), at=clock.now())
    if version is None or not clauses.known(number):
        raise Http404(number)
    return redirect(text.address_of(version, number))


@cache_control(private=True, max_age=3600)
def words(request: HttpRequest, number: str) -> HttpResponse:
    """Its title and words alone, for what shows them on hover."""
    if not clauses.known(number):
        raise Http404(number)
    found = clauses.find(number)
    said = text.passages_in(text.version_for(viewer_of(request), at=clock.now()), [number])
    told = {"number": number, "found": found, "passages": said}
    return render(request, "tenir/clause_words.html", told)
