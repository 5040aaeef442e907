"""What a matter kept to security officers leaves here: its quotes, and the amounts to invoice.

Finance must still see every amount: such a line stays where it is, without the matter's words.
Clause: 10.5.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from tenir.apps.accounts.queries import people_with
from tenir.apps.journal import services as journal
from tenir.apps.notices import services as notices
from tenir.apps.orders.findable import index_quote
from tenir.apps.orders.models import BillableLine, Quote
from tenir.viewer import StaffRole


def restrict(
    subject: str, *, client: int, number: str, readers: Collection[int], at: datetime
) -> None:
    """Quotes of that subject are security officers' and its readers'; amounts bear no words of it.

    `number` is what people call the subject, `readers` the people who told of it. A consequence:
    whoever calls has looked who acts, and has reserved the subject. `unrestrict` undoes it.
    """
    for quote in _quotes(subject):
        journal.reserve(quote.reference, readers=readers, at=at)
        officers = people_with(StaffRole.SECURITY_OFFICER, StaffRole.ADMINISTRATOR)
        told = {*readers, *officers.values_list("pk", flat=True)}
        notices.withhold(quote.reference, readers=told)
        index_quote(quote)
    named = Q(subject=subject) | Q(contract__client=client, label__contains=number)
    for line in BillableLine.objects.filter(named, kept_label="").select_related("order__quote"):
        line.kept_label, line.label = line.label, _without(line, number)
        line.save(update_fields=["label", "kept_label"])


def unrestrict(subject: str, *, client: int, number: str) -> None:
    """They are again whose they were before, in the words that they had."""
    for quote in _quotes(subject):
        journal.release(quote.reference)
        index_quote(quote)
    named = Q(subject=subject) | Q(contract__client=client, kept_label__contains=number)
    for line in BillableLine.objects.filter(named).exclude(kept_label=""):
        line.label, line.kept_label = line.kept_label, ""
        line.save(update_fields=["label", "kept_label"])


def _quotes(subject: str) -> list[Quote]:
    return list(Quote.objects.filter(subject=subject).select_related("contract__client"))


def _without(line: BillableLine, number: str) -> str:
    """A label that says what finance needs: the quote that was ordered, or how much time."""
    if line.order:
        return line.order.quote.number
    return line.label.replace(number, "").strip(" :") or "—"
