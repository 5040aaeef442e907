"""Where the messages about versions of the agreement lead."""

from __future__ import annotations

from django.conf import settings


def addresses() -> dict[str, str]:
    """Where every version is read, by anyone, and where a contact answers one."""
    here = settings.TENIR.url
    return {"url": f"{here}/agreement/", "answer": f"{here}/portal/agreement/"}
