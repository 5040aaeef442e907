"""How a notice is shown in a list, to whoever it is."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir.ui.listing import Column, Filter
from tenir.ui.notice_kinds import named
from tenir.ui.states import STATES

LONG = ("text", "html", "values")  # which no list shows
WORDS = tuple(
    (state, STATES[state].word)
    for state in ("owed", "sending", "sent", "bounced", "failed", "held", "cancelled")
)
CHANNELS = (
    ("email", _("E-mail")),
    ("webhook", _("Webhook")),
    ("in_app", _("In Tenir")),
    ("telephone", _("Telephone")),
)
FILTERS = (
    Filter("state", _("State"), lambda rows, value: rows.filter(state=value), WORDS),
    Filter("channel", _("Channel"), lambda rows, value: rows.filter(channel=value), CHANNELS),
    Filter(
        "address",
        pgettext_lazy("an address", "To"),
        lambda rows, value: rows.filter(address__icontains=value),
    ),
    Filter("subject", _("About"), lambda rows, value: rows.filter(subject__startswith=value)),
)


def columns(detail: str) -> Sequence[Column]:
    """The columns of a list of notices; `detail` names the address of one."""
    return (
        Column("title", _("Notice"), lambda n: named(n.title, n.kind), lead=True,
               href=lambda n: reverse(detail, args=[n.pk])),
        Column("address", pgettext_lazy("an address", "To"), lambda n: n.address, sort="address"),
        Column("channel", _("Channel"), lambda n: dict(CHANNELS)[n.channel], sort="channel"),
        Column("owed", _("Owed"), lambda n: n.owed_at, sort="pk", kind="moment"),
        Column("sent", _("Sent"), lambda n: n.sent_at, sort="sent_at", kind="moment"),
        Column("state", _("State"), lambda n: n.state, sort="state", kind="state"),
    )  # fmt: skip
