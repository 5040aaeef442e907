"""How a notice is shown in a list, to whoever it is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.utils.html import format_html, linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir.ui.addresses import to
from tenir.ui.dated import between_days
from tenir.ui.listing import Column, Filter
from tenir.ui.notice_kinds import KINDS, named
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
OUTCOMES = {
    "": pgettext_lazy("a try", "Under way"),
    "accepted": pgettext_lazy("a try", "Accepted"),
    "later": pgettext_lazy("a try", "Refused for now"),
    "refused": pgettext_lazy("a try", "Refused for good"),
    "unanswered": pgettext_lazy("a try", "No answer: perhaps accepted"),
    "interrupted": pgettext_lazy("a try", "Interrupted: perhaps accepted"),
}
FILTERS = (
    Filter("state", _("State"), lambda rows, value: rows.filter(state=value), WORDS),
    Filter("channel", _("Channel"), lambda rows, value: rows.filter(channel=value), CHANNELS),
    Filter(
        "address",
        pgettext_lazy("an address", "To"),
        lambda rows, value: rows.filter(address__icontains=value),
    ),
    Filter("subject", _("About"), lambda rows, value: rows.filter(subject__startswith=value)),
    *between_days("owed_at", _("Owed from"), _("Owed until")),
)
BY_KIND = Filter(
    "kind", _("Kind"), lambda rows, value: rows.filter(kind=value), tuple(KINDS.items())
)
BY_CLIENT = Filter(
    "client", _("Client"), lambda rows, value: rows.filter(organisation__name__icontains=value)
)


def channel_in_words(channel: str) -> str:
    """By which means, in the reader's language."""
    return str(dict(CHANNELS).get(channel, channel))


def outcome_in_words(outcome: str) -> str:
    """What came of a try, in the reader's language."""
    return str(OUTCOMES.get(outcome, outcome))


def columns(detail: str) -> Sequence[Column]:
    """The columns of a list of notices; `detail` names the address of one."""
    return (
        Column("title", _("Notice"), lambda n: named(n.title, n.kind), lead=True,
               href=to(detail)),
        Column("address", pgettext_lazy("an address", "To"), lambda n: n.address, sort="address"),
        Column("channel", _("Channel"), lambda n: channel_in_words(n.channel), sort="channel"),
        Column("owed", _("Owed"), lambda n: n.owed_at, sort="pk", kind="moment"),
        Column("sent", pgettext_lazy("a notice", "Sent"), lambda n: n.sent_at, sort="sent_at",
               kind="moment"),
        Column("state", _("State"), lambda n: n.state, sort="state", kind="state"),
    )  # fmt: skip


def as_read(text: str) -> SafeString:
    """The plain words of a notice as HTML: what it quotes apart, its addresses to be followed."""
    parts = []
    for quoted, lines in groupby(text.splitlines(), lambda line: line.startswith(">")):
        words = "\n".join(line[1:].removeprefix(" ") if quoted else line for line in lines).strip()
        drawn = mark_safe(linebreaks(urlize(words, autoescape=True)))
        parts.append(format_html("<blockquote>{}</blockquote>", drawn) if quoted else drawn)
    return mark_safe("".join(parts))
