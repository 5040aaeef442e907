"""Where a private link leads, which is told once, as it is made."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse


def addresses(token: str) -> dict[str, str]:
    """Its calendar, its feeds and its page, each by its name.

    Clause: 5.11, 10.4.
    """
    feed = {kind: reverse("public:private-feed", args=[token, kind]) for kind in ("atom", "rss")}
    found = {
        "calendar": reverse("public:private-works", args=[token]), **feed,
        "page": reverse("public:private", args=[token]),
    }  # fmt: skip
    return {name: settings.TENIR.url + there for name, there in found.items()}
