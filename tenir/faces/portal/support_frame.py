"""The pages of a client's support: requests, time charged, proposals, trainings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir.faces.portal.frame import page
from tenir.faces.portal.opened import is_closed
from tenir.ui.pages import Entry

HERE = "requests"
PARTS = (
    ("requests", _("Requests"), "lifebuoy"),
    ("time", _("Time charged"), "hourglass"),
    ("proposals", _("Proposals"), "message-circle"),
    ("trainings", _("Trainings"), "school"),
)


def support_page(
    request: HttpRequest, template: str, part: str, told: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """That template among those of support, its part lit."""
    tabs = [Entry(label, reverse(f"portal:{name}"), icon, name == part)
            for name, label, icon in PARTS if not is_closed(request, name)]  # fmt: skip
    return page(request, template, HERE, {"tabs": tabs, **told}, status)
