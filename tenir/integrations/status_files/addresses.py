"""Which addresses are written out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from tenir.apps.catalogue import queries as catalogue
from tenir.apps.publishing import queries
from tenir.terms.dates import next_month
from tenir.terms.phrases import LANGUAGES

MONTHS = 12  # either way
ANSWERS = (
    "summary", "status", "components", "incidents", "incidents/unresolved",
    "scheduled-maintenances", "scheduled-maintenances/upcoming", "scheduled-maintenances/active",
)  # fmt: skip


def current() -> Iterator[str]:
    """What says how things are now."""
    for language in LANGUAGES:
        yield f"/status/{language}/"
        for name in ("feed.atom", "feed.rss", "works.ics", "badge.svg", "embed/"):
            yield f"/status/{language}/{name}"
        for key in (queries.PLATFORM, *(each.key for each in catalogue.products())):
            yield f"/status/{language}/badge/{key}.svg"
        for answer in ANSWERS:
            yield f"/status/{language}/api/v2/{answer}.json"


def seldom(now: datetime) -> Iterator[str]:
    """The months, and each incident."""
    this = f"{timezone.localtime(now):%Y-%m}"
    for language in LANGUAGES:
        for count in range(-MONTHS, MONTHS + 1):
            yield f"/status/{language}/months/{next_month(this, count)}/"
        for found in queries.public_incidents():
            yield f"/status/{language}/incidents/{found.reference}/"


def static_url() -> str:
    """Where assets are, from the root."""
    return str(settings.STATIC_URL)
