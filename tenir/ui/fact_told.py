"""What a fact of the journal says, in words: the fields that readers understand, before and after.

What has no words here is read where the fact stands as it is sealed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tenir.terms import phrases
from tenir.terms.countries import country_named
from tenir.ui.causes import lasted
from tenir.ui.fact_words import subject_in_words
from tenir.ui.language import language
from tenir.ui.month import month_in_words
from tenir.ui.outbox import channel_in_words
from tenir.ui.states import STATES
from tenir.ui.templatetags import tenir as tags

NAMES: Mapping[str, Any] = {
    "about": _("About"),
    "address": _("Address"),
    "amount": _("Amount, excl. tax"),
    "asked_by": _("Asked by"),
    "attempt": _("Try"),
    "because": _("Reason"),
    "cause": _("Cause"),
    "channel": _("Channel"),
    "city": _("City"),
    "claim": _("Claim"),
    "claim_by": _("Claim by"),
    "clause": _("Clause"),
    "confirmed_at": _("Confirmed"),
    "contacts": _("Contacts"),
    "contract": _("Contract"),
    "corrects": _("Invoice corrected"),
    "country": _("Country"),
    "despite": _("Reason to do so anyway"),
    "done_at": _("Done"),
    "down_seconds": _("Down"),
    "due_at": _("Due"),
    "due_on": _("Due"),
    "effective_at": _("In force from"),
    "effective_on": _("In force from"),
    "email": _("E-mail"),
    "end": _("Until"),
    "ended_at": _("Ended"),
    "ends_at": _("Until"),
    "ends_on": _("Until"),
    "evidence": _("Evidence"),
    "expires_at": _("Until"),
    "filename": _("File"),
    "from_on": _("From"),
    "hosting": _("Hosting"),
    "hourly_rate": _("An hour, excl. tax"),
    "impact": _("Impact"),
    "in_time": _("In time"),
    "inside": _("Internal"),
    "invoice": _("Invoice"),
    "language": _("Language"),
    "late": _("Told late"),
    "late_seconds": _("Late by"),
    "legal_name": _("Legal name"),
    "main": _("Main contact"),
    "minutes": _("Minutes"),
    "month": _("Month"),
    "name": _("Name"),
    "name_en": _("In English"),
    "name_fr": _("In French"),
    "needs_consent": _("Consent"),
    "net": _("Amount, excl. tax"),
    "note": _("Credit note"),
    "notified_at": _("Notified"),
    "number": _("Number"),
    "objection": _("Objection"),
    "on": _("Day"),
    "order": _("Order"),
    "out_of_hours": _("Out of hours"),
    "out_of_hours_rate": _("An hour out of hours, excl. tax"),
    "outages": _("Outages"),
    "outside": _("Outside the windows"),
    "owed_by": _("Owed by"),
    "postcode": _("Postcode"),
    "priority": _("Priority"),
    "proposed": _("Proposed exclusion"),
    "rate": _("An hour, excl. tax"),
    "reason": _("Reason"),
    "released_on": _("Came out on"),
    "reproduced": _("Reproduced"),
    "required_from": _("Required from"),
    "revision": _("Revision"),
    "right": pgettext_lazy("a penalty", "Right"),
    "role": _("Role"),
    "seats": _("Users"),
    "since": _("From"),
    "siren": _("SIREN"),
    "start": _("From"),
    "started_at": _("Begun"),
    "starts_at": _("From"),
    "starts_on": _("From"),
    "state": _("State"),
    "street": _("Street"),
    "target": _("Its name in the monitoring"),
    "telephone": _("Telephone"),
    "text": _("Message"),
    "time_zone": _("Time zone"),
    "title": _("Title"),
    "trained_on": _("Day"),
    "until": _("Until"),
    "urgency": _("Urgency"),
    "url": _("Address"),
    "valid_until": _("Valid until"),
    "vat_number": _("VAT number"),
    "version": _("Version"),
    "wish": _("What is wished for"),
    "words": _("Words"),
    "yearly": _("A year, excl. tax"),
    "yearly_fee": _("Yearly fee"),
}
WRITTEN = {  # by people, as they wrote it: never a code
    "address", "asked_by", "because", "city", "clause", "contract", "corrects", "despite", "email",
    "evidence", "filename", "invoice", "legal_name", "name", "name_en", "name_fr", "note",
    "number", "objection", "order", "postcode", "priority", "siren", "street", "target",
    "telephone", "text", "title", "url", "vat_number", "version", "wish", "words",
}  # fmt: skip
DAY = len("2026-11-29")
MONEY = {"amount", "hourly_rate", "net", "out_of_hours_rate", "rate", "yearly", "yearly_fee"}
THINGS = {"about", "cause", "claim", "right"}  # as the journal calls them: “client/2”
OWED = {"publisher": _("The publisher"), "client": pgettext_lazy("who owes", "The client")}
Words = Callable[[str], Any]


class Said(NamedTuple):
    """A field in words, before and after; "" where it was not said."""

    name: Any
    before: Any
    after: Any


def said(
    kind: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    *,
    roles: Mapping[str, Any],
) -> list[Said]:
    """The fields of a fact about that kind of thing which have words; `roles` are what they are."""
    held = before or {}, after or {}
    rows = []
    for name in dict.fromkeys((*held[0], *held[1])):
        told = [_in_words(kind, name, each.get(name), roles) for each in held]
        if any(told):
            rows.append(Said(NAMES[name], *told))
    return rows


def _in_words(kind: str, name: str, value: Any, roles: Mapping[str, Any]) -> Any:
    """That value for a reader; "" where it has no words."""
    if name not in NAMES or value in (None, ""):
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if name in {"role", "owed_by", "state"}:
        return _of_list(kind, name, str(value), roles)
    if isinstance(value, int):
        return lasted(value) if name.endswith("_seconds") else phrases.number(value, language())
    return _of_text(name, value) if isinstance(value, str) else ""


def _of_list(kind: str, name: str, value: str, roles: Mapping[str, Any]) -> Any:
    """One of the words of a list."""
    if name == "state":
        state = STATES.get(f"{kind}.{value}") or STATES.get(value)
        return state.word if state else ""
    return (roles if name == "role" else OWED).get(value, "")


def _of_text(name: str, value: str) -> Any:
    """A text: an amount, a month, a day, an instant, what somebody wrote, or the word of a code."""
    if name in WRITTEN:
        return value
    if name in THINGS:
        return subject_in_words(value)
    if name == "channel":
        return channel_in_words(value)
    if name == "country":
        return country_named(value, language())
    try:
        if name in MONEY:
            return tags.amount(Decimal(value))
        if name == "month":
            return month_in_words(value)
        if len(value) == DAY:
            return tags.day(date.fromisoformat(value))
        return tags.moment(datetime.fromisoformat(value))
    except (ValueError, ArithmeticError):
        words = phrases.name_of(value, language())
        return "" if words == value else words
