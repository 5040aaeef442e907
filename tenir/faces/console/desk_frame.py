"""The pages of the desk: the queue, how support does, who answers, in which words, when not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir.apps.support.services import may_answer
from tenir.faces.console.frame import page
from tenir.ui.pages import Entry, viewer_of

HERE = "requests"
PARTS = (
    ("requests", _("Queue"), "list-check"),
    ("measures", _("Measures"), "chart-bar"),
    ("teams", _("Teams"), "users"),
    ("canned", _("Canned answers"), "bookmark"),
    ("closures", _("Closures"), "calendar-event"),
    ("kept-mail", _("Kept mail"), "mail"),
)


def desk_page(
    request: HttpRequest, template: str, part: str, told: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """That template among the desk's, its part lit; kept mail is for who answers requests."""
    answers = may_answer(viewer_of(request))
    tabs = [Entry(label, reverse(f"console:{name}"), icon, name == part)
            for name, label, icon in PARTS if answers or name != "kept-mail"]  # fmt: skip
    return page(request, template, HERE, {"tabs": tabs, **told}, status)
