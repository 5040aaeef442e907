"""How a quote is shown in a list, to whoever it is."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tenir.terms.phrases import say
from tenir.ui.addresses import to
from tenir.ui.language import language
from tenir.ui.listing import Column, Filter
from tenir.ui.states import state_of

STATES = tuple(
    (name, state_of(name).word)
    for name in ("asked", "priced", "accepted", "declined", "expired", "withdrawn")
)


def kind_of(kind: str) -> str:
    """What is asked for, in the reader's language."""
    return say(f"orders.kind_{kind}", language())


def filters(face: str) -> Sequence[Filter]:
    """By what a list of quotes is narrowed."""
    client = Filter(
        "client", _("Client"),
        lambda rows, value: rows.filter(contract__client__organisation__name__icontains=value),
    )  # fmt: skip
    return (
        Filter("state", _("State"), lambda rows, value: rows.filter(state=value), STATES),
        *((client,) if face == "console" else ()),
        Filter("contract", _("Contract"),
               lambda rows, value: rows.filter(contract__number__icontains=value)),
    )  # fmt: skip


def columns(face: str) -> Sequence[Column]:
    """The columns of a list of quotes."""
    client = Column(
        "client", _("Client"), lambda q: q.contract.client.organisation.name,
        sort="contract__client__organisation__name",
    )  # fmt: skip
    return (
        Column("number", _("Quote"), lambda q: q.number, sort="pk", lead=True,
               href=to(f"{face}:quote"), note=lambda q: q.contract.number),
        Column("kind", _("For"), lambda q: capfirst(kind_of(q.kind)), sort="kind"),
        *((client,) if face == "console" else ()),
        Column("amount", _("Amount"), lambda q: q.amount, sort="amount", kind="money"),
        Column("yearly", _("Yearly"), lambda q: q.yearly, sort="yearly", kind="money"),
        Column("until", _("Valid until"), lambda q: q.valid_until, sort="valid_until", kind="day"),
        Column("state", _("State"), lambda q: q.state, sort="state", kind="state"),
    )  # fmt: skip
