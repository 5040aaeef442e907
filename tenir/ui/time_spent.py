"""Time charged on a contract as pages show it: on which terms, and what is left of prepaid hours.

Clause: 7.22.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenir.apps.support.queries import BillingTerms
from tenir.apps.support.services import Charging
from tenir.ui.templatetags.tenir import amount, money


def hours(minutes: int) -> str:
    """Minutes as hours and minutes."""
    return f"{minutes // 60} h {minutes % 60:02d}"


def terms_in_words(terms: BillingTerms | None) -> list[tuple[Any, Any]]:
    """On which terms time is charged, each with its name; nothing where none were set."""
    if terms is None:
        return []
    outside = terms.out_of_hours_rate
    said = [
        (_("An hour, excl. tax"), money(terms.hourly_rate)),
        (_("An hour out of hours, excl. tax"),
         money(terms.hourly_rate if outside is None else outside)),
        (_("Each time is rounded up to"), _("%(minutes)s min") % {"minutes": terms.rounding}),
    ]  # fmt: skip
    if terms.minimum:
        said.append((_("And counts at least"), _("%(minutes)s min") % {"minutes": terms.minimum}))
    asked = _("A contact's, before anything is charged") if terms.needs_consent else _(
        "Not asked: it is announced before")  # fmt: skip
    return [*said, (_("Consent"), asked)]


def charged_in_words(found: Charging) -> tuple[int, str]:
    """What a charge came to, or that there was nothing to charge: the message's level, its words.

    Clause: 7.22.
    """
    if not found.times:
        return messages.WARNING, _(
            "Nothing was charged: no time put down is left to charge that was begun after an "
            "announcement."
        )
    said = ngettext(
        "%(count)s entry was charged: %(minutes)s min, of which %(prepaid)s prepaid. To invoice: "
        "%(amount)s excl. tax.",
        "%(count)s entries were charged: %(minutes)s min, of which %(prepaid)s prepaid. To "
        "invoice: %(amount)s excl. tax.",
        len(found.times),
    ) % {
        "count": len(found.times), "minutes": sum(one.charged or 0 for one in found.times),
        "prepaid": sum(one.prepaid for one in found.times), "amount": amount(found.amount),
    }  # fmt: skip
    waits = ngettext(
        "%(count)s entry waits for the client's consent.",
        "%(count)s entries wait for the client's consent.",
        found.waiting,
    ) % {"count": found.waiting}
    return messages.SUCCESS, f"{said} {waits}" if found.waiting else said


def handed_out(request: HttpRequest, files: dict[str, Any], name: str) -> HttpResponse | None:
    """The file that is asked for (`?as=pdf`), each made when it is; None for the page."""
    kind = request.GET.get("as", "")
    if kind not in files:
        return None
    answer = HttpResponse(files[kind](), content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


TYPES = {"csv": "text/csv; charset=utf-8", "pdf": "application/pdf"}
