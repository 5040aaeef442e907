"""What one typed and did not send comes back where it was typed (static/tenir/unsent.js).

Such a form has tenir/unsent.html in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django import forms

from tenir.apps.accounts import queries
from tenir.viewer import Viewer


@dataclass(frozen=True)
class Kept:
    """The form that it belongs to, and since when it is kept; no time where nothing is."""

    place: str
    kept_at: datetime | None = None


def put_back(form: forms.BaseForm, viewer: Viewer, place: str) -> Kept:
    """Fills a form that is only looked at with what its reader had typed; tells since when."""
    if form.is_bound:
        return Kept(place)
    kept_at, words = queries.unsent(viewer, place)
    if kept_at is None:
        return Kept(place)
    form.initial.update({name: text for name, text in words.items() if name in form.fields})
    return Kept(place, kept_at)
