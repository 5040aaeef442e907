"""What clients propose for the products, and who was trained to use them, as lists show it.

Clause: 7.6, 8.13.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir.ui.addresses import to
from tenir.ui.listing import Column, Filter

ANSWERS = (
    ("open", pgettext_lazy("a proposal", "Open")),
    ("planned", pgettext_lazy("a proposal", "Planned")),
    ("declined", pgettext_lazy("a proposal", "Declined")),
)
ANSWERED = Filter("answer", _("Answer"), lambda rows, value: rows.filter(answer=value), ANSWERS)


def columns(detail: str, *, staff: bool) -> Sequence[Column]:
    """A list of proposals; `detail` names the address of one."""
    client = Column("client", _("Client"), lambda p: p.client.organisation.name,
                    sort="client__organisation__name")  # fmt: skip
    return (
        Column("title", _("Proposal"), lambda p: p.title, sort="title", lead=True,
               href=to(detail)),
        *((client,) if staff else ()),
        Column("product", _("Product"), lambda p: p.product.name, sort="product__name"),
        Column("answer", _("Answer"), lambda p: f"proposal.{p.answer}", sort="answer",
               kind="state"),
        Column("proposed", _("Proposed"), lambda p: p.proposed_at, sort="pk", kind="moment"),
    )  # fmt: skip


def training_columns(sheet: str, *, staff: bool) -> Sequence[Column]:
    """A list of trainings; `sheet` names the address of a document."""
    client = Column("client", _("Client"), lambda t: t.contact.client.organisation.name,
                    sort="contact__client__organisation__name")  # fmt: skip
    return (
        Column("contact", _("Contact"), lambda t: t.contact.name, sort="contact__name", lead=True),
        *((client,) if staff else ()),
        Column("product", _("Product"), lambda t: t.product.name, sort="product__name"),
        Column("on", _("Trained on"), lambda t: t.trained_on, sort="trained_on", kind="day"),
        Column("sheet", _("Attendance sheet"), lambda t: _("Open it") if t.sheet_id else "",
               href=lambda t: _sheet(sheet, t)),
    )  # fmt: skip


def _sheet(address: str, row: Any) -> str:
    return reverse(address, args=[row.sheet_id]) if row.sheet_id else ""
