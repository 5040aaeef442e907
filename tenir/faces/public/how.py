"""How a request went, said by a link of the mail that asks: by a button, which no scanner presses.

Clause: 7.12.
"""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir import clock
from tenir.apps.support import queries, services
from tenir.terms.errors import Refused
from tenir.ui import moods
from tenir.ui.asking import blame


class HowForm(forms.Form):
    """Whether the client is content, and why."""

    score = forms.TypedChoiceField(
        label=_("How did it go?"), choices=list(moods.WORDS.items()), coerce=int,
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(
        label=pgettext_lazy("of a score", "Why"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


def how(request: HttpRequest, token: str, score: int) -> HttpResponse:
    """The answer that the link names, to be sent; whoever holds the link may.

    Clause: 7.12.
    """
    at = clock.now()
    found = queries.asked_how(token, at=at)
    if score not in moods.WORDS:
        raise Http404
    told = {"number": found.number, "over": found.state in queries.SAYS_HOW}
    form = HowForm(request.POST if request.method == "POST" else None, initial={"score": score})
    if form.is_bound and form.is_valid():
        try:
            services.say_how_by_link(token, **form.cleaned_data, at=at)
        except Refused as refused:
            blame(form, refused)
        else:
            return render(request, "public/how.html", {**told, "said": True})
    status = 400 if form.errors else 200
    return render(request, "public/how.html", {**told, "form": form}, status=status)
